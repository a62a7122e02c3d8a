// The audit as sentences that one can read aloud, and what differs between before and after.
import { expect, test } from 'vitest'
import { auditSentence, namesIn } from '../../console/people/audit-tell.ts'
import { past } from '../../console/people/audit-en.ts'
import { inChinese } from '../../console/people/audit-zh.ts'
import { inEnglish } from '../../console/people/audit-en.ts'
import { changesOf } from '../../console/people/changes.ts'
import type { AuditEntry } from '../../console/people/types.ts'
import { when } from '../../console/people/when.ts'
import { peopleWords } from '../../console/people/words.ts'

const base: AuditEntry = {
  id: '1',
  atMs: 0,
  who: 'xiaowang',
  title: '小王',
  role: 'operator',
  address: '192.0.2.1',
  method: 'POST',
  route: '/api/broadcasts/{broadcast}/start',
  path: '/api/broadcasts/evening/start',
  outcome: 'done',
  status: 200,
  code: null,
  body: {},
  before: { wish: 'off' },
  after: { wish: 'on' },
}
const destinationName = (_: string, destination: string) => (destination === 'douyin' ? '抖音' : destination)
const told = (entry: Partial<AuditEntry>, language: 'zh' | 'en' = 'zh') =>
  auditSentence({ ...base, ...entry }, language, destinationName)

const endpoints = {
  method: 'PUT',
  route: '/api/broadcasts/{broadcast}/destinations/{destination}/endpoints',
  path: '/api/broadcasts/evening/destinations/douyin/endpoints',
  after: [{ url: 'a' }, { url: 'b' }],
}
const account = {
  method: 'PUT',
  route: '/api/accounts/{account}',
  path: '/api/accounts/lijie',
  who: 'admin',
  title: null,
  after: { title: '李姐', role: 'viewer' },
}
const signIn = { route: '/api/session', path: '/api/session' }
const cases: readonly (readonly [Partial<AuditEntry>, zh: string, en: string])[] = [
  [{}, '小王 开播 evening。', '小王 started evening.'],
  [endpoints, '小王 把 evening 的抖音地址换成 2 条。', '小王 gave 抖音 of evening 2 addresses.'],
  [
    { ...endpoints, path: '/api/broadcasts/evening/destinations/shop/endpoints', after: [{}] },
    '小王 把 evening 的 shop 地址换成 1 条。',
    '小王 gave shop of evening 1 address.',
  ],
  [
    { ...endpoints, outcome: 'refused', status: 403, code: 'control/forbidden', title: null },
    'xiaowang 想把 evening 的抖音地址换成 2 条，被拒绝：权限不够。',
    'xiaowang wanted to give 抖音 of evening 2 addresses and was refused: their role may not.',
  ],
  [
    { outcome: 'failed', status: 507 },
    '小王 想开播 evening，没有成功。',
    '小王 wanted to start evening; it did not succeed.',
  ],
  [
    { who: null, title: null, role: null, outcome: 'refused', status: 401, code: 'control/unauthorized' },
    '没有登录的访客 想开播 evening，被拒绝：没有登录，或登录已失效。',
    'A visitor who is not signed in wanted to start evening and was refused: not signed in.',
  ],
  [
    { ...account, before: null, body: { password: '•••' } },
    'admin 新建账号 李姐（观看者）。',
    'admin made the account 李姐 (viewer).',
  ],
  [
    { ...account, before: { title: '李姐', role: 'operator' }, body: { role: 'viewer', password: '•••' } },
    'admin 把账号 李姐 改为观看者并重设了密码。',
    'admin made 李姐 viewer and set a new password for 李姐.',
  ],
  [signIn, '小王 登录。', '小王 signed in.'],
  [
    { ...signIn, outcome: 'refused', status: 401, code: 'control/unauthorized', role: null },
    '有人用账号 小王 登录失败：密码不对。',
    'Somebody failed to sign in as 小王: the password was wrong.',
  ],
  [
    { method: 'POST', route: '/api/new/{thing}', path: '/api/new/one' },
    '小王 调用 POST /api/new/one。',
    '小王 called POST /api/new/one.',
  ],
]

test.each(cases)('%#: %j', (entry, zh, en) => {
  expect(told(entry)).toBe(zh)
  expect(told(entry, 'en')).toBe(en)
})

test('both languages know the same calls, and each English one has a past', () => {
  expect(Object.keys(inChinese.calls)).toEqual(Object.keys(inEnglish.calls))
  expect(['put x on air', 'stop x', 'sign out', 'take back x', 'call x'].map(past)).toEqual([
    'put x on air',
    'stopped x',
    'signed out',
    'took back x',
    'called x',
  ])
})

test('names are read out of a path', () => {
  expect(namesIn('/api/feeds/{feed}/key', '/api/feeds/camera-a/key')).toEqual({ feed: 'camera-a' })
})

test('a change is told field by field, additions and removals too', () => {
  expect(changesOf({ a: 1, b: { c: 'x', d: [1, 2] } }, { a: 1, b: { c: 'y', d: [1] }, e: null })).toEqual([
    { field: 'b.c', before: 'x', after: 'y' },
    { field: 'b.d.1', before: '2', after: null },
    { field: 'e', before: null, after: 'null' },
  ])
  expect(changesOf(null, { wish: 'on' })).toEqual([{ field: 'wish', before: null, after: 'on' }])
  expect(changesOf({ a: 1 }, { a: 1 })).toEqual([])
})

test('times are told by their day', () => {
  const now = new Date(2026, 10, 29, 9, 30).getTime()
  const zh = (...at: [number, number, number, number, number]) =>
    when(new Date(...at).getTime(), now, peopleWords.zh.when)
  expect(zh(2026, 10, 29, 9, 30)).toBe('刚刚')
  expect(zh(2026, 10, 29, 0, 5)).toBe('今天 00:05')
  expect(zh(2026, 10, 28, 23, 59)).toBe('昨天 23:59')
  expect(zh(2026, 9, 1, 8, 0)).toBe('2026年10月1日 08:00')
})
