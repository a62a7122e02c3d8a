// When a receiver is told, and of what: decided from the record, what was said before, and the time.
import { expect, test } from 'vitest'
import { isQuiet } from '../../../control/telling/quiet.ts'
import {
  type Asked,
  concerns,
  escalatedTo,
  isDone,
  type Said,
  saidOf,
  type Telling,
  whyDue,
} from '../../../control/telling/schedule.ts'
import { incidentOf, overOf, planOf, seenOf, startMs } from '../../support/telling.ts'

const minuteMs = 60_000
const limits = { groupMs: 2_000, settledMs: 6_000 }
const telling = (changes: Partial<Telling> = {}): Telling => ({
  receiver: 'ops',
  incident: 'i1',
  bornMs: startMs,
  from: null,
  dueMs: null,
  firstDueMs: null,
  said: null,
  ...changes,
})
const said = (changes: Partial<Said> = {}): Said => ({
  atMs: startMs + 2_000,
  kind: 'endpoint-lost',
  severity: 'severe',
  isOver: false,
  ...changes,
})
const asked = (afterMs: number, changes: Partial<Asked> = {}): Asked => ({
  plan: planOf(),
  incident: incidentOf(),
  telling: telling(),
  limits,
  nowMs: startMs + afterMs,
  ...changes,
})

test('it is told once it has been there for the time of grouping, and not twice', () => {
  expect(whyDue(asked(1_999))).toBeNull()
  expect(whyDue(asked(2_000))).toBe('opened')
  expect(whyDue(asked(minuteMs, { telling: telling({ said: said() }) }))).toBeNull()
})

test('what was over before it could be told is told as over', () => {
  const incident = overOf(incidentOf(), startMs + 500)
  expect(whyDue(asked(2_000, { incident }))).toBe('over')
})

test('over is told once it has stayed over, and again when it comes back', () => {
  const incident = overOf(incidentOf(), startMs + 10_000)
  const told = { telling: telling({ said: said() }) }
  expect(whyDue(asked(15_999, { incident, ...told }))).toBeNull()
  expect(whyDue(asked(16_000, { incident, ...told }))).toBe('over')
  const ended = { telling: telling({ said: said({ isOver: true }) }) }
  expect(whyDue(asked(20_000, { incident, ...ended }))).toBeNull()
  expect(whyDue(asked(20_000, ended))).toBe('opened')
})

test('a turn for the worse is told; a turn for the better waits for the end', () => {
  const mild = incidentOf({ seen: [seenOf({ darkMs: 1_000 })] })
  expect(whyDue(asked(9_000, { telling: telling({ said: said({ severity: 'warning' }) }) }))).toBe('changed')
  expect(whyDue(asked(9_000, { incident: mild, telling: telling({ said: said() }) }))).toBeNull()
  const other = { telling: telling({ said: said({ kind: 'endpoint-stalled' }) }) }
  expect(whyDue(asked(9_000, other))).toBe('changed')
  expect(saidOf(mild, said(), startMs).severity).toBe('severe')
})

test('it is said again until it is acknowledged or over', () => {
  const plan = planOf({ repeatEveryMinutes: 10 })
  const told = { plan, telling: telling({ said: said({ atMs: startMs }) }) }
  expect(whyDue(asked(10 * minuteMs - 1, told))).toBeNull()
  expect(whyDue(asked(10 * minuteMs, told))).toBe('again')
  const acknowledged = incidentOf({ acknowledgedMs: startMs + minuteMs, acknowledgedBy: 'ann' })
  expect(whyDue(asked(30 * minuteMs, { ...told, incident: acknowledged }))).toBeNull()
})

test('nobody acknowledges: the next one is told, whatever that one usually hears of', () => {
  const plan = planOf({ escalate: { to: 'boss', afterMinutes: 5 } })
  const due = { plan, telling: telling({ firstDueMs: startMs }) }
  expect(escalatedTo(asked(5 * minuteMs - 1, due))).toBeNull()
  expect(escalatedTo(asked(5 * minuteMs, due))).toBe('boss')
  expect(escalatedTo(asked(5 * minuteMs, { ...due, telling: telling() }))).toBeNull()
  const acknowledged = incidentOf({ acknowledgedMs: startMs })
  expect(escalatedTo(asked(9 * minuteMs, { ...due, incident: acknowledged }))).toBeNull()
  expect(escalatedTo(asked(9 * minuteMs, { ...due, incident: overOf(incidentOf(), startMs) }))).toBeNull()
  const boss = { plan: planOf({ severities: ['note'] }), telling: telling({ receiver: 'boss', from: 'ops' }) }
  expect(whyDue(asked(2_000, boss))).toBe('escalated')
})

test('quiet hours hold back what is not severe, and let its end pass where its beginning did', () => {
  const plan = planOf({ quiet: { from: '23:00', to: '08:00' } })
  const mild = incidentOf({ seen: [] })
  const untilEightMs = 106 * minuteMs + 40_000
  expect(whyDue(asked(2_000, { plan }))).toBe('opened')
  expect(whyDue(asked(untilEightMs - 1, { plan, incident: mild }))).toBeNull()
  expect(whyDue(asked(untilEightMs, { plan, incident: mild }))).toBe('opened')
  const over = overOf(incidentOf(), startMs + 1_000)
  expect(whyDue(asked(60_000, { plan, incident: over, telling: telling({ said: said() }) }))).toBe('over')
  expect(isDone(asked(60_000, { plan, incident: over }))).toBe(false)
})

test.each([
  ['22:59:59', false],
  ['23:00:00', true],
  ['00:30:00', true],
  ['07:59:59', true],
  ['08:00:00', false],
  ['12:00:00', false],
])('at %s in Shanghai it is quiet: %s', (time, quiet) => {
  const wallMs = Date.parse(`2026-11-25T${time}+08:00`)
  expect(isQuiet({ from: '23:00', to: '08:00' }, 'Asia/Shanghai', wallMs)).toBe(quiet)
  expect(isQuiet({ from: '13:00', to: '14:00' }, 'Asia/Shanghai', wallMs)).toBe(false)
  expect(isQuiet(null, 'Asia/Shanghai', wallMs)).toBe(false)
})

test('a receiver hears of the kinds, broadcasts and severities it asked for', () => {
  const incident = incidentOf()
  expect(concerns(planOf(), incident)).toBe(true)
  expect(concerns(planOf({ kinds: ['feed-lost'] }), incident)).toBe(false)
  expect(concerns(planOf({ broadcasts: ['morning'] }), incident)).toBe(false)
  expect(concerns(planOf({ broadcasts: ['morning'] }), incidentOf({ broadcasts: [] }))).toBe(true)
  const mild = incidentOf({ seen: [] })
  const plan = planOf({ severities: ['severe'] })
  expect(whyDue(asked(2_000, { plan, incident: mild }))).toBeNull()
  expect(isDone(asked(13_000, { plan, incident: overOf(mild, startMs, []) }))).toBe(true)
})
