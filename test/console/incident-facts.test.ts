// What the page says of an incident, in both languages.
import { expect, test } from 'vitest'
import { wordsOfIncident } from '../../console/tell/incident-facts.ts'
import { wordsOf } from '../../console/tell/words.ts'
import type { Incident } from '../../console/live/types.ts'

const beganMs = new Date(2026, 10, 25, 20, 14, 3).getTime()
const incident: Incident = {
  broadcasts: ['evening'],
  id: 'i7',
  beganMs,
  recoveredMs: null,
  overMs: null,
  acknowledgedMs: null,
  acknowledgedBy: null,
  cause: { en: 'Address 1 broke the connection.', zh: '第 1 个推流地址断开了连接。' },
  seen: [
    { broadcast: 'evening', destination: 'douyin', frozenMs: 0, slateMs: 0, darkMs: 2_140 },
    { broadcast: 'evening', destination: 'kuaishou', frozenMs: 733, slateMs: 95_000, darkMs: 0 },
    { broadcast: 'evening', destination: 'archive', frozenMs: 10, slateMs: 0, darkMs: 0 },
  ],
}
const nameOf = (_: string, destination: string) => destination
const said = (changes: Partial<Incident>, language: 'en' | 'zh' = 'en') =>
  wordsOfIncident({ ...incident, ...changes }, wordsOf(language), beganMs + 4_100, nameOf)

test('an open one is bad, says since when, and what viewers of each destination saw', () => {
  expect(said({})).toEqual({
    level: 'bad',
    when: 'since 20:14:03, 4.1 s now',
    seen: 'douyin: no picture for 2.1 s · kuaishou: frozen for 0.7 s, the slate for 1 min 35 s',
    acknowledged: '',
  })
})

test('one whose viewers have their picture again mends itself; one that is over is over', () => {
  expect(said({ recoveredMs: beganMs + 700 }).level).toBe('busy')
  expect(said({ overMs: beganMs + 2_300, seen: [] })).toMatchObject({
    level: 'off',
    when: '20:14:03, over after 2.3 s',
    seen: 'viewers saw nothing of it',
  })
})

test('who has seen it is said, in Chinese too', () => {
  const seen = { acknowledgedMs: beganMs + 2_000, acknowledgedBy: 'ann' }
  expect(said(seen).acknowledged).toBe('seen by ann at 20:14:05')
  expect(said(seen, 'zh')).toMatchObject({
    when: '20:14:03 开始，已持续 4.1 秒',
    acknowledged: 'ann 已于 20:14:05 知悉',
  })
})
