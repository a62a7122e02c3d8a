// A picture of fabrics, a strip each: what is seen from the front with the shade that lies on a body, pieces with their edges and seams.
import { type FabricUv } from './body.ts'
import type { Fabric } from './cloth.ts'
import { bell, clamp, ramp } from './numbers.ts'
import { type Ink, ink, inkBetween, Painting } from './paint.ts'

export type FabricLook = {
  readonly base: string
  /** The shade of its folds. */
  readonly fold: string
  /** Seen from the front: shade of arms and chest lies on it. Else a piece, shaded toward its own edges. */
  readonly trunk?: boolean
  /** Of a piece: the colour of a seam along its edges. */
  readonly seam?: string
  /** Knitted in ribs. */
  readonly knit?: boolean
  /** Lays a pattern, given the place on the body. */
  readonly draw?: (x: number, y: number) => Ink | undefined
}

export type Fabrics<Name extends string> = {
  /** One colour, from the middle of its strip. */
  plain(name: Name): readonly [number, number]
  /** The whole strip across and down a piece. */
  piece(name: Name): Fabric
  /** The whole strip, for what is seen from the front: x from -2 to 2, y from -1 to -7. */
  front(name: Name): FabricUv
  readonly picture: Buffer
}

const stripPx = 192
const highPx = 384
/** Strips are read a little inside, so that none runs into its neighbour where the picture is made smaller. */
const inside = (share: number) => 0.02 + 0.96 * clamp(share)

export function fabrics<Name extends string>(colours: Readonly<Record<Name, FabricLook>>): Fabrics<Name> {
  const names = Object.keys(colours) as Name[]
  const across = (name: Name, share: number) => (names.indexOf(name) + inside(share)) / names.length
  const picture = new Painting(stripPx * names.length, highPx, [0, 0, 0, 1])
    .lay((u, v) => {
      const look = colours[names[Math.floor(u * names.length)] as Name]
      const share = (((u * names.length) % 1) - 0.02) / 0.96
      return look.trunk === true ? frontOf(look, share * 4 - 2, -1 - v * 6) : pieceOf(look, clamp(share), v)
    })
    .png()
  return {
    plain: name => [across(name, 0.5), 0.5],
    piece: name => (u, v) => [across(name, u), inside(v)],
    front:
      name =>
      ([x, y]) => [across(name, (x + 2) / 4), clamp((-1 - y) / 6)],
    picture,
  }
}

function frontOf({ base, fold, draw, knit }: FabricLook, x: number, y: number): Ink {
  const side = Math.abs(x)
  const underCollar = 0.7 * ramp(-2.05, -1.62, y + 0.18 * side) * ramp(0.95, 0.5, side)
  const underArm = 0.62 * bell(side - 1.0 + (y + 2.6) * 0.06, 0.14) * ramp(-1.95, -2.6, y)
  const underBust = 0.4 * bell(y + 3.3 - 0.25 * bell(side - 0.42, 0.3), 0.14) * ramp(0.85, 0.6, side)
  const pulled =
    0.26 * bell(Math.sin((side * 0.7 - y) * 5.2) - 1, 0.35) * ramp(0.25, 0.6, side) * ramp(-2.2, -2.7, y)
  // On sleeves, where the elbow gathers the cloth.
  const gathered =
    0.4 * bell(Math.sin((side * 0.5 + y) * 7.5 + 1.2) - 1, 0.3) * ramp(1.14, 1.24, side) * bell(y + 3.55, 0.6)
  const lower = 0.34 * ramp(-2.4, -4.6, y)
  const ribs = knit === true ? 0.16 * bell(Math.sin(x * 30) - 1, 0.6) : 0
  const dark = Math.max(underCollar, underArm, underBust, pulled, gathered, lower) + ribs
  const shaded = inkBetween(ink(base), ink(fold), dark)
  const drawn = draw?.(x, y)
  return drawn === undefined ? shaded : inkBetween(shaded, [drawn[0], drawn[1], drawn[2], 1], drawn[3])
}

/** How far from an edge its seam lies, and half of how broad a thread is; shares of the piece. */
const seamIn = 0.14
const threadHalf = 0.022

function pieceOf({ base, fold, seam, knit }: FabricLook, u: number, v: number): Ink {
  const edge = Math.min(u, 1 - u)
  const turned = 0.55 * ramp(0.13, 0, edge)
  const lower = 0.45 * ramp(0.55, 1, v) + 0.3 * ramp(0.08, 0, v)
  const ribs = knit === true ? 0.3 * bell(Math.sin(u * 20) - 1, 0.7) : 0
  const cloth = inkBetween(ink(base), ink(fold), Math.max(turned, lower) + ribs)
  if (seam === undefined) return cloth
  const isStitch = (v * 44) % 1 < 0.66
  return inkBetween(cloth, ink(seam), isStitch ? 0.75 * bell(edge - seamIn, threadHalf) : 0)
}
