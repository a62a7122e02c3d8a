// Words of the form to come in.

type SignInWords = {
  readonly title: string
  readonly account: string
  readonly accountHint: string
  readonly password: string
  readonly token: string
  readonly tokenHint: string
  readonly go: string
  readonly busy: string
  readonly withToken: string
  readonly withPassword: string
  readonly wrongPassword: string
  readonly wrongToken: string
  readonly wait: (s: number) => string
  readonly foreign: string
}

export const signInWords: Readonly<Record<'zh' | 'en', SignInWords>> = {
  zh: {
    title: '登录',
    account: '账号',
    accountHint: '英文小写账号名，例如 xiaowang',
    password: '密码',
    token: '令牌',
    tokenHint: '管理员令牌在长明启动时打印出的文件里（data/admin.token）。',
    go: '登录',
    busy: '正在登录……',
    withToken: '改用令牌登录',
    withPassword: '改用账号和密码登录',
    wrongPassword: '账号或密码不对。忘了密码请找管理员重设。',
    wrongToken: '这个令牌不对。',
    wait: s => `错的次数太多，请等 ${s} 秒再试。`,
    foreign: '请从启动时打印出的地址或 publicUrl 打开这个页面，再登录。',
  },
  en: {
    title: 'Sign in',
    account: 'Account',
    accountHint: 'Small letters, such as ann',
    password: 'Password',
    token: 'Token',
    tokenHint:
      'The administrator’s stands in the file whose path was printed when Changming started (data/admin.token).',
    go: 'Sign in',
    busy: 'Signing in…',
    withToken: 'Sign in with a token instead',
    withPassword: 'Sign in with account and password instead',
    wrongPassword: 'Account and password do not belong together. An administrator can set a new password.',
    wrongToken: 'This token is not known here.',
    wait: s => `Too many wrong ones: try again in ${s} s.`,
    foreign:
      'Open this page under the address that was printed at start, or under publicUrl, and sign in there.',
  },
}
