// Pictures of red, green, blue and alpha made into planes that are blended without another look at colour (BT.709, video range).
import { Failure } from '#core/failure.ts'

/** A picture with straight alpha, four bytes a pixel, as PNG has it. */
export type Bitmap = { readonly widthPx: number; readonly heightPx: number; readonly rgba: Uint8Array }

/**
 * Planes one behind the other: Y, U, V, alpha; U and V of half the width and height. Colour is multiplied by alpha, and the
 * offsets of Y (16) and of U and V (128) likewise: so over any ground, out = colour + ground × (255 − alpha) / 255.
 */
export type Yuva = { readonly widthPx: number; readonly heightPx: number; readonly bytes: Uint8Array }

export const i420Bytes = (widthPx: number, heightPx: number): number => (widthPx * heightPx * 3) / 2
export const yuvaBytes = (widthPx: number, heightPx: number): number => (widthPx * heightPx * 5) / 2

/** Throws where the size is odd, or the bytes are not as many as it says. */
export function yuvaOf(bitmap: Bitmap): Yuva {
  checkBitmap(bitmap)
  const { widthPx, heightPx } = bitmap
  const bytes = new Uint8Array(yuvaBytes(widthPx, heightPx))
  const premultiplied = multiplied(bitmap)
  writeColour(premultiplied, widthPx, heightPx, bytes)
  const alphaAt = i420Bytes(widthPx, heightPx)
  for (let i = 0; i < widthPx * heightPx; i++) bytes[alphaAt + i] = premultiplied[i * 4 + 3] as number
  return { widthPx, heightPx, bytes }
}

/** A picture without alpha as I420; what it has of alpha is taken as over black. */
export function i420Of(bitmap: Bitmap): Uint8Array {
  checkBitmap(bitmap)
  const { widthPx, heightPx } = bitmap
  const opaque = multiplied(bitmap)
  for (let i = 3; i < opaque.length; i += 4) opaque[i] = 255
  const bytes = new Uint8Array(i420Bytes(widthPx, heightPx))
  writeColour(opaque, widthPx, heightPx, bytes)
  return bytes
}

/** A part of a picture, its place and size even. */
export function yuvaPart(
  { widthPx: wide, heightPx: high, bytes }: Yuva,
  part: {
    readonly xPx: number
    readonly yPx: number
    readonly widthPx: number
    readonly heightPx: number
  },
): Yuva {
  const { widthPx, heightPx } = part
  const out = new Uint8Array(yuvaBytes(widthPx, heightPx))
  let at = 0
  const take = (planeAt: number, shift: 0 | 1) => {
    const [stride, width] = [wide >> shift, widthPx >> shift]
    for (let y = part.yPx >> shift; y < (part.yPx + heightPx) >> shift; y++) {
      const from = planeAt + y * stride + (part.xPx >> shift)
      out.set(bytes.subarray(from, from + width), at)
      at += width
    }
  }
  const pixels = wide * high
  take(0, 0)
  take(pixels, 1)
  take(pixels + pixels / 4, 1)
  take(i420Bytes(wide, high), 0)
  return { widthPx, heightPx, bytes: out }
}

/** Alpha for U and V: the mean of each two by two. */
export function halfAlpha(alpha: Uint8Array, widthPx: number, heightPx: number, to: Uint8Array): void {
  for (let y = 0, at = 0; y < heightPx; y += 2) {
    for (let x = y * widthPx; x < (y + 1) * widthPx; x += 2, at++) {
      const above = (alpha[x] as number) + (alpha[x + 1] as number)
      const below = (alpha[x + widthPx] as number) + (alpha[x + widthPx + 1] as number)
      to[at] = (above + below + 2) >> 2
    }
  }
}

function checkBitmap({ widthPx, heightPx, rgba }: Bitmap): void {
  const isEven = widthPx > 0 && heightPx > 0 && widthPx % 2 === 0 && heightPx % 2 === 0
  if (isEven && rgba.length === widthPx * heightPx * 4) return
  const is = `this is ${widthPx}×${heightPx} with ${rgba.length} bytes`
  throw new Failure(
    'avatar/bad-bitmap',
    `a bitmap has an even width and height and four bytes a pixel; ${is}`,
    { fault: 'ours', remedy: 'stop' },
  )
}

function multiplied({ rgba }: Bitmap): Uint8Array {
  const out = new Uint8Array(rgba.length)
  for (let i = 0; i < rgba.length; i += 4) {
    const a = rgba[i + 3] as number
    if (a === 0) continue
    out[i + 3] = a
    for (let c = i; c < i + 3; c++) {
      const value = rgba[c] as number
      out[c] = a === 255 ? value : ((value * a * 2 + 255) / 510) | 0 // rounded, as the drawing had it
    }
  }
  return out
}

// BT.709 in 16-bit fixed point; the rows of U and V come to 0, so that grey stays grey.
function writeColour(rgba: Uint8Array, widthPx: number, heightPx: number, to: Uint8Array): void {
  const pixels = widthPx * heightPx
  for (let i = 0, at = 0; i < pixels; i++, at += 4) {
    const [r, g, b, a] = [rgba[at], rgba[at + 1], rgba[at + 2], rgba[at + 3]] as [
      number,
      number,
      number,
      number,
    ]
    to[i] = (11_966 * r + 40_254 * g + 4_064 * b + 4_112 * a + 32_768) >> 16
  }
  let u = pixels
  let v = pixels + pixels / 4
  const stride = widthPx * 4
  for (let y = 0; y < heightPx; y += 2) {
    for (let at = y * stride; at < (y + 1) * stride; at += 8) {
      const sum = (c: number) =>
        (rgba[at + c] as number) +
        (rgba[at + c + 4] as number) +
        (rgba[at + stride + c] as number) +
        (rgba[at + stride + c + 4] as number)
      const [r, g, b, a] = [sum(0), sum(1), sum(2), sum(3)]
      to[u++] = (-6_596 * r - 22_189 * g + 28_785 * b + 32_897 * a + 131_072) >> 18
      to[v++] = (28_785 * r - 26_145 * g - 2_640 * b + 32_897 * a + 131_072) >> 18
    }
  }
}
