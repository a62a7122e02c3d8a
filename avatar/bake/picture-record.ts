// One baked picture between drawing and disk: cut out of what the page drew, packed to be kept, unpacked to be shown.
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { Failure } from '#core/failure.ts'
import { bakedStrengths, layoutOf, mouthShapes, type MouthSpots } from '#stage'
import { type Bitmap, type Box, type Yuva, yuvaBytes, yuvaOf } from '../compose/index.ts'
import type { CutPicture } from './hot-frame.ts'
import { readPng } from './png.ts'

export type DrawnSize = { readonly widthPx: number; readonly heightPx: number }

/** Bytes before the PNG that say where the mouth is. */
const pointBytes = 8
/** Beyond this, more work saves little: 3 packs in a third of the time of 9 to a tenth more bytes. */
const level = 3
/** Rows of sixteen pixels are blended quickest. */
const rowPx = 16
/** So much a patch's rim may differ from the body around it before somebody would see a seam. */
const seamStep = 16
/** A patch is rasterised in a view of its own: a pixel or two at an edge fall the other way, and nobody sees them. */
const strayPixels = 3

/** Cuts out what the page drew. Throws `avatar/bad-bake` where a mouth leaves the host's picture. */
export function cutPicture(
  drawn: Buffer,
  { widthPx, heightPx }: DrawnSize,
  spots: MouthSpots,
): CutPicture & { readonly seamPixels: number } {
  const [mouthXPx, mouthYPx] = [drawn.readInt32LE(0), drawn.readInt32LE(4)]
  const canvas = readPng(drawn.subarray(pointBytes))
  const layout = layoutOf(widthPx, heightPx, spots)
  if (canvas.widthPx !== layout.widthPx || canvas.heightPx !== layout.heightPx)
    throw badBake(
      `${canvas.widthPx}×${canvas.heightPx} were drawn where ${layout.widthPx}×${layout.heightPx} were asked for`,
    )
  const boxes = mouthShapes.map(shape => ({
    ...spots[shape],
    xPx: mouthXPx + spots[shape].xPx,
    yPx: mouthYPx + spots[shape].yPx,
  }))
  const outside = boxes.find(
    box => box.xPx < 0 || box.yPx < 0 || box.xPx + box.widthPx > widthPx || box.yPx + box.heightPx > heightPx,
  )
  if (outside !== undefined)
    throw badBake(
      `a mouth of ${outside.widthPx}×${outside.heightPx} from ${outside.xPx}, ${outside.yPx} leaves the picture: give the host more room`,
    )
  const body = bodyBox(canvas, { widthPx, heightPx }, boxes)
  const patches = layout.cells.map((cell, i) => {
    const box = boxes[Math.floor(i / bakedStrengths)] as Box
    return { at: box, bitmap: cutOut(canvas, { ...box, xPx: cell.xPx, yPx: cell.yPx }) }
  })
  return {
    xPx: body.xPx,
    yPx: body.yPx,
    mouthXPx,
    mouthYPx,
    body: yuvaOf(cutOut(canvas, body)),
    mouths: patches.map(({ bitmap }) => yuvaOf(bitmap)),
    seamPixels: patches.reduce((sum, { at, bitmap }) => sum + seamOf(canvas, at, bitmap), 0),
  }
}

function cutOut(from: Bitmap, { xPx, yPx, widthPx, heightPx }: Box): Bitmap {
  const rgba = new Uint8Array(widthPx * heightPx * 4)
  for (let y = 0; y < heightPx; y++) {
    const at = ((yPx + y) * from.widthPx + xPx) * 4
    rgba.set(from.rgba.subarray(at, at + widthPx * 4), y * widthPx * 4)
  }
  return { widthPx, heightPx, rgba }
}

/** The least box with all that is drawn and all mouths; even, and in whole rows of sixteen where they fit. */
function bodyBox(canvas: Bitmap, { widthPx, heightPx }: DrawnSize, mouths: readonly Box[]): Box {
  let left = Math.min(...mouths.map(box => box.xPx))
  let right = Math.max(...mouths.map(box => box.xPx + box.widthPx))
  let top = Math.min(...mouths.map(box => box.yPx))
  let bottom = Math.max(...mouths.map(box => box.yPx + box.heightPx))
  for (let y = 0; y < heightPx; y++) {
    const alphaAt = y * canvas.widthPx * 4 + 3
    for (let x = 0; x < widthPx; x++) {
      if (canvas.rgba[alphaAt + x * 4] === 0) continue
      if (x < left) left = x
      if (x >= right) right = x + 1
      if (y < top) top = y
      if (y >= bottom) bottom = y + 1
    }
  }
  const [xPx, yPx] = [left - (left % 2), top - (top % 2)]
  const wide = Math.ceil((right - xPx) / rowPx) * rowPx
  const width = xPx + wide <= widthPx ? wide : right - xPx + ((right - xPx) % 2)
  return { xPx, yPx, widthPx: width, heightPx: bottom - yPx + ((bottom - yPx) % 2) }
}

