// Pictures of late: close ones give way, cuts stay, and whatever comes, memory is bounded.
import { expect, test } from 'vitest'
import { type KeptStill, StillRing, type StillLimits } from '../../../relay/stills/ring.ts'
import { StillMemory } from '../../../relay/stills/still-memory.ts'

const limits: StillLimits = { apartMs: 2_000, keptMs: 180_000, mostBytes: 1_000_000, mostStills: 100 }
const payload = Buffer.alloc(4)

function still(atMs: number, more: Partial<KeptStill> = {}): KeptStill {
  return { atMs, shows: 'camera-a', bytes: 10_000, payload, header: payload, ...more }
}

function ringOf(stills: readonly KeptStill[], more: Partial<StillLimits> = {}): StillRing {
  const ring = new StillRing({ ...limits, ...more })
  for (const each of stills) ring.add(each)
  return ring
}

const timesOf = (ring: StillRing) => ring.stills.map(({ atMs }) => atMs)

test('pictures stand two seconds apart, and the newest is always there', () => {
  const ring = ringOf(Array.from({ length: 13 }, (_, i) => still(i * 500)))
  expect(timesOf(ring)).toEqual([0, 2_000, 4_000, 6_000])
  ring.add(still(6_500))
  ring.add(still(7_000))
  expect(timesOf(ring)).toEqual([0, 2_000, 4_000, 6_000, 7_000])
})

test('the last picture before a cut and the first after it both stay, however close', () => {
  const slate = { shows: 'slate' }
  const ring = ringOf([
    still(0),
    still(500),
    still(1_000),
    still(1_300, slate),
    still(1_500, slate),
    still(1_700, slate),
    still(2_000),
  ])
  expect(ring.stills.map(({ atMs, shows }) => [atMs, shows])).toEqual([
    [0, 'camera-a'],
    [1_000, 'camera-a'],
    [1_300, 'slate'],
    [1_700, 'slate'],
    [2_000, 'camera-a'],
  ])
})

test('what is older than three minutes is forgotten', () => {
  const ring = ringOf(Array.from({ length: 200 }, (_, i) => still(i * 2_000)))
  expect(timesOf(ring)[0]).toBe(398_000 - 180_000)
  expect(ring.stills).toHaveLength(91)
})

test('of large pictures fewer are kept, the older the further apart, and never more than its memory', () => {
  const ring = new StillRing(limits)
  for (let i = 0; i < 90; i++) {
    ring.add(still(i * 2_000, { bytes: 60_000 }))
    expect(ring.bytes).toBeLessThanOrEqual(limits.mostBytes)
  }
  const times = timesOf(ring)
  const newestMs = 178_000
  expect(times.at(-1)).toBe(newestMs)
  expect(times[0]).toBeLessThan(newestMs - 100_000)
  const gaps = times.slice(1).map((ms, i) => ms - (times[i] ?? 0))
  const half = Math.floor(gaps.length / 2)
  const mean = (of: number[]) => of.reduce((sum, ms) => sum + ms, 0) / of.length
  expect(mean(gaps.slice(0, half))).toBeGreaterThan(2 * mean(gaps.slice(half)))
})

test('a cut outlives many plain pictures', () => {
  const before = Array.from({ length: 20 }, (_, i) => still(i * 2_000, { bytes: 60_000 }))
  const cut = still(40_000, { shows: 'slate', bytes: 60_000 })
  const after = Array.from({ length: 20 }, (_, i) => still(42_000 + i * 2_000, { bytes: 60_000 }))
  const ring = ringOf([...before, cut, ...after])
  expect(ring.stills.map(({ shows }) => shows)).toContain('slate')
})

test('one picture that would take half of the memory is passed over', () => {
  const ring = ringOf([still(0), still(3_000, { bytes: 600_000 })])
  expect(timesOf(ring)).toEqual([0])
})

test('a wall clock that is set back leaves no picture of the future', () => {
  const ring = ringOf([still(10_000), still(20_000), still(30_000), still(15_000)])
  expect(timesOf(ring)).toEqual([10_000, 15_000])
})

test('a picture is copied into what another one left, and each that is kept stays as it was', () => {
  const ring = new StillRing({ ...limits, mostStills: 10 })
  const memories = new Set<ArrayBufferLike>()
  const given = Buffer.alloc(120_000)
  for (let i = 0; i < 300; i++) {
    given.fill(i % 251)
    const bytes = 100_000 + (i % 7) * 3_000
    ring.add(still(i * 2_000, { bytes, payload: given.subarray(0, bytes) }))
    for (const { payload: kept } of ring.stills) memories.add(kept.buffer)
    for (const { atMs, bytes: lengthBytes, payload: kept } of ring.stills)
      expect([kept.length, kept[0], kept.at(-1)]).toEqual([
        lengthBytes,
        (atMs / 2_000) % 251,
        (atMs / 2_000) % 251,
      ])
  }
  expect(memories.size).toBeLessThanOrEqual(11)
})

test('where a picture is larger than what others left it gets memory of its own, and little lies unused', () => {
  const memory = new StillMemory()
  for (const bytes of [60_000, 700_000, 90_000, 500_000, 10])
    memory.giveBack(memory.copy(Buffer.alloc(bytes, 7)))
  const small = memory.copy(Buffer.alloc(50_000, 1))
  const large = memory.copy(Buffer.alloc(650_000, 2))
  expect(small.every(byte => byte === 1) && large.every(byte => byte === 2)).toBe(true)
  for (let i = 0; i < 10; i++) memory.giveBack(memory.copy(Buffer.alloc(i * 100_000)))
  const many = Array.from({ length: 10 }, () => memory.copy(Buffer.alloc(100_000)))
  for (const each of many) memory.giveBack(each)
  expect(memory.spareBytes).toBeLessThanOrEqual(3 * 1_000_000)
})
