// The pictures on a host: skin, irises, their shine, hair.
import { eyeAt, irisReach } from './eyes.ts'
import type { EyeLook, FaceLook, HairLook } from './look.ts'
import { bell, clamp, luck, mix, ramp } from './numbers.ts'
import { type Ink, ink, inEllipse, inkBetween, Painting, spot } from './paint.ts'

const over = (colour: Ink, alpha: number): Ink => [colour[0], colour[1], colour[2], colour[3] * alpha]

/** Skin, taken from the front: x and y from -1.1 to 1.1. Its right edge is the neck's, from under the chin down. */
export function skinPicture(face: FaceLook, fringe: (x: number) => number): Buffer {
  const [skin, shade, blush] = [ink(face.skin), ink(face.shade), ink(face.blush)]
  const warm = inkBetween(skin, blush, 0.5)
  return new Painting(512, 512, skin)
    .lay((u, v) => {
      const [x, y] = [(u - 0.5) * 2.2, (0.5 - v) * 2.2]
      const side = Math.abs(x)
      // What the fringe leaves in shade, with an edge as of drawn hair.
      return over(shade, 0.62 * ramp(-0.03, 0.025, y - fringe(x)) * ramp(1.2, 0.9, side))
    })
    .lay((u, v) => {
      const [x, y] = [Math.abs((u - 0.5) * 2.2), (0.5 - v) * 2.2]
      return over(blush, face.blushAlpha * spot(x, y, [0.5, -0.43], [0.24, 0.15]))
    })
    .lay((u, v) => {
      const [x, y] = [Math.abs((u - 0.5) * 2.2), (0.5 - v) * 2.2]
      // Three small strokes on each cheek, as drawn faces have them when they are warm.
      const stroke = (at: number) =>
        bell(x - at - (y + 0.43) * 0.35, 0.007) * ramp(0.036, 0.02, Math.abs(y + 0.43))
      return over(
        inkBetween(blush, ink('#e0606a'), 0.4),
        face.blushAlpha * 0.5 * (stroke(0.46) + stroke(0.505) + stroke(0.55)),
      )
    })
    .lay((u, v) => {
      const [x, y] = [(u - 0.5) * 2.2, (0.5 - v) * 2.2]
      // Nose: a shade to one side below its tip, and a light on it.
      const below = inEllipse(x, y, { at: [0.012, -0.437], radii: [0.03, 0.011], turn: 0.15 }, 0.8)
      return over(inkBetween(shade, ink('#c0665a'), 0.45), 0.75 * below)
    })
    .lay((u, v) => {
      const [x, y] = [(u - 0.5) * 2.2, (0.5 - v) * 2.2]
      return over(ink('#ffffff'), 0.75 * inEllipse(x, y, { at: [-0.012, -0.356], radii: [0.014, 0.02] }, 0.9))
    })
    .lay((u, v) => {
      const [x, y] = [Math.abs((u - 0.5) * 2.2), (0.5 - v) * 2.2]
      // Above the eyes and below the lower lip.
      const lid = 0.3 * spot(x, y, [eyeAt.x, eyeAt.y + 0.2], [0.27, 0.1])
      const chin = 0.4 * inEllipse(x, y, { at: [0, -0.742], radii: [0.065, 0.013] }, 1.2)
      return over(warm, Math.max(lid, chin))
    })
    .lay((_u, v) => {
      const y = (0.5 - v) * 2.2
      const under = 0.5 * ramp(-0.97, -1.04, y)
      return over(shade, under)
    })
    .lay((u, v) => {
      if (u < 0.972) return undefined
      // The neck: what the chin shades, with a clear edge, then skin.
      const dark = ramp(0.6, 0.56, v)
      return v < 0.08 ? skin : over(shade, 0.85 * dark + 0.12 * ramp(0.75, 0.5, v))
    })
    .png()
}

