// Neck, trunk and arms, and the surfaces that clothes are cut from.
import { bell, clamp, curveOf, mix, plus, type Point, ramp, unit } from './numbers.ts'
import { type Binding, gridPart, type Part } from './part.ts'
import { alongArm } from './skeleton.ts'

/** By height: half width, front, back. Slender, with shoulders that fall. */
const trunk = curveOf([
  [-1.5, 0.3, 0.05, -0.56],
  [-1.55, 0.4, 0.15, -0.6],
  [-1.63, 0.54, 0.22, -0.63],
  [-1.7, 0.83, 0.27, -0.65],
  [-1.8, 1.04, 0.31, -0.66],
  [-1.9, 1.125, 0.33, -0.665],
  [-1.98, 1.145, 0.35, -0.67],
  [-2.2, 1.14, 0.42, -0.68],
  [-2.6, 1.1, 0.52, -0.68],
  [-3.1, 1.03, 0.58, -0.66],
  [-3.7, 0.95, 0.5, -0.6],
  [-4.6, 0.82, 0.4, -0.52],
  [-5.6, 0.9, 0.42, -0.55],
  [-6.6, 1.06, 0.46, -0.62],
])

function trunkSection(y: number, turn: number): Point {
  const [width = 0, front = 0, back = 0] = trunk(y)
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)]
  const x = Math.sign(sin) * Math.abs(sin) ** 0.86 * width
  const middle = mix(front, back, 0.55)
  const z = middle + Math.abs(cos) ** 0.9 * (cos > 0 ? front - middle : back - middle)
  return [x, y, z + (cos > 0 ? bust(x, y) : 0)]
}

const bust = (x: number, y: number) => 0.13 * bell(Math.abs(x) - 0.42, 0.33) * bell(y + 2.85, 0.42)

/** Depth of the trunk's front at a place of its picture. */
export function trunkZ(x: number, y: number): number {
  const [width = 0, front = 0, back = 0] = trunk(y)
  const sin = clamp(Math.abs(x) / Math.max(0.05, width), 0, 0.98) ** (1 / 0.86)
  const cos = Math.sqrt(Math.max(0, 1 - sin * sin))
  const middle = mix(front, back, 0.55)
  return middle + cos ** 0.9 * (front - middle) + bust(x, y)
}

/** The trunk follows the chest; its lower end the spine and the hips; its collar the neck a little. */
export function trunkBound([, y]: Point): Binding {
  const hips = ramp(-5.2, -6.2, y)
  const spine = ramp(-3.9, -4.9, y) * (1 - hips)
  const neck = 0.3 * ramp(-1.62, -1.38, y)
  return [
    ['chest', 1 - hips - spine - neck],
    ['spine', spine],
    ['hips', hips],
    ['neck', neck],
  ].filter(([, share]) => (share as number) > 0.001) as unknown as Binding
}

export type FabricUv = (point: Point) => readonly [number, number]

export function trunkPart(uv: FabricUv): Part {
  return gridPart({
    across: 44,
    down: 34,
    isRound: true,
    at: (u, v) => trunkSection(mix(-1.5, -6.6, v ** 1.4), (u - 0.5) * 2 * Math.PI),
    uv: (_u, _v, point) => uv(point),
    bind: trunkBound,
  })
}

/** A sleeve with its shoulder: from inside the trunk down to above the hand. */
export function sleevePart(side: 1 | -1, uv: FabricUv, puff = 0): Part {
  const radius = curveOf([
    [-0.26, 0.02],
    [-0.22, 0.085],
    [-0.12, 0.16],
    [0, 0.212],
    [0.3, 0.268 + puff],
    [0.7, 0.285 + puff],
    [1.2, 0.265],
    [1.9, 0.25],
    [3.0, 0.2],
  ])
  const lean = unit(plus(alongArm(side, 1), alongArm(side, 0), -1))
  const across: Point = [-lean[1], lean[0], 0]
  return gridPart({
    across: 18,
    down: 20,
    isRound: true,
    at: (u, v) => {
      const along = mix(-0.26, 3.0, v ** 1.5)
      const [r = 0] = radius(along)
      const turn = (u - 0.5) * 2 * Math.PI
      const point = plus(alongArm(side, along), across, Math.sin(turn) * r)
      return [point[0], point[1], point[2] + Math.cos(turn) * r * 1.02]
    },
    uv: (_u, _v, point) => uv(point),
    bind: (_point, _u, v) => {
      const share = ramp(-0.2, 0.45, mix(-0.26, 3.0, v ** 1.5))
      const name = side > 0 ? 'left' : 'right'
      const lower = ramp(1.7, 2.1, mix(-0.26, 3.0, v ** 1.5))
      const parts: [string, number][] = [
        ['chest', 1 - share],
        [`${name}UpperArm`, share * (1 - lower)],
        [`${name}LowerArm`, share * lower],
      ]
      return parts.filter(([, part]) => part > 0.001)
    },
  })
}

/** The neck, and the skin below it that an open collar shows. Its picture: dark under the chin, plain at the collar. */
export function neckPart(): Part {
  const section = curveOf([
    [-0.55, 0.27, -0.16, 0.26],
    [-0.8, 0.26, -0.17, 0.26],
    [-1.1, 0.25, -0.2, 0.26],
    [-1.35, 0.265, -0.22, 0.28],
    [-1.5, 0.34, -0.22, 0.34],
    [-1.62, 0.5, -0.21, 0.42],
    [-1.75, 0.6, -0.2, 0.42],
    [-1.95, 0.7, -0.18, 0.42],
    [-2.3, 0.7, -0.16, 0.42],
  ])
  return gridPart({
    across: 28,
    down: 20,
    isRound: true,
    at: (u, v) => {
      const y = mix(-0.55, -2.3, v)
      const turn = (u - 0.5) * 2 * Math.PI
      const [width = 0, middle = 0, depth = 0] = section(y)
      // Two cords that run from the ears to the collar bones.
      const cords = 0.02 * bell(Math.abs(turn) - 0.45 - (y + 1.1) * 0.35, 0.2) * ramp(-0.7, -1.3, y)
      return [Math.sin(turn) * (width + cords), y, middle + Math.cos(turn) * (depth + cords)]
    },
    uv: (_u, _v, [, y]) => [0.985, mix(0.12, 0.98, clamp((-0.6 - y) / 1.2))],
    bind: ([, y]) => {
      const head = ramp(-1.15, -0.7, y)
      const chest = ramp(-1.4, -1.65, y)
      const parts: [string, number][] = [
        ['head', head],
        ['neck', 1 - head - chest],
        ['chest', chest],
      ]
      return parts.filter(([, part]) => part > 0.001)
    },
  })
}
