// The audit's sentences in Chinese.
import type { About, Phrases } from './audit-tell.ts'
import { textIn } from './changes.ts'

const roles: Readonly<Record<string, string>> = { viewer: '观看者', operator: '操作员', admin: '管理员' }
const base = '/api/broadcasts/{broadcast}'

/** `{x}` is a name in the path: most calls say no more. */
const plain =
  (sentence: string) =>
  ({ name }: About): string =>
    sentence.replaceAll(/\{([a-z]+)\}/g, (_, part: string) => name(part))

const putOrMake =
  (make: string, change: string) =>
  (about: About): string =>
    plain(about.isNew ? make : change)(about)

function account(about: About): string {
  const name = textIn(about.after, 'title') || about.name('account')
  const role = roles[textIn(about.after, 'role')] ?? about.sent('role')
  if (about.isNew) return `新建账号 ${name}（${role}）`
  const parts = [
    ...(textIn(about.before, 'role') === textIn(about.after, 'role') ? [] : [`改为${role}`]),
    ...(about.sent('password') === '' ? [] : ['重设了密码']),
  ]
  return parts.length > 0 ? `把账号 ${name} ${parts.join('并')}` : `修改账号 ${name}`
}

const onAir: Phrases['calls'] = {
  [`PUT ${base}`]: putOrMake('新建直播 {broadcast}', '修改直播 {broadcast} 的计划'),
  [`DELETE ${base}`]: plain('删除直播 {broadcast}'),
  [`POST ${base}/start`]: plain('开播 {broadcast}'),
  [`POST ${base}/stop`]: plain('下播 {broadcast}'),
  [`POST ${base}/take`]: about =>
    `把 ${about.name('broadcast')} 手动切到${about.sent('feed') === 'slate' ? '垫片' : ` ${about.sent('feed')}`}`,
  [`POST ${base}/release`]: plain('让 {broadcast} 恢复自动选源'),
  [`POST ${base}/preflight`]: plain('给 {broadcast} 做开播前检查'),
  [`PUT ${base}/destinations/{destination}/endpoints`]: ({ name, destination, count }) =>
    `把 ${name('broadcast')} 的${destination}地址换成 ${count ?? '?'} 条`,
  [`POST ${base}/destinations/{destination}/retry`]: ({ name, destination }) =>
    `让 ${name('broadcast')} 的${destination}重试`,
  [`POST ${base}/destinations/{destination}/start`]: ({ name, destination }) =>
    `让 ${name('broadcast')} 向${destination}推流`,
  [`POST ${base}/destinations/{destination}/stop`]: ({ name, destination }) =>
    `停止 ${name('broadcast')} 向${destination}推流`,
  [`PUT ${base}/duty`]: ({ name, sent }) => `安排 ${sent('name')} 值守 ${name('broadcast')}`,
  [`DELETE ${base}/duty`]: plain('结束 {broadcast} 的值守'),
  [`PUT ${base}/prompter`]: plain('设置 {broadcast} 的提词器'),
  [`POST ${base}/prompter/cues`]: ({ name, sent }) => `给 ${name('broadcast')} 的主播发提示“${sent('text')}”`,
  [`DELETE ${base}/prompter/cues/{cue}`]: plain('撤回 {broadcast} 的一张提示卡'),
}

const things: Phrases['calls'] = {
  'PUT /api/feeds/{feed}': putOrMake('新建信号源 {feed}', '修改信号源 {feed}'),
  'DELETE /api/feeds/{feed}': plain('删除信号源 {feed}'),
  'POST /api/feeds/{feed}/key': plain('给信号源 {feed} 换新密钥'),
  'POST /api/feeds/{feed}/say': ({ name, sent }) =>
    `让虚拟主播 ${name('feed')} 说一句${sent('text') === '' ? '话' : `“${sent('text')}”`}`,
  'DELETE /api/feeds/{feed}/say/{id}': plain('撤回 {feed} 一句还没说的话'),
  'PUT /api/hosts/{host}': putOrMake('上传虚拟主播 {host}', '更换虚拟主播 {host} 的模型'),
  'DELETE /api/hosts/{host}': plain('删除虚拟主播 {host}'),
  'PUT /api/scripts/{script}': putOrMake('新建脚本 {script}', '修改脚本 {script}'),
  'DELETE /api/scripts/{script}': plain('删除脚本 {script}'),
  'PUT /api/sets/{set}': putOrMake('新建布景 {set}', '修改布景 {set}'),
  'DELETE /api/sets/{set}': plain('删除布景 {set}'),
  'PUT /api/slates/{slate}': putOrMake('上传垫片 {slate}', '更换垫片 {slate}'),
  'DELETE /api/slates/{slate}': plain('删除垫片 {slate}'),
  'PUT /api/policies/{platform}': plain('修改平台规则 {platform}'),
  'PUT /api/receivers/{receiver}': putOrMake('新建通知对象 {receiver}', '修改通知对象 {receiver}'),
  'DELETE /api/receivers/{receiver}': plain('删除通知对象 {receiver}'),
  'POST /api/receivers/{receiver}/test': plain('给通知对象 {receiver} 发一条试验消息'),
  'POST /api/incidents/{incident}/acknowledge': plain('确认事故 {incident}'),
  'POST /api/drills': () => '开始一次演练',
  'POST /api/drills/{drill}/acknowledge': plain('确认收到演练 {drill} 的呼叫'),
}

const people: Phrases['calls'] = {
  'PUT /api/accounts/{account}': account,
  'DELETE /api/accounts/{account}': about =>
    `删除账号 ${textIn(about.before, 'title') || about.name('account')}`,
  'POST /api/accounts/{account}/password': () => '修改自己的密码',
  'POST /api/tokens': ({ sent }) => `新建令牌 ${sent('name')}（${roles[sent('role')] ?? sent('role')}）`,
  'DELETE /api/tokens/{token}': plain('收回令牌 {token}'),
  'DELETE /api/session': () => '退出登录',
  'DELETE /api/sessions/{session}': ({ before }) => `结束 ${textIn(before, 'name')} 的一次登录`,
}

export const inChinese: Phrases = {
  calls: { ...onAir, ...things, ...people },
  other: (method, path) => `调用 ${method} ${path}`,
  done: (who, phrase) => `${who} ${spaced(phrase)}。`,
  refused: (who, phrase, why) => `${who} ${spaced(`想${phrase}`)}，被拒绝：${why}。`,
  failed: (who, phrase) => `${who} ${spaced(`想${phrase}`)}，没有成功。`,
  causes: {
    'control/forbidden': '权限不够',
    'control/unauthorized': '没有登录，或登录已失效',
    'control/wrong-origin': '请求来自别的网页',
    'control/wrong-host': '请求用了别的域名',
    'control/too-many': '次数太多',
    'control/wrong-password': '现在的密码不对',
  },
  otherCause: '没有权限',
  signedIn: who => `${who} 登录。`,
  signInRefused: (who, why) =>
    why === '次数太多'
      ? `登录被拒绝：有人用${who === null ? '' : `账号 ${who} `}错的密码试了太多次。`
      : who === null
        ? '有人登录失败：账号、密码或令牌不对。'
        : `有人用账号 ${who} 登录失败：密码不对。`,
  stranger: '没有登录的访客',
}

/** Letters and figures stand apart from 汉字. */
function spaced(phrase: string): string {
  return phrase
    .replaceAll(/(\p{Script=Han})([A-Za-z0-9])/gu, '$1 $2')
    .replaceAll(/([A-Za-z0-9])(\p{Script=Han})/gu, '$1 $2')
}
