// Refusals of commands on broadcasts, destinations, feeds, slates, scripts, sets, the teleprompter and drills.
import type { Sentences } from './sentences.ts'

export const ofCommands: Sentences = {
  'no-broadcast': ['there is no broadcast {name}; {remedy}', '没有名为 {name} 的直播，可能刚被删除。'],
  'no-destination': [
    'there is no destination {name} in {broadcast}; {remedy}',
    '直播 {broadcast} 里没有名为 {name} 的平台，请先添加。',
  ],
  'no-feed': ['there is no feed {name}; {remedy}', '没有名为 {name} 的信号源，请先创建。'],
  'no-platform': ['there is no platform {name}; {remedy}', '没有名为 {name} 的平台。'],
  'no-incident': ['there is no incident {name}; {remedy}', '没有编号为 {name} 的事故。'],
  'no-picture-kept': ['there is no picture {name}; {remedy}', '没有这张画面，可能已被清理。'],
  'no-running-drill': ['there is no running drill {name}; {remedy}', '演练 {name} 已不在进行。'],
  'no-finished-drill': [
    'there is no finished drill {name}; {remedy}',
    '没有演练 {name} 的成绩单：可能还没结束。',
  ],
  'no-runbook': ['there is no runbook {name}; {remedy}', '没有名为 {name} 的处置手册。'],
  'no-cue-card': ['there is no cue card {name}; {remedy}', '没有这张提示卡，可能已被撤回。'],
  'no-script': ['there is no script {name}; {remedy}', '没有名为 {name} 的脚本。'],
  'no-own-script': [
    'there is no script of your own {name}; {remedy}',
    '没有你自己的脚本 {name}；自带的不能删除。',
  ],
  'no-host': ['there is no host {name}; {remedy}', '没有名为 {name} 的虚拟主播。'],
  'no-own-host': [
    'there is no host of your own {name}; {remedy}',
    '没有你自己的虚拟主播 {name}；自带的不能删除。',
  ],
  'no-set': ['there is no set {name}; {remedy}', '没有名为 {name} 的布景，可能刚被删除。'],
  'no-own-set': ['there is no set of your own {name}; {remedy}', '没有你自己的布景 {name}；自带的不能删除。'],
  'no-own-slate': [
    'there is no slate of your own {name}; {remedy}',
    '没有你自己的垫片 {name}；自带的不能删除。',
  ],
  'no-receiver': ['there is no receiver {name}; {remedy}', '没有名为 {name} 的消息接收方。'],
  'no-preview': ['there is no preview {name}; {remedy}', '没有这路预览。'],
  'no-page': ['there is no such page; begin at /', '没有这个页面，请从首页开始。'],
  'no-call': ['{call} is not served here; see /api/openapi.json', '长明没有这个接口，见“接口文档”页。'],
  'no-destinations': [
    '{name} has no destinations; add them with {call}',
    '直播 {name} 还没有平台，请先添加平台和推流地址。',
  ],
  'no-addresses': [
    "no destination of {name} has an address yet; paste tonight's with {call}",
    '直播 {name} 的平台都还没有推流地址，请先粘贴今晚的地址。',
  ],
  'slate-needs-profile': [
    'starting on the slate needs a profile, for no camera says one; set "profile": "1920x1080@30" with {call}',
    '先播垫片需要知道播出规格：请在直播设置里写明，如 1920x1080@30，或等摄像机有画面再开播。',
  ],
  'off-air': ['{name} is off the air; start it with {call}', '直播 {name} 没有在播，请先开播。'],
  'bare-on-air': [
    '{name} is on air and would have no destination left; stop it first',
    '直播 {name} 正在播，不能去掉最后一个平台。请先下播。',
  ],
  'key-in-use': [
    'the key {fingerprint} of {destination} is already sent with by {holder}; two senders with one key kick each other off: paste another key, or stop the other first',
    '{destination} 的推流码（指纹 {fingerprint}）已由 {holder} 在推。同一个推流码两处推会互相踢下线：请换一个推流码，或先停掉那一处。',
  ],
  'feed-used': [
    '{name} is a feed of {users}; take it out of there first',
    '{name} 正被直播 {users} 使用，请先从那里去掉。',
  ],
  'feed-is-host': [
    '{name} is a virtual host already; choose another name, or delete it first',
    '{name} 已经是虚拟主播了。请换一个名称，或先删除它。',
  ],
  'feed-is-camera': [
    '{name} is a camera already; choose another name, or delete it first',
    '{name} 已经是机位了。请换一个名称，或先删除它。',
  ],
  'host-used': [
    '{name} is shown by {users}; give them another first',
    '虚拟主播 {name} 正由 {users} 播出，请先换成别的。',
  ],
  'slate-replaced': [
    '{name} is used by {users}; upload it under another name',
    '垫片 {name} 正被 {users} 使用，请换一个名称上传。',
  ],
  'slate-used': [
    '{name} is the slate of {users}; give them another first',
    '{name} 是 {users} 的垫片，请先给它们换一个。',
  ],
  'too-many-sets': ['{most} sets are kept already; delete some first', '布景最多 {most} 个，请先删掉几个。'],
  'set-used': [
    '{name} stands behind the hosts of {users}; give them another first',
    '布景 {name} 正由 {users} 使用，请先换成别的。',
  ],
  'too-many-scripts': [
    '{most} scripts are kept already; delete some first',
    '脚本最多 {most} 份，请先删掉几份。',
  ],
  'scripts-too-large': [
    'scripts together may hold {most} MB; delete some first',
    '脚本加起来最多 {most} MB，请先删掉几份。',
  ],
  'script-gone': [
    'the script {name} was deleted meanwhile; save it as a new one, or leave it',
    '脚本 {name} 刚被别人删除。可以另存为新的一份，或放弃。',
  ],
  'script-exists': [
    'there is a script {name} already; choose another name',
    '已经有名为 {name} 的脚本，请换一个名称。',
  ],
  'script-changed': [
    'somebody else changed the script {name} since you opened it; look at theirs, then save yours over it or as a copy',
    '你打开之后，别人改过脚本 {name}。请先看对方的改动，再决定覆盖或另存一份。',
  ],
  'script-played': [
    '{name} is played by {users}; give them another first',
    '脚本 {name} 正由 {users} 播出，请先换成别的。',
  ],
  'script-on-prompter': [
    '{name} stands on the teleprompter of {users}; choose another there first',
    '脚本 {name} 正在 {users} 的提词器上，请先在那里换一份。',
  ],
  'script-unread': [
    '{name} was drafted by a language model and nobody has read it: read it, correct it, and write your name into readBy',
    '脚本 {name} 是语言模型写的草稿，还没有人看过。请通读、改好，再填上审稿人。',
  ],
  'no-language-model': [
    'no language model is configured: set avatar.draft.url (CHANGMING_AVATAR_DRAFT_URL) to an OpenAI-compatible endpoint, and start control again',
    '还没有配置语言模型：请把 avatar.draft.url（CHANGMING_AVATAR_DRAFT_URL）设为兼容 OpenAI 的地址，再重启长明。',
  ],
  'drafts-busy': [
    '{most} drafts are being written; wait for one',
    '已有 {most} 份草稿正在写，请等其中一份写完。',
  ],
  'draft-late': [
    'the language model took longer than {seconds} s; try again',
    '语言模型超过 {seconds} 秒没有写完，请再试一次。',
  ],
  'draft-unreachable': ['the language model gave no answer: {why}', '语言模型没有应答：{why}'],
  'draft-unusable': [
    'the model wrote no usable script in {tries} tries; its last mistakes:',
    '语言模型试了 {tries} 次都没有写出能用的脚本，最后一次的问题：',
  ],
  'cards-full': [
    '{most} cards wait for the host already; withdraw some first',
    '已有 {most} 张提示卡等主播确认，请先撤回几张。',
  ],
  'prompter-too-often': [
    'tablets tell where the host is too often; wait a moment',
    '提词平板报告位置太频繁，请稍等。',
  ],
  'drill-runs': ['the drill {name} is not over; wait for it', '演练 {name} 还没结束，请等它结束。'],
  'no-live-picture': [
    '{name} sends no picture; start it, or wait for its camera',
    '直播 {name} 现在没有画面：请先开播，或等摄像机有画面。',
  ],
  'not-on-air': ['{name} is not on air; start it first', '直播 {name} 没有在播，请先开播。'],
  'front-door-down': [
    'the front door for cameras is not up; try again in a moment',
    '接收摄像机的进程还没起来，请稍后再试。',
  ],
  'too-many-listeners': [
    '{most} listeners are here already; close some pages',
    '打开的页面太多（{most} 个），请关掉一些。',
  ],
  'too-many-previews': [
    '{most} previews are open already; close some',
    '打开的预览太多（{most} 路），请关掉一些。',
  ],
  'too-many-tickets': [
    'too many tickets are open; try again in 30 s',
    '同时打开的预览太多，请 30 秒后再试。',
  ],
  'disk-full': ['there is no room for it on this disk', '磁盘满了，存不下。请先腾出空间。'],
  'disk-refused': [
    'nothing was stored: {why}; make room on that disk',
    '没有存下（{why}）：请在那块磁盘上腾出空间。',
  ],
  'secret-missing': [
    'the {what} is not at {path}; put it there, or leave the setting out',
    '{path} 里没有密钥文件（{what}）：请放好，或去掉这项设置。',
  ],
  'secret-open': [
    'the {what} in {path} can be read by others; run: chmod 600 {again}',
    '密钥文件 {path} 别人也能读。请运行：chmod 600 {again}',
  ],
  'secret-other': [
    'the {what} does not open what was sealed in this store; give the one it was made with',
    '主密钥打不开这里存的推流码：请用当初的那一把。',
  ],
  'secret-unfit': [
    'the {what} in {path} must be 32 bytes as 64 hex digits; make one with: openssl rand -hex 32',
    '{path} 里的主密钥应是 64 位十六进制：可用 openssl rand -hex 32 生成。',
  ],
  'our-fault': ['this is our fault; see control.log', '长明自己出错了，详见 control.log。'],
}
