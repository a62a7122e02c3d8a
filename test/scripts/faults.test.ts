// How the fault matrix judges: what platforms got, what the house says of it, and what comes of both.
import { expect, test } from 'vitest'
import { type Acted, judge, type Told, type Witnessed } from '../../scripts/faults/judge.ts'
import { faultNames } from '../../scripts/faults/kinds.ts'
import { planned } from '../../scripts/faults/plan.ts'
import { missedSpans, otherSpans } from '../../scripts/faults/received.ts'
import { figuresOf, markdownOf, type Outcome, tableLines } from '../../scripts/faults/report.ts'
import type { Receipt } from '../../scripts/platform/receipts.ts'
import { incidentOf, seenOf } from '../support/telling.ts'

function receiptOf(changes: Partial<Receipt>): Receipt {
  return {
    address: 'main',
    connectedAtMs: 0,
    atMs: 0,
    endedAtMs: null,
    streamFingerprint: '',
    firstVideoAtMs: 0,
    firstKeyframeAtMs: 0,
    lastMediaAtMs: 30_000,
    videoFrames: 1,
    audioFrames: 1,
    bytes: 1,
    maxGapMs: 33,
    maxWireSilenceMs: 33,
    nonMonotonic: 0,
    firstDtsMs: 0,
    lastDtsMs: 0,
    seconds: [],
    silences: [],
    turns: [],
    ...changes,
  }
}

/** Frozen at 10 s, served at the backup from 11.7 s on. */
const moved = [
  receiptOf({ lastMediaAtMs: 10_000 }),
  receiptOf({ address: 'backup', firstVideoAtMs: 11_700, lastMediaAtMs: 30_000 }),
]

test('what a platform missed lies between the last of one publish and the first of the next', () => {
  expect(missedSpans(moved, [9_700, 20_000])).toEqual([[10_000, 11_700]])
  expect(missedSpans(moved, [12_000, 20_000])).toEqual([])
})

test('waits within a publish are missed too, and one publish covers for another', () => {
  const receipts = [
    receiptOf({
      silences: [
        [2_000, 2_500],
        [8_000, 9_000],
      ],
    }),
    receiptOf({ address: 'backup', firstVideoAtMs: 8_100, lastMediaAtMs: 9_500 }),
  ]
  expect(missedSpans(receipts, [1_000, 20_000])).toEqual([[2_000, 2_500]])
})

test('the slate is what was shown between two turns away from the usual pictures and back', () => {
  const turns = [
    [0, 'camera'],
    [5_000, 'slate'],
    [8_000, 'camera'],
    [19_000, 'slate'],
  ] as const
  expect(otherSpans([receiptOf({ turns })], [4_000, 20_000])).toEqual([
    [5_000, 8_000],
    [19_000, 20_000],
  ])
})

const acted: Acted = {
  number: 1,
  name: 'frozen-answering',
  broadcasts: ['one'],
  subject: 'answering',
  atMs: 10_000,
  settledMs: 16_000,
}

function toldOf(darkMs: number, changes: Parameters<typeof incidentOf>[0] = {}): Told {
  const seen = [seenOf({ broadcast: 'one', destination: 'answering', darkMs, now: null })]
  const times = { beganMs: 10_000, noticedMs: 10_900, actedMs: 11_500, openedMs: 11_520 }
  const incident = incidentOf({
    broadcast: 'one',
    broadcasts: ['one'],
    kind: 'endpoint-stalled',
    subject: { destination: 'answering', endpoint: 0 },
    ...times,
    recoveredMs: 11_690,
    overMs: 11_690,
    seen,
    ...changes,
  })
  return { incident, heardMs: 11_560 }
}

const witnessed: Witnessed = {
  broadcast: 'one',
  destination: 'answering',
  receipts: moved,
  carrying: [
    [9_500, 1],
    [10_500, 1],
    [11_000, 0],
    [11_500, 0],
    [12_000, 1],
  ],
  dark: [
    [9_500, 4],
    [16_000, 5.7],
  ],
}

test('a fault that is told as it was received is right, and off by little', () => {
  const verdict = judge(acted, [toldOf(1_650)], [witnessed])
  expect(verdict).toMatchObject({
    isRight: true,
    openedAfterMs: 60,
    noticedAfterMs: 900,
    falselyCarryingMs: 500,
    extra: [],
  })
  expect(verdict.compared.map(({ what, offMs }) => [what, offMs])).toEqual([
    ['missed', 50],
    ['recovered', 10],
    ['dark-metric', 0],
  ])
})

