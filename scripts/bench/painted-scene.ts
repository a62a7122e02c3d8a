// A scene to compose without a browser: a host painted by arithmetic, in the sizes of a real one, before a set, with captions and label.
import {
  type BakedFrame,
  type ComposePlan,
  cutoutBytes,
  keptCutout,
  type MouthBox,
  type MouthBoxes,
  packBody,
  PictureMemory,
  placeCutout,
  i420Of,
  type Bitmap,
  yuvaOf,
  yuvaPart,
} from '../../avatar/compose/index.ts'
import { bakedStrengths, type Mouth, type MouthShape, mouthShapes } from '../../stage/index.ts'

const frame = { widthPx: 720, heightPx: 1_280 }
const host = { widthPx: 512, heightPx: 560, xPx: 104, yPx: 720 }
const mouth = { widthPx: 212, heightPx: 96 }
const bakedFrames = 8
const memoryBytes = 128 * 1_048_576

type Colour = readonly [number, number, number, number]

/** `pictures` pictures of a host that speaks all the time. */
export function paintedScene(pictures: number): {
  readonly memory: PictureMemory
  readonly plan: ComposePlan
} {
  const memory = new PictureMemory(memoryBytes)
  const backdrop = i420Of(
    painted(frame.widthPx, frame.heightPx, (x, y) => [90 + (x >> 3), 80 + (y >> 4), 120 - (x >> 4), 255]),
  )
  const piece = memory.take(backdrop.length)
  memory.view(piece, backdrop.length).set(backdrop)
  const frames = Array.from({ length: bakedFrames }, (_, i) => paintFrame(memory, i))
  const words = (widthPx: number, heightPx: number) =>
    keptCutout(
      memory,
      yuvaOf(
        painted(widthPx, heightPx, (x, y) => [255, 255, 255, (x >> 2) % 3 === 0 && y % 40 > 8 ? 255 : 120]),
      ),
    ).cutout
  const plan: ComposePlan = {
    ...frame,
    backdropAddress: piece.address,
    hostXPx: host.xPx,
    hostYPx: host.yPx,
    motion: Array.from({ length: pictures }, (_, i) => frames[swayOf(i)] as BakedFrame),
    mouths: Array.from({ length: pictures }, (_, i) => mouthAt(i)),
    overlays: [
      { cutout: words(640, 128), xPx: 40, yPx: 1_100 },
      { cutout: words(240, 160), xPx: 440, yPx: 420 },
    ],
    label: { cutout: words(320, 48), xPx: 380, yPx: 48 },
  }
  return { memory, plan }
}

/** There and back again, a step each three pictures. */
function swayOf(picture: number): number {
  const at = Math.floor(picture / 3) % (2 * bakedFrames - 2)
  return at < bakedFrames ? at : 2 * bakedFrames - 2 - at
}

function mouthAt(picture: number): Mouth {
  const shape = mouthShapes[(Math.floor(picture / 4) * 5) % mouthShapes.length] as MouthShape
  return { shape, strength: [1 / 3, 0.8, 1, 0.5][picture % 4] as number }
}

function paintFrame(memory: PictureMemory, sway: number): BakedFrame {
  const patchBytes = cutoutBytes(mouth.widthPx, mouth.heightPx, false)
  const pixel =
    (open: number, tint: number) =>
    (x: number, y: number): Colour => {
      const [dx, dy] = [x - host.widthPx / 2 - sway * 2, y - host.heightPx / 2]
      const alpha = Math.max(0, Math.min(255, Math.round((1 - Math.hypot(dx / 240, dy / 270)) * 4_000)))
      if (Math.hypot(dx / 40, (dy - 40) / (4 + open * 20)) < 1) return [130, 30 + tint, 50, alpha]
      return [225 - Math.abs(dx >> 3), 190 - Math.abs(dy >> 3), 170, alpha]
    }
  const [left, top] = [
    host.widthPx / 2 - mouth.widthPx / 2 + sway * 2,
    host.heightPx / 2 - mouth.heightPx / 2 + 40,
  ]
  const whole = yuvaOf(painted(host.widthPx, host.heightPx, pixel(0, 0)))
  const { bytes, pieces } = packBody(whole)
  const piece = memory.take(bytes.length + (1 + mouthShapes.length * bakedStrengths) * patchBytes)
  memory.view(piece, bytes.length).set(bytes)
  const restAddress = piece.address + bytes.length
  const rest = placeCutout(memory, restAddress, yuvaPart(whole, { xPx: left, yPx: top, ...mouth }), false)
  const patchesAddress = restAddress + patchBytes
  const boxes = mouthShapes.map((shape, i): [MouthShape, MouthBox] => {
    const offsetBytes = i * bakedStrengths * patchBytes
    for (let step = 1; step <= bakedStrengths; step++) {
      const of = pixel(step / bakedStrengths, i * 10)
      const patch = yuvaOf(painted(mouth.widthPx, mouth.heightPx, (x, y) => of(left + x, top + y)))
      placeCutout(memory, patchesAddress + offsetBytes + (step - 1) * patchBytes, patch, false)
    }
    return [shape, { xPx: 0, yPx: 0, ...mouth, offsetBytes, patchBytes, hasAlpha: false }]
  })
  const body = { address: piece.address, pieces, widthPx: host.widthPx, heightPx: host.heightPx }
  const mouths = Object.fromEntries(boxes) as MouthBoxes
  const at = { xPx: 0, yPx: 0, mouthXPx: left, mouthYPx: top, restXPx: 0, restYPx: 0 }
  return { body, rest, ...at, patchesAddress, mouths }
}

function painted(widthPx: number, heightPx: number, at: (x: number, y: number) => Colour): Bitmap {
  const rgba = new Uint8Array(widthPx * heightPx * 4)
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) rgba.set(at(x, y), (y * widthPx + x) * 4)
  return { widthPx, heightPx, rgba }
}
