// The wizard in Chinese.
import type { Fault } from './arriving.ts'
import type { BeginWords } from './words.ts'

function fault(found: Fault): string {
  switch (found.kind) {
    case 'codec':
      return `只收 ${found.takes}。请把编码器改成 H.264（x264 或 NVENC）。`
    case 'too-large':
      return `最大 ${found.takes}。请在编码器里把输出分辨率调小。`
    case 'orientation':
      return `只收${found.takes === 'portrait' ? '竖屏' : '横屏'}画面。`
    case 'too-fast':
      return `最多 ${found.takes}。请把帧率调低。`
    case 'too-slow':
      return `低于 ${found.takes} 看起来会卡。请调高帧率，或检查编码器是否跑不动。`
    case 'too-rich':
      return `最多 ${found.takes}。请把视频码率调低。`
    case 'too-poor':
      return `低于 ${found.takes} 画面会糊。请把视频码率调高，或检查上行网络。`
    case 'keyframes':
      return `请把关键帧间隔设为 2 秒（最多 ${found.takes}）。不要用“自动”或 0。`
    case 'no-sound':
      return '没有声音。送出的会是静音，请检查麦克风和编码器的音轨。'
    case 'sound-codec':
      return `只收 ${found.takes}。请把音频编码改成 AAC。`
    case 'out-of-sync':
      return '声音和画面对不上。请在编码器里调整音频同步偏移。'
    default:
      return found satisfies never
  }
}

