// The flight recorder: the last quarter of an hour of every leg and program, small, and there after a kill.
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { FlightFile, readFlight } from '../../relay/recorder/flight-file.ts'
import { FlightRecorder, type FlightSample } from '../../relay/recorder/recorder.ts'
import { RelayRig } from '../support/relay-rig.ts'
import { RudePlatform } from '../support/rude-platform.ts'
import { until } from '../support/until.ts'

const folder = mkdtempSync(join(tmpdir(), 'flight-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const startMs = 1_700_000_000_000
const noShelf = { load: () => [], keep: () => {} }

function sample(second: number): FlightSample {
  const leg = {
    destination: 'douyin',
    sentBytes: 6_000_000_000 + second * 750_000,
    ackedBytes: 5_999_000_000 + second * 750_000,
    rttMs: second % 2 === 0 ? 12 : null,
    queueMs: 40,
    dtsMs: 4_294_960_000 + second * 1_000,
    skewMs: -21,
    state: 'carrying' as const,
    endpoint: 1,
  }
  const program = {
    name: 'main',
    onAir: 'camera-a',
    videoKbps: 6_000,
    dtsMs: second,
    soundSkewMs: 3,
    aheadMs: 1,
  }
  return { atMs: startMs + second * 1_000, upMs: second * 1_000, legs: [leg], programs: [program] }
}

test('a sample comes back as it was taken down, with what was said beside it', () => {
  const recorder = new FlightRecorder('evening', noShelf)
  recorder.record(sample(1))
  for (const second of [2, 3]) {
    recorder.hear('douyin', 'the platform refused: 501 expired', startMs + second * 1_000)
    recorder.record(sample(second))
  }
  const slice = recorder.slice(startMs + 2_000, startMs + 9_000)
  const [leg] = slice.legs
  expect(leg?.rows).toHaveLength(2)
  const figures = Object.fromEntries((leg?.figures ?? []).map((name, i) => [name, leg?.rows[0]?.[i]]))
  expect(figures).toEqual({
    atMs: startMs + 2_000,
    upSeconds: 2,
    sentBytes: 6_001_500_000,
    ackedBytes: 6_000_500_000,
    rttMs: 12,
    queueMs: 40,
    dtsMs: 4_294_962_000,
    skewMs: -21,
    state: 0,
    endpoint: 1,
  })
  expect(leg?.names).toEqual(['carrying'])
  expect(leg?.rows[1]?.[4]).toBeNull()
  expect(leg?.said).toEqual([{ atMs: startMs + 2_000, text: 'the platform refused: 501 expired' }])
  expect(slice.programs[0]?.rows[0]).toEqual([startMs + 2_000, 2, 0, 6_000, 2, 3, 1])
})

test('it holds more than fifteen minutes, forgets what is older, and stays below 200 kB for each leg', () => {
  const recorder = new FlightRecorder('evening', noShelf)
  for (let second = 0; second < 5_000; second++) {
    const words = `${second}: ${'what a platform says at length '.repeat(20)}`
    recorder.hear('douyin', words, startMs + second * 1_000)
    recorder.record(sample(second))
  }
  const rows = recorder.slice(0, Number.MAX_SAFE_INTEGER).legs[0]?.rows ?? []
  expect(rows.length).toBeGreaterThanOrEqual(900)
  expect(rows.at(-1)?.[0]).toBe(startMs + 4_999_000)
  expect(rows.length).toBe(new Set(rows.map(row => row[0])).size)
  expect(recorder.legBytes('douyin')).toBeLessThan(200_000)
})

test('what a killed worker recorded is read by its successor, and by others, up to a line that was cut short', async () => {
  const path = join(folder, 'relay-evening.flight')
  const first = new FlightRecorder('evening', new FlightFile(path))
  for (let second = 0; second < 3; second++) {
    first.record(sample(second))
    await until(
      'it is written',
      () => readFlight(path, 'evening', 0, Infinity).legs[0]?.rows.length === second + 1,
    )
  }
  appendFileSync(path, '{"atMs":17000000')
  const successor = new FlightRecorder('evening', new FlightFile(path))
  expect(successor.slice(0, Infinity).legs[0]?.rows).toHaveLength(3)
  expect(readFlight(join(folder, 'nobody'), 'evening', 0, Infinity).legs).toEqual([])
})

test('a worker records each leg once a second, and what its carrier said of a fault', async () => {
  await using platform = await RudePlatform.open()
  await using rig = await RelayRig.open()
  rig.start([{ name: 'douyin', endpoints: [{ url: platform.url, key: 'k' }] }])
  await rig.untilLeg('douyin', 'carrying')
  const flown = () => rig.worker.flight(0, Number.MAX_SAFE_INTEGER).legs[0]
  await until('some seconds are recorded', () => (flown()?.rows.length ?? 0) >= 3)
  platform.answer = () => ({ code: 'NetStream.Publish.Rejected', description: '501 expired' })
  platform.reset()
  await rig.untilLeg('douyin', 'blocked')
  const said = await until('its words are recorded', () => flown()?.said.at(-1))
  expect(said.text).toContain('501 expired')
  const rows = flown()?.rows ?? []
  const steps = rows.slice(1).map((row, i) => (row[0] ?? 0) - (rows[i]?.[0] ?? 0))
  for (const ms of steps) expect(Math.abs(ms - 1_000)).toBeLessThan(400)
  expect(rows[2]?.[2]).toBeGreaterThan(rows[1]?.[2] ?? Infinity) // bytes sent
  expect(Math.abs(rows[2]?.[7] ?? Infinity)).toBeLessThan(100) // skew
})
