// A host is baked once: loops come one by one, browsers may die, disks may be full, and what is kept is what was drawn.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silentLog } from '#core/log.ts'
import {
  type BakeDeps,
  type BakedHost,
  bakeHost,
  BakeShelf,
  type BakeWish,
  type LoopToBake,
  planMotion,
} from '../../../avatar/bake/index.ts'
import { PictureMemory } from '../../../avatar/compose/index.ts'
import { neutralPose } from '../../../stage/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { paintedSize, paintedSpots, paintedStages, type StageDiary } from '../../support/painted-stage.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'bakes-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const never = new AbortController().signal
const clock = new FakeClock()

/** Sixteen pictures that are all different: the head goes from side to side while its hair sways. */
const loopOf = (name: string, kind: LoopToBake['kind'], wide: number): LoopToBake => ({
  name,
  kind,
  poses: Array.from({ length: 16 }, (_, i) => ({
    ...neutralPose,
    headYawDeg: wide * Math.sin((2 * Math.PI * i) / 16),
    headPitchDeg: i / 100,
    hairAtRest: i === 0 ? 1 : 0,
  })),
})

const wish: BakeWish = {
  vrm: Buffer.from('a host'),
  framing: 'bust',
  widthPx: paintedSize.widthPx,
  heightPx: paintedSize.heightPx,
  frameRateFps: 25,
  smooth: true,
  loops: [loopOf('idle', 'idle', 2), loopOf('nod', 'accent', 1)],
}

type Baked = { readonly host: BakedHost; readonly memory: PictureMemory; readonly diary: StageDiary }

async function bake(
  stages = paintedStages(),
  more: Partial<BakeDeps> = {},
  wanted: BakeWish = wish,
  signal = never,
): Promise<Baked> {
  const memory = new PictureMemory(64 * 1_048_576)
  const shelf = await BakeShelf.open({ folder, mostBytes: 10_000_000, clock, log: silentLog })
  const deps = { openStage: stages.open, shelf, memory, clock, log: silentLog, ...more }
  return { host: await bakeHost(wanted, deps, signal), memory, diary: stages.diary }
}

/** All bytes of a host's frames, one after the other. */
function bytesOf({ host, memory }: Baked): Buffer {
  const frames = host.loops.flatMap(loop => loop.frames)
  return Buffer.concat(
    frames.map(({ body, patchesAddress, mouths }) => {
      const { offsetBytes, patchBytes } = mouths.closed
      const bytes = patchesAddress - body.address + offsetBytes + 3 * patchBytes
      return memory.view({ address: body.address, bytes })
    }),
  )
}

test('loops come one by one in the order they are wanted, with word of each picture', async () => {
  const said: string[] = []
  const { host, diary } = await bake(paintedStages(), {
    onLoop: (loop, so) => said.push(`${loop.name} of ${so.loops.length}`),
    onProgress: ({ loop, picture, pictures }) => picture === pictures && said.push(`${loop} drawn`),
  })
  expect(said).toEqual(['idle drawn', 'idle of 1', 'nod drawn', 'nod of 2'])
  expect(host.loops.map(({ kind, pictures, frames }) => [kind, pictures, frames.length])).toEqual([
    ['idle', 16, 16],
    ['accent', 16, 16],
  ])
  expect([diary.opened, diary.closed, diary.lent]).toEqual([1, 1, 0])
  const motion = planMotion({ atLeastPictures: 40, loops: host.loops, seed: 1 })
  expect(host.framesOf(motion)).toHaveLength(48)
})

test('the second time no browser is opened, and every byte is as it was', async () => {
  const first = await bake()
  const second = await bake(paintedStages())
  expect(second.diary.opened).toBe(0)
  expect(bytesOf(second).equals(bytesOf(first))).toBe(true)
})

test('a browser that dies is opened again, and nobody sees it in the pictures', async () => {
  const undisturbed = await bake()
  rmSync(folder, { recursive: true })
  let deaths = 0
  const dies = (picture: number) => picture === 5 && deaths++ < 2
  const disturbed = await bake(paintedStages({ dies }))
  expect([disturbed.diary.opened, disturbed.diary.closed]).toEqual([3, 3])
  expect(bytesOf(disturbed).equals(bytesOf(undisturbed))).toBe(true)
})

test('a browser that dies of every picture ends the bake with its reason', async () => {
  await expect(bake(paintedStages({ dies: () => true }))).rejects.toThrow('the browser has gone')
})

