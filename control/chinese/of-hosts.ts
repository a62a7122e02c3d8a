// What is wrong with hosts, their turns, voices, scripts and slates as they were sent; what a file lacks.
import type { Sentences } from './sentences.ts'

const leaveZh = '请征得作者同意，上传时在“另外的许可”里写明谁允许的，或换一个形象'

export const ofHosts: Sentences = {
  'host-worker-down': [
    'the worker that plays hosts is not up; try again in a moment',
    '虚拟主播进程还没起来，请稍后再试。',
  ],
  'host-feed-away': ['there is no host feed {name} here', '虚拟主播 {name} 还没准备好，请稍后再试。'],
  'say-full': [
    '{most} sentences wait to be said already; remove one, or wait',
    '已有 {most} 句话在排队，请撤掉一句或稍等。',
  ],
  'say-over': [
    'it does not wait any more: it is being said, or is over',
    '这句话已不在排队：正在说，或已说完。',
  ],
  'turn-host': [
    'there is no host {host}; name one of {names}, or upload its VRM with {call}',
    '没有名为 {host} 的虚拟主播，可选：{names}；或先上传它的 VRM。',
  ],
  'turn-script': [
    'there is no script {script}; put it with {call}, or name one of {names}',
    '没有名为 {script} 的脚本：请先写好，或用自带的 {names}。',
  ],
  'turn-set': [
    'there is no set {set}; keep it with {call}, or name one of {others}',
    '没有名为 {set} 的布景：请先存好，或选别的。',
  ],
  'turn-none': ['a host feed needs at least one turn', '至少要排一位主播。'],
  'turn-set-plan': [
    'name a set of yours from GET /api/sets, or write a brief such as {example}',
    '请选一个布景，或写明商品，如 {example}。',
  ],
  'label-unfit': [
    'the label must hold AI生成 and 数字人, such as AI生成·数字人主播',
    '标识必须含“AI生成”和“数字人”，如“AI生成·数字人主播”。',
  ],
  'colour-unfit': ['write a colour as #rrggbb, for example #3f6fb5', '颜色写成 #rrggbb，如 #3f6fb5。'],
  'host-ready-name': [
    '{name} is one of the hosts that came with us; choose another name',
    '{name} 是自带的虚拟主播，请换一个名称。',
  ],
  'leave-long': [
    'say in at most {most} characters who gave leave, and when',
    '“另外的许可”最多 {most} 个字符：写明谁在什么时候允许的。',
  ],
  'too-many-hosts': [
    '{most} hosts are kept already; delete some first',
    '虚拟主播最多 {most} 个，请先删掉几个。',
  ],
  'vrm-bones': [
    'it lacks {bones}: assign {them} in the humanoid settings of the program it was made with',
    '缺少骨骼（{bones}）：请在建模软件的人形设置里指定。',
  ],
  'vrm-compressed': [
    'it cannot be drawn without {extensions}: export it without compression',
    '用了不支持的扩展 {extensions}：请不压缩重新导出。',
  ],
  'vrm-no-blink': ['it cannot blink: give it the expression blink', '不会眨眼：请加上表情 blink。'],
  'vrm-large-picture': [
    'it has a picture {widest} pixels wide or high, and {most} is the most: make it smaller',
    '有一张 {widest} 像素的贴图，最大 {most}：请缩小。',
  ],
  'vrm-many-pictures': [
    'it has {count} pictures, and {most} is the most: join them into atlases when exporting',
    '有 {count} 张贴图，最多 {most} 张：导出时请合并图集。',
  ],
  'vrm-many-vertices': [
    'it has {count} vertices, and {most} is the most: reduce its meshes when exporting',
    '有 {count} 个顶点，最多 {most} 个：导出时请减面。',
  ],
  'vrm-large': [
    'it is {size}, and {most} is the most: make its pictures smaller when exporting',
    '文件 {size}，最大 {most}：导出时请缩小贴图。',
  ],
  'vrm-no-companies': [
    'its licence allows profit to persons, not to companies: {leave}',
    `授权只许个人商用、不许公司商用：${leaveZh}。`,
  ],
  'vrm-no-commerce': ['its licence forbids commercial use: {leave}', `授权不许商用：${leaveZh}。`],
  'vrm-only-some': [
    'its licence lets only {who} appear as it: {leave}',
    `授权只许特定的人使用：${leaveZh}。`,
  ],
  'vrm-no-author': [
    'its licence wants its author named and names none: write the author into its metadata',
    '授权要求署名，文件里却没写作者：请在元数据里写上作者。',
  ],
  'vrm-no-mouth': [
    'its mouth would not open: give it the expression aa (also missing: {missing})',
    '嘴张不开：请加上表情 aa（还缺：{missing}）。',
  ],
  'vrm-elsewhere': [
    'parts of it lie in other files, which are never fetched: export it as one .vrm',
    '有些部分在别的文件里：请导出成一个 .vrm。',
  ],
  'vrm-muted': [
    '{expressions} would hold its mouth still while it speaks: set overrideMouth of {them} to none',
    '说话时 {expressions} 会让嘴不动：请把它的 overrideMouth 设为 none。',
  ],
  'slate-no-picture': [
    'this is no picture or clip; send the bytes of a PNG, JPEG or WebP picture, or of an MP4, MKV or FLV clip',
    '这不是图片或视频：请用 PNG、JPEG、WebP 图片，或 MP4、MKV、FLV 视频。',
  ],
  'slate-late': [
    'FFmpeg looked at it for {seconds} s without finding a picture',
    'FFmpeg 看了 {seconds} 秒也没找到画面，请换一个文件。',
  ],
  'slate-unreadable': ['FFmpeg finds no picture in it ({why})', 'FFmpeg 在里面找不到画面（{why}）。'],
  'no-voice': ['there is no voice {voice}; name one of {names}', '没有名为 {voice} 的声音，可选：{names}。'],
  'voice-busy': [
    'a voice is being tried already; try again when it has spoken',
    '正在试听另一个声音，等它说完再试。',
  ],
  'voice-mute': [
    'this voice could not say it: it said nothing for {seconds} s',
    '这个声音 {seconds} 秒没有出声，请再试或换一个。',
  ],
  'voice-endless': [
    'this voice could not say it: it sent more than a sentence can be',
    '这个声音返回的内容太长，不像一句话。',
  ],
  'voice-ended': ['this voice could not say it: it ended without a word', '这个声音没有出声就结束了。'],
  'voice-key': [
    'this voice could not say it: its key cannot be read from {file}',
    '读不出这个声音的密钥文件 {file}。',
  ],
  'voice-failed': ['this voice could not say it: {why}', '这个声音没能说出来：{why}'],
  'script-twice': [
    '{list}: two have the {thing} {name}; give one of them another',
    '{list}：有两个都叫 {name}，请改掉一个。',
  ],
  'script-product': [
    "{at} is {name}, which is no product's id; write {ids}",
    '{at}：没有编号为 {name} 的商品，请先在商品里写好。',
  ],
  'script-field-product': [
    "{at} needs a product; write the segment's product",
    '{at} 要有商品：请选这一段的商品。',
  ],
  'script-field-stock': [
    "{at} needs the product's stock; write it under products",
    '{at} 要有库存：请在商品里写上库存。',
  ],
  'script-unknown': ['{at} is not a field of a script; take it out', '脚本里没有 {at} 这一项，请去掉。'],
  'script-missing': ['{at} is missing; it must be {kind}', '没有填 {at}。'],
  'script-kind': ['{at} must be {kind}', '{at} 应是{kind}。'],
  'script-one-of': ['{at} must be one of {values}', '{at} 只能是 {values} 之一。'],
  'script-id': [
    '{at} must be small letters, digits and hyphens, at most 48: evening-buds',
    '{at} 用小写字母、数字和“-”，最多 48 个，如 evening-buds。',
  ],
  'script-short': ['{at} is too short: at least {least}', '{at} 太短，至少 {least}。'],
  'script-small': ['{at} is too small: at least {least}', '{at} 太小，至少 {least}。'],
  'script-long': ['{at} is too long: at most {most}', '{at} 太长，最多 {most}。'],
  'script-big': ['{at} is too big: at most {most}', '{at} 太大，最多 {most}。'],
}
