// Writes RGBA as PNG, for people to look at.
import { crc32, deflateSync } from 'node:zlib'

export function pngOf(rgba: Uint8Array, widthPx: number, heightPx: number): Buffer {
  const rowBytes = widthPx * 4
  const rows = Buffer.alloc(heightPx * (rowBytes + 1))
  for (let y = 0; y < heightPx; y += 1) {
    const to = y * (rowBytes + 1)
    rows[to] = 1 // each byte less the one four before it: smooth pictures pack better so
    for (let x = 0; x < rowBytes; x += 1) {
      const left = x < 4 ? 0 : (rgba[y * rowBytes + x - 4] as number)
      rows[to + 1 + x] = (rgba[y * rowBytes + x] as number) - left
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(widthPx, 0)
  head.writeUInt32BE(heightPx, 4)
  head.set([8, 6, 0, 0, 0], 8)
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, body: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const whole = Buffer.alloc(body.length + 12)
  whole.writeUInt32BE(body.length, 0)
  whole.set(typed, 4)
  whole.writeUInt32BE(crc32(typed), body.length + 8)
  return whole
}
