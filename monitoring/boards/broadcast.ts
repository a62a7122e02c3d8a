// One broadcast: its feeds, its programs, its legs, and how long until a platform closes its room.
import type { BoardPlan, RowPlan } from './board.ts'
import { legs } from './legs-row.ts'
import { bars, lines, tiles, timeline, words } from './panels.ts'

const of = 'broadcast="$broadcast"'
/** Feeds in the plan of the broadcast. */
const planned = `and on (feed) changming_program_on_air{${of}}`
const yesNo = words({ 0: ['否 no', 'red'], 1: ['是 yes', 'green'] })

const feeds: RowPlan = {
  title: '信号源 Feeds',
  panels: [
    tiles({
      title: '有人在推 Sent now',
      about: 'Whether an encoder publishes to the feed.',
      width: 6,
      height: 7,
      queries: [{ expr: `changming_ingest_feed_up ${planned}`, legend: '{{feed}}' }],
      mappings: yesNo,
    }),
    lines({
      title: '收到的码率 Bitrate received',
      about: 'Media that arrives from each encoder.',
      width: 6,
      height: 7,
      unit: 'bps',
      queries: [
        {
          expr: `rate(changming_ingest_feed_received_bytes_total[$__rate_interval]) * 8 ${planned}`,
          legend: '{{feed}}',
        },
      ],
    }),
    lines({
      title: '帧率 Frame rate',
      about: 'Pictures per second that arrive.',
      width: 6,
      height: 7,
      queries: [
        {
          expr: `rate(changming_ingest_feed_frames_total{kind="video"}[$__rate_interval]) ${planned}`,
          legend: '{{feed}}',
        },
      ],
    }),
    lines({
      title: '关键帧间隔、画面停顿 Key frames, standstill',
      about: 'Time between key frames: cuts wait for them. Time since the newest picture.',
      width: 6,
      height: 7,
      unit: 's',
      queries: [
        {
          expr: `changming_ingest_feed_keyframe_interval_seconds ${planned}`,
          legend: '{{feed}} 关键帧 key frames',
        },
        {
          expr: `changming_ingest_feed_last_video_age_seconds ${planned}`,
          legend: '{{feed}} 停顿 standstill',
        },
      ],
    }),
  ],
}

const program: RowPlan = {
  title: '节目 Programs',
  panels: [
    timeline({
      title: '正在播什么 What is on air',
      about: 'What each program showed, and when.',
      width: 12,
      height: 7,
      queries: [{ expr: `changming_program_on_air{${of}}`, legend: '{{program}}: {{feed}}' }],
      mappings: words({ 0: [' ', 'transparent'], 1: ['在播 on air', 'blue'] }),
    }),
    lines({
      title: '送出的码率 Bitrate sent',
      about: 'What the program emits, once, whoever carries it.',
      width: 6,
      height: 7,
      unit: 'bps',
      queries: [
        {
          expr: `rate(changming_program_output_bytes_total{${of}}[$__rate_interval]) * 8`,
          legend: '{{program}}',
        },
      ],
    }),
    tiles({
      title: '看着不对的 Not as it should be',
      about:
        'Sound lost, or another picture than the platforms were promised; and how far the output runs ahead of time.',
      width: 6,
      height: 7,
      queries: [
        { expr: `changming_program_sound_lost{${of}}`, legend: '{{program}} 没声音 no sound' },
        { expr: `changming_program_profile_change{${of}}`, legend: '{{program}} 规格变了 other profile' },
      ],
      mappings: words({ 0: ['没有 no', 'green'], 1: ['有 YES', 'red'] }),
    }),
    bars({
      title: '切换 Cuts',
      about: 'In the chosen time, by what was left, what was shown, and why.',
      width: 8,
      height: 7,
      decimals: 0,
      queries: [
        {
          expr: `round(increase(changming_program_cuts_total{${of}}[$__range]))`,
          legend: '{{from}} → {{to}}: {{cause}}',
        },
      ],
      steps: [[null, 'blue']],
    }),
    lines({
      title: '每次切换的空洞和静默 Hole and silence of cuts',
      about: 'The 95th percentile of holes in timestamps, and of time in which nothing was sent, at cuts.',
      width: 8,
      height: 7,
      unit: 's',
      queries: [
        {
          expr: `histogram_quantile(0.95, sum by (program, le) (increase(changming_program_output_gap_seconds_bucket{${of}}[$__range])))`,
          legend: '{{program}} 空洞 hole',
        },
        {
          expr: `histogram_quantile(0.95, sum by (program, le) (increase(changming_program_wire_silence_seconds_bucket{${of}}[$__range])))`,
          legend: '{{program}} 静默 silence',
        },
      ],
    }),
    tiles({
      title: '播了多久 Time shown',
      about: 'In the chosen time, by what was shown; and of a camera in UHD.',
      width: 8,
      height: 7,
      unit: 's',
      queries: [
        {
          expr: `increase(changming_program_seconds_total{${of}}[$__range])`,
          legend: '{{program}} {{kind}}',
        },
        { expr: `increase(changming_program_uhd_seconds_total{${of}}[$__range])`, legend: '{{program}} UHD' },
      ],
      steps: [[null, 'blue']],
    }),
  ],
}

export const broadcast: BoardPlan = {
  uid: 'changming-broadcast',
  title: '长明 · 一场直播 Broadcast',
  about: 'Feeds, programs and legs of one broadcast, and the budget until a platform closes its room.',
  from: 'now-1h',
  refresh: '5s',
  rows: [legs, program, feeds],
  choosesBroadcast: true,
  hasBroadcasts: true,
}
