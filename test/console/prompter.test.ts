// The teleprompter's own reckoning: places, pace, keys, cards, and two tablets that lose and find each other.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countdown } from '../../console/prompter/countdown.ts'
import {
  confirmed,
  displayed,
  heard,
  type Kept,
  moved,
  nothingKept,
  outbox,
  placeOf,
  readKept,
} from '../../console/prompter/keeping.ts'
import { meaningOf } from '../../console/prompter/keys.ts'
import {
  indexOfPlace,
  leftMs,
  msOf,
  openCues,
  placeAt,
  pointAfter,
  stepsOf,
} from '../../console/prompter/place.ts'
import { nextTimeOf } from '../../console/prompter/planned.ts'
import type { Cue, Place, Prompter, Segment } from '../../console/prompter/types.ts'

const lineOf = (text: string) => ({ text, written: text, units: text.length, spokenMs: 2_000, refusals: [] })
const segments: Segment[] = [
  { name: 'opening', title: null, product: null, lines: ['晚上好', '先看这个'].map(lineOf) },
  {
    name: 'buds',
    title: '耳机',
    product: { id: 'b', name: '清听', price: 299, currency: 'CNY', facts: [] },
    lines: ['很轻', '八小时', '两年质保'].map(lineOf),
  },
]
const steps = stepsOf(segments)
const prompterOf = (more: Partial<Prompter> = {}): Prompter => ({
  script: 'own',
  trouble: '',
  title: null,
  language: 'zh',
  segments,
  place: null,
  version: 1,
  movedMs: 0,
  plannedEndMs: null,
  cues: [],
  tablets: 1,
  asOf: 1,
  nowMs: 1_000,
  ...more,
})
const cueOf = (id: number, more: Partial<Cue> = {}): Cue => ({
  id,
  kind: 'note',
  text: `第 ${id} 张`,
  sentMs: 0,
  sentBy: 'admin',
  untilMs: null,
  shownMs: null,
  seenMs: null,
  withdrawnMs: null,
  ...more,
})
const at = (index: number): Place => placeAt(steps, index, 'hand') as Place

test('a place is found again: the same sentence, its place in its segment, or the beginning', () => {
  for (const index of steps.keys()) expect(indexOfPlace(steps, at(index))).toBe(index)
  expect(indexOfPlace(steps, { ...at(3), sentence: 0 })).toBe(3) // sentences were put before it
  expect(indexOfPlace(steps, { ...at(3), text: '改过的句子' })).toBe(3)
  expect(indexOfPlace(steps, { segment: 'gone', sentence: 4, text: 'x', mode: 'hand' })).toBe(0)
  expect(indexOfPlace(steps, null)).toBe(0)
  expect(steps[2]).toMatchObject({ title: '耳机', isFirst: true, sentence: 0 })
})

test('what is left is reckoned at the pace, for the segment and for all', () => {
  expect(leftMs(steps, 0, null)).toEqual({ segmentMs: 4_000, allMs: 10_000 })
  expect(leftMs(steps, 3, 60)).toEqual({ segmentMs: 7_000, allMs: 7_000 })
})

test('a text that moves comes to the same point in one step or in many, and stops at its end', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 60 }),
      fc.integer({ min: 60, max: 400 }),
      (stepsMs, perMinute) => {
        const begin = { index: 0, share: 0 }
        const whole = stepsMs.reduce((sum, ms) => sum + ms, 0)
        const once = pointAfter(steps, begin, whole, perMinute)
        const many = stepsMs.reduce((point, ms) => pointAfter(steps, point, ms, perMinute), begin)
        // The end of a line is the beginning of the next: which of the two is said may hang on the last bit.
        expect(many.index + many.share).toBeCloseTo(once.index + once.share, 6)
      },
    ),
  )
  const totalMs = steps.reduce((sum, step) => sum + msOf(step, 250), 0)
  expect(pointAfter(steps, { index: 0, share: 0 }, totalMs + 5_000, 250)).toEqual({ index: 4, share: 1 })
  expect(pointAfter([], { index: 0, share: 0 }, 1_000, 250)).toEqual({ index: 0, share: 1 })
})

test.each([
  ['PageDown', {}, 'next'],
  ['PageUp', {}, 'previous'],
  ['ArrowDown', { isPaced: true }, 'next'],
  [' ', {}, 'next'],
  [' ', { shiftKey: true }, 'previous'],
  [' ', { isPaced: true }, 'pause'],
  ['Enter', {}, 'next'],
  ['Enter', { hasCue: true }, 'confirm'],
  ['M', {}, 'mirror'],
  ['r', {}, null],
  ['r', { ctrlKey: true }, null],
  ['ArrowLeft', { altKey: true }, null], // the browser's own way back
] as const)('the key %j with %j means %s', (key, more, meaning) => {
  const { isPaced = false, hasCue = false, ...keys } = more as Record<string, boolean>
  const pressed = { key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...keys }
  expect(meaningOf(pressed, { isPaced, hasCue })).toBe(meaning)
})

test('cards stand until they are confirmed, withdrawn or over; urgent ones before others', () => {
  const cues = [
    cueOf(5, { kind: 'urgent' }),
    cueOf(4, { untilMs: 500 }),
    cueOf(3, { withdrawnMs: 1 }),
    cueOf(2, { seenMs: 1 }),
    cueOf(1),
    cueOf(0),
  ]
  expect(openCues(cues, 1_000, new Set([0])).map(each => each.id)).toEqual([5, 1])
})

