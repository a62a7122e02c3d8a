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

/** Draws one pose, from rest, over a colour or over nothing, and gives it as PNG. Holds it for `heldMs` first: hair moves on. */
export async function still(wish: {
  readonly pose: Partial<Pose>
  readonly heldMs?: number
  readonly backdrop?: string
}): Promise<Blob> {
  if (drawing === undefined) throw new Error('dress the stage first')
  const pose = { ...neutralPose, ...wish.pose }
  drawing.settle()
  for (let atMs = 0; atMs < (wish.heldMs ?? 0); atMs += 20) drawing.pose(pose, 20)
  drawing.pose(pose, 0)
  drawing.draw()
  return await pngOf(drawing.canvas, wish.backdrop)
}

function pngOf(drawn: HTMLCanvasElement, backdrop: string | undefined): Promise<Blob> {
  const canvas = backdrop === undefined ? drawn : over(drawn, backdrop)
  return new Promise((resolve, reject) => {
    canvas.toBlob(blob => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/png')
  })
}

function over(drawn: HTMLCanvasElement, backdrop: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = drawn.width
  canvas.height = drawn.height
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('no canvas')
  const fall = pen.createLinearGradient(0, 0, canvas.width, canvas.height)
  for (const [i, colour] of backdrop.split(' ').entries()) fall.addColorStop(Math.min(1, i), colour)
  pen.fillStyle = fall
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(drawn, 0, 0)
  return canvas
}
