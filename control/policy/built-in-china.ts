// What is known of the platforms in China. Of most limits nothing official was found.
import type { Platform } from '../store/plan.ts'
import type { Facts } from './built-in.ts'
import type { Fact } from './policy.ts'

const searched = '2026-11-22'
const usual = 'what every RTMP encoder sends there; HEVC was found confirmed for none of them'
const h264: Fact<'videoCodecs'> = {
  value: ['h264'],
  source: usual,
  date: searched,
  confidence: 'inferred',
}
const aac: Fact<'audioCodecs'> = { value: ['aac'], source: usual, date: searched, confidence: 'inferred' }
const plain: Fact<'schemes'> = {
  value: ['rtmp'],
  source: 'the addresses that it gives',
  date: searched,
  confidence: 'observed',
}

const douyinKeys = 'keys in github.com/WUTONGCN/Stream-Capture#3'
const tencentAuth = 'tencentcloud.com/zh/document/product/267/31083 (codes 18/500 to 18/503)'
const kuaishouApi = 'github.com/KwaiVideoTeam/kuaishou-liveopen-api, README'
const oneGuide = 'one third-party page; no official limit was found'

const douyin: Facts = {
  schemes: {
    value: ['rtmp', 'rtmps'],
    source: 'github.com/plutodemon/tiktok_tool#8',
    date: '2026-02-01',
    confidence: 'observed',
    note: 'some accounts were moved to TLS from January 2026 on',
  },
  hosts: { value: ['douyincdn.com'], source: douyinKeys, date: '2025-12-09', confidence: 'observed' },
  keyFields: {
    value: ['expire', 'sign'],
    source: douyinKeys,
    date: '2025-12-09',
    confidence: 'observed',
    note: 'other fields came and went in 2025 and 2026; these two stayed',
  },
  keyExpiryFields: {
    value: ['expire'],
    source: `${douyinKeys}: decimal with 10 digits, hexadecimal with 8`,
    date: '2025-12-09',
    confidence: 'inferred',
  },
  keyLifeMs: {
    value: 604_800_000,
    source: `${douyinKeys}: 7 days in 3 of 3`,
    date: '2025-12-09',
    confidence: 'inferred',
    note: 'never counted with: what the key says of itself counts',
  },
  closesAfterMs: {
    value: 'unknown',
    source: 'looked for; not found',
    date: searched,
    confidence: 'unknown',
    note: 'after a short gap viewers were seen to read 主播暂时离开; stopping the stream does not close the room',
  },
  duplicatePush: {
    value: 'by-priority',
    source: 'github.com/plutodemon/tiktok_tool issues',
    date: '2026-02-27',
    confidence: 'observed',
    note: "the push of Douyin's own companion program wins; the other sender reconnects for ever",
  },
  aiHosts: {
    value: 'with-named-human',
    source: '抖音关于虚拟直播的平台公约, as reprinted by ccpsdi.com and 2zixun.com',
    date: searched,
    confidence: 'reported',
    note: 'registered, driven by a real person who is verified while live, labelled',
  },
  videoCodecs: h264,
  audioCodecs: aac,
}

const channels: Facts = {
  schemes: plain,
  hosts: {
    value: ['livepush.myqcloud.com'],
    source: 'several public repositories',
    date: searched,
    confidence: 'observed',
  },
  keyFields: {
    value: ['txSecret', 'txTime'],
    source: tencentAuth,
    date: searched,
    confidence: 'confirmed',
    note: "of Tencent's push servers, whose addresses Channels hands out",
  },
  keyExpiryFields: {
    value: ['txTime'],
    source: `${tencentAuth}: hexadecimal unix time`,
    date: searched,
    confidence: 'confirmed',
  },
  keyLifeMs: {
    value: 'unknown',
    source: 'the official guide of 2020, as reprinted by feiheshaxian.cn',
    date: searched,
    confidence: 'unknown',
    note: 'the address changes with every live room that is created',
  },
  duplicatePush: {
    value: 'unknown',
    source: 'looked for; not found',
    date: searched,
    confidence: 'unknown',
    note: "Tencent's servers know a second push refused (601), outranked (602) and replacing (21/102)",
  },
  aiHosts: {
    value: 'blocked',
    source: '《视频号橱窗达人"发布低质量内容"实施细则》 of June 2024, as reported by hexun.com and TechNode',
    date: '2024-06-17',
    confidence: 'reported',
    note: 'a virtual figure made with AI is named as a violation; blocked until somebody confirms otherwise',
  },
  orientations: {
    value: ['landscape', 'portrait'],
    source: 'the official guide of 2020, as reprinted by feiheshaxian.cn',
    date: searched,
    confidence: 'reported',
  },
  largestSize: { value: '1920x1080', source: oneGuide, date: searched, confidence: 'observed' },
  frameRateFps: { value: { max: 30 }, source: oneGuide, date: searched, confidence: 'observed' },
  videoKbps: { value: { min: 2_000, max: 3_000 }, source: oneGuide, date: searched, confidence: 'observed' },
  longestGopMs: { value: 2_000, source: oneGuide, date: searched, confidence: 'observed' },
  videoCodecs: h264,
  audioCodecs: aac,
}

const kuaishou: Facts = {
  schemes: plain,
  hosts: { value: ['yximgs.com'], source: kuaishouApi, date: '2020-12-31', confidence: 'confirmed' },
  keyFields: { value: ['sign'], source: kuaishouApi, date: '2020-12-31', confidence: 'confirmed' },
  keyExpiryFields: {
    value: [],
    source: 'two public samples of sign contradict each other: nothing is read from it',
    date: searched,
    confidence: 'inferred',
  },
  keyLifeMs: {
    value: 172_800_000,
    source: kuaishouApi,
    date: '2020-12-31',
    confidence: 'confirmed',
    note: 'and good for one broadcast only',
  },
  closesAfterMs: {
    value: 60_000,
    source: kuaishouApi,
    date: '2020-12-31',
    confidence: 'confirmed',
    note: '1 to 2 minutes; the shorter is taken. A new address must be fetched then',
  },
  aiHosts: {
    value: 'unknown',
    source: 'looked for; no rule found',
    date: searched,
    confidence: 'unknown',
    note: 'Kuaishou sells virtual hosts of its own to merchants',
  },
  videoCodecs: h264,
  audioCodecs: {
    value: ['aac'],
    source: 'a mirror of the open API at apifox.com/apidoc/project-462993',
    date: searched,
    confidence: 'reported',
  },
}

const bilibili: Facts = {
  schemes: plain,
  hosts: {
    value: ['bilivideo.com'],
    source: 'github.com/lanyangyin/OBSscripts-bilibili-live#16',
    date: '2025-08-09',
    confidence: 'observed',
  },
  keyFields: {
    value: ['streamname', 'key'],
    source: 'the shape of its keys in public tools',
    date: searched,
    confidence: 'observed',
  },
  videoCodecs: {
    value: ['h264'],
    source: 'github.com/Zarosmm/obs-bilibili-stream#24',
    date: '2026-08-24',
    confidence: 'observed',
    note: 'codecs differ from server to server; HEVC is not taken by each',
  },
  audioCodecs: aac,
}

export const chinese = {
  douyin,
  'wechat-channels': channels,
  kuaishou,
  taobao: { schemes: plain, videoCodecs: h264, audioCodecs: aac },
  bilibili,
  xiaohongshu: {
    schemes: plain,
    hosts: { value: ['xhscdn.com'], source: 'two public programs', date: searched, confidence: 'observed' },
    videoCodecs: h264,
    audioCodecs: aac,
  },
} satisfies Partial<Record<Platform, Facts>>
