// One FFmpeg that makes the camera's stream, as FLV tags.
import type { ChildProcess } from 'node:child_process'
import { execFile } from 'node:child_process'
import type { Writable } from 'node:stream'
import { type ChildEnd, runChild } from '#core/child.ts'
import { systemClock } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import { FlvReader, type Tag } from '#media'
import { readArtwork } from './artwork.ts'
import { drawnArgs, fileArgs, readFileFacts } from './ffmpeg-args.ts'
import { FramePump } from './frame-pump.ts'
import { TestPicture } from './test-picture.ts'

export type EncoderPlan = {
  readonly ffmpeg: string
  /** Shown in the picture. */
  readonly camera: string
  /** Looped instead of the test picture. */
  readonly input: string | undefined
  readonly onTag: (tag: Tag) => void
  readonly onLine: (line: string) => void
}

const maxTagBytes = 16 * 1_048_576

/** Runs until FFmpeg ends or the signal ends it. */
export async function runEncoder(plan: EncoderPlan, signal: AbortSignal): Promise<ChildEnd> {
  const args =
    plan.input === undefined ? drawnArgs() : fileArgs(plan.input, await look(plan.ffmpeg, plan.input))
  const drawing =
    plan.input === undefined ? new TestPicture(await readArtwork(plan.ffmpeg), plan.camera) : undefined
  const reader = new FlvReader(plan.onTag, { maxTagBytes })
  let pump: FramePump | undefined
  const onSpawn = (child: ChildProcess) => {
    child.stdout?.on('data', (bytes: Buffer) => reader.push(bytes))
    if (drawing !== undefined) pump = new FramePump(drawing, child.stdin as Writable)
  }
  try {
    return await runChild(
      {
        program: plan.ffmpeg,
        args,
        graceMs: 2_000,
        stdio: [drawing === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
        onLine: plan.onLine,
        onSpawn,
      },
      systemClock,
      signal,
    )
  } finally {
    pump?.close()
  }
}

async function look(ffmpeg: string, file: string): Promise<ReturnType<typeof readFileFacts>> {
  const said = await new Promise<string>(resolve => {
    // It complains that no output was named and exits 1: what it says before is what we want.
    execFile(ffmpeg, ['-hide_banner', '-nostdin', '-i', file], (_error, _stdout, stderr) => resolve(stderr))
  })
  const facts = readFileFacts(said)
  if (facts.hasVideo) return facts
  const last = said.trim().split('\n').at(-1) ?? ''
  throw new Failure('scripts/no-picture', `${file} holds no picture FFmpeg can read: ${last}`, {
    fault: 'operator',
    remedy: 'stop',
  })
}
