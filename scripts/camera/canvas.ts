// A picture in YUV 4:2:0 (BT.709, limited range) that light is added to and letters are laid on, without any library.

export type Colour = { readonly r: number; readonly g: number; readonly b: number }

/** A colour in YUV; as light, what it adds at full strength. */
type Yuv = { readonly y: number; readonly u: number; readonly v: number }

/** What to add or lay on: one byte per pixel. */
export type Mask = { readonly widthPx: number; readonly heightPx: number; readonly bytes: Uint8Array }

// BT.709 into the limited range: 219 steps of luma above 16, 224 of chroma around 128.
function lightOf({ r, g, b }: Colour): Yuv {
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b
  return { y: (y * 219) / 255, u: (((b - y) / 1.8556) * 224) / 255, v: (((r - y) / 1.5748) * 224) / 255 }
}

export class Canvas {
  readonly widthPx: number
  readonly heightPx: number
  /** All three planes, as FFmpeg's yuv420p has them. */
  readonly bytes: Buffer
  readonly #y: Uint8Array
  readonly #u: Uint8Array
  readonly #v: Uint8Array

  /** Sides must be even. */
  constructor(widthPx: number, heightPx: number) {
    this.widthPx = widthPx
    this.heightPx = heightPx
    const pixels = widthPx * heightPx
    this.bytes = Buffer.alloc(pixels * 1.5)
    this.#y = this.bytes.subarray(0, pixels)
    this.#u = this.bytes.subarray(pixels, pixels * 1.25)
    this.#v = this.bytes.subarray(pixels * 1.25)
  }

  /** Takes over a picture of the same size in 3 bytes per pixel. */
  paint(rgb: Uint8Array): void {
    const halfWidth = this.widthPx / 2
    for (let y = 0; y < this.heightPx; y++) {
      for (let x = 0; x < this.widthPx; x++) {
        const at = (y * this.widthPx + x) * 3
        const light = lightOf({ r: rgb[at] ?? 0, g: rgb[at + 1] ?? 0, b: rgb[at + 2] ?? 0 })
        this.#y[y * this.widthPx + x] = Math.round(16 + light.y)
        if (((x | y) & 1) === 0) {
          const half = (y >> 1) * halfWidth + (x >> 1)
          this.#u[half] = Math.round(128 + light.u)
          this.#v[half] = Math.round(128 + light.v)
        }
      }
    }
  }

  copyFrom(other: Canvas): void {
    other.bytes.copy(this.bytes)
  }

  /** Adds light of one colour through a mask whose corner lies at (x, y), at `strength` 0 to 1 and above. */
  addLight(mask: Mask, x: number, y: number, light: { colour: Colour; strength: number }): void {
    const { y: dy, u: du, v: dv } = lightOf(light.colour)
    const factors = {
      y: factor(dy, light.strength),
      u: factor(du, light.strength),
      v: factor(dv, light.strength),
    }
    const left = Math.round(x)
    const top = Math.round(y)
    for (let row = Math.max(0, -top); row < mask.heightPx && top + row < this.heightPx; row++) {
      const from = row * mask.widthPx
      const luma = (top + row) * this.widthPx + left
      const chroma = ((top + row) >> 1) * (this.widthPx >> 1)
      const hasChroma = ((top + row) & 1) === 0
      for (let column = Math.max(0, -left); column < mask.widthPx && left + column < this.widthPx; column++) {
        const strength = mask.bytes[from + column] as number
        if (strength === 0) continue
        const at = luma + column
        const lit = (this.#y[at] as number) + ((strength * factors.y) >> 16)
        this.#y[at] = lit > 235 ? 235 : lit
        if (!hasChroma || ((left + column) & 1) === 1) continue
        const half = chroma + ((left + column) >> 1)
        this.#u[half] = clampChroma((this.#u[half] as number) + ((strength * factors.u) >> 16))
        this.#v[half] = clampChroma((this.#v[half] as number) + ((strength * factors.v) >> 16))
      }
    }
  }

  /** Adds a picture of light (3 bytes per pixel), each row shifted sideways by `shiftPx(row)`, in fractions of a pixel. */
  addSwaying(rgb: Uint8Array, size: { widthPx: number; heightPx: number }, place: Sway): void {
    for (let row = 0; row < size.heightPx; row++) {
      const shift = place.shiftPx(row)
      const whole = Math.floor(shift)
      const part = shift - whole
      const y = place.yPx + row
      for (let column = 1; column < size.widthPx; column++) {
        const at = (row * size.widthPx + column) * 3
        const r = (rgb[at] as number) * (1 - part) + (rgb[at - 3] as number) * part
        const g = (rgb[at + 1] as number) * (1 - part) + (rgb[at - 2] as number) * part
        const b = (rgb[at + 2] as number) * (1 - part) + (rgb[at - 1] as number) * part
        if (r < 1) continue
        this.#addPixel(
          place.xPx + column + whole,
          y,
          r * place.strength,
          g * place.strength,
          b * place.strength,
        )
      }
    }
  }

