// Bakes a host once: what is on the shelf is taken from it, the rest is drawn, loop after loop, the first one soonest.
import type { Clock } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import type { MouthSpots, Pose } from '#stage'
import type { BakedFrame, PictureMemory } from '../compose/index.ts'
import type { BakeFile, BakeHead } from './bake-file.ts'
import { bakeEdition, bakeKey, type LookedAt } from './bake-key.ts'
import type { BakeShelf, BakeTaking } from './bake-shelf.ts'
import { BakedHost, type BakedLoop } from './baked-host.ts'
import { Easel, type OpenBakeStage } from './easel.ts'
import { sameAs, sameRecord } from './picture-record.ts'
import type { MotionLoop } from './plan-motion.ts'
import { samePictures } from './same-pictures.ts'
import { Workshop } from './workshop.ts'

/** A loop to bake: one pose for each picture, the first neutral and the last a step before it. */
export type LoopToBake = Pick<MotionLoop, 'name' | 'kind'> & { readonly poses: readonly Pose[] }

export type BakeWish = LookedAt & {
  /** In the order in which they are wanted: a short idle first. Names differ; lengths are multiples of 16. */
  readonly loops: readonly LoopToBake[]
}

export type BakeProgress = {
  readonly loop: string
  readonly picture: number
  readonly pictures: number
  readonly loopsDone: number
  readonly loops: number
}

export type BakeDeps = {
  readonly openStage: OpenBakeStage
  readonly shelf: BakeShelf
  readonly memory: PictureMemory
  /** What one host may take of it; loops that would be more are left out. 600 MB when absent. */
  readonly mostHostBytes?: number
  readonly clock: Clock
  readonly log: Log
  /** A loop can be shown from now on. */
  readonly onLoop?: (loop: BakedLoop, host: BakedHost) => void
  readonly onProgress?: (progress: BakeProgress) => void
}

type Going = {
  readonly wish: BakeWish
  readonly deps: BakeDeps
  readonly host: BakedHost
  readonly workshop: Workshop
  readonly easel: Easel
  readonly signal: AbortSignal
}

/** At 720×1280 all loops that we have, some 400 pictures. Of three hosts at once the last has fewer, as all have two gigabytes. */
const usualHostBytes = 800_000_000

/**
 * Resolves when all loops that fit are in picture memory; the host grows while they come. A browser is opened only where something is not
 * on the shelf; one that dies is opened again, and the bake goes on where it was. On a failure, and when aborted, the loops that
 * are whole stay in the host that `onLoop` was given; what was drawn of the next stays on disk, to be gone on with.
 */
export async function bakeHost(wish: BakeWish, deps: BakeDeps, signal: AbortSignal): Promise<BakedHost> {
  checkWish(wish)
  const allPoses = wish.loops.flatMap(loop => loop.poses)
  await using workshop = new Workshop()
  await using easel = new Easel(wish, allPoses, deps.openStage, deps.log)
  const host = new BakedHost(deps.memory, wish)
  const going: Going = { wish, deps, host, workshop, easel, signal }
  try {
    for (const loop of await takeFromShelf(going)) await ifRoom(going, loop, () => takeOrDraw(going, loop))
    return host
  } catch (error) {
    if (host.loops.length === 0) host.free() // nobody has been given it
    throw error
  }
}

function checkWish({ loops }: BakeWish): void {
  const isTwice = new Set(loops.map(loop => loop.name)).size < loops.length
  const odd = loops.find(({ poses }) => poses.length === 0 || poses.length % 16 !== 0)
  if (loops.length > 0 && !isTwice && odd === undefined) return
  const why =
    odd !== undefined
      ? `the loop "${odd.name}" has ${odd.poses.length} pictures; make it a multiple of 16`
      : 'give it loops, each with a name of its own'
  throw new Failure('avatar/bad-bake', `the host cannot be baked so: ${why}`, {
    fault: 'ours',
    remedy: 'stop',
  })
}

/** Loops that one renderer has drawn, from the first on; returns those that are missing. */
async function takeFromShelf(going: Going): Promise<LoopToBake[]> {
  const missing: LoopToBake[] = []
  let renderer: string | undefined
  for (const loop of going.wish.loops) {
    const takeIt = async () => {
      const file = await going.deps.shelf.find(bakeKey(going.wish, loop.poses), renderer)
      renderer ??= file?.head.renderer
      if (file === undefined) missing.push(loop)
      else addLoop(going, loop, await thaw(going, file))
    }
    await ifRoom(going, loop, takeIt)
  }
  if (missing.length === 0 || renderer === undefined || missing.length === going.wish.loops.length)
    return missing
  // Something has to be drawn. Who draws differently from the one before draws all of it.
  return (await going.easel.renderer(going.signal)) === renderer ? missing : [...going.wish.loops]
}

