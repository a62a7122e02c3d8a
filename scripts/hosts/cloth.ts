// Pieces of cloth with a thickness, so that they have edges: laid on the trunk, or stood around the neck.
import { trunkBound, trunkZ } from './body.ts'
import { mix, plus, type Point } from './numbers.ts'
import { type Binding, gridPart, Part, smooth } from './part.ts'

export type Fabric = (u: number, v: number) => readonly [number, number]

export type Piece = {
  readonly across: number
  readonly down: number
  /** The middle of the piece. */
  at(u: number, v: number): Point
  /** Which way it faces there. */
  out(u: number, v: number): Point
  readonly thick: number
  readonly uv: Fabric
  readonly bind?: (point: Point) => Binding
}

/** A closed slab: front, back and the four rims between. */
export function piecePart(piece: Piece): Part {
  const shell = (share: number, isTurned: boolean) =>
    gridPart({
      across: piece.across,
      down: piece.down,
      isTurned,
      at: (u, v) => plus(piece.at(u, v), piece.out(u, v), (share * piece.thick) / 2),
      uv: piece.uv,
      bind: piece.bind ?? trunkBound,
    })
  const part = new Part().add(shell(1, false)).add(shell(-1, true))
  const columns = piece.across + 1
  const backs = columns * (piece.down + 1)
  const rim = [
    ...Array.from({ length: piece.across }, (_, i) => [i, i + 1]),
    ...Array.from({ length: piece.down }, (_, j) => [
      j * columns + piece.across,
      (j + 1) * columns + piece.across,
    ]),
    ...Array.from({ length: piece.across }, (_, i) => [
      piece.down * columns + i + 1,
      piece.down * columns + i,
    ]),
    ...Array.from({ length: piece.down }, (_, j) => [(j + 1) * columns, j * columns]),
  ]
  for (const [a = 0, b = 0] of rim) part.triangles.push(a, b + backs, a + backs, a, b, b + backs)
  smooth(part)
  return part
}

/** A piece that lies on the trunk's front between two edges, each given by its share down. */
export function laidPart(laid: {
  readonly top: number
  readonly bottom: number
  left(v: number): number
  right(v: number): number
  /** Height at a place, where edges are not level. */
  y?(u: number, v: number): number
  readonly lift: number
  readonly liftRight?: number
  readonly thick?: number
  readonly across?: number
  readonly down?: number
  readonly uv: Fabric
}): Part {
  const place = (u: number, v: number): Point => {
    const y = laid.y?.(u, v) ?? mix(laid.top, laid.bottom, v)
    const x = mix(laid.left(v), laid.right(v), u)
    return [x, y, trunkZ(x, y) + mix(laid.lift, laid.liftRight ?? laid.lift, u)]
  }
  return piecePart({
    across: laid.across ?? 8,
    down: laid.down ?? 14,
    at: place,
    out: () => [0, 0.1, 1],
    thick: laid.thick ?? 0.035,
    uv: laid.uv,
  })
}

/** A small ball, for buttons, pins and earrings. */
export function bead(
  at: Point,
  radii: Point,
  uv: readonly [number, number],
  bind?: (point: Point) => Binding,
): Part {
  return gridPart({
    across: 12,
    down: 8,
    isRound: true,
    at: (u, v) => {
      const [a, b] = [u * 2 * Math.PI, v * Math.PI]
      return [
        at[0] + Math.sin(b) * Math.sin(a) * radii[0],
        at[1] + Math.cos(b) * radii[1],
        at[2] + Math.sin(b) * Math.cos(a) * radii[2],
      ]
    },
    uv: () => uv,
    bind: bind ?? trunkBound,
  })
}
