// A stage that paints by arithmetic what the page draws with three: bakes can be tested without a browser.
import { crc32, deflateSync } from 'node:zlib'
import type { BakeStage } from '../../avatar/bake/index.ts'
import { layoutOf, type MouthSpots, mouthShapes, type Pose } from '../../stage/index.ts'
import { hostPixel, painted, type PaintedSize } from './painted-host.ts'

export const paintedSize: PaintedSize = { widthPx: 32, heightPx: 40, mouthWidthPx: 12, mouthHeightPx: 8 }

export const paintedSpots = Object.fromEntries(
  mouthShapes.map(shape => [shape, { xPx: -6, yPx: -4, widthPx: 12, heightPx: 8 }]),
) as MouthSpots

function chunk(type: string, body: Buffer): Buffer {
  const whole = Buffer.alloc(body.length + 12)
  whole.writeUInt32BE(body.length, 0)
  whole.write(type, 4, 'latin1')
  body.copy(whole, 8)
  whole.writeUInt32BE(crc32(whole.subarray(4, body.length + 8)), body.length + 8)
  return whole
}

export function writePng(widthPx: number, heightPx: number, rgba: Uint8Array): Buffer {
  const rows = Buffer.alloc((widthPx * 4 + 1) * heightPx)
  for (let y = 0; y < heightPx; y++)
    rows.set(rgba.subarray(y * widthPx * 4, (y + 1) * widthPx * 4), y * (widthPx * 4 + 1) + 1)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(widthPx, 0)
  header.writeUInt32BE(heightPx, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const data = chunk('IDAT', deflateSync(rows))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', header), data, chunk('IEND', Buffer.alloc(0))])
}

export type StageDiary = { opened: number; closed: number; drawn: number[]; lent: number }

export type PaintedStagePlan = {
  readonly renderer?: string
  readonly spots?: MouthSpots
  /** Throws where this picture is drawn for the n-th time. */
  readonly dies?: (picture: number, drawnSoFar: number) => boolean
}

/** Opens painted stages, and writes down what was asked of them. A head that turns by a degree goes two pixels to the side. */
export function paintedStages(plan: PaintedStagePlan = {}): {
  diary: StageDiary
  open: () => Promise<BakeStage>
} {
  const diary: StageDiary = { opened: 0, closed: 0, drawn: [], lent: 0 }
  const open = async (): Promise<BakeStage> => {
    diary.opened++
    let begun: { poses: readonly Pose[]; spots: MouthSpots } | undefined
    return {
      renderer: plan.renderer ?? 'painted',
      call: async <Result>({ name }: { name: string }, argument: unknown) => {
        if (name === 'begin') begun = argument as typeof begun
        return (name === 'spots' ? (plan.spots ?? paintedSpots) : undefined) as Result
      },
      take: async (_at, argument) => {
        const { picture } = argument as { picture: number }
        if (plan.dies?.(picture, diary.drawn.length) === true) throw new Error('the browser has gone')
        diary.drawn.push(picture)
        const { poses, spots } = begun as NonNullable<typeof begun>
        return drawPicture(poses[picture] as Pose, spots)
      },
      lend: () => {
        diary.lent++
        return '/lent/host.vrm'
      },
      takeBack: () => {
        diary.lent--
      },
      close: async () => {
        diary.closed++
      },
    }
  }
  return { diary, open }
}

/** Farther aside its mouth would leave the picture. */
const mostSwayPx = 8

function drawPicture(pose: Pose, spots: MouthSpots): Buffer {
  const { widthPx, heightPx } = paintedSize
  const sway = Math.max(-mostSwayPx, Math.min(mostSwayPx, 2 * Math.round(pose.headYawDeg)))
  const layout = layoutOf(widthPx, heightPx, spots)
  const canvas = new Uint8Array(layout.widthPx * layout.heightPx * 4)
  const put = (rgba: Uint8Array, width: number, x: number, y: number) => {
    for (let row = 0; row * width * 4 < rgba.length; row++)
      canvas.set(rgba.subarray(row * width * 4, (row + 1) * width * 4), ((y + row) * layout.widthPx + x) * 4)
  }
  put(painted(widthPx, heightPx, hostPixel(paintedSize, sway)).rgba, widthPx, 0, 0)
  const [mouthXPx, mouthYPx] = [widthPx / 2 + sway, heightPx / 2]
  for (const cell of layout.cells) {
    const spot = spots[cell.shape]
    const pixel = hostPixel(paintedSize, sway, { shape: cell.shape, strength: cell.step / 3 })
    const patch = painted(spot.widthPx, spot.heightPx, (x, y) =>
      pixel(mouthXPx + spot.xPx + x, mouthYPx + spot.yPx + y),
    )
    put(patch.rgba, spot.widthPx, cell.xPx, cell.yPx)
  }
  const point = Buffer.alloc(8)
  point.writeInt32LE(mouthXPx, 0)
  point.writeInt32LE(mouthYPx, 4)
  return Buffer.concat([point, writePng(layout.widthPx, layout.heightPx, canvas)])
}
