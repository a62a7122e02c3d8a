// Whatever happens in whatever order: incidents end when all is well, or when nobody wants the show; and a restart changes nothing.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { advance, newState, presentIncidents } from '#monitoring'
import { Happenings } from '../../support/happenings.ts'

const names = ['douyin', 'kuaishou'] as const
const causes = [
  'network',
  'timeout',
  'dns',
  'auth-expired',
  'duplicate-rejected',
  'policy',
  'client-stop',
] as const

type Act = (evening: Happenings) => void

const leg = fc
  .tuple(
    fc.constantFrom(...names),
    fc.constantFrom('stalled', 'waiting', 'connecting', 'publishing', 'carrying', 'blocked', 'armed'),
    fc.constantFrom(...causes),
    fc.nat(1_500),
  )
  .map(
    ([name, to, cause, agoMs]): Act =>
      evening =>
        evening.leg(name, to, { cause, agoMs }),
  )
const cut = fc
  .tuple(
    fc.constantFrom('camera-a', 'camera-b', 'slate'),
    fc.constantFrom('lost', 'return', 'take'),
    fc.constantFrom(null, '1280x720'),
    fc.nat(900),
  )
  .map(
    ([to, cause, misfit, silenceMs]): Act =>
      evening =>
        evening.cut(to, { cause, misfit, silenceMs }),
  )
const said = fc
  .constantFrom(
    ['evening', 'feed-gone', { feed: 'camera-a' }],
    ['evening', 'feed-live', { feed: 'camera-b' }],
    ['evening', 'program-dark', { program: 'main', feed: 'camera-a' }],
    ['evening', 'program-lit', { program: 'main', feed: 'camera-a' }],
    ['evening', 'sound-lost', { program: 'main', feed: 'camera-a' }],
    ['evening', 'slate-failed', {}],
    ['evening', 'worker-lost', { worker: 'relay-evening' }],
    ['evening', 'worker-started', { worker: 'relay-evening' }],
    ['evening', 'started', {}],
    [null, 'worker-lost', { worker: 'ingest' }],
    [null, 'started', {}],
    [null, 'feed-down', { feed: 'camera-a', silentForMs: 10 }],
    [null, 'control-lost', {}],
    [null, 'store-trouble', { worker: 'control' }],
    ['evening', 'nonsense', { feed: 7 }],
  )
  .map(
    ([broadcast, kind, detail]): Act =>
      evening =>
        evening.say(broadcast as string | null, kind as string, detail as Record<string, unknown>),
  )
const pass = fc.constantFrom(50, 400, 3_000, 12_000).map(
  (ms): Act =>
    evening =>
      evening.pass(ms),
)
const acts = fc.array(fc.oneof(leg, cut, said, pass), { maxLength: 60 })

function allIsWell(evening: Happenings): void {
  evening.say(null, 'worker-started', { worker: 'ingest' })
  evening.say('evening', 'worker-started', { worker: 'relay-evening' })
  evening.say(null, 'store-mended', { worker: 'control' })
  evening.say('evening', 'slate-ready', {})
  for (const feed of ['camera-a', 'camera-b']) evening.say('evening', 'feed-live', { feed })
  evening.cut('camera-a', { cause: 'return' })
  for (const name of names) evening.leg(name, 'carrying')
}

test('every incident that was opened is over once all is well, and what was seen adds up', () => {
  fc.assert(
    fc.property(acts, things => {
      const evening = Happenings.onAir()
      for (const act of things) act(evening)
      allIsWell(evening)
      evening.pass(12_000)
      expect(evening.state.faults).toEqual([])
      expect(evening.state.groups).toEqual([])
      for (const { overMs, beganMs, noticedMs, openedMs, seen } of evening.incidents) {
        expect(overMs).not.toBeNull()
        expect(beganMs).toBeLessThanOrEqual(noticedMs)
        expect(noticedMs).toBeLessThanOrEqual(openedMs)
        for (const { frozenMs, slateMs, darkMs } of seen)
          for (const ms of [frozenMs, slateMs, darkMs]) expect(ms).toBeGreaterThanOrEqual(0)
      }
      const opened = evening.told.filter(line => line.startsWith('opened')).length
      expect(evening.kept.size).toBe(opened)
    }),
    { numRuns: 80 },
  )
})

test('every incident of a broadcast alone is over once nobody wants it on air', () => {
  fc.assert(
    fc.property(acts, things => {
      const evening = Happenings.onAir()
      for (const act of things) act(evening)
      evening.say(null, 'worker-started', { worker: 'ingest' })
      evening.say(null, 'store-mended', { worker: 'control' })
      evening.say('evening', 'stop', {})
      evening.pass(1_000)
      const open = evening.incidents.filter(({ overMs }) => overMs === null)
      expect(open.flatMap(({ broadcasts }) => broadcasts)).not.toContain('evening')
    }),
    { numRuns: 60 },
  )
})

test('a control that was away finds the same incidents when it reads everything at once', () => {
  fc.assert(
    fc.property(acts, things => {
      const evening = Happenings.onAir()
      for (const act of things) act(evening)
      evening.pass(2_000)
      const { state, told } = advance(newState(), evening.events, evening.nowMs)
      const open = presentIncidents(state, evening.nowMs).filter(({ overMs }) => overMs === null)
      const known = evening.incidents.filter(({ overMs }) => overMs === null)
      const what = (incidents: typeof open) =>
        incidents.map(({ kind, beganMs }) => `${kind} ${beganMs}`).sort()
      expect(what(open)).toEqual(what(known))
      expect(told.every(({ incident }) => incident.openedMs === evening.nowMs)).toBe(true)
    }),
    { numRuns: 60 },
  )
})
