// Looks for the label where viewers would: on decoded pictures of a finished clip.
import type { Writable } from 'node:stream'
import { type ChildProcess, describeEnd, leashed, runChild } from '#core/child.ts'
import { type Clock, within } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import { findFfmpeg } from '#core/ffmpeg.ts'
import { identityOf, type ProcessIdentity } from '#core/process-identity.ts'
import { flvFileHeader, flvTag } from '#media'
import type { Clip } from '../clip/index.ts'
import { labelSeen, type RenderedOverlay } from '../overlay/index.ts'

export type LabelCheckDeps = {
  readonly clock: Clock
  readonly onChild: (identity: ProcessIdentity, isAlive: boolean) => void
}

const withinMs = 20_000
const graceMs = 500
const nice = 10
const keptLines = 3

/** Whether the label can be read on every key frame of the clip. Throws where they cannot be decoded. */
export async function isLabelOn(
  clip: Clip,
  label: RenderedOverlay,
  deps: LabelCheckDeps,
  signal: AbortSignal,
): Promise<boolean> {
  const frameBytes = (clip.widthPx * clip.heightPx * 3) / 2
  const keyFrames = clip.pictures.filter(({ isKeyframe }) => isKeyframe).length
  let frame = Buffer.alloc(0)
  let [looked, seen] = [0, 0]
  const take = (piece: Buffer) => {
    frame = Buffer.concat([frame, piece])
    while (frame.length >= frameBytes) {
      looked += 1
      if (labelSeen(frame.subarray(0, frameBytes), clip.widthPx, label, label.box).isSeen) seen += 1
      frame = frame.subarray(frameBytes)
    }
  }
  const late = () => notLooked(`FFmpeg was not done within ${withinMs} ms`)
  await within(deps.clock, withinMs, inner => decode(clip, take, deps, inner), late, signal)
  if (looked < keyFrames) throw notLooked(`${looked} of ${keyFrames} key frames could be decoded`)
  return seen === looked
}

async function decode(
  clip: Clip,
  onBytes: (piece: Buffer) => void,
  { clock, onChild }: LabelCheckDeps,
  signal: AbortSignal,
): Promise<void> {
  const { path } = await findFfmpeg()
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', 'pipe:1']
  // One that is given all pictures shown would show them for as long as they stand apart.
  const read = ['-v', 'error', '-f', 'flv', '-i', 'pipe:0', '-an', '-vsync', 'passthrough', ...raw]
  const [program, args] = leashed(path, read, nice)
  let lines: string[] = []
  let identity: ProcessIdentity | undefined
  const onSpawn = (child: ChildProcess) => {
    identity = identityOf(child.pid as number)
    onChild(identity, true)
    child.stdout?.on('data', onBytes)
    const stdin = child.stdin as Writable
    stdin.on('error', () => {}) // its end tells
    stdin.end(keyFramesAsFlv(clip))
  }
  const onLine = (line: string) => (lines = [...lines, line].slice(-keptLines))
  const stdio = ['pipe' as const, 'pipe' as const, 'pipe' as const]
  try {
    const end = await runChild({ program, args, graceMs, stdio, onLine, onSpawn }, clock, signal)
    signal.throwIfAborted()
    if (end.by !== 'exit' || end.code !== 0)
      throw notLooked(`FFmpeg ${describeEnd(end)}: ${lines.join(' | ') || 'it said nothing'}`)
  } finally {
    if (identity !== undefined) onChild(identity, false)
  }
}

function keyFramesAsFlv({ videoHeader, pictures, frameRateFps }: Clip): Buffer {
  const tags = pictures.flatMap(({ payload, isKeyframe }, i) =>
    isKeyframe ? [flvTag('video', Math.round((i * 1_000) / frameRateFps), payload).bytes] : [],
  )
  return Buffer.concat([flvFileHeader, flvTag('video', 0, videoHeader).bytes, ...tags])
}

function notLooked(why: string): Failure {
  return new Failure('avatar/label-not-looked-for', `nobody could look for the label: ${why}`, {
    fault: 'ours',
    remedy: 'retry',
  })
}
