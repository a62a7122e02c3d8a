// What goes into each picture of a clip: its mouth, and which overlays lie over it. Pure.
import type { Mouth } from '#stage'
import type { Overlay } from '../compose/plan.ts'
import type { Shown } from './overlays.ts'
import type { Prop } from './scenery.ts'

/** One for each picture: those of the sentence, then at rest. */
export function mouthsFor(pictures: number, said: readonly Mouth[] | undefined): Mouth[] {
  const rest: Mouth = { shape: 'closed', strength: 0 }
  return Array.from({ length: pictures }, (_, i) => said?.[i] ?? rest)
}

/** Overlays with the pictures that show them; `props` in the order of `overlays`. */
export function timedOverlays(
  { overlays }: Shown,
  props: readonly Prop[],
  { frameRateFps, pictures }: { readonly frameRateFps: number; readonly pictures: number },
): Overlay[] {
  const at = (ms: number) =>
    ms === Infinity ? pictures : Math.min(pictures, Math.round((ms * frameRateFps) / 1_000))
  return overlays.flatMap(({ fromMs, toMs }, i) => {
    const prop = props[i]
    if (prop === undefined) return []
    const { cutout, box } = prop
    return [{ cutout, xPx: box.xPx, yPx: box.yPx, fromPicture: at(fromMs), untilPicture: at(toMs) }]
  })
}