test('another kind, another subject, or no incident at all is not right', () => {
  const isRight = (told: readonly Told[]) => judge(acted, told, [witnessed]).isRight
  expect(isRight([toldOf(1_700)])).toBe(true)
  expect(isRight([toldOf(1_700, { kind: 'endpoint-lost' })])).toBe(false)
  expect(isRight([toldOf(1_700, { scope: 'platform' })])).toBe(false)
  expect(isRight([toldOf(1_700, { subject: { destination: 'ignoring' } })])).toBe(false)
  expect(isRight([])).toBe(false)
})

test('a second incident of the same fault is one too many; of another broadcast, or merged, it is not of it', () => {
  const second = toldOf(0, { id: 'i2', kind: 'endpoint-lost' })
  const judged = (told: Told) => judge(acted, [toldOf(1_700), told], [witnessed]).extra
  expect(judged(second)).toEqual(['i2'])
  expect(judged({ ...second, incident: { ...second.incident, broadcasts: ['two'] } })).toEqual([])
  expect(judged({ ...second, incident: { ...second.incident, mergedInto: 'i1' } })).toEqual([])
})

test('what dies while control is away needs the incident of control besides, and counts from its return', () => {
  const unwatched: Acted = { ...acted, name: 'unwatched', subject: null }
  const lost = toldOf(1_700, { kind: 'endpoint-lost', actedMs: 11_000 })
  const away = toldOf(0, { id: 'i2', kind: 'control-lost', scope: 'machine', actedMs: 12_800 })
  const late = { ...lost, heardMs: 13_000 }
  expect(judge(unwatched, [late, away], [])).toMatchObject({
    isRight: true,
    openedAfterMs: 200,
    beside: 'i2',
    extra: [],
  })
  expect(judge(unwatched, [late], [])).toMatchObject({ isRight: false, beside: null })
})

test('what cannot be written is told before it is: a full disk counts from what people are told', () => {
  const full: Acted = { ...acted, name: 'disk-full', subject: null }
  const told = toldOf(0, {
    kind: 'store-full',
    scope: 'machine',
    subject: {},
    actedMs: 11_000,
    openedMs: 11_500,
  })
  expect(judge(full, [{ ...told, heardMs: 15_000 }], [])).toMatchObject({ isRight: true, openedAfterMs: 500 })
})

test('what must pass without an incident is wrong when there is one', () => {
  const hiccup: Acted = { ...acted, name: 'camera-hiccup', subject: 'camera-1' }
  expect(judge(hiccup, [], [witnessed])).toMatchObject({ isRight: true, extra: [] })
  expect(judge(hiccup, [toldOf(0)], [witnessed]).extra).toEqual(['i1'])
})

test('a darkness that is told wrongly shows in the figures, and so does a key', () => {
  const verdict = judge(acted, [toldOf(900)], [witnessed])
  const outcome: Outcome = {
    wanted: 1,
    verdicts: [verdict],
    unexplained: [],
    incidents: 1,
    counted: 1,
    searched: { bundles: 1, messages: 1, keys: 0 },
    tookMs: 60_000,
    broke: null,
  }
  const missed = (of: Outcome) => figuresOf(of).flatMap(({ what, isMet }) => (isMet ? [] : [what]))
  expect(missed(outcome)).toEqual(['what viewers missed, as told and as received'])
  expect(missed({ ...outcome, searched: { ...outcome.searched, keys: 1 } })).toContain('keys found')
  expect(missed({ ...outcome, unexplained: ['feed-lost/feed'] })).toContain(
    'incidents that no fault explains',
  )
  expect(missed({ ...outcome, counted: 2 })).toContain('incidents that Prometheus has seen counted')
  expect(tableLines(outcome).join('\n')).toContain('endpoint-stalled/endpoint')
  expect(markdownOf(outcome)).toContain('**missed** | what viewers missed')
})

test('every kind has its share, in an order that a seed repeats', () => {
  const plan = planned(2 * faultNames.length, [], 7)
  for (const name of faultNames) expect(plan.filter(each => each === name)).toHaveLength(2)
  expect(planned(40, [], 7)).toEqual(planned(40, [], 7))
  expect(planned(40, [], 8)).not.toEqual(planned(40, [], 7))
})
