import { expect, test } from 'vitest'
import { noEvidence, standingOf, withKernelAcked, withOwed } from '../../relay/leg/evidence.ts'
import { unreadMs, type WindowEdge, type WindowReading, withReading } from '../../relay/leg/window-edge.ts'
import { readLine } from '../../relay/carrier/window-reader.ts'

/** What `ss` told of a node-media-server stopped at 0 ms, 6 Mb/s: time, acknowledged, window, both in KB of 1000. */
const stopped: readonly (readonly [atMs: number, ackedKb: number, windowKb: number])[] = [
  [-1_554, 0, 1_154],
  [-1_054, 375, 1_154],
  [-554, 750, 1_154],
  [-54, 1_125, 1_154],
  [197, 1_300, 1_033],
  [336, 1_400, 937],
  [479, 1_500, 839],
  [629, 1_650, 694],
  [814, 1_750, 596],
  [973, 1_850, 499],
  [1_115, 2_000, 353],
  [1_256, 2_100, 257],
  [1_394, 2_200, 160],
  [1_542, 2_300, 61],
  [1_679, 2_350, 12],
]

const reading = (atMs: number, ackedKb: number, windowKb: number, queuedKb = 0): WindowReading => ({
  askedAtMs: atMs - 20,
  readAtMs: atMs,
  ackedBytes: ackedKb * 1_000,
  windowBytes: windowKb * 1_000,
  queuedBytes: queuedKb * 1_000,
})
const edgeAfter = (readings: readonly WindowReading[]) =>
  readings.reduce<WindowEdge | null>((edge, each) => withReading(edge, each), null)

/** A program that has read `readKb(ms)` of 750 KB/s behind a window of 2500 KB, looked at each 100 ms; the longest it seemed still. */
function longestStillMs(readKb: (ms: number) => number, forMs = 10_000): number {
  let edge: WindowEdge | null = null
  let longestMs = 0
  for (let ms = 0; ms <= forMs; ms += 100) {
    const ackedKb = Math.min(ms * 0.75, readKb(ms) + 2_500)
    edge = withReading(edge, reading(ms, ackedKb, readKb(ms) + 2_500 - ackedKb, ms * 0.75 - ackedKb))
    longestMs = Math.max(longestMs, unreadMs(edge, ms))
  }
  return longestMs
}

test('a program that has stopped is known by the edge of its window, long before its buffers are full', () => {
  const stillMs = (untilMs: number) =>
    unreadMs(edgeAfter(stopped.filter(([ms]) => ms <= untilMs).map(each => reading(...each))), untilMs)
  expect(stillMs(-54)).toBe(0)
  expect(stillMs(973)).toBeGreaterThanOrEqual(900)
  expect(stillMs(973)).toBeLessThanOrEqual(973)
  expect(stillMs(1_542)).toBeGreaterThanOrEqual(1_450)
  expect(stillMs(1_542)).toBeLessThanOrEqual(1_542)
})

test.for([
  [
    'its buffers take in one key frame of 138 KB',
    [
      [-1_207, 6_246, 2_286],
      [-641, 6_642, 2_263],
      [-48, 7_129, 2_286],
      [558, 7_548, 1_925],
      [633, 7_617, 1_857],
      [761, 7_755, 1_758],
      [1_346, 8_174, 1_350],
      [1_466, 8_244, 1_282],
      [1_548, 8_314, 1_214],
      [1_645, 8_383, 1_147],
    ],
  ],
  [
    'a key frame comes next after what was read of a stretch',
    [
      [-3_085, 4_784, 1_477],
      [-2_285, 5_180, 1_449],
      [-1_685, 6_015, 1_449],
      [-1_078, 6_502, 1_477],
      [-593, 6_851, 1_449],
      [-95, 7_268, 1_449],
      [529, 7_664, 1_155],
      [634, 7_802, 1_041],
      [1_228, 8_221, 627],
      [1_395, 8_314, 535],
      [1_533, 8_495, 354],
      [1_643, 8_568, 284],
    ],
  ],
] as const)('a program that has stopped stays so though %s', ([, seen]) => {
  const untilMs = seen.at(-1)?.[0] ?? 0
  const readings = seen.map(([atMs, ackedKb, windowKb]) => reading(atMs, ackedKb, windowKb))
  expect(unreadMs(edgeAfter(readings), untilMs)).toBeGreaterThanOrEqual(untilMs - 300)
  expect(unreadMs(edgeAfter(readings), untilMs)).toBeLessThanOrEqual(untilMs)
})

test('a program that reads in bursts, and then stops, is known as soon as any other', () => {
  const readings = Array.from({ length: 60 }, (_, i) => {
    const ms = i * 100
    const readKb = Math.floor(Math.min(ms, 4_000) / 700) * 500 // in bursts, and never all of it
    const ackedKb = Math.min(ms * 0.75, readKb + 2_500)
    return reading(ms, ackedKb, readKb + 2_500 - ackedKb, ms * 0.75 - ackedKb)
  })
  expect(unreadMs(edgeAfter(readings), 5_900)).toBeGreaterThan(1_500)
})

