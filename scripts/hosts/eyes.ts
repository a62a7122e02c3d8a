// Eyes: white, iris and shine under lids that close, with lashes. All lie on the face's surface, each a little before the last.
import { faceZ, faceUv, headBound, litAsFace } from './head.ts'
import type { EyeLook, FaceLook } from './look.ts'
import { clamp, mix, type Point, ramp } from './numbers.ts'
import { gridPart, Part } from './part.ts'
import { swatch } from './swatches.ts'

export const eyeAt = { x: 0.34, y: -0.125 } as const

/** How far before the face each layer lies. */
const layer = {
  white: 0.004,
  iris: 0.009,
  shine: 0.014,
  lid: 0.022,
  crease: 0.026,
  lash: 0.032,
  brow: 0.03,
} as const

/** An eye's edges by the share of its width, -1 at the inner corner to 1 at the outer. */
type Edge = (s: number) => number
type EyeShape = { readonly up: Edge; readonly down: Edge; readonly shut: Edge }

function shapeOf(look: EyeLook): EyeShape {
  const round = (s: number, power: number, sharp: number) => Math.max(0, 1 - Math.abs(s) ** power) ** sharp
  const up = (s: number) => {
    // The upper lid is highest a little inside the middle and falls gently outward.
    const t = s + 0.1 * (1 - s * s)
    return eyeAt.y + look.up * round(t, 2.5, 0.62) + look.tilt * s
  }
  const down = (s: number) => eyeAt.y - look.down * round(s - 0.06 * (1 - s * s), 2.3, 0.75) + look.tilt * s
  const shut = (s: number) => mix(down(s), up(s), 0.1) + 0.018 * s * s * 0.5
  return { up, down, shut }
}

export type Eyes = {
  readonly white: Part
  readonly iris: Part
  readonly shine: Part
  /** Skin. */
  readonly lids: Part
  readonly lashes: Part
}

export function eyeParts(look: EyeLook, face: FaceLook): Eyes {
  const eyes = {
    white: new Part(),
    iris: new Part(),
    shine: new Part(),
    lids: new Part(),
    lashes: new Part(),
  }
  for (const side of [1, -1] as const) {
    const shape = shapeOf(look)
    const place = (s: number, y: number, lift: number): Point => {
      const x = side * (eyeAt.x + s * look.halfWidth)
      return [x, y, faceZ(x, y) + lift]
    }
    // u runs from the host's right to its left, so that every sheet faces forward.
    const s = (u: number) => (u * 2 - 1) * side
    const opening = (lift: number) =>
      gridPart({
        across: 22,
        down: 10,
        at: (u, v) => place(s(u), mix(shape.up(s(u)), shape.down(s(u)), v), lift),
        uv: (_u, _v, point) => irisUv(point, side),
        bind: headBound,
      })
    const white = opening(layer.white)
    for (let i = 0; i < white.uvs.length; i += 1) {
      const y = (white.points[i] as Point)[1]
      white.uvs[i] = swatch('white', clamp((eyeAt.y + look.up - y) / (look.up + look.down)))
    }
    eyes.white.add(white)
    eyes.iris.add(opening(layer.iris))
    eyes.shine.add(opening(layer.shine))
    const lids = [upperLid(shape, place, s), lowerLid(shape, place, s)]
    for (const lid of lids) eyes.lids.add(litAsFace(lid))
    eyes.lashes
      .add(upperLash(shape, place, s))
      .add(flick(shape, place, side))
      .add(lowerLash(shape, place, s))
    eyes.lashes.add(crease(shape, place, s)).add(brow(face, side))
  }
  return eyes
}

/** The iris' picture reaches 0.24 heads to every side of the eye's middle. */
export const irisReach = 0.24
function irisUv([x, y]: Point, side: 1 | -1): readonly [number, number] {
  // Irises stand a hair toward the nose: eyes that look straight ahead look past whoever watches.
  return [(x - side * (eyeAt.x - 0.012)) / irisReach / 2 + 0.5, 0.5 - (y - eyeAt.y - 0.016) / irisReach / 2]
}

