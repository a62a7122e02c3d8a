// Alerts on what a destination is owed: the error budget and how fast it burns.
import { badSeconds, errorRatio, objective, type Window } from './recordings.ts'
import type { Alert, Case } from './rule.ts'

type Burn = { readonly times: number; readonly long: Window; readonly short: Window }

/**
 * Both windows must burn: the long one shows that it matters, the short one that it goes on. A show that has only begun has
 * few seconds, of which a start costs one or two: so many bad ones there must be.
 */
function burns({ times, long, short }: Burn, leastBadSeconds: number): string {
  const limit = Number((times * (1 - objective)).toFixed(6))
  return `${errorRatio(long)} > ${limit} and ${errorRatio(short)} > ${limit} and ${badSeconds(long)} > ${leastBadSeconds}`
}

const leg = 'broadcast="evening",destination="douyin"'
const labels = { broadcast: 'evening', destination: 'douyin' }
const wished = `changming_leg_wished_seconds_total{${leg}}`
const good = `changming_leg_good_seconds_total{${leg}}`

/** All good for an hour, then of each 15 s so many. */
const served = (goodSeconds: number, at: string): Case => ({
  series: { [wished]: '0+15x2000', [good]: `0+15x240 ${3_600 + goodSeconds}+${goodSeconds}x1700` },
  at,
})

export const availabilityAlerts: readonly Alert[] = [
  {
    name: 'ChangmingDestinationDark',
    severity: 'critical',
    expr: 'increase(changming_leg_wished_seconds_total[1m]) - increase(changming_leg_good_seconds_total[1m]) > 20',
    for: '0s',
    runbook: 'destination-dark',
    en: {
      summary: '{{ $labels.destination }} of {{ $labels.broadcast }} gets next to nothing',
      description:
        'In the last minute {{ $labels.destination }} did not acknowledge what the program sent for {{ $value | humanizeDuration }}. Viewers there see a frozen picture, a loading sign or an ended room.',
    },
    zh: {
      summary: '直播 {{ $labels.broadcast }} 的 {{ $labels.destination }} 几乎收不到画面',
      description:
        '过去一分钟里，{{ $labels.destination }} 有 {{ $value | humanizeDuration }} 没有确认收到节目数据。该平台观众看到的是卡住的画面、转圈，或直播间已结束。',
    },
    fires: {
      series: { [wished]: '0+15x40', [good]: '0+15x20 300+0x20' },
      at: '6m',
      labels,
      value: '1m 0s',
    },
    quiet: { series: { [wished]: '0+15x40', [good]: '0+15x20 310+15x20' }, at: '6m' },
  },
  {
    name: 'ChangmingAvailabilityBurnsFast',
    severity: 'critical',
    expr: burns({ times: 14.4, long: '1h', short: '5m' }, 20),
    for: '0s',
    runbook: 'availability-burn',
    en: {
      summary: '{{ $labels.destination }} of {{ $labels.broadcast }} loses its month in two days',
      description:
        'Of the last hour on air {{ $value | humanizePercentage }} was not proved to arrive; 0.1 % is allowed. It goes on.',
    },
    zh: {
      summary:
        '直播 {{ $labels.broadcast }} 的 {{ $labels.destination }} 正以两天耗尽一个月额度的速度丢失在播时间',
      description:
        '过去一小时的在播时间里，有 {{ $value | humanizePercentage }} 无法证明已送达，允许值是 0.1 %，且仍在继续。',
    },
    fires: { ...served(14, '80m'), labels, value: '2.222%' },
    quiet: served(15, '80m'),
  },
  {
    name: 'ChangmingAvailabilityBurns',
    severity: 'critical',
    expr: burns({ times: 6, long: '6h', short: '30m' }, 30),
    for: '0s',
    runbook: 'availability-burn',
    en: {
      summary: '{{ $labels.destination }} of {{ $labels.broadcast }} loses its month in five days',
      description:
        'Of the last six hours on air {{ $value | humanizePercentage }} was not proved to arrive; 0.1 % is allowed. It goes on.',
    },
    zh: {
      summary:
        '直播 {{ $labels.broadcast }} 的 {{ $labels.destination }} 正以五天耗尽一个月额度的速度丢失在播时间',
      description:
        '过去六小时的在播时间里，有 {{ $value | humanizePercentage }} 无法证明已送达，允许值是 0.1 %，且仍在继续。',
    },
    fires: { ...served(14, '2h'), labels, value: '3.333%' },
    quiet: served(15, '2h'),
  },
  {
    name: 'ChangmingAvailabilityBurnsSlowly',
    severity: 'warning',
    expr: burns({ times: 1, long: '3d', short: '6h' }, 60),
    for: '0s',
    runbook: 'availability-burn',
    en: {
      summary: '{{ $labels.destination }} of {{ $labels.broadcast }} will not reach 99.9 % this month',
      description:
        'Of the last three days on air {{ $value | humanizePercentage }} was not proved to arrive; 0.1 % is allowed.',
    },
    zh: {
      summary: '直播 {{ $labels.broadcast }} 的 {{ $labels.destination }} 本月将达不到 99.9 %',
      description:
        '过去三天的在播时间里，有 {{ $value | humanizePercentage }} 无法证明已送达，允许值是 0.1 %。',
    },
    fires: { ...served(14, '2h'), labels, value: '3.333%' },
    quiet: served(15, '2h'),
  },
]
