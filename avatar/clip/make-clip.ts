// Encodes composed frames and a voice into a clip, by one FFmpeg child that gives way to what is on air.
import type { Writable } from 'node:stream'
import { type ChildProcess, describeEnd, leashed, runChild } from '#core/child.ts'
import { type Clock, within } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import { findFfmpeg } from '#core/ffmpeg.ts'
import { identityOf, type ProcessIdentity } from '#core/process-identity.ts'
import { FlvReader } from '#media'
import type { AigcMark } from '#scene-gen'
import { badClip, type Clip, samplesPerSound, soundsFor } from './clip.ts'
import { type ClipPart, Collected } from './collect.ts'
import { feedPipe } from './feed-pipe.ts'
import { type ClipCoding, clipArgs, soundDescriptor } from './ffmpeg-args.ts'
import { type Samples, soundPieces } from './sound-pieces.ts'

export type ClipPlan = ClipCoding & {
  /** How many frames there are: a whole number of AAC frames long, at 25 and 30 fps a multiple of 16. */
  readonly pictures: number
  readonly aigc: AigcMark
}

export type ClipDeps = {
  readonly clock: Clock
  /** Told when the encoder lives and when it has ended, so that nobody is left behind. */
  readonly onChild?: (identity: ProcessIdentity, isAlive: boolean) => void
  /** Hears each part as soon as it is encoded; the clip as a whole comes later. */
  readonly onPart?: (part: ClipPart) => void
}

const maxTagBytes = 16_777_215
const nice = 10
/**
 * FFmpeg takes memory for each frame and gives it back; glibc shall keep it for the next (mallopt(3)). Mapped anew each time, a
 * frame of 720×1280 costs 1.2 ms more, of 9.8.
 */
const keepsMemory = {
  MALLOC_MMAP_THRESHOLD_: '33554432',
  MALLOC_TRIM_THRESHOLD_: '536870912',
  MALLOC_TOP_PAD_: '16777216',
}
const graceMs = 500
const keptLines = 4
/** Two minutes of 4 Mb/s; what is longer is cut at sentence ends. */
const mostBytes = 64 * 1_048_576
/** A clip may take so much longer than it lasts, for whoever feeds it slowly. */
const slowness = 10
const leastMs = 60_000

/**
 * `frames` are I420, `plan.pictures` of them; each is read before the next is asked for. `samples` are mono, of the plan's rate;
 * silence follows them to the end of the pictures. Sound and picture begin together to within a millisecond. Throws
 * `avatar/bad-clip` for a plan that makes no clip, `avatar/no-clip` with what FFmpeg said; rejects with the signal's reason when
 * aborted.
 */
export async function makeClip(
  frames: AsyncIterable<Uint8Array>,
  samples: Samples,
  plan: ClipPlan,
  deps: ClipDeps,
  signal: AbortSignal,
): Promise<Clip> {
  const sounds = soundsFor(plan.pictures, plan)
  const collected = new Collected(
    { pictures: plan.pictures, sounds, aigc: plan.aigc },
    deps.onPart ?? (() => {}),
  )
  const withinMs = leastMs + (plan.pictures / plan.frameRateFps) * 1_000 * slowness
  const late = () => notMade(`it was not done within ${Math.round(withinMs / 1_000)} s`)
  const sound = soundPieces(samples, sounds * samplesPerSound)
  let encoding: Promise<void> = Promise.resolve()
  const work = (stop: AbortSignal) =>
    (encoding = encode(framesOf(frames, plan), sound, collected, plan, deps, stop))
  try {
    await within(deps.clock, withinMs, work, late, signal)
  } finally {
    await encoding.catch(() => {}) // told above; when we return nobody reads frames any more
  }
  const whole = collected.whole()
  if (typeof whole === 'string') throw notMade(whole)
  const { widthPx, heightPx, frameRateFps, sampleRateHz, channels, aigc } = plan
  return { widthPx, heightPx, frameRateFps, sampleRateHz, channels, aigc, ...whole }
}

async function encode(
  frames: AsyncIterable<Uint8Array>,
  sound: AsyncIterable<Uint8Array>,
  collected: Collected,
  plan: ClipPlan,
  deps: ClipDeps,
  signal: AbortSignal,
): Promise<void> {
  const { path } = await findFfmpeg()
  const [program, args] = leashed(path, clipArgs(plan), nice)
  const over = new AbortController()
  let trouble: unknown
  const giveUp = (why: unknown) => {
    trouble ??= why
    over.abort(why)
  }
  let lines: string[] = []
  let identity: ProcessIdentity | undefined
  const feeding: Promise<unknown>[] = []
  const onSpawn = (child: ChildProcess) => {
    identity = identityOf(child.pid as number)
    deps.onChild?.(identity, true)
    readTags(child, collected, giveUp)
    feeding.push(feedPipe(child.stdio[0] as Writable, frames).catch(giveUp))
    feeding.push(feedPipe(child.stdio[soundDescriptor] as Writable, sound).catch(giveUp))
  }
  const onLine = (line: string) => (lines = [...lines, line].slice(-keptLines))
  const stdio = ['pipe' as const, 'pipe' as const, 'pipe' as const, 'pipe' as const]
  const childPlan = { program, args, env: keepsMemory, graceMs, stdio, onLine, onSpawn }
  try {
    const end = await runChild(childPlan, deps.clock, AbortSignal.any([signal, over.signal]))
    await Promise.all(feeding)
    signal.throwIfAborted()
    if (trouble instanceof Error) throw trouble
    if (end.by !== 'exit' || end.code !== 0)
      throw notMade(`FFmpeg ${describeEnd(end)}: ${lines.join(' | ') || 'it said nothing'}`)
  } finally {
    if (identity !== undefined) deps.onChild?.(identity, false)
  }
}

function readTags(child: ChildProcess, collected: Collected, giveUp: (why: unknown) => void): void {
  const reader = new FlvReader(tag => collected.take(tag), { maxTagBytes })
  let bytes = 0
  child.stdout?.on('data', (piece: Buffer) => {
    bytes += piece.length
    try {
      if (bytes > mostBytes) throw notMade(`it comes to more than ${mostBytes} bytes`)
      reader.push(piece)
    } catch (error) {
      giveUp(error)
    }
  })
}

/** The frames, as many as were promised and of the size that was. */
async function* framesOf(
  frames: AsyncIterable<Uint8Array>,
  { pictures, widthPx, heightPx }: ClipPlan,
): AsyncGenerator<Uint8Array, void, undefined> {
  const bytes = (widthPx * heightPx * 3) / 2
  let count = 0
  for await (const frame of frames) {
    if (frame.length !== bytes)
      throw badClip(`a frame of ${widthPx}×${heightPx} has ${bytes} bytes; one came with ${frame.length}`)
    if (++count > pictures) throw badClip(`more than ${pictures} frames came`)
    yield frame
  }
  if (count < pictures) throw badClip(`${count} of ${pictures} frames came`)
}

function notMade(why: string): Failure {
  return new Failure('avatar/no-clip', `the clip could not be made: ${why}`, {
    fault: 'ours',
    remedy: 'retry',
  })
}