/** Does `work` where a loop fits, by what those before it took; the first one always does. Memory that is full leaves the loop out. */
async function ifRoom(
  { host, deps }: Going,
  { name, poses }: LoopToBake,
  work: () => Promise<void>,
): Promise<void> {
  const frames = samePictures(poses).filter(same => same === undefined).length
  const [taken, wanted] = [host.bytes, host.bytesPerFrame * frames]
  const most = deps.mostHostBytes ?? usualHostBytes
  const isFirst = host.loops.length === 0
  try {
    const hasRoom = taken + wanted <= most && wanted <= deps.memory.roomForLoopsBytes
    if (isFirst || hasRoom) return await work()
  } catch (error) {
    host.giveBack(taken)
    if (isFirst || !(error instanceof Failure) || error.code !== 'avatar/no-picture-memory') throw error
  }
  const mb = (bytes: number) => Math.round(bytes / 1e6)
  deps.log.info(
    { loop: name, wantedMb: mb(wanted), takenMb: mb(taken), mostMb: mb(most) },
    'avatar/loop-left-out',
  )
}

/** Puts what is kept of a loop into picture memory. */
async function thaw({ workshop, host, signal }: Going, { head, records }: BakeFile): Promise<BakedFrame[]> {
  const frames: BakedFrame[] = []
  for (const record of records) {
    signal.throwIfAborted()
    const same = frames[sameAs(record) ?? -1]
    frames.push(same ?? host.place((await workshop.do({ kind: 'thaw', record, spots: head.spots })).hot))
  }
  return frames
}

async function takeOrDraw(going: Going, loop: LoopToBake): Promise<void> {
  const { shelf } = going.deps
  const key = bakeKey(going.wish, loop.poses)
  const renderer = await going.easel.renderer(going.signal)
  const whole = await shelf.find(key, renderer)
  if (whole !== undefined) addLoop(going, loop, await thaw(going, whole))
  else await draw(going, loop, key, await shelf.half(key, renderer), renderer)
}

async function draw(
  going: Going,
  loop: LoopToBake,
  key: string,
  half: BakeFile | undefined,
  renderer: string,
): Promise<void> {
  const { wish, deps, easel, signal } = going
  const { widthPx, heightPx, frameRateFps } = wish
  const spots = half?.head.spots ?? (await easel.spots(signal))
  const pictures = loop.poses.length
  const size = { widthPx, heightPx }
  const head: BakeHead = {
    edition: bakeEdition,
    name: loop.name,
    pictures,
    frameRateFps,
    ...size,
    spots,
    renderer,
  }
  const frames = half === undefined ? [] : await thaw(going, half)
  const taking = await deps.shelf.take(key, head, half)
  try {
    await drawRest(going, loop, spots, frames, taking)
    await taking.finish()
  } finally {
    await taking.close()
  }
  addLoop(going, loop, frames)
}

/** Draws what `frames` lack. While one picture is unpacked and packed, the next is drawn. */
async function drawRest(
  { wish, deps, easel, workshop, host, signal }: Going,
  loop: LoopToBake,
  spots: MouthSpots,
  frames: BakedFrame[],
  taking: BakeTaking,
): Promise<void> {
  const { widthPx, heightPx } = wish
  const drawn = { poses: loop.poses, spots }
  let seamPixels = 0
  const keep = async (frame: BakedFrame, record: Uint8Array) => {
    await taking.add(record)
    frames.push(frame)
    const [picture, pictures] = [frames.length, loop.poses.length]
    deps.onProgress?.({
      loop: loop.name,
      picture,
      pictures,
      loopsDone: host.loops.length,
      loops: wish.loops.length,
    })
  }
  const cook = async (bytes: Buffer) => {
    const done = await workshop.do({ kind: 'cook', drawn: bytes, size: { widthPx, heightPx }, spots })
    seamPixels += done.seamPixels
    await keep(host.place(done.hot), done.record)
  }
  let before: Promise<void> = Promise.resolve()
  const earlier = samePictures(loop.poses)
  try {
    for (let picture = frames.length; picture < loop.poses.length; picture++) {
      signal.throwIfAborted()
      const same = earlier[picture]
      const bytes = same === undefined ? await easel.picture(drawn, picture, signal) : undefined
      await before
      before =
        bytes === undefined
          ? keep(frames[same as number] as BakedFrame, sameRecord(same as number))
          : cook(bytes)
      before.catch(() => {}) // awaited with the next picture, or below
    }
    await before
  } finally {
    await before.catch(() => {}) // thrown above; nothing is put down behind the caller's back
  }
  if (seamPixels > 0) deps.log.warn({ loop: loop.name, seamPixels }, 'avatar/mouth-beyond-its-patch')
}

function addLoop({ host, deps }: Going, { name, kind, poses }: LoopToBake, frames: BakedFrame[]): void {
  const loop: BakedLoop = { name, kind, pictures: poses.length, frames }
  host.add(loop)
  deps.onLoop?.(loop, host)
}
