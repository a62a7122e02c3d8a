// What a program asks of the page for single pictures of a host.
import { neutralPose, type Pose } from '../pose.ts'
import { type Dress, HostDrawing } from './drawing.ts'

let drawing: HostDrawing | undefined

/** Dresses the stage anew; whoever stood there goes. */
export async function dress(wish: Dress): Promise<void> {
  drawing?.close()
  drawing = undefined
  drawing = await HostDrawing.open(wish)
}

/** One picture: a pose where it differs from the neutral one, taken at once and held for `heldMs`, in which hair moves on. */
export type Shot = { readonly pose: Partial<Pose>; readonly heldMs?: number }

/** Where pictures of a sheet come from: the whole drawing, or a part of it, in shares of its width and height. */
export type Part = {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/**
 * Draws shots side by side, `columns` in a row, over one or two colours (`#rrggbb #rrggbb`, from the upper left to the lower
 * right) or over nothing, and gives them as one PNG.
 */
export async function sheet(wish: {
  readonly shots: readonly Shot[]
  readonly columns: number
  readonly backdrop?: string
  readonly part?: Part
}): Promise<Blob> {
  if (drawing === undefined) throw new Error('dress the stage first')
  const { canvas } = drawing
  const part = wish.part ?? { left: 0, top: 0, width: 1, height: 1 }
  const [width, height] = [Math.round(canvas.width * part.width), Math.round(canvas.height * part.height)]
  const paper = new OffscreenCanvas(
    width * wish.columns,
    height * Math.ceil(wish.shots.length / wish.columns),
  )
  const pen = paper.getContext('2d')
  if (pen === null) throw new Error('this browser gives no canvas')
  for (const [i, shot] of wish.shots.entries()) {
    take(drawing, shot)
    const [x, y] = [(i % wish.columns) * width, Math.floor(i / wish.columns) * height]
    if (wish.backdrop !== undefined) {
      pen.fillStyle = fall(pen, wish.backdrop, { x, y, width, height })
      pen.fillRect(x, y, width, height)
    }
    const [left, top] = [canvas.width * part.left, canvas.height * part.top]
    pen.drawImage(canvas, left, top, width, height, x, y, width, height)
  }
  return await paper.convertToBlob({ type: 'image/png' })
}

/** Draws one shot as it is, see-through where nothing is, and gives it as PNG. */
export async function still(shot: Shot): Promise<Blob> {
  if (drawing === undefined) throw new Error('dress the stage first')
  const { canvas } = drawing
  take(drawing, shot)
  return await new Promise((resolve, reject) => {
    canvas.toBlob(blob => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/png')
  })
}

/** From rest; whatever was drawn before makes no difference. */
function take(on: HostDrawing, shot: Shot): void {
  const pose = { ...neutralPose, ...shot.pose }
  on.settle()
  for (let atMs = 0; atMs < (shot.heldMs ?? 0); atMs += 20) on.pose(pose, 20)
  on.pose(pose, 0)
  on.draw()
}

function fall(
  pen: OffscreenCanvasRenderingContext2D,
  colours: string,
  box: { x: number; y: number; width: number; height: number },
): CanvasGradient {
  const gradient = pen.createLinearGradient(box.x, box.y, box.x + box.width, box.y + box.height)
  const [from = '#ffffff', to = from] = colours.split(' ')
  gradient.addColorStop(0, from)
  gradient.addColorStop(1, to)
  return gradient
}