test('a bake that was cut short goes on where it was', async () => {
  const stop = new AbortController()
  const onProgress = ({ picture }: { picture: number }) => picture === 6 && stop.abort(new Error('killed'))
  await expect(bake(paintedStages(), { onProgress }, wish, stop.signal)).rejects.toThrow('killed')
  const { host, diary } = await bake()
  expect(host.loops).toHaveLength(2)
  expect(Math.min(...diary.drawn.slice(0, 8))).toBeGreaterThanOrEqual(6)
})

test('half a record is not gone on with, and a damaged loop is baked anew', async () => {
  const first = await bake()
  const [name = ''] = readdirSync(folder).filter(each => each.endsWith('.bake'))
  const file = join(folder, name)
  const bytes = readFileSync(file)
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
  writeFileSync(file, bytes)
  const second = await bake()
  expect(second.diary.drawn).toHaveLength(16)
  expect(bytesOf(second).length).toBe(bytesOf(first).length)
})

test('a full disk only means that the host is baked again next time', async () => {
  const stages = paintedStages()
  const { host } = await bake(stages, {
    onProgress: ({ picture }) => picture === 3 && rmSync(folder, { recursive: true, force: true }),
  })
  expect(host.loops).toHaveLength(2)
})

test('another renderer draws all loops anew: two are not mixed', async () => {
  await bake(paintedStages({ renderer: 'one' }), {}, { ...wish, loops: wish.loops.slice(0, 1) })
  const { diary } = await bake(paintedStages({ renderer: 'other' }))
  expect(diary.drawn).toHaveLength(32)
})

test('pictures whose poses are the same, with hair at rest, are drawn once', async () => {
  const poses = Array.from({ length: 16 }, (_, i) => ({ ...neutralPose, breath: Math.min(i, 16 - i) / 8 }))
  const same: BakeWish = { ...wish, loops: [{ name: 'breath', kind: 'idle', poses }] }
  const first = await bake(paintedStages(), {}, same)
  expect(first.diary.drawn).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  expect(first.host.loops[0]?.frames[15]).toBe(first.host.loops[0]?.frames[1])
  const again = await bake(paintedStages(), {}, same)
  expect(again.diary.drawn).toEqual([])
  expect(again.host.bytes).toBe(first.host.bytes)
})

test('loops that would be more than a host may take are left out, and so are those that memory has no room for', async () => {
  const all = await bake()
  const few = await bake(paintedStages(), { mostHostBytes: all.host.bytes * 0.75 })
  expect(few.host.loops.map(loop => loop.name)).toEqual(['idle'])
  const memory = new PictureMemory(Math.ceil(few.host.bytes * 1.5))
  const { host } = await bake(paintedStages(), { memory })
  expect(host.loops.map(loop => loop.name)).toEqual(['idle'])
  expect(memory.takenBytes).toBe(host.bytes)
})

test('loops leave a tenth of picture memory to frames, sets and words', async () => {
  const loops = Array.from({ length: 20 }, (_, i) => loopOf(`loop ${i}`, 'idle', 2))
  const all = await bake(paintedStages(), {}, { ...wish, loops })
  const pageBytes = 65_536
  for (const [share, whole] of [
    [1, false],
    [1.2, true],
  ] as const) {
    const memory = new PictureMemory(all.host.bytes * share + pageBytes)
    const { host } = await bake(paintedStages(), { memory }, { ...wish, loops })
    expect(host.loops.length === loops.length).toBe(whole)
    expect(memory.roomForLoopsBytes).toBeGreaterThanOrEqual(0)
  }
})

const wrong: [string, BakeWish, string][] = [
  [
    'a loop of an odd length',
    { ...wish, loops: [{ name: 'idle', kind: 'idle', poses: [neutralPose] }] },
    'has 1 pictures',
  ],
  [
    'two loops of one name',
    { ...wish, loops: [loopOf('a', 'idle', 1), loopOf('a', 'idle', 2)] },
    'a name of its own',
  ],
]
test.each(wrong)('%s is refused', async (_, bad, sentence) => {
  await expect(bake(paintedStages(), {}, bad)).rejects.toThrow(sentence)
})

test('a mouth that leaves the picture is refused with what to do, and memory is given back', async () => {
  const memory = new PictureMemory(64 * 1_048_576)
  const spots = { ...paintedSpots, aa: { xPx: -30, yPx: -4, widthPx: 12, heightPx: 8 } }
  await expect(bake(paintedStages({ spots }), { memory })).rejects.toThrow('give the host more room')
  expect(memory.takenBytes).toBe(0)
})
