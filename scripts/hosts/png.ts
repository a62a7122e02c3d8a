// Writes RGBA pixels as a PNG file.
import { crc32, deflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Pixels from the top left. Every row is filtered by what is above it (filter 2): our pictures are mostly smooth. */
export function pngOf(widthPx: number, heightPx: number, rgba: Uint8Array): Buffer {
  const stride = widthPx * 4
  const rows = Buffer.alloc((stride + 1) * heightPx)
  for (let y = 0; y < heightPx; y += 1) {
    rows[y * (stride + 1)] = y === 0 ? 0 : 2
    for (let i = 0; i < stride; i += 1) {
      const above = y === 0 ? 0 : (rgba[(y - 1) * stride + i] ?? 0)
      rows[y * (stride + 1) + 1 + i] = (rgba[y * stride + i] ?? 0) - above
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(widthPx, 0)
  head.writeUInt32BE(heightPx, 4)
  head.set([8, 6, 0, 0, 0], 8)
  const body = deflateSync(rows, { level: 7 })
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', body), chunk('IEND', Buffer.alloc(0))])
}

function chunk(name: string, body: Buffer): Buffer {
  const out = Buffer.alloc(body.length + 12)
  out.writeUInt32BE(body.length, 0)
  out.write(name, 4, 'latin1')
  body.copy(out, 8)
  out.writeUInt32BE(crc32(out.subarray(4, body.length + 8)), body.length + 8)
  return out
}
