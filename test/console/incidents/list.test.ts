// The list of incidents, the recorder's curves and runbooks, as the pages show them.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { curvesOf, pathOf, topOf } from '../../../console/incidents/curves.ts'
import { dayName, dayOf, grouped, joined, timesOf } from '../../../console/incidents/list.ts'
import { runbookIn } from '../../../console/incidents/runbook-text.ts'
import { kinds } from '../../../console/incidents/types.ts'
import { runbookOf } from '../../../console/incidents/words-kinds.ts'
import { incidentWords } from '../../../console/incidents/words.ts'
import { wordsOf } from '../../../console/tell/words.ts'
import { kinds as allKinds } from '#monitoring'
import { beganMs, incident } from './samples.ts'

const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime()

test('open ones come first, then evening by evening, the hours after midnight with the evening before', () => {
  const all = [
    incident({ id: 'late', beganMs: at(28, 23), overMs: at(28, 23) + 1 }),
    incident({ id: 'night', beganMs: at(29, 3), overMs: at(29, 3) + 1 }),
    incident({ id: 'morning', beganMs: at(29, 9), overMs: at(29, 9) + 1 }),
    incident({ id: 'open', beganMs: at(20, 9), overMs: null }),
  ]
  expect(grouped(all).map(({ key, incidents }) => [key, incidents.map(({ id }) => id)])).toEqual([
    ['open', ['open']],
    ['2026-11-29', ['morning']],
    ['2026-11-28', ['night', 'late']],
  ])
})

test('days are called as people call them', () => {
  const { zh, en } = incidentWords
  expect(dayName(dayOf(at(29, 9)), at(29, 10), 'zh', zh)).toBe('今天')
  expect(dayName('2026-11-28', at(29, 10), 'en', en)).toBe('Yesterday')
  expect(dayName('2026-11-20', at(29, 10), 'zh', zh)).toContain('11月20日')
  expect(dayName('2025-11-20', at(29, 10), 'en', en)).toContain('2025')
})

test('times count from its beginning, a person’s from when it was recorded, and what is missing says so', () => {
  const known = incident({ acknowledgedMs: beganMs + 61_200, recoveredMs: null, actedMs: null })
  const times = timesOf(known, incidentWords.en, wordsOf('en').units)
  expect(times.map(({ value }) => value)).toEqual(['0.7 s', 'not acted on', 'not yet', '1 min'])
})

test('a page that is fetched again takes the place of what was known', () => {
  const before = [incident({ id: 'a' }), incident({ id: 'b', beganMs: beganMs - 1 })]
  const news = [incident({ id: 'a', overMs: null })]
  expect(joined(before, news).map(({ id, overMs }) => [id, overMs === null])).toEqual([
    ['a', true],
    ['b', false],
  ])
})

test('every kind that control tells has a name in both languages and a runbook that is there', () => {
  expect([...kinds].sort()).toEqual([...allKinds].sort())
  const pages = readdirSync('docs/runbooks')
  for (const kind of kinds) {
    expect(incidentWords.zh.kinds[kind]).toMatch(/\p{Script=Han}/u)
    expect(incidentWords.en.kinds[kind]).not.toBe('')
    expect(pages).toContain(`${runbookOf[kind]}.md`)
  }
})

test('a runbook is shown in the language of whoever reads, its steps as steps', () => {
  const text = readFileSync('docs/runbooks/availability-burn.md', 'utf8')
  const zh = runbookIn(text, 'zh')
  const en = runbookIn(text, 'en')
  expect(zh[0]).toEqual({ kind: 'heading', pieces: [{ kind: 'text', text: '含义' }] })
  expect(en[0]).toEqual({ kind: 'heading', pieces: [{ kind: 'text', text: 'What it means' }] })
  const steps = en.find(({ kind }) => kind === 'steps')
  expect(steps).toMatchObject({ items: { length: 5 } })
  expect(JSON.stringify(en)).not.toContain('](')
})

test('the recorder’s rows become rates and lines, broken where nothing was recorded', () => {
  const figures = ['atMs', 'ackedBytes', 'rttMs', 'queueMs']
  const rows = [0, 1, 2, 10, 11].map(s => [beganMs + s * 1_000, s * 125_000, 20 + s, null])
  const leg = { name: 'douyin', figures, names: [], rows, said: [] }
  const flights = [{ broadcast: 'evening', legs: [leg, { ...leg, name: 'other' }], programs: [] }]
  const curves = curvesOf(incident(), flights)
  expect(curves.map(({ destination }) => destination)).toEqual(['douyin'])
  const [own] = curves
  expect(own?.acked.flat().map(({ value }) => value)).toEqual([1_000_000, 1_000_000, 1_000_000])
  expect(own?.rtt).toHaveLength(2)
  expect(own?.queue).toEqual([])
  expect(topOf(own?.rtt ?? [], 10)).toBe(50)
  const box = { fromMs: beganMs, toMs: beganMs + 10_000, width: 100, height: 50 }
  expect(pathOf([[{ atMs: beganMs + 5_000, value: 25 }]], 50, box)).toBe('M50.0 25.0')
})
