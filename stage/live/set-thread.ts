// The thread on which a page has a set drawn: it goes on answering meanwhile.
import { drawSet } from '../sets/draw.ts'
import type { PictureSize, SetPlan } from '../sets/plan.ts'

export type AskedSet = {
  readonly id: number
  readonly set: SetPlan
  readonly size: PictureSize
  readonly samples: number
}
export type DrawnForPage = PictureSize & { readonly id: number; readonly rgba: Uint8Array<ArrayBuffer> }

addEventListener('message', ({ data }: MessageEvent<AskedSet>) => {
  const { id, set, size, samples } = data
  const rgba = new Uint8Array(drawSet(set, size, samples).rgba)
  const drawn: DrawnForPage = { ...size, id, rgba }
  postMessage(drawn, { transfer: [rgba.buffer] })
})
