// A small scene to compose: a painted host before a patterned backdrop, captions that come and go, and the label.
import { type Cutout, keptCutout } from '../../avatar/compose/cutout.ts'
import { PictureMemory } from '../../avatar/compose/picture-memory.ts'
import type { ComposePlan, Overlay } from '../../avatar/compose/plan.ts'
import { i420Of, yuvaOf } from '../../avatar/compose/yuv.ts'
import { type Mouth, mouthShapes } from '../../stage/index.ts'
import { painted, paintHost } from './painted-host.ts'

export const sceneSize = { widthPx: 96, heightPx: 128 }
export const sceneHost = { widthPx: 64, heightPx: 80, mouthWidthPx: 24, mouthHeightPx: 16 }

/** A plan of `pictures` pictures whose mouth goes through all shapes, weak and strong. */
export function sceneOf(
  pictures: number,
  mouths?: readonly Mouth[],
): { memory: PictureMemory; plan: ComposePlan } {
  const memory = new PictureMemory(64 * 1_048_576)
  const { widthPx, heightPx } = sceneSize
  const backdrop = i420Of(painted(widthPx, heightPx, (x, y) => [x * 2, y, (x ^ y) & 255, 255]))
  const piece = memory.take(backdrop.length)
  memory.view(piece, backdrop.length).set(backdrop)
  const { frames } = paintHost(memory, sceneHost, 5)
  const bitmap = (width: number, height: number, alpha: number): Cutout =>
    keptCutout(memory, yuvaOf(painted(width, height, (x, y) => [250, 250, (x + y) % 256, alpha]))).cutout
  const overlays: Overlay[] = [
    { cutout: bitmap(80, 20, 160), xPx: 8, yPx: 100, fromPicture: 2, untilPicture: 5 },
    { cutout: bitmap(40, 24, 90), xPx: 0, yPx: 40, fromPicture: 4, untilPicture: 9 },
    { cutout: bitmap(96, 128, 40), xPx: 0, yPx: 0, fromPicture: 10, untilPicture: 11 },
  ]
  const plan: ComposePlan = {
    widthPx,
    heightPx,
    backdropAddress: piece.address,
    hostXPx: 16,
    hostYPx: 44,
    motion: Array.from({ length: pictures }, (_, i) => frames[i % frames.length] as (typeof frames)[number]),
    mouths:
      mouths ??
      Array.from({ length: pictures }, (_, i) => ({
        shape: mouthShapes[Math.floor(i / 2) % mouthShapes.length] as Mouth['shape'],
        strength: [0.2, 1, 2 / 3, 0.5, 0][i % 5] as number,
      })),
    overlays,
    label: { cutout: bitmap(48, 12, 230), xPx: 40, yPx: 8 },
  }
  return { memory, plan }
}
