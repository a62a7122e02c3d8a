// Alerts from probes: what viewers do not get although it is sent, and what would not do if it were needed.
import { type Alert, wishedOn } from './rule.ts'

const wished = { 'changming_broadcast_wished_on{broadcast="evening"}': '1x40' }
const leg = 'broadcast="evening",destination="douyin"'
const labels = { broadcast: 'evening', destination: 'douyin' }
const verified = (state: string) => `changming_leg_verified{${leg},state="${state}"}`
const feed = 'broadcast="evening",feed="camera-a"'
const bad = `changming_feed_content_bad{${feed},what="black"}`
const onAir = 'changming_program_on_air{broadcast="evening",program="main",feed="camera-a"}'
const standby = `changming_leg_standby_up{${leg},endpoint="1"}`

export const proofAlerts: readonly Alert[] = [
  {
    name: 'ChangmingNotShown',
    severity: 'critical',
    expr: 'changming_leg_verified{state=~"frozen|old|dark"} == 1',
    for: '15s',
    runbook: 'not-shown',
    en: {
      summary: '{{ $labels.destination }} of {{ $labels.broadcast }} takes the stream and does not show it',
      description:
        'Its bytes are acknowledged, and its playback is found {{ $labels.state }}. Look at the room on the platform.',
    },
    zh: {
      summary: '直播 {{ $labels.broadcast }} 的 {{ $labels.destination }} 收了流却没有播出',
      description: '数据有确认，但拉取播放的结果是 {{ $labels.state }}。请到平台后台查看直播间。',
    },
    fires: { series: { [verified('frozen')]: '0x4 1x36' }, at: '4m', labels: { ...labels, state: 'frozen' } },
    quiet: { series: { [verified('live')]: '1x40', [verified('frozen')]: '0x40' }, at: '4m' },
  },
  {
    name: 'ChangmingContentBad',
    severity: 'warning',
    expr: `changming_feed_content_bad == 1 and on (broadcast, feed) changming_program_on_air == 1 and ${wishedOn}`,
    for: '15s',
    runbook: 'content-bad',
    en: {
      summary: '{{ $labels.feed }} of {{ $labels.broadcast }} is on air and {{ $labels.what }}',
      description:
        'Its pictures come, and show nothing, or its sound does. Nothing is cut unless `cutOn` says so.',
    },
    zh: {
      summary: '直播 {{ $labels.broadcast }} 正在播的 {{ $labels.feed }} 内容异常：{{ $labels.what }}',
      description: '信号在，但画面或声音里没有内容。除非 `cutOn` 写明，否则不会自动切走。',
    },
    fires: {
      series: { ...wished, [bad]: '1x40', [onAir]: '1x40' },
      at: '2m',
      labels: { broadcast: 'evening', feed: 'camera-a', what: 'black' },
    },
    quiet: { series: { ...wished, [bad]: '1x40', [onAir]: '0x40' }, at: '2m' },
  },
  {
    name: 'ChangmingProbeDown',
    severity: 'warning',
    expr: `changming_feed_probe_up == 0 and ${wishedOn}`,
    for: '2m',
    runbook: 'content-bad',
    en: {
      summary: 'Nobody looks at what {{ $labels.feed }} of {{ $labels.broadcast }} shows',
      description:
        'The FFmpeg that decodes its key frames is missing, or ends again and again. What is on air goes on.',
    },
    zh: {
      summary: '直播 {{ $labels.broadcast }} 的 {{ $labels.feed }} 没有内容检查',
      description: '解码关键帧的 FFmpeg 没有安装，或反复退出。播出不受影响。',
    },
    fires: {
      series: { ...wished, [`changming_feed_probe_up{${feed}}`]: '0x40' },
      at: '4m',
      labels: { broadcast: 'evening', feed: 'camera-a' },
    },
    quiet: { series: { ...wished, [`changming_feed_probe_up{${feed}}`]: '1x40' }, at: '4m' },
  },
  {
    name: 'ChangmingStandbyDown',
    severity: 'warning',
    expr: `changming_leg_standby_up == 0 and ${wishedOn}`,
    for: '5m',
    runbook: 'standby-down',
    en: {
      summary: 'A further address of {{ $labels.destination }} of {{ $labels.broadcast }} would not do',
      description:
        'Address {{ $labels.endpoint }} (from 0) has not answered for five minutes. Should the one in use fail, it is no help.',
    },
    zh: {
      summary: '直播 {{ $labels.broadcast }} 的 {{ $labels.destination }} 有一个备用地址不可用',
      description:
        '第 {{ $labels.endpoint }} 个地址（从 0 数起）已有五分钟没有应答；正在用的地址一旦出故障，它顶不上。',
    },
    fires: { series: { ...wished, [standby]: '0x40' }, at: '7m', labels: { ...labels, endpoint: '1' } },
    quiet: { series: { ...wished, [standby]: '1x10 0x10 1x20' }, at: '7m' },
  },
]