test('what was confirmed and moved without control is told once it answers, and forgotten once it is known', () => {
  const before = heard(nothingKept, prompterOf({ cues: [cueOf(1), cueOf(2)] }), 0)
  const away = confirmed(confirmed(displayed(moved(before, at(3), 10_000), [1, 2]), 1), 1)
  expect(readKept(JSON.stringify(away))).toEqual(away)
  expect(outbox(away, 70_000)).toEqual({
    move: { script: 'own', line: at(3), base: 1, ageMs: 60_000 },
    shown: [2],
    seen: [1],
  })
  const after = heard(
    away,
    prompterOf({
      place: at(3),
      version: 2,
      asOf: 5,
      nowMs: 80_000,
      cues: [cueOf(1, { shownMs: 1, seenMs: 1 }), cueOf(2, { shownMs: 1 }), cueOf(3)],
    }),
    80_000,
  )
  expect(after).toMatchObject({ own: null, shown: [], seen: [] })
  expect(placeOf(after)).toEqual(at(3))
})

test('a host who moves on while an answer is on its way stays where he is, however slow it was', () => {
  const before = heard(nothingKept, prompterOf(), 0)
  const first = moved(before, at(1), 1_000)
  const further = moved(first, at(2), 1_050)
  // Asked at 1,000; control took the first move at once, and its answer came seconds later.
  const answer = prompterOf({ place: at(1), version: 2, movedMs: 501_000, nowMs: 501_000, asOf: 2 })
  const after = heard(further, answer, 1_000)
  expect(placeOf(after)).toEqual(at(2))
  expect(outbox(after, 1_200).move).toMatchObject({ line: at(2), base: 2 })
})

test('an older answer that comes late changes nothing; another script ends the own place', () => {
  const now = heard(nothingKept, prompterOf({ asOf: 9, nowMs: 9_000, place: at(2) }), 0)
  expect(heard(now, prompterOf({ asOf: 8, nowMs: 8_000, place: at(0) }), 0)).toBe(now)
  const own = moved(now, at(4), 0)
  const other = heard(own, prompterOf({ asOf: 10, nowMs: 9_500, script: 'other', place: null }), 0)
  expect(placeOf(other)).toBeNull()
})

test.each([null, '', '{', '[]', '{"prompter":{}}', '{"prompter":{"segments":[],"cues":3}}'])(
  'what was kept as %j is nothing',
  text => expect(readKept(text)).toEqual(nothingKept),
)

/** Control as far as places matter: the rule of control/commands/prompter.ts. */
class PlaceKeeper {
  prompter = prompterOf({ nowMs: 0 })

  take({ line, base, ageMs }: NonNullable<ReturnType<typeof outbox>['move']>, nowMs: number): Prompter {
    const movedMs = nowMs - ageMs
    const { version, movedMs: lastMs, asOf } = this.prompter
    if (base === version || movedMs > lastMs)
      this.prompter = prompterOf({
        place: line,
        version: version + 1,
        movedMs: Math.max(movedMs, lastMs),
        asOf: asOf + 1,
      })
    return this.look(nowMs)
  }

  look(nowMs: number): Prompter {
    return { ...this.prompter, nowMs }
  }
}

const happening = fc.record({
  tablet: fc.integer({ min: 0, max: 1 }),
  what: fc.constantFrom('move', 'lose', 'find', 'talk'),
  line: fc.integer({ min: 0, max: 4 }),
})

test('two tablets that come and go agree in the end; where nobody raced, on the last move', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), happenings => {
      const control = new PlaceKeeper()
      const tablets: Kept[] = [0, 1].map(() => heard(nothingKept, control.look(0), 0))
      const isAway = [false, false]
      let nowMs = 1_000
      let last: Place | null = null
      const talk = (i: number) => {
        const { move } = outbox(tablets[i] as Kept, nowMs)
        const answer = move === null ? control.look(nowMs) : control.take(move, nowMs)
        tablets[i] = heard(tablets[i] as Kept, answer, nowMs)
      }
      for (const { tablet, what, line } of happenings) {
        nowMs += 100
        if (what === 'move') {
          const before = tablets[tablet] as Kept
          const after = moved(before, at(line), nowMs)
          if (after !== before) last = at(line)
          tablets[tablet] = after
        }
        if (what === 'lose' || what === 'find') isAway[tablet] = what === 'lose'
        if (isAway[tablet] === false) talk(tablet)
      }
      nowMs += 100
      for (const i of [0, 1, 0, 1]) talk(i)
      const [one, other] = tablets.map(placeOf)
      expect(one).toEqual(other)
      const wereAlwaysThere = !happenings.some(each => each.what === 'lose')
      expect(wereAlwaysThere ? (one ?? null) : last).toEqual(last)
      for (const each of tablets) expect(each.own).toBeNull()
    }),
    { numRuns: 300 },
  )
})

test('the planned end is the next time it is that o’clock, or a little while ago', () => {
  const nowMs = new Date(2026, 10, 29, 23, 30).getTime()
  expect(nextTimeOf('23:50', nowMs)).toBe(new Date(2026, 10, 29, 23, 50).getTime())
  expect(nextTimeOf('01:15', nowMs)).toBe(new Date(2026, 10, 30, 1, 15).getTime())
  expect(nextTimeOf('22:00', nowMs)).toBe(new Date(2026, 10, 29, 22, 0).getTime())
  expect(nextTimeOf('', nowMs)).toBeNull()
})

test.each([
  [0, '0:00'],
  [59_001, '1:00'],
  [245_000, '4:05'],
  [3_845_000, '1:04:05'],
  [-5_000, '0:05'],
])('%d ms count down as %s', (ms, text) => expect(countdown(ms)).toBe(text))
