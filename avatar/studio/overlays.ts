// What is written over a clip: captions in step with the words, the card of the product that is spoken of, and the label.
import type { Line } from '../feed/lines.ts'
import type { Look } from '../feed/studio.ts'
import {
  type CaptionPart,
  captionParts,
  labelText,
  priceCardOf,
  type ProductOnCard,
  type RenderedOverlay,
  type SpokenMark,
} from '../overlay/index.ts'
import type { Product } from '../script/index.ts'
import { type Speech, speechHz } from '../speech/index.ts'
import { type Besides, rightSide } from './right-side.ts'
import type { Scenery } from './scenery.ts'

export type OverlayInTime = {
  readonly name: string
  readonly drawn: RenderedOverlay
  readonly fromMs: number
  /** Infinity: to the end. */
  readonly toMs: number
}

export type Shown = {
  readonly overlays: readonly OverlayInTime[]
  readonly label: RenderedOverlay
  /** Pictures at which the host nods, or looks at the card. */
  readonly accents: readonly { readonly picture: number; readonly kind: 'accent' | 'glance' }[]
}

/** When the card comes up, the host looks at it a moment later. */
const glanceAtMs = 1_200

export async function overlaysOf(
  { label, profile, set }: Look,
  said: { readonly line: Line; readonly speech: Speech } | undefined,
  besides: Besides,
  scenery: Scenery,
  signal: AbortSignal,
): Promise<Shown> {
  const size = { widthPx: profile.widthPx, heightPx: profile.heightPx }
  const drawnLabel = await scenery.overlay('label', { text: labelText(label) }, size, signal)
  const right = await rightSide(besides, drawnLabel, size, scenery, signal)
  if (said === undefined) return { overlays: right, label: drawnLabel, accents: [] }
  const { line } = said
  const parts = partsOf(line.text, said.speech)
  const captions = []
  for (const { text, fromMs, toMs } of parts) {
    const drawn = await scenery.overlay('caption', { text }, size, signal)
    captions.push({ name: `the caption "${text}"`, drawn, fromMs, toMs })
  }
  const product = line.product === null ? undefined : cardProduct(line.product, line.language)
  const card =
    product === undefined ? [] : [await cardOf(product, size, set.colours?.accent, scenery, signal)]
  const at = (ms: number) => Math.round((ms * profile.frameRateFps) / 1_000)
  return {
    overlays: [...right, ...card, ...captions],
    label: drawnLabel,
    accents: [
      ...(card.length > 0 ? [{ picture: at(glanceAtMs), kind: 'glance' as const }] : []),
      ...parts.slice(1).map(({ fromMs }) => ({ picture: at(fromMs), kind: 'accent' as const })),
    ],
  }
}

/** Marks count in the text as it was spoken; what is shown has figures in place of some words. */
function partsOf(text: string, { spoken, samples, marks }: Speech): CaptionPart[] {
  const share = text.length / Math.max(1, spoken.length)
  const shown = (marks ?? []).flatMap(({ at, startMs, endMs, phone }): SpokenMark[] => {
    const from = Math.min(text.length - 1, Math.floor(at * share))
    return phone === '' ? [] : [{ from, to: from + 1, startMs, endMs }]
  })
  return captionParts(text, shown, (samples.length * 1_000) / speechHz)
}

async function cardOf(
  product: ProductOnCard,
  size: { widthPx: number; heightPx: number },
  accentColour: string | undefined,
  scenery: Scenery,
  signal: AbortSignal,
) {
  const content = priceCardOf(accentColour === undefined ? product : { ...product, accentColour })
  const drawn = await scenery.overlay('price-card', content, size, signal)
  return { name: `the price card of ${product.name}`, drawn, fromMs: 0, toMs: Infinity }
}

const minorUnits = 100

/** A product of a script as its card has it; undefined where no card can show its currency. */
function cardProduct(product: Product, language: Line['language']): ProductOnCard | undefined {
  const { name, price, currency, compared, stock } = product
  if (currency === 'GBP') return undefined
  const minor = (amount: number) => Math.round(amount * minorUnits)
  return {
    name,
    currency,
    price: minor(price),
    language: language === 'zh' || language === 'yue' ? 'zh' : 'en',
    ...(compared === undefined ? {} : { was: { price: minor(compared.price), basis: compared.basis } }),
    ...(stock === undefined ? {} : { stock }),
  }
}
