// Words of the page that documents the API.
import type { Role } from '../live/types.ts'

type ReferenceWords = {
  readonly title: string
  readonly lead: string
  readonly search: string
  readonly searchHint: string
  readonly count: (calls: number) => string
  readonly none: string
  readonly loading: string
  readonly groups: Readonly<Record<string, string>>
  readonly anyone: string
  readonly roles: Readonly<Record<Role, string>>
  readonly parameters: string
  readonly inPath: string
  readonly inQuery: string
  readonly body: string
  readonly answer: string
  readonly errors: string
  readonly name: string
  readonly type: string
  readonly meaning: string
  readonly required: string
  readonly optional: string
  readonly value: string
  readonly curl: string
  readonly download: string
}

export const referenceWords: Readonly<Record<'zh' | 'en', ReferenceWords>> = {
  zh: {
    title: '接口',
    lead: '页面上能做的，程序用同样的接口也能做。令牌在“人员 → 程序令牌”里建，放进环境变量 CHANGMING_TOKEN。说明文字由接口自己给出，是英文的。',
    search: '查找',
    searchHint: '路径、方法、角色或说明里的词，例如 feeds PUT',
    count: calls => `${calls} 个接口`,
    none: '没有这样的接口。',
    loading: '正在读取接口说明……',
    groups: {
      accounts: '账号',
      addresses: '推流地址',
      audit: '操作记录',
      broadcasts: '直播',
      drills: '演练',
      events: '事件',
      feeds: '信号源',
      hosts: '虚拟主播',
      house: '整体状态',
      incidents: '事故',
      openapi: '接口说明',
      policies: '平台规则',
      preview: '预览',
      prompter: '提词器',
      receivers: '通知对象',
      runbooks: '应急手册',
      scripts: '脚本',
      sessions: '登录',
      sets: '布景',
      slates: '垫片',
      tickets: '入场券',
      tokens: '程序令牌',
      voices: '声音',
    },
    anyone: '无需登录',
    roles: { viewer: '观看者', operator: '操作员', admin: '管理员' },
    parameters: '参数',
    inPath: '在路径里',
    inQuery: '在 ? 之后',
    body: '提交',
    answer: '返回',
    errors:
      '出错时返回 application/problem+json：code 是机器读的原因，detail 是一句话，说明哪里不对、该怎么写（中文在 detailZh）；fields 逐项列出。',
    name: '名称',
    type: '类型',
    meaning: '含义',
    required: '必填',
    optional: '可省略',
    value: '整个值',
    curl: '在终端里试',
    download: 'OpenAPI 3.1 原文',
  },
  en: {
    title: 'API',
    lead: 'Whatever this desk does, a program can do by the same calls. Make a token under People → Tokens for programs, and keep it in the environment variable CHANGMING_TOKEN.',
    search: 'Search',
    searchHint: 'Words of the path, method, role or summary, such as feeds PUT',
    count: calls => (calls === 1 ? '1 call' : `${calls} calls`),
    none: 'There is no such call.',
    loading: 'Reading the description…',
    groups: {
      accounts: 'Accounts',
      addresses: 'Push addresses',
      audit: 'Audit',
      broadcasts: 'Broadcasts',
      drills: 'Drills',
      events: 'Events',
      feeds: 'Feeds',
      hosts: 'Hosts',
      house: 'The house',
      incidents: 'Incidents',
      openapi: 'This description',
      policies: 'Policies',
      preview: 'Previews',
      prompter: 'Teleprompter',
      receivers: 'Receivers',
      runbooks: 'Runbooks',
      scripts: 'Scripts',
      sessions: 'Sessions',
      sets: 'Sets',
      slates: 'Slates',
      tickets: 'Tickets',
      tokens: 'Tokens',
      voices: 'Voices',
    },
    anyone: 'Anyone',
    roles: { viewer: 'Viewer', operator: 'Operator', admin: 'Administrator' },
    parameters: 'Parameters',
    inPath: 'in the path',
    inQuery: 'behind ?',
    body: 'Send',
    answer: 'Answer',
    errors:
      'What is wrong is answered as application/problem+json: code is the reason for programs, detail a sentence that says what to write instead (in Chinese: detailZh), fields says it for each field.',
    name: 'Name',
    type: 'Type',
    meaning: 'Meaning',
    required: 'required',
    optional: 'optional',
    value: 'the value itself',
    curl: 'Try it in a terminal',
    download: 'The OpenAPI 3.1 description',
  },
}
