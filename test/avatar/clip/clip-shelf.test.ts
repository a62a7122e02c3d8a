// The shelf of clips: kept by content, within bounds, and never a damaged one handed out.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silentLog } from '#core/log.ts'
import { clipKey, ClipShelf, type ShelfPlan } from '../../../avatar/clip/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { plainClip } from '../../support/plain-clip.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'clips-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const clock = new FakeClock()
const open = (more: Partial<ShelfPlan> = {}) =>
  ClipShelf.open({ folder, mostBytes: 10_000_000, clock, log: silentLog, ...more })
const key = (n: number) => clipKey({ sentence: n })

test('a clip is found again, also by a shelf opened later', async () => {
  const shelf = await open()
  expect(await shelf.find(key(1))).toBe(undefined)
  expect(await shelf.keep(key(1), plainClip(1))).toBe(true)
  expect(await shelf.find(key(1))).toEqual(plainClip(1))
  expect(await (await open()).find(key(1))).toEqual(plainClip(1))
})

test('the clips used longest ago make room, and the bound holds', async () => {
  const shelf = await open({ mostBytes: 60_000 }) // a clip of this kind comes to some 19 kB
  for (const n of [1, 2, 3]) await shelf.keep(key(n), plainClip(n))
  await shelf.find(key(1))
  await shelf.keep(key(4), plainClip(4))
  const found = await Promise.all([1, 2, 3, 4].map(async n => (await shelf.find(key(n))) !== undefined))
  expect(found).toEqual([true, false, true, true])
  expect(shelf.sumBytes).toBeLessThanOrEqual(60_000)
  expect(readdirSync(folder)).toHaveLength(3)
})

test('which clips were used last is known to a shelf opened later', async () => {
  const shelf = await open()
  for (const n of [1, 2, 3]) await shelf.keep(key(n), plainClip(n))
  for (const n of [3, 2, 1]) {
    clock.stepWall(60_000)
    await shelf.find(key(n))
  }
  const later = await open({ mostBytes: 60_000 })
  await later.keep(key(4), plainClip(4))
  expect([(await later.find(key(3))) === undefined, (await later.find(key(1))) !== undefined]).toEqual([
    true,
    true,
  ])
})

test('a damaged clip is not found, and its file is gone', async () => {
  const shelf = await open()
  await shelf.keep(key(1), plainClip(1))
  const file = join(folder, `${key(1)}.flv`)
  writeFileSync(file, readFileSync(file).subarray(0, statSync(file).size - 7))
  expect(await shelf.find(key(1))).toBe(undefined)
  expect([readdirSync(folder).length, shelf.clips, shelf.sumBytes]).toEqual([0, 0, 0])
})

test('what was being written when somebody died is removed', async () => {
  writeFileSync(join(folder, 'half.part'), 'half')
  await open()
  expect(readdirSync(folder)).toEqual([])
})

test('a disk that takes nothing only means that a clip is not kept', async () => {
  const shelf = await open()
  rmSync(folder, { recursive: true })
  expect(await shelf.keep(key(1), plainClip(1))).toBe(false)
  expect(await shelf.find(key(1))).toBe(undefined)
})

test('a clip larger than all the room is not kept, and nothing makes room for it', async () => {
  const shelf = await open({ mostBytes: 30_000 })
  await shelf.keep(key(1), plainClip(1))
  expect(await shelf.keep(key(2), plainClip(2, 5_000))).toBe(false)
  expect(shelf.clips).toBe(1)
})

test('the same content has the same key in whatever order it is written, and another has another', () => {
  const content = { words: '三块九', overlays: [{ price: 3.9 }, 'logo'], host: { name: 'lin', edition: 2 } }
  const turned = { host: { edition: 2, name: 'lin' }, overlays: [{ price: 3.9 }, 'logo'], words: '三块九' }
  expect(clipKey(content)).toBe(clipKey(turned))
  expect(clipKey(content)).not.toBe(clipKey({ ...content, overlays: ['logo', { price: 3.9 }] }))
})