  /** Lays a colour on through a mask: letters. */
  lay(
    mask: Mask,
    from: { xPx: number; widthPx: number },
    at: { xPx: number; yPx: number },
    colour: Colour,
  ): void {
    const light = lightOf(colour)
    for (let row = 0; row < mask.heightPx; row++) {
      for (let column = 0; column < from.widthPx; column++) {
        const alpha = mask.bytes[row * mask.widthPx + from.xPx + column] as number
        if (alpha === 0) continue
        const x = at.xPx + column
        const y = at.yPx + row
        mix(this.#y, y * this.widthPx + x, 16 + light.y, alpha)
        if (((x | y) & 1) === 1) continue
        const half = (y >> 1) * (this.widthPx >> 1) + (x >> 1)
        mix(this.#u, half, 128 + light.u, alpha)
        mix(this.#v, half, 128 + light.v, alpha)
      }
    }
  }

  #addPixel(x: number, y: number, r: number, g: number, b: number): void {
    const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b
    const at = y * this.widthPx + x
    const lit = (this.#y[at] as number) + luma * 0.859
    this.#y[at] = lit > 235 ? 235 : lit
    if (((x | y) & 1) === 1) return
    const half = (y >> 1) * (this.widthPx >> 1) + (x >> 1)
    this.#u[half] = clampChroma((this.#u[half] as number) + (b - luma) * 0.473)
    this.#v[half] = clampChroma((this.#v[half] as number) + (r - luma) * 0.558)
  }
}

export type Sway = {
  readonly xPx: number
  readonly yPx: number
  readonly strength: number
  readonly shiftPx: (row: number) => number
}

/** As a whole number of 1/65536 per step of a mask of 0 to 255. */
function factor(full: number, strength: number): number {
  return Math.round((full * strength * 65_536) / 255)
}

function clampChroma(value: number): number {
  return value < 16 ? 16 : value > 240 ? 240 : value
}

function mix(plane: Uint8Array, at: number, value: number, alpha: number): void {
  const before = plane[at] as number
  plane[at] = before + ((value - before) * alpha) / 255
}

/** A spot that is bright in its middle and fades by a bell curve; `dither` breaks the steps of a wide, dark one. */
export function spot(widthPx: number, heightPx: number, dither = 0): Mask {
  const bytes = new Uint8Array(widthPx * heightPx)
  let seed = 1
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const dx = (x + 0.5) / (widthPx / 2) - 1
      const dy = (y + 0.5) / (heightPx / 2) - 1
      const far = dx * dx + dy * dy
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fff_ffff
      const noise = dither * (seed / 0x7fff_ffff - 0.5)
      if (far < 1) bytes[y * widthPx + x] = Math.max(0, 255 * Math.exp(-4 * far) * (1 - far) + noise)
    }
  }
  return { widthPx, heightPx, bytes }
}
