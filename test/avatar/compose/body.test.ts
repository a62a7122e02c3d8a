// A body kept in pieces is, drawn, the body in one piece; and it takes less.
import { expect, test } from 'vitest'
import { openBlend } from '../../../avatar/compose/blend.ts'
import { plainBlend } from '../../../avatar/compose/blend-plain.ts'
import { drawBody, packBody } from '../../../avatar/compose/body.ts'
import { cutoutBytes, placeCutout } from '../../../avatar/compose/cutout.ts'
import { PictureMemory } from '../../../avatar/compose/picture-memory.ts'
import { i420Bytes, i420Of, type Yuva, yuvaOf } from '../../../avatar/compose/yuv.ts'
import { painted } from '../../support/painted-host.ts'

const frame = { widthPx: 320, heightPx: 240 }
const corner = { xPx: 16, yPx: 22 }

const shapes: Readonly<Record<string, (x: number, y: number) => number>> = {
  'an oval with soft edges': (x, y) => 3_000 * (1 - Math.hypot((x - 100) / 80, (y - 80) / 70)),
  'nothing at all': () => 0,
  'all of its box': () => 255,
  'strands and holes': (x, y) => (Math.sin(x / 5) * Math.cos(y / 7) > 0 ? 255 : (x * y) % 256),
  'one faint pixel': (x, y) => (x === 131 && y === 77 ? 1 : 0),
}

/** Neither side is a multiple of a tile's. */
function bodyOf(alphaAt: (x: number, y: number) => number): Yuva {
  const alpha = (x: number, y: number) => Math.max(0, Math.min(255, Math.round(alphaAt(x, y))))
  return yuvaOf(painted(206, 170, (x, y) => [x, 255 - y, (x * y) % 256, alpha(x, y)]))
}

function ground(memory: PictureMemory): number {
  const picture = i420Of(painted(frame.widthPx, frame.heightPx, (x, y) => [x % 256, (x + y) % 256, y, 255]))
  const { address } = memory.take(picture.length)
  memory.view({ address, bytes: picture.length }).set(picture)
  return address
}

const bytes = i420Bytes(frame.widthPx, frame.heightPx)

/** Blended as one cutout, plane by plane. */
function inOnePiece(memory: PictureMemory, body: Yuva): Buffer {
  const { widthPx, heightPx } = body
  const { address } = memory.take(cutoutBytes(widthPx, heightPx, true))
  placeCutout(memory, address, body, true)
  const [to, blend] = [ground(memory), plainBlend(memory.memory)]
  const [size, pixels] = [widthPx * heightPx, frame.widthPx * frame.heightPx]
  const alpha = address + size * 1.5
  const luma = to + corner.yPx * frame.widthPx + corner.xPx
  const u = to + pixels + (corner.yPx / 2) * (frame.widthPx / 2) + corner.xPx / 2
  blend.blend(luma, frame.widthPx, address, alpha, widthPx, widthPx, heightPx)
  for (const [chroma, colour] of [
    [u, address + size],
    [u + pixels / 4, address + size * 1.25],
  ] as const)
    blend.blend(chroma, frame.widthPx / 2, colour, alpha + size, widthPx / 2, widthPx / 2, heightPx / 2)
  return Buffer.from(memory.view({ address: to, bytes }))
}

test.each(Object.keys(shapes))('%s', name => {
  const memory = new PictureMemory(16 * 1_048_576)
  const picture = bodyOf(shapes[name] as (typeof shapes)[string])
  const wanted = inOnePiece(memory, picture)
  const packed = packBody(picture)
  const { address } = memory.take(Math.max(1, packed.bytes.length))
  memory.view({ address, bytes: packed.bytes.length }).set(packed.bytes)
  for (const open of [openBlend, plainBlend]) {
    const to = ground(memory)
    const body = { address, pieces: packed.pieces, widthPx: picture.widthPx, heightPx: picture.heightPx }
    drawBody(open(memory.memory), body, to, frame, corner)
    expect(Buffer.from(memory.view({ address: to, bytes })).equals(wanted)).toBe(true)
  }
})

test('what does not show takes no memory, and what lets nothing through has no alpha', () => {
  const bytesFor = (name: string) => packBody(bodyOf(shapes[name] as (typeof shapes)[string])).bytes.length
  const whole = cutoutBytes(206, 170, true)
  expect(bytesFor('nothing at all')).toBe(0)
  expect(bytesFor('all of its box')).toBeLessThan(0.56 * whole)
  expect(bytesFor('an oval with soft edges')).toBeLessThan(0.65 * whole)
})
