// Pieces of clothes that hosts share: collars, lapels, a tie, bows, scarves.
import { trunkZ } from './body.ts'
import { type Fabric, laidPart, piecePart } from './cloth.ts'
import { bell, mix, type Point, ramp } from './numbers.ts'
import { type Binding, gridPart, type Part } from './part.ts'

type Uv = readonly [number, number]

/** Half of a jacket's lapels, with its notch. */
export function lapel(s: 1 | -1, uv: Fabric): Part {
  const inner = (v: number) => mix(0.36, 0.02, v)
  const outer = (v: number) =>
    v < 0.42 ? mix(0.5, 0.82, v / 0.42) : mix(0.74, 0.04, ((v - 0.42) / 0.58) ** 1.15)
  const [a, b] = s > 0 ? [inner, outer] : [(v: number) => -outer(v), (v: number) => -inner(v)]
  return laidPart({
    top: -1.52,
    bottom: -3.6,
    left: a,
    right: b,
    lift: s > 0 ? 0.05 : 0.075,
    liftRight: s > 0 ? 0.075 : 0.05,
    thick: 0.035,
    down: 26,
    uv,
  })
}

/** Half of a shirt's collar: stands around the neck, folds over, and ends in a point. */
export function collar(s: 1 | -1, uv: Fabric, about = { point: 0.42, open: 0.1 }): Part {
  return piecePart({
    across: 16,
    down: 6,
    at: (side, v) => {
      // From behind the neck (u 0) to the front (u 1); sheets run to the viewer's right.
      const u = s > 0 ? 1 - side : side
      const turn = mix(Math.PI, about.open, u)
      const front = ramp(0.45, 1, u)
      const fall = mix(0.16, about.point, front ** 2)
      const r = 0.335 + 0.1 * v + 0.09 * front * v
      const y = mix(-1.24 - 0.16 * front, -1.24 - 0.16 * front - fall, v)
      return [
        s * (Math.sin(turn) * r * (1 + 0.1 * v) + 0.2 * v * front ** 4),
        y,
        -0.22 + Math.cos(turn) * r + 0.15 * front * v,
      ]
    },
    out: side => {
      const u = s > 0 ? 1 - side : side
      const turn = mix(Math.PI, about.open, u)
      return [s * Math.sin(turn), 0.3, Math.cos(turn)]
    },
    thick: 0.035,
    uv,
    bind: ([, y]) => [
      ['chest', 1 - 0.35 * ramp(-1.65, -1.3, y)],
      ['neck', 0.35 * ramp(-1.65, -1.3, y)],
    ],
  })
}

export function tie(uv: Fabric): Part {
  const knot = laidPart({
    top: -1.5,
    bottom: -1.72,
    left: v => -mix(0.115, 0.07, v),
    right: v => mix(0.115, 0.07, v),
    lift: 0.17,
    thick: 0.06,
    across: 4,
    down: 4,
    uv,
  })
  const blade = laidPart({
    top: -1.7,
    bottom: -3.35,
    left: v => -mix(0.055, 0.14, v) * (v > 0.9 ? (1 - v) * 10 : 1),
    right: v => mix(0.055, 0.14, v) * (v > 0.9 ? (1 - v) * 10 : 1),
    lift: 0.115,
    thick: 0.035,
    across: 4,
    down: 20,
    uv,
  })
  return knot.add(blade)
}

/** A soft bow with its middle at a height on the chest. */
export function bow(middleY: number, size: number, uv: Fabric): Part {
  const loop = (s: 1 | -1) =>
    piecePart({
      across: 12,
      down: 8,
      at: (side, v) => {
        const u = s > 0 ? side : 1 - side
        const high = size * (0.16 + 0.5 * Math.sin(Math.PI * (0.12 + 0.76 * u)) ** 1.2)
        const x = s * size * (0.08 + 0.86 * u)
        const y = middleY + (0.5 - v) * high + size * 0.1 * u - size * 0.12 * u * u
        return [x, y, trunkZ(x, y) + 0.15 + 0.11 * Math.sin(Math.PI * u) * (1 - (2 * v - 1) ** 2 * 0.6)]
      },
      out: () => [0, 0, 1],
      thick: 0.045,
      uv,
    })
  const tail = (s: 1 | -1) =>
    piecePart({
      across: 6,
      down: 14,
      at: (u, v) => {
        const wide = size * mix(0.12, 0.3, v)
        const x = s * size * (0.06 + 0.34 * v ** 1.2) + (u - 0.5) * wide
        const y = middleY - size * 1.35 * v - 0.05 * bell(u - 0.5, 0.3) * v
        return [x, y, trunkZ(x, y) + 0.13 + 0.02 * Math.sin(v * 7 + u)]
      },
      out: () => [0, 0, 1],
      thick: 0.035,
      uv,
    })
  const knot = piecePart({
    across: 6,
    down: 6,
    at: (u, v) => {
      const x = (u - 0.5) * size * 0.26 * (1 - 0.25 * (2 * v - 1) ** 2)
      const y = middleY + (0.5 - v) * size * 0.3
      return [x, y, trunkZ(x, y) + 0.2 + 0.06 * (1 - (2 * u - 1) ** 2)]
    },
    out: () => [0, 0, 1],
    thick: 0.06,
    uv,
  })
  return tail(1).add(tail(-1)).add(loop(1)).add(loop(-1)).add(knot)
}

/** A roll of cloth around the neck, thicker and lower in front. */
export function scarf(uv: Uv): Part {
  return gridPart({
    across: 32,
    down: 10,
    isRound: true,
    at: (u, v) => {
      const turn = (u - 0.5) * 2 * Math.PI
      const front = (1 + Math.cos(turn)) / 2
      const roll = v * 2 * Math.PI
      const thick = 0.1 + 0.035 * front
      const r = 0.37 + 0.07 * front + Math.sin(roll) * thick
      return [
        Math.sin(turn) * r,
        -1.4 - 0.17 * front ** 2 + Math.cos(roll) * thick * 1.15,
        -0.22 + Math.cos(turn) * r * 1.02,
      ]
    },
    uv: () => uv,
    bind: () => [
      ['chest', 0.7],
      ['neck', 0.3],
    ],
  })
}

/** A band around a bunch of hair: a ring at a place, across a direction. */
export function hairBand(
  at: Point,
  axis: Point,
  radius: number,
  thick: number,
  uv: Uv,
  bind: () => Binding,
): Part {
  const [ax, ay] = axis
  return gridPart({
    across: 22,
    down: 10,
    isRound: true,
    at: (u, v) => {
      const [turn, roll] = [u * 2 * Math.PI, v * 2 * Math.PI]
      const ruffle = thick * (1 + 0.16 * Math.sin(turn * 9))
      const r = radius + Math.sin(roll) * ruffle
      // The ring lies in the plane of z and of what is across the axis in the picture.
      const across = Math.cos(turn) * r
      const along = Math.cos(roll) * ruffle
      return [at[0] - ay * across + ax * along, at[1] + ax * across + ay * along, at[2] + Math.sin(turn) * r]
    },
    uv: () => uv,
    bind,
  })
}
