// A small painter: pictures as functions of place, laid over each other, with soft edges reckoned and not sampled.
import { clamp, mix, ramp } from './numbers.ts'
import { pngOf } from './png.ts'

/** Red, green, blue, 0 to 1, as they stand in a picture file (sRGB), and how much covers what is below. */
export type Ink = readonly [red: number, green: number, blue: number, alpha: number]

export function ink(hex: string, alpha = 1): Ink {
  const at = (i: number) => Number.parseInt(hex.slice(i, i + 2), 16) / 255
  return [at(1), at(3), at(5), alpha]
}

export function inkBetween(a: Ink, b: Ink, share: number): Ink {
  const t = clamp(share)
  return [mix(a[0], b[0], t), mix(a[1], b[1], t), mix(a[2], b[2], t), mix(a[3], b[3], t)]
}

export class Painting {
  readonly widthPx: number
  readonly heightPx: number
  readonly #pixels: Float64Array

  constructor(widthPx: number, heightPx: number, ground: Ink = [0, 0, 0, 0]) {
    this.widthPx = widthPx
    this.heightPx = heightPx
    this.#pixels = new Float64Array(widthPx * heightPx * 4)
    for (let i = 0; i < this.#pixels.length; i += 1) this.#pixels[i] = ground[(i % 4) as 0] ?? 0
  }

  /** Lays a picture over it: `at` is given the place, 0 to 1 across and down. Undefined leaves what is there. */
  lay(at: (u: number, v: number) => Ink | undefined): this {
    for (let y = 0; y < this.heightPx; y += 1) {
      for (let x = 0; x < this.widthPx; x += 1) {
        const over = at((x + 0.5) / this.widthPx, (y + 0.5) / this.heightPx)
        if (over !== undefined && over[3] > 0) this.#blend((y * this.widthPx + x) * 4, over)
      }
    }
    return this
  }

  #blend(i: number, over: Ink): void {
    const below = this.#pixels[i + 3] ?? 0
    const alpha = over[3] + below * (1 - over[3])
    for (let k = 0; k < 3; k += 1) {
      const under = this.#pixels[i + k] ?? 0
      this.#pixels[i + k] = ((over[k as 0] ?? 0) * over[3] + under * below * (1 - over[3])) / alpha
    }
    this.#pixels[i + 3] = alpha
  }

  png(): Buffer {
    const bytes = new Uint8Array(this.#pixels.length)
    for (const [i, value] of this.#pixels.entries()) bytes[i] = Math.round(clamp(value) * 255)
    return pngOf(this.widthPx, this.heightPx, bytes)
  }
}

/** How much of a place lies in an ellipse whose edge is `soft` wide, in shares of its radii. */
export function inEllipse(
  u: number,
  v: number,
  ellipse: { at: readonly [number, number]; radii: readonly [number, number]; turn?: number },
  soft: number,
): number {
  const turn = ellipse.turn ?? 0
  const [dx, dy] = [u - ellipse.at[0], v - ellipse.at[1]]
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const x = (dx * cos + dy * sin) / ellipse.radii[0]
  const y = (-dx * sin + dy * cos) / ellipse.radii[1]
  return ramp(1 + soft / 2, 1 - soft / 2, Math.sqrt(x * x + y * y))
}

/** A soft spot: full in its middle, nothing at its radii. */
export function spot(
  u: number,
  v: number,
  at: readonly [number, number],
  radii: readonly [number, number],
): number {
  const d = ((u - at[0]) / radii[0]) ** 2 + ((v - at[1]) / radii[1]) ** 2
  return d >= 1 ? 0 : (1 - d) ** 2
}