type Place = (s: number, y: number, lift: number) => Point
type Share = (u: number) => number

function upperLid(shape: EyeShape, place: Place, s: Share): Part {
  // A little wider than the eye, so that no white is left in its corners.
  const wide = (u: number) => s(u) * 1.04
  const rim = (t: number) => shape.up(clamp(t, -1, 1)) + 0.035 * (1 - clamp(t, -1, 1) ** 2) + 0.004
  const sheet = (edge: (t: number) => number, u: number, v: number) => {
    const t = wide(u)
    return place(t, mix(rim(t), edge(t), v), layer.lid + 0.004 * Math.sin(Math.PI * v))
  }
  const open = (t: number) => shape.up(clamp(t, -1, 1)) + 0.003
  const shut = (t: number) => shape.shut(clamp(t, -1, 1)) - 0.006
  const half = (t: number) => mix(open(t), shut(t), 0.2)
  return gridPart({
    across: 22,
    down: 8,
    at: (u, v) => sheet(open, u, v),
    uv: (_u, _v, point) => faceUv(point),
    bind: headBound,
    morphs: { blink: (u, v) => sheet(shut, u, v), squint: (u, v) => sheet(half, u, v) },
  })
}

function lowerLid(shape: EyeShape, place: Place, s: Share): Part {
  const wide = (u: number) => s(u) * 1.04
  const rim = (t: number) => shape.down(clamp(t, -1, 1)) - 0.03 * (1 - clamp(t, -1, 1) ** 2) - 0.004
  const sheet = (edge: (t: number) => number, u: number, v: number) => {
    const t = wide(u)
    return place(t, mix(edge(t), rim(t), v), layer.lid - 0.003)
  }
  const open = (t: number) => shape.down(clamp(t, -1, 1)) - 0.003
  const shut = (t: number) => shape.shut(clamp(t, -1, 1)) + 0.012
  const raised = (t: number) => mix(open(t), shape.up(clamp(t, -1, 1)), 0.13)
  return gridPart({
    across: 22,
    down: 4,
    at: (u, v) => sheet(open, u, v),
    uv: (_u, _v, point) => faceUv(point),
    bind: headBound,
    morphs: { blink: (u, v) => sheet(shut, u, v), squint: (u, v) => sheet(raised, u, v) },
  })
}

/** A band along a line; its thickness by the share of the eye's width. */
function band(
  line: (t: number) => number,
  thick: (t: number) => number,
  place: Place,
  s: Share,
  reach: number,
  lift: number,
) {
  return (u: number, v: number) => {
    const t = s(u) * (s(u) > 0 ? reach : 1.02)
    const bound = clamp(t, -1, 1)
    const beyond = t - bound
    return place(
      t,
      line(bound) +
        (beyond > 0 ? beyond * 0.55 : beyond * 0.6) +
        thick(s(u)) * (1 - v) -
        0.012 * v * (1 - bound * bound),
      lift,
    )
  }
}

function upperLash(shape: EyeShape, place: Place, s: Share): Part {
  const thick = (t: number) =>
    (0.026 + 0.048 * ramp(-0.95, 0.45, t)) * (1 - 0.94 * ramp(0.78, 1, t)) * (1 - 0.7 * ramp(-0.6, -1, t))
  const thin = (t: number) => thick(t) * 0.72
  const at = band(shape.up, thick, place, s, 1.05, layer.lash)
  const shut = band(t => shape.shut(t) - 0.012, thin, place, s, 1.05, layer.lash)
  const half = band(t => mix(shape.up(t), shape.shut(t), 0.2), thick, place, s, 1.05, layer.lash)
  return gridPart({
    across: 26,
    down: 2,
    at,
    uv: (_u, v) => swatch('lash', clamp(0.15 + 0.7 * v, 0, 1)),
    bind: headBound,
    morphs: { blink: shut, squint: half },
  })
}