test('its leg is stalled and then left, though its kernel has acknowledged all of it', () => {
  const edge = edgeAfter(stopped.map(each => reading(...each)))
  const evidence = { ...withKernelAcked(withOwed(noEvidence, 'kernel', 1_600), 2_350_000, 1_679), edge }
  expect(standingOf(evidence, { stalledAfterMs: 900, abandonAfterMs: 1_500 }, 1_700)).toBe('abandon')
})

test.for([
  ['reads at once', (ms: number) => ms * 0.75, 0],
  ['takes half of what comes', (ms: number) => ms * 0.375, 600],
  ['takes a fifth of what comes', (ms: number) => ms * 0.15, 600],
  ['takes a third of what comes, each 300 ms', (ms: number) => Math.floor(ms / 300) * 75, 800],
  ['takes half of what comes, each 700 ms', (ms: number) => Math.floor(ms / 700) * 262, 1_200],
  ['takes a third of what comes, each 500 ms', (ms: number) => Math.floor(ms / 500) * 125, 1_300],
  ['reads everything each 500 ms', (ms: number) => Math.floor(ms / 500) * 375, 600],
  ['reads everything each 700 ms', (ms: number) => Math.floor(ms / 700) * 525, 800],
] as const)('a program that %s never seems to have stopped', ([, readKb, atMostMs]) => {
  expect(longestStillMs(readKb)).toBeLessThanOrEqual(atMostMs)
})

test('a path that delivers nothing says nothing about the program', () => {
  const healthy = [0, 500, 1_000, 1_500, 2_000].map(ms => reading(ms, ms * 0.75, 1_000))
  const jammed = [2_500, 3_000, 3_500, 4_000, 4_500].map(ms => reading(ms, 1_500, 1_000, (ms - 2_000) * 0.75))
  expect(unreadMs(edgeAfter([...healthy, ...jammed]), 4_500)).toBe(0)
})

test('a window that was found closed at once is the program that stopped, with nothing more to come', () => {
  const healthy = [0, 500, 1_000, 1_500].map(ms => reading(ms, ms * 0.75, 128))
  const closed = [2_000, 2_500, 2_600, 2_700].map(ms => reading(ms, 1_253, 0, (ms - 1_670) * 0.75))
  expect(unreadMs(edgeAfter([...healthy, ...closed]), 2_700)).toBeGreaterThanOrEqual(680)
})

test('an edge left behind by the last bytes before a pause says nothing', () => {
  const healthy = [0, 500, 1_000, 1_500].map(ms => reading(ms, ms * 0.75, 1_000))
  const paused = [2_000, 2_500, 5_000].map(ms => reading(ms, 1_145, 980))
  expect(unreadMs(edgeAfter([...healthy, ...paused]), 5_000)).toBeLessThanOrEqual(500)
})

test('a program that reads again is still no more', () => {
  const readings = [...stopped.map(each => reading(...each)), reading(2_000, 2_350, 1_154)]
  expect(unreadMs(edgeAfter(readings), 2_000)).toBe(0)
})

test('readings that stopped coming tell nothing', () => {
  const edge = edgeAfter(stopped.map(each => reading(...each)))
  expect(unreadMs(edge, 1_679 + 1_000)).toBeGreaterThan(1_400)
  expect(unreadMs(edge, 1_679 + 2_000)).toBe(0)
})

test('answers that came late are not taken for a program that stood still', () => {
  const late = { ...reading(5_000, 4_000, 1_000), askedAtMs: 2_100 } // we were busy
  const next = { ...reading(5_100, 4_100, 900), askedAtMs: 5_020 }
  const healthy = [0, 500, 1_000, 1_500, 2_000].map(ms => reading(ms, ms * 0.75, 1_000))
  expect(unreadMs(edgeAfter([...healthy, late, next]), 5_100)).toBeLessThanOrEqual(100)
})

test('an edge that was not yet seen to move is no witness', () => {
  const frozenFromTheStart = [0, 500, 1_000, 1_500, 2_000].map(ms =>
    reading(ms, ms * 0.75, 2_000 - ms * 0.75),
  )
  expect(unreadMs(edgeAfter(frozenFromTheStart), 2_000)).toBe(0)
})

test('a line of ss is read, also where the window is closed and where it tells no acknowledgements', () => {
  const line =
    'ESTAB 0      25   127.0.0.1:46830 127.0.0.1:1935 cubic wscale:7,7 bytes_sent:9 bytes_acked:4382612 segs_out:7'
  const told = { key: '127.0.0.1:46830 127.0.0.1:1935', ackedBytes: 4_382_612, queuedBytes: 25 }
  expect(readLine(`${line} snd_wnd:882688`)).toEqual({ ...told, windowBytes: 882_688 })
  expect(readLine(line)).toEqual({ ...told, windowBytes: 0 })
  expect(readLine('ESTAB 0 0 [::1]:46830 [::1]:1935')).toBeUndefined()
})
