// The legs of one broadcast: what each did, what each platform is known to have, and the budgets that run out.
import type { RowPlan } from './board.ts'
import { bars, lines, tiles, timeline, words } from './panels.ts'

const of = 'broadcast="$broadcast"'

/** In the order of the numbers by which the timeline tells them. */
const states = [
  ['idle', '闲置 idle', '#4a4d57'],
  ['armed', '待命 armed', 'blue'],
  ['connecting', '连接中 connecting', 'yellow'],
  ['publishing', '已接受 publishing', 'yellow'],
  ['carrying', '送达中 carrying', 'green'],
  ['stalled', '停滞 stalled', 'orange'],
  ['waiting', '等待重试 waiting', 'orange'],
  ['blocked', '需要人 blocked', 'red'],
  ['stopped', '已停止 stopped', '#4a4d57'],
] as const

const stateNumber = states
  .map(([state], i) => `${i} * (changming_leg_state{${of},state="${state}"} == 1)`)
  .map(expr => `(${expr})`)
  .join(' or ')

export const legs: RowPlan = {
  title: '推流 Legs',
  panels: [
    timeline({
      title: '状态 State',
      about: 'What each leg did. Carrying is proved; publishing is not.',
      width: 24,
      height: 6,
      queries: [{ expr: `max by (destination) (${stateNumber})`, legend: '{{destination}}' }],
      mappings: words(Object.fromEntries(states.map(([, text, color], i) => [i, [text, color] as const]))),
    }),
    lines({
      title: '已确认的码率 Bitrate acknowledged',
      about: 'What each platform is known to have taken; beside it what the program sent.',
      width: 12,
      height: 8,
      unit: 'bps',
      queries: [
        {
          expr: `rate(changming_leg_acked_bytes_total{${of}}[$__rate_interval]) * 8`,
          legend: '{{destination}}',
        },
        {
          expr: `rate(changming_program_output_bytes_total{${of}}[$__rate_interval]) * 8`,
          legend: '节目 program {{program}}',
        },
      ],
    }),
    tiles({
      title: '离平台关直播间 Until the room closes',
      about:
        'Budget left before the platform ends a live room that gets no stream; nothing where nobody knows.',
      width: 6,
      height: 8,
      unit: 's',
      queries: [
        {
          expr: `changming_leg_platform_close_deadline_seconds{${of}}`,
          legend: '{{destination}}',
          mayBeEmpty: true,
        },
      ],
      steps: [
        [null, 'red'],
        [30, 'orange'],
        [60, 'green'],
      ],
    }),
    tiles({
      title: '离密钥失效 Until a key ends',
      about: 'By destination and address, where the key says it.',
      width: 6,
      height: 8,
      unit: 's',
      queries: [
        {
          expr: `changming_leg_key_expiry_timestamp_seconds{${of}} - time()`,
          legend: '{{destination}} #{{endpoint}}',
        },
      ],
      steps: [
        [null, 'red'],
        [900, 'orange'],
        [7_200, 'green'],
      ],
    }),
    lines({
      title: '上次证明至今 Since the last proof',
      about: 'Time since the far end last proved that it takes bytes. From 0.9 s on a leg is stalled.',
      width: 6,
      height: 7,
      unit: 's',
      queries: [{ expr: `changming_leg_last_progress_age_seconds{${of}}`, legend: '{{destination}}' }],
      steps: [[0.9, 'orange']],
    }),
    lines({
      title: '排队、往返 Queue, round trip',
      about: 'Media waiting to be sent, and the way to the far end and back.',
      width: 6,
      height: 7,
      unit: 's',
      queries: [
        { expr: `changming_leg_queue_seconds{${of}}`, legend: '{{destination}} 排队 queue' },
        {
          expr: `changming_leg_rtt_seconds{${of}}`,
          legend: '{{destination}} 往返 round trip',
          mayBeEmpty: true,
        },
      ],
    }),
    lines({
      title: '丢帧、黑场 Dropped, dark',
      about: 'Frames a second that found no room; share of the time in which the destination got no media.',
      width: 6,
      height: 7,
      queries: [
        {
          expr: `rate(changming_leg_dropped_frames_total{${of}}[$__rate_interval])`,
          legend: '{{destination}} 丢帧 dropped',
        },
        {
          expr: `rate(changming_leg_dark_seconds_total{${of}}[$__rate_interval])`,
          legend: '{{destination}} 黑场 dark',
        },
      ],
    }),
    bars({
      title: '断开和被拒 Lost or refused',
      about: 'Connections in the chosen time, by cause.',
      width: 6,
      height: 7,
      decimals: 0,
      queries: [
        {
          expr: `round(increase(changming_leg_reconnects_total{${of}}[$__range])) > 0`,
          legend: '{{destination}}: {{cause}}',
          mayBeEmpty: true,
        },
      ],
      steps: [[null, 'orange']],
    }),
  ],
}
