// The words of messages: what viewers see, what the system does, what a person must do, and how it ended.
import { expect, test } from 'vitest'
import { kinds } from '#monitoring'
import type { Why } from '../../../control/telling/schedule.ts'
import { severityOf } from '../../../control/telling/severity.ts'
import { dutyOf } from '../../../control/telling/words/duties.ts'
import { lasting } from '../../../control/telling/words/lasting.ts'
import { type Notice, textOf, type Writing } from '../../../control/telling/words/message.ts'
import { incidentOf, overOf, seenOf, startMs } from '../../support/telling.ts'

const writing = (changes: Partial<Writing> = {}): Writing => ({
  language: 'zh',
  timeZone: 'Asia/Shanghai',
  publicUrl: null,
  nowMs: startMs + 2_000,
  limitBytes: 2_048,
  ...changes,
})
const notice = (incident = incidentOf(), why: Why = 'opened', from: string | null = null): Notice => ({
  incident,
  why,
  from,
})

test('an open incident says what viewers see, what the system does and what a person must do', () => {
  expect(textOf([notice()], writing())).toBe(
    [
      '【长明 严重】 evening',
      'douyin 的第 1 个推流地址断开了连接。',
      '观众：douyin 没有画面',
      '系统：正在轮流重试各个推流地址。',
      '要做：到平台后台查看直播间。',
      '06:13:19 起，事故 i1',
    ].join('\n'),
  )
  expect(textOf([notice()], writing({ language: 'en', timeZone: 'Europe/London' }))).toBe(
    [
      '【Changming: severe】 evening',
      'Address 1 of douyin broke the connection.',
      'Viewers: douyin sees nothing',
      'System: Tries its addresses in turn until one takes the stream.',
      "You: Look at the room on the platform's own page.",
      'Since 22:13:19, incident i1',
    ].join('\n'),
  )
})

test('one that is over says how long it lasted and what viewers lost', () => {
  const seen = [
    seenOf({ darkMs: 12_400 }),
    seenOf({ destination: 'kuaishou', frozenMs: 900, slateMs: 65_000 }),
  ]
  const over = overOf(incidentOf(), startMs + 75_000, seen)
  expect(textOf([notice(over, 'over')], writing())).toBe(
    [
      '【长明 已恢复】 evening',
      'douyin 的第 1 个推流地址断开了连接。',
      '历时 1 分 16 秒（06:13:19–06:14:35）',
      '观众：douyin 无画面 12 秒；kuaishou 卡住 0.9 秒、垫片 1 分 5 秒',
      '事故 i1',
    ].join('\n'),
  )
  const english = textOf([notice(over, 'over')], writing({ language: 'en' }))
  expect(english).toContain(
    'Viewers: douyin no picture for 12 s; kuaishou frozen for 0.9 s, slate for 1 min 5 s',
  )
  const harmless = textOf([notice(overOf(incidentOf(), startMs, []), 'over')], writing())
  expect(harmless).toContain('观众：没有损失')
  const takenOff = textOf([notice({ ...over, recoveredMs: null }, 'over')], writing())
  expect(takenOff).toContain('【长明 已结束】')
  expect(takenOff).toContain('未恢复即结束')
})

test.each([
  ['slate', '观众：douyin 垫片画面', '系统：已切到垫片，信号恢复后自动切回。'],
  ['frozen', '观众：douyin 画面卡住', '系统：正在等信号恢复，恢复后自动切回。'],
  [null, '观众：画面正常', '系统：已切到另一路信号，恢复后自动切回。'],
] as const)('a lost feed, while viewers see %s', (now, viewers, system) => {
  const text = textOf([notice(incidentOf({ kind: 'feed-lost', seen: [seenOf({ now })] }))], writing())
  expect(text).toContain(viewers)
  expect(text).toContain(system)
})

test.each([
  ['changed', null, '严重·有变化', 'severe, changed'],
  ['again', null, '严重·10 分 0 秒无人确认', 'severe, not acknowledged for 10 min 0 s'],
  ['escalated', 'ops', '严重·ops 10 分 0 秒未确认，转给你', 'severe, ops did not acknowledge for 10 min 0 s'],
] as const)('the title says why it is told: %s', (why, from, zh, en) => {
  const text = textOf(
    [notice(incidentOf(), why, from)],
    writing({ language: 'both', nowMs: startMs + 600_000 }),
  )
  expect(text).toContain(`【长明 ${zh}】`)
  expect(text).toContain(`【Changming: ${en}】`)
})

test('every kind has a duty in both languages, short enough for a phone', () => {
  for (const kind of kinds) {
    const { system, person } = dutyOf(incidentOf({ kind }))
    for (const sentence of [system, person]) {
      expect(sentence.en).toMatch(/^[A-Z].{5,80}\.$/)
      expect(sentence.zh).toMatch(/^.{4,30}。$/)
    }
  }
})

test('several are one message; what does not fit is counted, and no character is cut in half', () => {
  const many = Array.from({ length: 30 }, (_, i) => notice(incidentOf({ id: `i${i}` })))
  const text = textOf(many, writing({ publicUrl: 'https://live.example.com' }))
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2_048)
  const told = text.match(/事故 i\d+/g)?.length ?? 0
  expect(told).toBeGreaterThan(4)
  expect(text).toContain(`另有 ${30 - told} 件`)
  expect(text.endsWith('https://live.example.com')).toBe(true)
  const long = textOf([notice(incidentOf({ cause: { en: '', zh: '断'.repeat(900) } }))], writing())
  expect(Buffer.byteLength(long)).toBeLessThanOrEqual(2_048)
  expect(long).not.toContain('\uFFFD')
  const seen = Array.from({ length: 40 }, (_, i) => seenOf({ destination: `room-${i}`, now: 'dark' }))
  expect(textOf([notice(incidentOf({ seen }))], writing())).toContain('room-3 没有画面；+36')
})

test.each([
  [incidentOf(), 'severe'],
  [incidentOf({ seen: [seenOf({ darkMs: 1_000 })] }), 'warning'],
  [incidentOf({ seen: [seenOf({ slateMs: 5_000 })] }), 'severe'],
  [incidentOf({ kind: 'key-expired', seen: [] }), 'severe'],
  [incidentOf({ kind: 'store-full', seen: [] }), 'warning'],
  [overOf(incidentOf(), startMs), 'warning'],
  [overOf(incidentOf({ kind: 'control-lost' }), startMs, []), 'note'],
] as const)('severity follows what viewers miss and whether a person is needed: %#', (incident, severity) => {
  expect(severityOf(incident)).toBe(severity)
})

test.each([
  [420, '0.4 秒', '0.4 s'],
  [59_600, '1 分 0 秒', '1 min 0 s'],
  [3_725_000, '1 小时 2 分', '1 h 2 min'],
])('%i ms is said as people say it', (ms, zh, en) => {
  expect(lasting(ms)).toEqual({ zh, en })
})
