// What the drawing browser is asked for here: a built-in set, or somebody's picture cut to size. Both answer with bare pixels.
import { drawSet } from './draw.ts'
import type { PictureSize, SetPlan } from './plan.ts'

export type BackdropWish = { readonly plan: SetPlan; readonly size: PictureSize; readonly samples: number }

/** Rows from the top of R, G, B, A. */
export function drawBackdrop({ plan, size, samples }: BackdropWish): Uint8Array {
  return drawSet(plan, size, samples).rgba
}

/** The picture at a lent path, filling `size`: scaled as little as possible, what juts out cut off on both sides alike. */
export async function fitPicture({
  path,
  size,
}: {
  readonly path: string
  readonly size: PictureSize
}): Promise<Uint8ClampedArray> {
  const answer = await fetch(path)
  const picture = await createImageBitmap(await answer.blob())
  const canvas = new OffscreenCanvas(size.widthPx, size.heightPx)
  const brush = canvas.getContext('2d', { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D
  const scale = Math.max(size.widthPx / picture.width, size.heightPx / picture.height)
  const [width, height] = [picture.width * scale, picture.height * scale]
  brush.imageSmoothingQuality = 'high'
  brush.fillStyle = '#000'
  brush.fillRect(0, 0, size.widthPx, size.heightPx) // what is transparent in it
  brush.drawImage(picture, (size.widthPx - width) / 2, (size.heightPx - height) / 2, width, height)
  picture.close()
  return brush.getImageData(0, 0, size.widthPx, size.heightPx).data
}
