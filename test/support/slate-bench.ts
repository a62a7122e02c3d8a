// A bench on which tests make slates with the real FFmpeg: small ones, each on a shelf of its own, all gone afterwards.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '#core/clock.ts'
import { inspectTag } from '#media'
import type { SlateClip } from '../../relay/slate/clip.ts'
import type { SlateLook, SlateShape } from '../../relay/slate/ffmpeg-args.ts'
import { makeSlate } from '../../relay/slate/maker.ts'

export const wide: SlateShape = {
  widthPx: 320,
  heightPx: 180,
  frameRateFps: 30,
  sampleRateHz: 48_000,
  channels: 2,
  maxKbps: 300,
}
export const tall: SlateShape = { ...wide, widthPx: 180, heightPx: 320, frameRateFps: 25 }
export const stillLook: SlateLook = {
  design: { ready: 'plain' },
  language: 'en',
  motion: 'still',
  sound: 'silent',
}

export class SlateBench implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'slate-bench-'))

  shelf(): string {
    return mkdtempSync(join(this.folder, 'shelf-'))
  }

  /** A slate, and how many children it took to make it. */
  async make(
    look: SlateLook,
    shape: SlateShape,
    shelf = this.shelf(),
  ): Promise<{ clip: SlateClip; children: number }> {
    let children = 0
    const onChild = (_: unknown, lives: boolean) => void (children += lives ? 1 : 0)
    const deps = { clock: systemClock, folder: shelf, onChild }
    const clip = await makeSlate(look, shape, deps, new AbortController().signal)
    return { clip, children }
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Pictures from one key frame to the next, over the seam too. */
export function longestGroup({ pictures }: SlateClip): number {
  const keys = [...pictures, ...pictures].flatMap(({ isKeyframe }, i) => (isKeyframe ? [i] : []))
  return Math.max(...keys.slice(1).map((at, i) => at - (keys[i] ?? 0)))
}

/** Presentation minus decoding times; nothing but 0 where no picture is shown later than its turn. */
export function compositionsOf({ pictures }: SlateClip): Set<number> {
  return new Set(pictures.map(({ payload }) => inspectTag({ kind: 'video', payload }).compositionMs))
}