/** A lash that leaves the outer corner, pointed. */
function flick(shape: EyeShape, place: Place, side: 1 | -1): Part {
  const part = new Part()
  const lashes = [{ from: 0.62, to: [0.2, 0.04], wide: 0.3 }] as const
  for (const { from, to, wide } of lashes) {
    const spike = (line: (t: number) => number, rise: number) => (u: number, v: number) => {
      const along = side > 0 ? u : 1 - u
      const t = from + (to[0] + wide * 0.5) * along
      const bend = along * along
      const y = line(clamp(from + wide * along * 0.4, -1, 1)) + to[1] * bend * rise + 0.012
      return place(t, y + (0.5 - v) * 0.062 * (1 - along) ** 0.9, layer.lash + 0.004)
    }
    part.add(
      gridPart({
        across: 6,
        down: 1,
        at: spike(shape.up, 1),
        uv: () => swatch('lash', 0.3),
        bind: headBound,
        morphs: {
          blink: spike(t => shape.shut(t) - 0.006, -0.5),
          squint: spike(t => mix(shape.up(t), shape.shut(t), 0.2), 0.7),
        },
      }),
    )
  }
  return part
}

function lowerLash(shape: EyeShape, place: Place, s: Share): Part {
  const thick = (t: number) => -0.004 - 0.011 * ramp(-0.1, 0.8, t) * (1 - Math.abs(t) ** 6)
  const line = (edge: (t: number) => number) => (u: number, v: number) => {
    const t = s(u) * 0.92
    return place(t, edge(t) + thick(t) * v, layer.lash - 0.004)
  }
  return gridPart({
    across: 16,
    down: 1,
    at: line(shape.down),
    uv: () => swatch('lash', 0.95),
    bind: headBound,
    morphs: {
      blink: line(t => shape.shut(t) - 0.006),
      squint: line(t => mix(shape.down(t), shape.up(t), 0.13)),
    },
  })
}

function crease(shape: EyeShape, place: Place, s: Share): Part {
  const line = (drop: number) => (u: number, v: number) => {
    const t = s(u) * 0.82 + 0.06
    const y = shape.up(0) + 0.058 - 0.085 * t * t - drop * (1 - t * t)
    return place(t, y - v * 0.009 * (1 - Math.abs(s(u)) ** 3), layer.crease)
  }
  return gridPart({
    across: 16,
    down: 1,
    at: line(0),
    uv: () => swatch('crease', 0.5),
    bind: headBound,
    morphs: { blink: line(0.045), squint: line(0.008) },
  })
}

function brow(look: FaceLook, side: 1 | -1): Part {
  const reach = 0.2
  const raised = (rise: number, knit: number) => (u: number, v: number) => {
    const t = (u * 2 - 1) * side
    const thick = look.browThick * (0.55 + 0.45 * ramp(-1, -0.5, t)) * (1 - 0.85 * ramp(-0.2, 1, t))
    const arch =
      0.05 * (1 - ((t - 0.1) / 1.05) ** 2) +
      // An inner end that hangs looks cross, most of all where a fringe hides the rest.
      0.036 * ramp(0.1, -1, t) -
      look.browFall * ramp(0, 1, t) +
      knit * ramp(0.4, -1, t)
    const x = side * (eyeAt.x + 0.02 + t * reach * 1.05)
    const y = look.browAt + rise + arch + (0.5 - v) * thick
    return [x, y, faceZ(x, y) + layer.brow] as Point
  }
  return gridPart({
    across: 16,
    down: 2,
    at: raised(0, 0),
    uv: () => swatch('brow', 0.5),
    bind: headBound,
    morphs: {
      'brows-up': raised(0.06, 0.01),
      'brows-down': raised(-0.03, -0.045),
      happy: raised(0.025, 0.012),
    },
  })
}
