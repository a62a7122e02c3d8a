// The surface of a head: chin at -1, skull at 1, face toward +z.
import type { FaceLook } from './look.ts'
import { bell, clamp, curveOf, leanedSphere, mix, type Point, ramp } from './numbers.ts'
import { type Binding, gridPart, leanNormals, type Part } from './part.ts'

/** By height: half width, front, the depth of the widest place, back. */
const profile = curveOf([
  [1.0, 0.02, -0.06, -0.08, -0.1],
  [0.985, 0.2, 0.14, -0.08, -0.3],
  [0.93, 0.41, 0.36, -0.08, -0.52],
  [0.8, 0.63, 0.58, -0.08, -0.74],
  [0.55, 0.79, 0.73, -0.07, -0.89],
  [0.25, 0.845, 0.785, -0.05, -0.93],
  [0.0, 0.845, 0.79, -0.03, -0.9],
  [-0.2, 0.805, 0.787, -0.01, -0.82],
  [-0.4, 0.75, 0.785, 0.02, -0.64],
  [-0.55, 0.683, 0.777, 0.07, -0.38],
  [-0.7, 0.578, 0.757, 0.15, -0.1],
  [-0.82, 0.452, 0.735, 0.25, 0.08],
  [-0.9, 0.332, 0.712, 0.34, 0.22],
  [-0.96, 0.205, 0.675, 0.43, 0.36],
  [-1.0, 0.03, 0.59, 0.52, 0.5],
])

/** How far the face stands out beyond its plain shape: nose, lips, chin; and the hollows of the eyes. */
function relief(x: number, y: number): number {
  const side = Math.abs(x)
  const tip = 0.1 * bell(x, 0.055) * bell(y + 0.37, 0.085)
  const bridge = 0.035 * bell(x, 0.06) * bell(y + 0.2, 0.16)
  const hollow = -0.028 * bell(side - 0.34, 0.2) * bell(y + 0.125, 0.17)
  const lips = 0.016 * bell(x, 0.16) * bell(y + 0.635, 0.07)
  const chin = 0.02 * bell(x, 0.16) * bell(y + 0.9, 0.09)
  return tip + bridge + hollow + lips + chin
}

/** Depth of the face's front at a place of its picture. */
export function faceZ(x: number, y: number): number {
  const [width = 0, front = 0, middle = 0] = profile(y)
  const share = clamp(Math.abs(x) / Math.max(0.02, width), 0, 0.995)
  return middle + (front - middle) * (1 - share ** 2.25) ** (1 / 2.05) + relief(x, y)
}

function headPoint(u: number, v: number): Point {
  // Rows lie closer at both ends, where the shape turns.
  const y = Math.cos(Math.PI * (v * 0.985 + 0.0075))
  const turn = (u - 0.5) * 2 * Math.PI
  const [width = 0, , middle = 0, back = 0] = profile(y)
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)]
  const x = Math.sign(sin) * Math.abs(sin) ** 0.92 * width
  if (cos >= 0) return [x, y, faceZ(x, y)]
  return [x, y, middle + (back - middle) * Math.abs(cos) ** 0.95]
}

/** Where the mouth ends: what lies lower is the chin. */
const chinFromY = -0.6

/** The lower face as a host has it; eyes, nose and mouth stay where they are. */
function faced([x, y, z]: Point, { jaw, chin }: FaceLook): Point {
  const low = y < chinFromY ? chinFromY + (y - chinFromY) * chin : y
  return [x * mix(1, jaw, ramp(-0.2, -0.7, y)), low, z]
}

export const headBound = (): Binding => [['head', 1]]

/** Where the jaw goes when the mouth opens widest. */
export function jawed([x, y, z]: Point): Point {
  const drop = clamp((-0.62 - y) / 0.36) ** 1.3 * clamp((z + 0.1) / 0.4)
  return [x * (1 - 0.04 * drop), y - 0.085 * drop, z - 0.02 * drop]
}

/** Cheeks that a smile lifts. */
export function smiling([x, y, z]: Point): Point {
  const lift = bell(Math.abs(x) - 0.44, 0.2) * bell(y + 0.5, 0.18) * clamp(z * 3)
  return [x * (1 + 0.012 * lift), y + 0.014 * lift, z + 0.018 * lift]
}

/** The skin of the head. Its picture is taken from the front: x and y from -1.1 to 1.1; the back is plain skin. */
export function headPart(face: FaceLook): Part {
  const at = (u: number, v: number) => faced(headPoint(u, v), face)
  const part = gridPart({
    across: 60,
    down: 52,
    at,
    uv: (_u, _v, point) => faceUv(point),
    bind: headBound,
    isRound: true,
    morphs: { jaw: (u, v) => jawed(at(u, v)), smile: (u, v) => smiling(at(u, v)) },
  })
  return litAsFace(part).add(earPart(1)).add(earPart(-1))
}

/** Light falls on a drawn face as on an egg: its small shapes would cast blots, not shade. */
export function litAsFace(part: Part): Part {
  leanNormals(part, leanedSphere, ([x, , z]) => (z > 0.1 ? 0.9 * clamp(1.35 - Math.abs(x) * 0.8) : 0.2))
  return part
}

export function faceUv([x, y, z]: Point): readonly [number, number] {
  if (z < -0.15) return [0.985, 0.03]
  return [clamp(x / 2.2 + 0.5, 0.01, 0.97), clamp(0.5 - y / 2.2, 0.01, 0.99)]
}

function earPart(side: 1 | -1): Part {
  return gridPart({
    across: 14,
    down: 10,
    isRound: true,
    at: (u, v) => {
      const [a, b] = [u * 2 * Math.PI, v * Math.PI]
      const [x, y, z] = [
        Math.sin(b) * Math.sin(a) * 0.06,
        Math.cos(b) * 0.175,
        Math.sin(b) * Math.cos(a) * 0.11,
      ]
      return [side * 0.83 + x + side * 0.1 * y, y - 0.2, z - 0.06 + 0.12 * y]
    },
    uv: () => [0.985, 0.03],
    bind: headBound,
    morphs: {},
  })
}