/** Pixels of a patch's rim that differ visibly from the body: a mouth that reaches beyond its patch. */
function seamOf(canvas: Bitmap, at: Box, patch: Bitmap): number {
  let count = 0
  for (let y = 0; y < at.heightPx; y++) {
    const isEdgeRow = y === 0 || y === at.heightPx - 1
    for (let x = 0; x < at.widthPx; x += isEdgeRow ? 1 : at.widthPx - 1) {
      const [i, j] = [((at.yPx + y) * canvas.widthPx + at.xPx + x) * 4, (y * at.widthPx + x) * 4]
      const isOff = [0, 1, 2, 3].some(
        c => Math.abs((canvas.rgba[i + c] as number) - (patch.rgba[j + c] as number)) > seamStep,
      )
      if (isOff) count++
    }
  }
  return count > strayPixels ? count : 0
}

type RecordHead = {
  readonly xPx: number
  readonly yPx: number
  readonly mouthXPx: number
  readonly mouthYPx: number
  readonly widthPx: number
  readonly heightPx: number
  readonly packedBodyBytes: number
}

/** As bytes to be kept. Mouths are packed together: alone they come to five times as much. */
export function packRecord(cut: CutPicture): Buffer {
  const { xPx, yPx, mouthXPx, mouthYPx, body } = cut
  const pack = (bytes: Uint8Array) =>
    zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: level } })
  const packedBody = pack(body.bytes)
  const packedMouths = pack(Buffer.concat(cut.mouths.map(({ bytes }) => bytes)))
  const { widthPx, heightPx } = body
  const head: RecordHead = {
    xPx,
    yPx,
    mouthXPx,
    mouthYPx,
    widthPx,
    heightPx,
    packedBodyBytes: packedBody.length,
  }
  const said = Buffer.from(JSON.stringify(head))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(said.length)
  return Buffer.concat([length, said, packedBody, packedMouths])
}

/** Stands for a picture that is the same as an earlier one of its loop. */
export function sameRecord(picture: number): Buffer {
  const record = Buffer.alloc(8) // a head of no bytes, and which picture
  record.writeUInt32LE(picture, 4)
  return record
}

/** Which earlier picture a record stands for; undefined where it holds its own. */
export function sameAs(record: Buffer): number | undefined {
  return record.length === 8 && record.readUInt32LE(0) === 0 ? record.readUInt32LE(4) : undefined
}

/** Throws for bytes that are no record. */
export function unpackRecord(record: Buffer, spots: MouthSpots): CutPicture {
  const bodyAt = 4 + record.readUInt32LE(0)
  const head = JSON.parse(record.toString('utf8', 4, bodyAt)) as RecordHead
  const { widthPx, heightPx, packedBodyBytes, ...at } = head
  const body = unpack(record.subarray(bodyAt, bodyAt + packedBodyBytes), yuvaBytes(widthPx, heightPx))
  const sizes = mouthShapes.flatMap(shape => Array.from({ length: bakedStrengths }, () => spots[shape]))
  const all = sizes.reduce((sum, spot) => sum + yuvaBytes(spot.widthPx, spot.heightPx), 0)
  const bytes = unpack(record.subarray(bodyAt + packedBodyBytes), all)
  let from = 0
  const mouths = sizes.map((spot): Yuva => {
    const size = yuvaBytes(spot.widthPx, spot.heightPx)
    from += size
    return { widthPx: spot.widthPx, heightPx: spot.heightPx, bytes: bytes.subarray(from - size, from) }
  })
  return { ...at, body: { widthPx, heightPx, bytes: body }, mouths }
}

function unpack(packed: Buffer, bytes: number): Buffer {
  const out = zstdDecompressSync(packed, { maxOutputLength: bytes })
  if (out.length !== bytes) throw badBake('a kept picture is shorter than it says')
  return out
}

function badBake(why: string): Failure {
  return new Failure('avatar/bad-bake', `the host cannot be baked so: ${why}`, {
    fault: 'ours',
    remedy: 'stop',
  })
}
