// Locks of hair: flat, pointed, along a line that leaves the head; and the cap they grow from.
import { faceZ } from './head.ts'
import {
  clamp,
  cross,
  dot,
  leanedSphere,
  lengthOf,
  lineThrough,
  mix,
  plus,
  type Point,
  ramp,
  unit,
} from './numbers.ts'
import { type Binding, gridPart, leanNormals, Part } from './part.ts'

/** The skull that hair lies on: a little larger than the head. */
const skull = { middle: [0, 0.1, -0.08] as Point, radii: [0.905, 0.975, 0.94] as Point }

/** A place on the skull by its direction: turn 0 is the front, 90 the host's left; rise 90 is the top. Degrees, and how far out. */
export function onSkull(turnDeg: number, riseDeg: number, lift = 0): Point {
  const [turn, rise] = [(turnDeg * Math.PI) / 180, (riseDeg * Math.PI) / 180]
  const way: Point = [Math.sin(turn) * Math.cos(rise), Math.sin(rise), Math.cos(turn) * Math.cos(rise)]
  const at = (k: 0 | 1 | 2) => skull.middle[k] + way[k] * (skull.radii[k] + lift)
  return [at(0), at(1), at(2)]
}

/** A place before the face or the skull's front, whichever is farther out, by its place in the picture. */
export function onFront(x: number, y: number, lift: number): Point {
  const [a, b] = [x / skull.radii[0], (y - skull.middle[1]) / skull.radii[1]]
  const left = 1 - a * a - b * b
  const bySkull = left > 0 ? skull.middle[2] + skull.radii[2] * Math.sqrt(left) : -1
  const byFace = Math.abs(x) < 0.8 ? faceZ(x, clamp(y, -0.98, 0.98)) : -1
  return [x, y, Math.max(bySkull, byFace, 0.12) + lift]
}

export type Lock = {
  readonly through: readonly Point[]
  /** Half of how wide and how thick it is where it is widest. */
  readonly wide: number
  readonly thick: number
  /** Where along it it is widest; from there it runs to its point. */
  readonly widestAt?: number
  /** How wide it is at its root, as a share. */
  readonly root?: number
  /** How blunt its end is: 0 a needle, 1 nearly round. */
  readonly blunt?: number
  readonly segments?: number
  /** Which part of the streaks it shows, 0 to 1. */
  readonly streak: number
  /** Arc already behind its beginning, for the ring of light that goes through all locks at one height. */
  readonly arcFrom?: number
  readonly sway: (along: number, point: Point) => Binding
  /** Turned about its own line, degrees at its end. */
  readonly twistDeg?: number
}

/** Longest arc in the picture of hair, heads: what its lower end shows. */
export const longestArc = 4.2

export function lockPart(lock: Lock): Part {
  const segments = lock.segments ?? 14
  const ring = 6
  const line = lineThrough(lock.through)
  const points = Array.from({ length: segments + 1 }, (_, i) => line(easedAlong(i / segments)))
  const arcs: number[] = [lock.arcFrom ?? 0]
  for (let i = 1; i <= segments; i += 1)
    arcs.push((arcs[i - 1] as number) + lengthOf(plus(points[i] as Point, points[i - 1] as Point, -1)))
  const frames = framesAlong(points, lock.twistDeg ?? 0)
  const part = gridPart({
    across: ring,
    down: segments,
    isRound: true,
    at: (u, v) => {
      const i = Math.round(v * segments)
      const { side, out } = frames[i] as Frame
      const size = sizeAlong(lock, easedAlong(v))
      const turn = u * 2 * Math.PI
      const [sin, cos] = [Math.sin(turn), Math.cos(turn)]
      // A lens, more bowed outside than inside, with an edge on either side.
      const outward = (cos > 0 ? 1 : 0.45) * Math.sign(cos) * Math.abs(cos) ** 1.15
      return plus(plus(points[i] as Point, side, sin * lock.wide * size), out, outward * lock.thick * size)
    },
    uv: (u, v) => {
      const edge = Math.abs(((u + 0.25) % 1) - 0.5) * 2
      return [
        clamp(lock.streak + (edge - 0.5) * 0.22, 0.01, 0.99),
        clamp((arcs[Math.round(v * segments)] as number) / longestArc, 0.01, 0.99),
      ]
    },
    bind: (_point, _u, v) => lock.sway(v, points[Math.round(v * segments)] as Point),
  })
  leanNormals(part, leanedSphere, () => 0.32)
  return part
}

/** Points closer together at the beginning, where a lock bends over the skull. */
const easedAlong = (v: number) => mix(v ** 1.35, v, 0.25)

function sizeAlong(lock: Lock, along: number): number {
  const widest = lock.widestAt ?? 0.55
  const root = lock.root ?? 0.45
  if (along < widest) return mix(root, 1, ramp(0, widest, along))
  const rest = (along - widest) / (1 - widest)
  const blunt = lock.blunt ?? 0.25
  return Math.max(
    0.004,
    mix(
      Math.cos((rest * Math.PI) / 2) ** 0.9 * (1 - 0.25 * rest),
      Math.sqrt(Math.max(0, 1 - rest * rest)),
      blunt,
    ),
  )
}

type Frame = { readonly side: Point; readonly out: Point }

function framesAlong(points: readonly Point[], twistDeg: number): Frame[] {
  return points.map((point, i) => {
    const before = points[Math.max(0, i - 1)] as Point
    const after = points[Math.min(points.length - 1, i + 1)] as Point
    const along = unit(plus(after, before, -1))
    const away: Point = [point[0], Math.max(0, point[1]) * 0.9, point[2] + 0.08]
    const out = unit(plus(away, along, -dot(away, along)))
    const side = unit(cross(out, along))
    const turn = ((twistDeg * Math.PI) / 180) * (i / (points.length - 1))
    const turned = (a: Point, b: Point): Point =>
      plus([a[0] * Math.cos(turn), a[1] * Math.cos(turn), a[2] * Math.cos(turn)], b, Math.sin(turn))
    return { side: turned([-side[0], -side[1], -side[2]], out), out: turned(out, side) }
  })
}

/** What hair grows from: covers the skull behind the hairline, so that no skin shows between locks. */
export function capPart(crown: Point): Part {
  const part = gridPart({
    across: 48,
    down: 14,
    isRound: true,
    at: (u, v) => {
      const turnDeg = (u - 0.5) * 360
      const side = Math.abs(turnDeg)
      // The hairline: high over the forehead, before the ears, low at the nape.
      const low = 24 - 16 * ramp(25, 60, side) - 58 * ramp(85, 140, side)
      const [x, y, z] = onSkull(turnDeg, mix(90, low, v), 0.03)
      return [x, y, z > 0 && Math.abs(x) < 0.8 ? Math.max(z, faceZ(x, y) + 0.03) : z]
    },
    uv: (u, _v, point) => [
      0.1 + 0.8 * Math.abs(((u * 9) % 1) - 0.5) * 2,
      clamp(lengthOf(plus(point, crown, -1)) / longestArc, 0.01, 0.99),
    ],
    bind: () => [['head', 1]],
  })
  leanNormals(part, leanedSphere, () => 0.3)
  return part
}

export function hairOf(locks: readonly Lock[]): Part {
  const part = new Part()
  for (const lock of locks) part.add(lockPart(lock))
  return part
}
