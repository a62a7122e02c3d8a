// Every rule of preflight by name: what it is called, and in Chinese what mends it. English sentences come from control itself.

export type RuleWords = {
  readonly zh: string
  readonly en: string
  /** What to do where it fails or warns. */
  readonly mendZh?: string
}

export const rules: Readonly<Record<string, RuleWords>> = {
  'destinations-present': { zh: '有推流平台', en: 'Destinations', mendZh: '给这场直播加上至少一个平台。' },
  'feed-healthy': {
    zh: '有机位在送画面',
    en: 'A camera sends',
    mendZh: '启动编码器推流，等画面出现后再检查。',
  },
  'feeds-alike': {
    zh: '各机位规格一致',
    en: 'Cameras alike',
    mendZh: '把各编码器的分辨率和采样率设成一样，否则只有别无选择时才会切到不一样的那个。',
  },
  'understudy-ready': { zh: '值守的虚拟主播就绪', en: 'Understudy ready', mendZh: '稍等片刻，它正在准备。' },
  'planned-end': {
    zh: '计划下播时间',
    en: 'Planned end',
    mendZh: '没有写计划下播时间，无法核对推流码够不够用到结束。可以不管；若已过去，请改成新的时间。',
  },
  'key-not-in-use': {
    zh: '推流码没有别人在用',
    en: 'Keys used by nobody else',
    mendZh: '换一个推流码，或先停掉正在用它的那一路。',
  },
  uplink: {
    zh: '上行带宽够用',
    en: 'Uplink',
    mendZh: '测一下上行带宽并写进设置 uplinkKbps；不够时调低码率，或少推一个平台。',
  },
  slate: {
    zh: '垫片',
    en: 'Slate',
    mendZh: '没有设垫片：画面全断时观众会看到卡住的画面。可在“平台”一步选一个。',
  },
  ffmpeg: { zh: 'FFmpeg 可用', en: 'FFmpeg', mendZh: '请安装 FFmpeg 5 或更新版本。' },
  'slate-can-be-made': { zh: '垫片能制作', en: 'Slate can be made', mendZh: '请安装 FFmpeg 5 或更新版本。' },
  'ffmpeg-abilities': {
    zh: 'FFmpeg 功能齐全',
    en: 'FFmpeg is able',
    mendZh: '请安装功能完整的 FFmpeg 5 或更新版本。',
  },
  clock: { zh: '机器时钟', en: 'Clock', mendZh: '和手机对一下时间；推流码的有效期按这台机器的时钟算。' },
  'disk-room': { zh: '磁盘空间', en: 'Disk', mendZh: '给数据目录所在的磁盘腾出空间。' },
  processor: { zh: '处理器余量', en: 'Processor', mendZh: '看看这台机器上还有什么在跑，关掉不需要的。' },
  'last-drill': { zh: '最近一次演练', en: 'Last drill', mendZh: '还没有演练过，可以在“演练”页面做一次。' },
  'endpoints-present': { zh: '有推流地址', en: 'Addresses', mendZh: '粘贴今晚的推流地址；有备用地址更稳。' },
  'address-shape': { zh: '地址格式', en: 'Shape of the address', mendZh: '地址格式不对，请重新粘贴。' },
  'address-known': {
    zh: '是这个平台的服务器',
    en: 'A known server',
    mendZh: '核对一下：这是不是这个平台的地址，有没有贴错平台。',
  },
  'key-shape': {
    zh: '推流码完整',
    en: 'The key is whole',
    mendZh: '推流码没复制全，请连同“?”后面的部分重新复制。',
  },
  'key-not-expired': {
    zh: '推流码在有效期内',
    en: 'The key has not ended',
    mendZh: '推流码已过期或快过期，请到平台取新的并粘贴。',
  },
  'name-resolves': {
    zh: '服务器域名能解析',
    en: 'The name resolves',
    mendZh: '域名解析不了，请和平台显示的地址核对；也看看这台机器能不能上网。',
  },
  'server-answers': {
    zh: '服务器连得上',
    en: 'The server answers',
    mendZh: '连不上服务器：看看防火墙是否放行，或换一个地址。',
  },
  camera: { zh: '画面核对', en: 'Camera', mendZh: '还没有画面可核对，先把机位接进来。' },
  'camera-codec': { zh: '视频编码', en: 'Codec', mendZh: '把编码器改成 H.264。' },
  'camera-size': { zh: '画面大小', en: 'Size', mendZh: '把编码器的输出分辨率调到平台允许的大小。' },
  'camera-orientation': { zh: '横竖屏', en: 'Orientation', mendZh: '按平台要求改成横屏或竖屏。' },
  'camera-frame-rate': { zh: '帧率', en: 'Frame rate', mendZh: '把帧率调到平台允许的范围。' },
  'camera-bitrate': { zh: '视频码率', en: 'Bitrate', mendZh: '把视频码率调到平台建议的范围。' },
  'camera-key-frame-interval': {
    zh: '关键帧间隔',
    en: 'Key frame interval',
    mendZh: '把关键帧间隔设为 2 秒。',
  },
  'camera-b-frames': { zh: 'B 帧', en: 'B-frames', mendZh: '在编码器里把 B 帧数设为 0。' },
  'camera-profile': { zh: '编码档次', en: 'Profile', mendZh: '把编码档次（profile）改成平台接受的。' },
  'camera-sound-codec': { zh: '音频编码', en: 'Sound codec', mendZh: '把音频编码改成 AAC。' },
  'camera-sample-rate': {
    zh: '采样率',
    en: 'Sample rate',
    mendZh: '把音频采样率改成平台接受的，如 48 kHz。',
  },
  'camera-channels': { zh: '声道数', en: 'Channels', mendZh: '把声道数改成平台接受的，如立体声。' },
  'camera-sound-bitrate': { zh: '音频码率', en: 'Sound bitrate', mendZh: '把音频码率调到平台允许的范围。' },
  'camera-unknown': { zh: '平台没有公开的要求', en: 'Not known of the platform' },
  'feeds-kept-out': { zh: '按平台规则不播的画面', en: 'Kept out by policy' },
  'show-length': { zh: '直播时长', en: 'Length of the show', mendZh: '提早计划下播，或分成两场。' },
  'room-closes': { zh: '断流后多久关播', en: 'When the room closes' },
}
