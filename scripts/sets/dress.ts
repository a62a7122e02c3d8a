// Lays overlays over a backdrop, so that a set is seen as viewers would see it, less the host.
import {
  labelText,
  OverlayCache,
  type OverlayStage,
  priceCardOf,
  refuseCovered,
  renderOverlay,
  type RenderedOverlay,
} from '../../avatar/overlay/index.ts'
import type { PictureSize } from '#stage'

export async function dressed(
  rgba: Uint8Array,
  size: PictureSize,
  name: string,
  accentColour: string,
  stage: OverlayStage,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const deps = { stage, cache: new OverlayCache() }
  const card = priceCardOf({
    name,
    price: 12_990,
    was: { price: 19_900, basis: '对比价：本店 11 月 1–27 日售价' },
    stock: 120,
    accentColour,
  })
  const label = await renderOverlay('label', { text: labelText() }, size, deps, signal)
  const others = [
    await renderOverlay('price-card', card, size, deps, signal),
    await renderOverlay('caption', { text: '今晚给大家看看这一款' }, size, deps, signal),
    await renderOverlay('logo', { text: '长明优选' }, size, deps, signal),
  ]
  refuseCovered(
    label.box,
    others.map(({ box }, i) => ({ name: `overlay ${i + 1}`, box })),
  )
  const picture = Uint8Array.from(rgba)
  for (const overlay of [...others, label]) lay(picture, size, overlay)
  return picture
}

function lay(picture: Uint8Array, { widthPx }: PictureSize, overlay: RenderedOverlay): void {
  for (let y = 0; y < overlay.heightPx; y += 1) {
    for (let x = 0; x < overlay.widthPx; x += 1) {
      const from = (y * overlay.widthPx + x) * 4
      const to = ((overlay.box.yPx + y) * widthPx + overlay.box.xPx + x) * 4
      const alpha = (overlay.rgba[from + 3] as number) / 255
      for (let i = 0; i < 3; i += 1)
        picture[to + i] = Math.round(
          (picture[to + i] as number) * (1 - alpha) + (overlay.rgba[from + i] as number) * alpha,
        )
    }
  }
}
