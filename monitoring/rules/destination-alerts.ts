// Alerts on a destination that needs a person: refused, closing, its key ending, its address too slow.
import { type Alert, wishedOn } from './rule.ts'

const wished = { 'changming_broadcast_wished_on{broadcast="evening"}': '1x40' }
const notWished = { 'changming_broadcast_wished_on{broadcast="evening"}': '0x40' }
const leg = 'broadcast="evening",destination="douyin"'
const labels = { broadcast: 'evening', destination: 'douyin' }
const blocked = `changming_leg_state{${leg},state="blocked"}`
const carrying = `changming_leg_state{${leg},state="carrying"}`
const expiry = `changming_leg_key_expiry_timestamp_seconds{${leg},endpoint="0"}`
const closing = `changming_leg_platform_close_deadline_seconds{${leg}}`
const dropped = `changming_leg_dropped_frames_total{${leg}}`
const endsWithin = (seconds: number) =>
  `changming_leg_key_expiry_timestamp_seconds - time() < ${seconds} and ${wishedOn}`

export const destinationAlerts: readonly Alert[] = [
  {
    name: 'ChangmingLegBlocked',
    severity: 'critical',
    expr: `changming_leg_state{state="blocked"} == 1 and ${wishedOn}`,
    for: '0s',
    runbook: 'leg-blocked',
    en: {
      summary: '{{ $labels.destination }} of {{ $labels.broadcast }} waits for a person',
      description:
        'The platform refused every address it has, or there is none. Nothing is tried until somebody acts: two senders with one key kick each other off.',
    },
    zh: {
      summary: '直播 {{ $labels.broadcast }} 的 {{ $labels.destination }} 需要人处理',
      description:
        '平台拒绝了全部推流地址，或还没有地址。有人处理之前不会再试：同一个密钥两处推流会互相顶掉。',
    },
    fires: {
      series: { ...wished, [blocked]: '0x4 1x36' },
      at: '2m',
      labels: { ...labels, state: 'blocked' },
    },
    quiet: { series: { ...wished, [blocked]: '0x40' }, at: '2m' },
  },
  {
    name: 'ChangmingPlatformCloses',
    severity: 'critical',
    expr: 'changming_leg_platform_close_deadline_seconds < 60 and on (broadcast, destination) changming_leg_state{state="carrying"} == 0',
    for: '0s',
    runbook: 'platform-closes',
    en: {
      summary:
        '{{ $labels.destination }} of {{ $labels.broadcast }} closes its room in {{ $value | humanizeDuration }}',
      description:
        'The platform ends a live room that gets no stream. After that a new room, and most likely new addresses, are needed.',
    },
    zh: {
      summary:
        '直播 {{ $labels.broadcast }} 的 {{ $labels.destination }} 将在 {{ $value | humanizeDuration }} 后关闭直播间',
      description: '平台会结束收不到流的直播间。关掉之后要重新开播，多半还要换推流地址。',
    },
    fires: { series: { [closing]: '120-5x40', [carrying]: '0x40' }, at: '4m', labels, value: '40s' },
    quiet: { series: { [closing]: '45x40', [carrying]: '1x40' }, at: '4m' },
  },
  {
    name: 'ChangmingKeyEndsSoon',
    severity: 'warning',
    expr: endsWithin(7_200),
    for: '0s',
    runbook: 'key-ends',
    en: {
      summary:
        'A key of {{ $labels.destination }} of {{ $labels.broadcast }} ends in {{ $value | humanizeDuration }}',
      description:
        'Address {{ $labels.endpoint }} cannot be published to after that. A connection that stands may go on; the next one will be refused.',
    },
    zh: {
      summary:
        '直播 {{ $labels.broadcast }} 的 {{ $labels.destination }} 有一个密钥将在 {{ $value | humanizeDuration }} 后失效',
      description:
        '第 {{ $labels.endpoint }} 个地址届时无法再推流。已有的连接可能还能继续，断开后就连不上了。',
    },
    fires: {
      series: { ...wished, [expiry]: '5000x40' },
      at: '2m',
      labels: { ...labels, endpoint: '0' },
      value: '1h 21m 20s',
    },
    quiet: { series: { ...wished, [expiry]: '9000x40' }, at: '2m' },
  },
  {
    name: 'ChangmingKeyEndsNow',
    severity: 'critical',
    expr: endsWithin(900),
    for: '0s',
    runbook: 'key-ends',
    en: {
      summary:
        'A key of {{ $labels.destination }} of {{ $labels.broadcast }} ends within a quarter of an hour',
      description: 'Paste a new address for {{ $labels.destination }} now; siblings on air notice nothing.',
    },
    zh: {
      summary: '直播 {{ $labels.broadcast }} 的 {{ $labels.destination }} 有一个密钥一刻钟内失效',
      description: '请立刻给 {{ $labels.destination }} 换上新地址；其他平台不受影响。',
    },
    fires: {
      series: { ...wished, [expiry]: '1000x40' },
      at: '2m',
      labels: { ...labels, endpoint: '0' },
    },
    quiet: { series: { ...notWished, [expiry]: '1000x40' }, at: '2m' },
  },
  {
    name: 'ChangmingFramesDropped',
    severity: 'warning',
    expr: 'increase(changming_leg_dropped_frames_total[5m]) > 150',
    for: '0s',
    runbook: 'frames-dropped',
    en: {
      summary: '{{ $labels.destination }} of {{ $labels.broadcast }} takes less than is sent',
      description:
        'In five minutes {{ $value | humanize }} frames were not sent for want of room. Viewers there see jumps.',
    },
    zh: {
      summary: '直播 {{ $labels.broadcast }} 的 {{ $labels.destination }} 收得比送得慢',
      description: '五分钟内因为送不出去丢了 {{ $value | humanize }} 帧，该平台观众会看到跳帧。',
    },
    fires: { series: { [dropped]: '0+30x40' }, at: '6m', labels, value: '600' },
    quiet: { series: { [dropped]: '0+1x40' }, at: '6m' },
  },
  {
    name: 'ChangmingIncidentOpen',
    severity: 'warning',
    expr: 'sum by (kind) (changming_incidents_open) > 0',
    for: '3m',
    runbook: 'incident-open',
    en: {
      summary: 'An incident of kind {{ $labels.kind }} has been open for three minutes',
      description: 'Three minutes is what a recovery may take. The incident tells what viewers saw, and why.',
    },
    zh: {
      summary: '一起 {{ $labels.kind }} 类事故已持续三分钟',
      description: '恢复时限是三分钟。事故记录里写着观众看到了什么、原因是什么。',
    },
    fires: {
      series: { 'changming_incidents_open{kind="endpoint"}': '1x40' },
      at: '4m',
      labels: { kind: 'endpoint' },
    },
    quiet: { series: { 'changming_incidents_open{kind="endpoint"}': '1x8 0x32' }, at: '4m' },
  },
]
