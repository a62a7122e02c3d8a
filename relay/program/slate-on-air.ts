// The slate while it is on air: from where the output stands, paced by time, in the program's own headers, rate and sound.
import type { SlateClip } from '../slate/clip.ts'
import { SlateRun } from '../slate/run.ts'
import type { AirDeps } from './feed-on-air.ts'
import { metadataOf } from './metadata.ts'
import { usualSound } from './profile.ts'

export class SlateOnAir {
  readonly #deps: AirDeps
  readonly #run: SlateRun
  /** The hole in timestamps that it left when it began, milliseconds. */
  readonly gapMs: number

  /** `compositionMs`: presentation minus decoding time of what was on air, which its pictures take over. */
  constructor(clip: SlateClip, deps: AirDeps, compositionMs: number, nowMs: number) {
    const { clock, output, sound, profile } = deps
    this.#deps = deps
    const lastMs = clock.lastMs
    const isFirst = !clock.hasStarted
    const fromMs = clock.beginSlate(compositionMs, nowMs)
    const dtsMs = Math.round(fromMs)
    this.gapMs = isFirst ? 0 : Math.max(0, fromMs - lastMs - 1_000 / clip.frameRateFps)
    const promised = profile()
    if (promised !== undefined) output.metadata(metadataOf(promised, promised), dtsMs)
    output.header('video', clip.videoHeader, dtsMs)
    if (sound.config === undefined) sound.usePlain(promised ?? usualSound, dtsMs)
    sound.cut(undefined, dtsMs, clock.aheadMs(nowMs))
    this.#run = new SlateRun({
      clip,
      fromMs,
      soundFromMs: Math.max(0, sound.lastMs + sound.frameMs),
      soundFrameMs: sound.frameMs,
      compositionMs,
      videoKbps: output.minuteKbps ?? clip.videoKbps,
    })
  }

  get frameMs(): number {
    return this.#run.frameMs
  }

  /** Goes on with another clip, at its next key frame. */
  change(clip: SlateClip): void {
    this.#run.change(clip)
  }

  /** Puts out what is due by now. */
  play(nowMs: number): void {
    const { clock, output, sound } = this.#deps
    const run = this.#run
    const hasSound = sound.canPlay(run.clip.audioHeader)
    for (const due of run.due(clock.slateMs(nowMs))) {
      const ledMs = clock.ledMs(due.atMs)
      if (due.kind === 'sound') {
        if (hasSound) sound.take(due.payload, ledMs)
        continue
      }
      const { payload, isKeyframe } = due
      const dtsMs = Math.round(ledMs)
      if (isKeyframe) output.header('video', run.clip.videoHeader, dtsMs)
      clock.sentSlate(dtsMs, run.compositionMs, run.frameMs, nowMs)
      output.picture(payload, { dtsMs, isKeyframe, isOwn: true }, nowMs)
    }
    if (!hasSound) sound.fillUntil(clock.lastMs, clock.aheadMs(nowMs))
  }
}
