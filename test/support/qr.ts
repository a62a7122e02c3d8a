// A QR code as a page draws it, read by a decoder that knows nothing of how it was made.
import jsqr from 'jsqr'
import type { Locator } from 'playwright-core'

const modulePx = 6

/** What a camera reads from the drawing; null where it reads nothing. */
export async function readQr(drawing: Locator): Promise<string | null> {
  const sidePx = Number((await drawing.getAttribute('viewBox'))?.split(' ')[2]) * modulePx
  const pixels = new Uint8ClampedArray(sidePx * sidePx * 4).fill(255)
  const path = (await drawing.locator('path').getAttribute('d')) ?? ''
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let row = Number(y) * modulePx; row < (Number(y) + 1) * modulePx; row++)
      for (let at = Number(x) * modulePx; at < (Number(x) + 1) * modulePx; at++)
        pixels.fill(0, (row * sidePx + at) * 4, (row * sidePx + at) * 4 + 3)
  const decode = jsqr as unknown as typeof jsqr.default // its types say ES module, and it is none
  return decode(pixels, sidePx, sidePx)?.data ?? null
}
