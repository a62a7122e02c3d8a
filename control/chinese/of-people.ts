// Refusals about who is asking: sign-in, roles, accounts, tokens, sessions; and the form of a request.
import type { Sentences } from './sentences.ts'

export const ofPeople: Sentences = {
  'foreign-page': [
    'only pages of this house may ask with a session',
    '只有长明自己的页面可以用登录会话操作。',
  ],
  'foreign-host': [
    'this Host is not one of ours; open the address that was printed at start, or set publicUrl',
    '这个访问地址不是长明的：请用启动时打印的地址，或设置 publicUrl。',
  ],
  'role-too-low': [
    'this needs the role {role}; yours is {own}',
    '这需要“{role}”角色，你现在是“{own}”。请找管理员。',
  ],
  'wrong-tokens': [
    'too many wrong tokens from your address; wait a minute',
    '来自你这个地址的错误令牌太多，请等一分钟。',
  ],
  'wrong-passwords': [
    'too many wrong passwords; try again in {count} s',
    '密码错得太多，请 {count} 秒后再试。',
  ],
  'wrong-passwords-long': [
    'too many wrong passwords; try again in {count} min',
    '密码错得太多，请 {count} 分钟后再试。',
  ],
  'sign-in-crowd': [
    'too many people sign in at this moment; try again in a few seconds',
    '此刻登录的人太多，请过几秒再试。',
  ],
  'ticket-used': [
    'this ticket is used up, too old, or for another path; fetch a new one',
    '这张一次性票据已用过或过期，请重新获取。',
  ],
  'unknown-token': ['this token is not known here', '这个令牌不对。'],
  'metrics-token': [
    'scrapes from elsewhere send "Authorization: Bearer <CHANGMING_METRICS_TOKEN>"',
    '从别的机器抓取指标要带令牌（CHANGMING_METRICS_TOKEN）。',
  ],
  'not-signed-in': [
    'send "Authorization: Bearer <token>", or open a session with POST /api/session',
    '还没有登录，或登录已过期。请先登录。',
  ],
  'wrong-password': ['the present password is not right', '当前密码不对。'],
  'wrong-name-or-password': ['this name and password do not belong together', '名称或密码不对。'],
  'own-password-only': [
    'only who is signed in with this account may; an administrator sets a new one with PUT',
    '只有用这个账号登录的人可以改；管理员可以直接设新密码。',
  ],
  'password-missing': ['is missing; a new account needs one', '没有填密码：新账号必须有密码。'],
  'password-short': [
    'a password has at least {fewest} characters; a sentence of a few words is easy to keep',
    '密码至少 {fewest} 个字符；用几个词连成一句话好记。',
  ],
  'password-long': ['a password has at most 256 characters', '密码最多 256 个字符。'],
  'password-not-text': ['must be the present password as text', '请填当前密码。'],
  'password-text': ['must be the password as text', '请填密码。'],
  'sign-in-unfit': [
    'write {"token": "…"}, or {"account": "…", "password": "…"}',
    '请填令牌，或账号名称和密码。',
  ],
  'account-text': ['must be the name of an account', '请填账号名称。'],
  'token-text': ['must be the token as text', '请填令牌。'],
  'title-unfit': [
    'is how the person is called, such as 小王: 1 to 40 characters, or null',
    '称呼 1 到 40 个字，如“小王”；也可以不填。',
  ],
  'no-account': ['there is no account {name}; {remedy}', '没有名为 {name} 的账号。'],
  'no-token': ['there is no token {name}; {remedy}', '没有名为 {name} 的令牌。'],
  'no-session': ['there is no session {name}; {remedy}', '没有这个登录会话，可能已退出。'],
  'too-many-accounts': [
    '{most} accounts are kept already; remove some first',
    '账号最多 {most} 个，请先删掉几个。',
  ],
  'too-many-tokens': [
    '{most} tokens are kept already; take some back first',
    '令牌最多 {most} 个，请先收回几个。',
  ],
  'name-taken': ['{name} means somebody already; choose another name', '{name} 已有所指，请换一个名称。'],
  'token-exists': [
    'there is a token {name} already; choose another name, or DELETE it first',
    '已经有名为 {name} 的令牌。请换一个名称，或先收回它。',
  ],
  'account-exists': [
    'there is an account {name} already; choose another name',
    '已经有名为 {name} 的账号，请换一个名称。',
  ],
  'body-too-large': ['this body may hold {limit} KiB', '内容太大，最多 {limit} KiB。'],
  'not-json': [
    'the request cannot be read: send UTF-8 JSON and a clean path',
    '请求无法读懂，应是 UTF-8 的 JSON。',
  ],
}
