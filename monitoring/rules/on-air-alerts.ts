// Alerts on what goes on air: slate and feeds.
import { type Alert, wishedOn } from './rule.ts'

const wished = { 'changming_broadcast_wished_on{broadcast="evening"}': '1x40' }
const notWished = { 'changming_broadcast_wished_on{broadcast="evening"}': '0x40' }
const program = 'broadcast="evening",program="main"'
const ofProgram = { broadcast: 'evening', program: 'main' }
const onAirCamera = `changming_program_on_air{${program},feed="camera-a"}`
const onAirSlate = `changming_program_on_air{${program},feed="slate"}`

/** Feeds that a broadcast on air may show. */
const ofBroadcastsOnAir = `and on (feed) (changming_program_on_air and ${wishedOn})`

export const onAirAlerts: readonly Alert[] = [
  {
    name: 'ChangmingOnSlate',
    severity: 'critical',
    expr: `changming_program_on_air{feed="slate"} == 1 and ${wishedOn}`,
    for: '30s',
    runbook: 'on-slate',
    en: {
      summary: '{{ $labels.broadcast }} shows the slate',
      description:
        'No feed of program {{ $labels.program }} has been fit for air for half a minute, or a person took the slate. Viewers see the slate; the platforms stay connected.',
    },
    zh: {
      summary: '直播 {{ $labels.broadcast }} 正在播垫片',
      description:
        '节目 {{ $labels.program }} 已有半分钟没有可用的信号源，或有人手动切到了垫片。观众看到的是垫片，各平台连接都还在。',
    },
    fires: {
      series: { ...wished, [onAirSlate]: '0x8 1x32' },
      at: '4m',
      labels: { ...ofProgram, feed: 'slate' },
    },
    quiet: { series: { ...notWished, [onAirSlate]: '1x40' }, at: '4m' },
  },
  {
    name: 'ChangmingMuchSlate',
    severity: 'warning',
    expr: 'increase(changming_program_slate_seconds_total[1h]) > 300',
    for: '0s',
    runbook: 'on-slate',
    en: {
      summary: '{{ $labels.broadcast }} spent {{ $value | humanizeDuration }} of the last hour on the slate',
      description: 'The feeds of program {{ $labels.program }} come and go.',
    },
    zh: {
      summary: '直播 {{ $labels.broadcast }} 过去一小时有 {{ $value | humanizeDuration }} 在播垫片',
      description: '节目 {{ $labels.program }} 的信号源时断时续。',
    },
    fires: {
      series: { [`changming_program_slate_seconds_total{${program}}`]: '0+2x240' },
      at: '1h',
      labels: ofProgram,
      value: '8m 0s',
    },
    quiet: { series: { [`changming_program_slate_seconds_total{${program}}`]: '0+1x240' }, at: '1h' },
  },
  {
    name: 'ChangmingFeedDown',
    severity: 'warning',
    expr: `changming_ingest_feed_up == 0 ${ofBroadcastsOnAir}`,
    for: '30s',
    runbook: 'feed-degraded',
    en: {
      summary: 'Nobody sends {{ $labels.feed }}',
      description:
        'A broadcast on air has feed {{ $labels.feed }} in its plan. Another feed or the slate stands in for it.',
    },
    zh: {
      summary: '信号源 {{ $labels.feed }} 没有人在推',
      description: '正在播出的直播计划里有信号源 {{ $labels.feed }}，现在由别的信号源或垫片顶替。',
    },
    fires: {
      series: { ...wished, 'changming_ingest_feed_up{feed="camera-a"}': '1x8 0x32', [onAirCamera]: '0x40' },
      at: '4m',
      labels: { feed: 'camera-a' },
    },
    quiet: {
      series: { ...notWished, 'changming_ingest_feed_up{feed="camera-a"}': '0x40', [onAirCamera]: '0x40' },
      at: '4m',
    },
  },
  {
    name: 'ChangmingFeedDegraded',
    severity: 'warning',
    expr: `changming_ingest_feed_keyframe_interval_seconds > 5 ${ofBroadcastsOnAir} or (changming_ingest_feed_last_video_age_seconds > 1 and on (feed) changming_ingest_feed_up == 1) ${ofBroadcastsOnAir}`,
    for: '30s',
    runbook: 'feed-degraded',
    en: {
      summary: '{{ $labels.feed }} is sent, and not fit',
      description:
        'Its key frames are more than 5 s apart, so that cuts come late, or its picture stands still though the encoder is connected.',
    },
    zh: {
      summary: '信号源 {{ $labels.feed }} 在推，但不合格',
      description: '关键帧间隔超过 5 秒，切换会迟；或者编码器还连着，画面却停住了。',
    },
    fires: {
      series: {
        ...wished,
        'changming_ingest_feed_keyframe_interval_seconds{feed="camera-a"}': '10x40',
        [onAirCamera]: '1x40',
      },
      at: '4m',
      labels: { feed: 'camera-a' },
    },
    quiet: {
      series: {
        ...wished,
        'changming_ingest_feed_keyframe_interval_seconds{feed="camera-a"}': '2x40',
        'changming_ingest_feed_last_video_age_seconds{feed="camera-a"}': '0.04x40',
        'changming_ingest_feed_up{feed="camera-a"}': '1x40',
        [onAirCamera]: '1x40',
      },
      at: '4m',
    },
  },
  {
    name: 'ChangmingSoundLost',
    severity: 'critical',
    expr: `changming_program_sound_lost == 1 and ${wishedOn}`,
    for: '15s',
    runbook: 'feed-degraded',
    en: {
      summary: '{{ $labels.broadcast }} is silent',
      description:
        'The feed on air of program {{ $labels.program }} has a picture and no sound. Viewers hear silence.',
    },
    zh: {
      summary: '直播 {{ $labels.broadcast }} 没有声音',
      description: '节目 {{ $labels.program }} 正在播的信号源有画面没声音，观众听到的是静音。',
    },
    fires: {
      series: { ...wished, [`changming_program_sound_lost{${program}}`]: '1x40' },
      at: '2m',
      labels: ofProgram,
    },
    quiet: { series: { ...wished, [`changming_program_sound_lost{${program}}`]: '0x40' }, at: '2m' },
  },
  {
    name: 'ChangmingProfileChanged',
    severity: 'warning',
    expr: `changming_program_profile_change == 1 and ${wishedOn}`,
    for: '30s',
    runbook: 'feed-degraded',
    en: {
      summary: '{{ $labels.broadcast }} sends another picture than it began with',
      description:
        'The feed on air of program {{ $labels.program }} differs in size or sound from what the platforms were promised. Some show that badly, or not at all.',
    },
    zh: {
      summary: '直播 {{ $labels.broadcast }} 送出的画面规格和开播时不同',
      description:
        '节目 {{ $labels.program }} 正在播的信号源与开播时的尺寸或声音规格不同，有的平台会显示异常甚至黑屏。',
    },
    fires: {
      series: { ...wished, [`changming_program_profile_change{${program}}`]: '1x40' },
      at: '2m',
      labels: ofProgram,
    },
    quiet: { series: { ...wished, [`changming_program_profile_change{${program}}`]: '0x40' }, at: '2m' },
  },
]
