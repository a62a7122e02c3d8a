// A picture of fabrics: one plain colour per strip, with soft folds where asked.
import { type FabricUv } from './body.ts'
import { bell, clamp, ramp } from './numbers.ts'
import { type Ink, ink, inkBetween, Painting } from './paint.ts'

export type Fabrics<Name extends string> = {
  /** One colour. */
  plain(name: Name): readonly [number, number]
  /** The whole strip, for what is seen from the front: x from -2 to 2, y from -1 to -7. */
  front(name: Name): FabricUv
  readonly picture: Buffer
}

const stripPx = 128

/**
 * Fabrics by name: a colour, and the shade of its folds. `draw` may lay a pattern, given the place on the body. `trunk` marks
 * what is seen from the front, with the shade that arms and chest leave on it.
 */
export function fabrics<Name extends string>(
  colours: Readonly<
    Record<
      Name,
      { base: string; fold: string; trunk?: boolean; draw?: (x: number, y: number) => Ink | undefined }
    >
  >,
): Fabrics<Name> {
  const names = Object.keys(colours) as Name[]
  const middle = (name: Name) => (names.indexOf(name) + 0.5) / names.length
  const front =
    (name: Name): FabricUv =>
    ([x, y]) => [(names.indexOf(name) + 0.02 + 0.96 * clamp((x + 2) / 4)) / names.length, clamp((-1 - y) / 6)]
  const picture = new Painting(stripPx * names.length, 256, [0, 0, 0, 1])
    .lay((u, v) => {
      const name = names[Math.floor(u * names.length)] as Name
      const { base, fold, trunk, draw } = colours[name]
      const [x, y] = [(((u * names.length) % 1) / 0.96 - 0.02) * 4 - 2, -1 - v * 6]
      const ground = ink(base)
      if (trunk !== true) return ground
      const side = Math.abs(x)
      const underArm = 0.55 * bell(side - 1.0 + (y + 2.6) * 0.06, 0.12) * ramp(-2.0, -2.6, y)
      const underBust = 0.4 * bell(y + 3.3 - 0.25 * bell(side - 0.42, 0.3), 0.1) * ramp(0.85, 0.6, side)
      const pulled =
        0.22 * bell(Math.sin((side * 0.7 - y) * 5.2) - 1, 0.35) * ramp(0.25, 0.6, side) * ramp(-2.2, -2.7, y)
      const shaded = inkBetween(ground, ink(fold), Math.max(underArm, underBust, pulled))
      const drawn = draw?.(x, y)
      return drawn === undefined ? shaded : inkBetween(shaded, [drawn[0], drawn[1], drawn[2], 1], drawn[3])
    })
    .png()
  return { plain: name => [middle(name), 0.5], front, picture }
}