export const zh: BeginWords = {
  title: '新建直播',
  titleOf: name => `直播 ${name}`,
  lead: '五步，大约五分钟：从空白到开播。每一步做完都已保存，随时可以回头改。',
  path: '步骤',
  steps: { show: '直播和机位', camera: '接入画面', platforms: '平台', check: '开播前检查', air: '开播' },
  stepOf: (i, n) => `第 ${i} 步，共 ${n} 步`,
  done: '已完成',
  next: step => `下一步：${step}`,
  back: '上一步',
  notFound: name => `没有名为 ${name} 的直播。可以在下面新建。`,
  show: {
    name: '直播名称',
    nameHint: '只在控制台里用，观众看不到。用小写字母、数字和“-”。',
    badName: '名称用小写字母、数字和“-”，最多 32 个，如 2026-11-29。',
    taken: '已经有这场直播了。请换一个名称，或打开它继续设置。',
    goOn: '打开它',
    continueWith: '或继续设置已有的直播：',
    feeds: '机位',
    feedsHint: '排在前面的优先播出；前面的断了，自动切到后面的。一个机位也可以开播。',
    preferred: '首选',
    up: feed => `把 ${feed} 提前一位`,
    remove: feed => `去掉 ${feed}`,
    addKnown: feed => `加上已有机位 ${feed}`,
    newFeed: '新机位名称',
    add: '添加机位',
    badFeed: '机位名称用小写字母、数字和“-”，最多 32 个，如 camera-a。',
    takenFeed: '这个机位已经在列表里了。',
    tooMany: '一场直播最多 8 个机位。',
    noFeed: '至少要有一个机位。',
    make: '建立，去接入画面',
    save: '保存机位',
    removeOnAir: feed => `正在直播。去掉 ${feed} 后它不会再被播出，确定？`,
  },
  camera: {
    tabs: '机位',
    type: '把这两行填进编码器',
    server: '服务器',
    key: '推流码',
    whole: '整段地址（服务器/推流码）',
    which: '编码器从哪里推过来',
    kinds: {
      'this-machine': host => `就在运行长明的这台机器上（${host}）`,
      network: host => `同一网络里的其他电脑或手机（${host}）`,
      secure: host => `加密传输 RTMPS（${host}）`,
    },
    once: '推流码只显示这一次：请现在填好，或复制保存。没记下也不要紧，可以换一个新的。',
    gone: '推流码出于安全只显示一次，这里不再显示。编码器里已经填好的不用动；没记下就换一个新的。',
    newKey: '换一个新推流码',
    newKeyAsk: '换新推流码？旧的立刻失效。',
    newKeyLiveAsk: '换新推流码？旧的立刻失效，正在推流的编码器会断开，要重新填写。',
    newKeyYes: '确认换新',
    scan: '手机推流：用支持扫码的推流 App 扫一扫',
    scanLabel: '整段推流地址的二维码',
    scanLoopback: '手机连不到 127.0.0.1，请先在上面选同一网络的地址。',
    scanNowhere: '长明现在只收本机推来的画面，手机连不到。请把设置 rtmp.host 改为 0.0.0.0 再启动。',
    noDoor: why => `编码器现在连不进来：${why}`,
    how: '怎么填',
    guides: [
      {
        name: 'OBS',
        lines: [
          '设置 → 直播 → 服务：自定义。',
          '“服务器”粘贴上面的服务器，“推流码”粘贴上面的推流码。',
          '设置 → 输出 → 编码器选 H.264（x264 或 NVENC），码率控制 CBR，码率 4000 Kbps，关键帧间隔 2 秒。',
          '设置 → 音频 → 采样率 48 kHz。确定后，点“开始直播”。',
        ],
      },
      {
        name: '直播伴侣',
        lines: [
          '若有“自定义推流 / RTMP 推流”：设置 → 推流设置 → 自定义，“服务器地址”和“串流密钥”分别粘贴上面两行，再开始推流。',
          '平台自家的直播伴侣多半只能推给自家平台：请在伴侣里打开“虚拟摄像头”，用 OBS 采集这个摄像头，再按 OBS 的方法推到这里。',
          '不要再用同一个账号从伴侣直接开播，否则平台会把其中一路踢下线。',
        ],
      },
      {
        name: '手机',
        lines: [
          '手机和这台机器连同一个网络。',
          '在推流 App 里选“自定义 RTMP”，扫右边的二维码，或把整段地址发到手机上粘贴。',
          '选 1080p、30 帧、4 Mbps、关键帧 2 秒，然后开始推流。',
        ],
      },
      {
        name: '导播台 / 编码盒',
        lines: [
          '在推流设置里选 RTMP，“URL / 服务器”填服务器，“Stream Key / 流名”填推流码。',
          '只有一个输入框时，粘贴整段地址。',
          'H.264 + AAC，关键帧间隔（GOP）2 秒。',
        ],
      },
    ],
    arriving: '画面到了',
    waiting: '等待画面……编码器一开始推流，这里立刻出现。',
    waitingKey: '编码器连上了，正在等第一个关键帧……',
    help: [
      '编码器点“开始直播”了吗？它自己有没有报错？',
      '服务器、推流码有没有多复制空格或少复制一截？拿不准就换一个新推流码重填。',
      '编码器在别的电脑上：服务器要选同一网络的地址，不能是 127.0.0.1；防火墙要放行 TCP 1935 端口。',
    ],
    from: (address, encoder) => (encoder === '' ? `来自 ${address}` : `来自 ${address}，${encoder}`),
    fine: '画面和声音都合适。',
    fineFor: platforms => `画面和声音都合适，没有发现${platforms}不收的地方。`,
    aspects: {
      codec: '编码',
      size: '画面大小',
      rate: '帧率',
      bitrate: '视频码率',
      keyframes: '关键帧间隔',
      sound: '声音',
      sync: '音画同步',
    },
    fault,
    whose: platforms => `${platforms}：`,
    nothingToJudge: '画面一到，这里会逐项核对各平台收不收。',
  },
  platforms: {
    pick: '推到哪些平台',
    pickHint: '点一下就加上，可以加多个；同一个平台也可以加多个账号。',
    addTo: platform => (/^[!-~]/.test(platform) ? `添加 ${platform}` : `添加${platform}`),
    none: '还没有选平台。',
    remove: name => `去掉${name}`,
    removeAsk: name => `去掉${name}？它的推流地址和推流码会一起删除。`,
    removeOnAirAsk: name => `正在直播。去掉${name}，它的观众会立刻失去画面；地址和推流码一起删除。`,
    removeYes: '确认去掉',
    lastOnAir: '正在直播，至少要留一个平台。先下播再去掉。',
    calls: '名称',
    when: '没有画面的时候',
    whenHint: '所有机位都断了，观众看到什么。',
    understudy: '值守的虚拟主播',
    understudyHint: '机位都断时由它顶上，机位恢复后在一句话说完时交还。不允许虚拟主播的平台看到的是垫片。',
    noUnderstudy: '不用',
    noHosts: '还没有虚拟主播，可以在“虚拟主播”页面建一个。',
    slate: '垫片',
    slateHint: '什么画面都没有时播出的“马上回来”画面。',
    own: { rtmp: '自己的 RTMP 服务器', srt: '自己的 SRT 服务器' },
    slates: { lamp: '长明灯（马上回来）', plain: '素色' },
    noSlate: '不用垫片（观众会看到卡住的画面）',
    noAddress: '还没有推流地址',
  },
  check: { hint: '只看不推：检查不会向平台推流，观众看不到任何东西。' },
  air: {
    ready: '准备开播',
    readyHint: '确认后，各平台开始收到画面。',
    facts: { picture: '画面', to: '平台', check: '检查' },
    unchecked: '还没有检查',
    go: '通过',
    noGo: '没有通过',
    start: '开播',
    ask: n => `向 ${n} 个平台开播？画面会立刻送出。`,
    askNoGo: '检查没有通过。仍要开播？有问题的平台可能推不上去。',
    yes: '确认开播',
    noDestination: '还没有选平台，请回到“平台”一步。',
    noAddress: '还没有任何推流地址，请回到“平台”一步粘贴。',
    bare: names => `${names}还没有推流地址，开播后收不到画面。`,
    armed: '还没有画面：开播后先待命，画面一到就自动送出。',
    opensByItself: '快手收到画面会自动开播，观众立刻能看到。其他平台多半还要在平台后台点一下“开始直播”。',
    going: '正在接通各平台……',
    onAir: '开播了。',
    onAirHint: '各平台都在收画面。从现在起，断了会自动重连、自动切换，有事会告诉你。',
    sent: '对端已确认收到',
    toBroadcast: '打开这场直播的控制台',
    toTonight: '去“今晚”看全部直播',
    after: '下播的时候',
    afterSteps: [
      '先在这场直播的控制台点“下播”：长明停止推流，观众失去画面。',
      '再到每个平台的后台结束直播间：停止推流不等于关播，直播间会一直开着，直到平台把它关掉。',
    ],
    where: {
      douyin: '抖音：在开播的后台或直播伴侣里“恢复直播”后点“关播”。',
      'wechat-channels': '视频号：视频号助手 → 直播 → 结束直播。',
      kuaishou: '快手：停止推流 1–2 分钟后自动关播；再开播要取新地址。',
      taobao: '淘宝：中控台 → 结束直播。',
      bilibili: '哔哩哔哩：直播中心 → 关闭直播。',
      xiaohongshu: '小红书：直播后台 → 结束直播。',
      youtube: 'YouTube：工作室 → 结束直播。',
      twitch: 'Twitch：停止推流就是结束。',
    },
    needsYou: '需要你处理',
  },
}