/** An iris on nothing. Its picture reaches `irisReach` heads to every side. */
export function irisPicture(eye: EyeLook): Buffer {
  const [rim, iris, glow] = [ink(eye.rim), ink(eye.iris), ink(eye.glow)]
  const tall = (eye.up + eye.down) * 0.575
  const radii = [Math.min(tall * 0.94, eye.halfWidth * 0.82) / irisReach / 2, tall / irisReach / 2] as const
  const at = [0.5, 0.5] as const
  const unitOf = (u: number, v: number): [number, number] => [(u - at[0]) / radii[0], (v - at[1]) / radii[1]]
  return new Painting(256, 256, [rim[0], rim[1], rim[2], 0])
    .lay((u, v) => over(rim, inEllipse(u, v, { at, radii }, 0.05)))
    .lay((u, v) => {
      const [, y] = unitOf(u, v)
      const body = inkBetween(inkBetween(rim, iris, ramp(-0.9, -0.1, y)), glow, 0.85 * ramp(0.1, 0.95, y))
      return over(body, inEllipse(u, v, { at, radii: [radii[0] * 0.88, radii[1] * 0.9] }, 0.09))
    })
    .lay((u, v) => {
      const [x, y] = unitOf(u, v)
      const [far, turn] = [Math.hypot(x, y), Math.atan2(y, x)]
      const fibre = 0.5 + 0.5 * Math.sin(turn * 34 + Math.sin(turn * 7) * 2)
      return over(glow, 0.22 * fibre * ramp(0.38, 0.55, far) * ramp(0.88, 0.7, far))
    })
    .lay((u, v) => {
      // A bow of light low in the iris, opposite to where light enters.
      const bow = inEllipse(
        u,
        v,
        { at: [0.5, 0.5 + radii[1] * 0.42], radii: [radii[0] * 0.62, radii[1] * 0.4] },
        0.8,
      )
      return over(inkBetween(glow, ink('#ffffff'), 0.35), 0.6 * bow)
    })
    .lay((u, v) =>
      over(
        inkBetween(rim, ink('#0a0610'), 0.6),
        inEllipse(u, v, { at: [0.5, 0.485], radii: [radii[0] * 0.36, radii[1] * 0.4] }, 0.14),
      ),
    )
    .lay((u, v) => {
      const [, y] = unitOf(u, v)
      return over(
        inkBetween(rim, ink('#0a0610'), 0.35),
        0.72 *
          ramp(-0.12, -0.72, y) *
          inEllipse(u, v, { at, radii: [radii[0] * 0.97, radii[1] * 0.97] }, 0.08),
      )
    })
    .png()
}

/** What lies over an iris and does not move with it: the lid's shade, and lights. */
export function shinePicture(eye: EyeLook): Buffer {
  const place = (u: number, v: number): [number, number] => [
    (u - 0.5) * 2 * irisReach,
    (0.5 - v) * 2 * irisReach,
  ]
  const white = ink('#ffffff')
  const big = { at: [-0.048, 0.062], radii: [0.042, 0.05], turn: -0.35 } as const
  const small = { at: [0.058, -0.062], radii: [0.02, 0.024] } as const
  const tiny = { at: [0.03, 0.085], radii: [0.014, 0.014] } as const
  return new Painting(256, 256, [1, 1, 1, 0])
    .lay((u, v) => {
      const [x, y] = place(u, v)
      const edge = eye.up * Math.max(0, 1 - Math.abs(x / eye.halfWidth) ** 2.5) ** 0.62
      return over(ink('#4a3a66'), 0.42 * ramp(-0.062, -0.03, y - edge))
    })
    .lay((u, v) => {
      const [x, y] = place(u, v)
      return over(
        white,
        0.97 *
          Math.max(
            inEllipse(x, y, big, 0.16),
            0.9 * inEllipse(x, y, small, 0.3),
            0.85 * inEllipse(x, y, tiny, 0.3),
          ),
      )
    })
    .png()
}

/** Hair: streaks across, and down the way from the crown: dark root, ring of light, deep middle, lighter end. */
export function hairPicture(hair: HairLook, seed: number, ringAt: number): Buffer {
  const [dark, base, light, shine] = [ink(hair.dark), ink(hair.base), ink(hair.light), ink(hair.shine)]
  const dice = luck(seed)
  const streaks = Array.from({ length: 64 }, () => dice())
  const at = (list: readonly number[], u: number) => {
    const x = clamp(u) * (list.length - 1)
    const i = Math.floor(x)
    return mix(list[i] ?? 0, list[Math.min(i + 1, list.length - 1)] ?? 0, ramp(0, 1, x - i))
  }
  const teeth = Array.from({ length: 48 }, () => dice())
  return new Painting(256, 512, base)
    .lay((_u, v) => over(dark, 0.75 * ramp(0.12, 0, v) + 0.3 * ramp(0.3, 0.55, v)))
    .lay((_u, v) => over(light, 0.5 * ramp(0.55, 1, v)))
    .lay(u => {
      const s = at(streaks, u)
      const fine = at(streaks, (u * 5.3) % 1)
      return s > 0.5
        ? over(light, (s - 0.5) * 0.5 + (fine - 0.5) * 0.12)
        : over(dark, (0.5 - s) * 0.75 + (0.5 - fine) * 0.15)
    })
    .lay((u, v) => {
      const tooth = at(teeth, u)
      const [from, to] = [ringAt - 0.022 - 0.03 * tooth, ringAt + 0.012 + 0.05 * tooth]
      return over(
        shine,
        0.85 * ramp(from - 0.006, from + 0.012, v) * ramp(to + 0.012, to - 0.012, v) * (0.45 + 0.55 * tooth),
      )
    })
    .png()
}
