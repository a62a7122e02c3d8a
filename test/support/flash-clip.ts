// Frames and samples with one flash and one click, so that what a player makes of a clip can be told to the sample.
import { systemClock } from '#core/clock.ts'
import { aigcMark } from '#scene-gen'
import { type Clip, type ClipDeps, type ClipPlan, makeClip } from '../../avatar/clip/index.ts'

export const flashPlan: ClipPlan = {
  widthPx: 64,
  heightPx: 96,
  frameRateFps: 25,
  sampleRateHz: 48_000,
  channels: 1,
  maxVideoKbps: 1_000,
  audioKbps: 96,
  preset: 'veryfast',
  pictures: 32,
  aigc: aigcMark('001191110102MAD55U9H0F10002', 'test-1'),
}

/** Grey frames in one piece of memory, used again and again as a composer does; those from `flash` on, four of them, are white. */
export async function* flashFrames(plan: ClipPlan, flash: number): AsyncGenerator<Uint8Array> {
  const pixels = plan.widthPx * plan.heightPx
  const frame = new Uint8Array(new SharedArrayBuffer((pixels * 3) / 2)).fill(128)
  for (let i = 0; i < plan.pictures; i++) {
    frame.fill(i >= flash && i < flash + 4 ? 235 : 60, 0, pixels)
    yield frame
  }
}

/** Silence, and from sample `click` on a tenth of a second of tone. */
export function clickSamples(count: number, click: number): Int16Array {
  const samples = new Int16Array(count)
  for (let i = 0; i < 4_800; i++) samples[click + i] = Math.round(20_000 * Math.sin(i / 5))
  return samples
}

export const noStop = new AbortController().signal

/** A clip whose flash is picture 16 and whose click is at that very moment. */
export async function flashClip(plan: ClipPlan, deps: Partial<ClipDeps> = {}): Promise<Clip> {
  const click = (16 * plan.sampleRateHz) / plan.frameRateFps
  const samples = clickSamples(click + 6_000, click)
  return await makeClip(flashFrames(plan, 16), samples, plan, { clock: systemClock, ...deps }, noStop)
}
