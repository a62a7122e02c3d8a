// Draws overlays in the browser and keeps the bitmaps by what they say.
import { Failure } from '#core/failure.ts'
import type { OverlayContent, OverlayKind, PictureSize } from '#stage'
import { refused } from './label-rules.ts'
import { type Box, overlayKey, placeOf, unitOf, widestPx } from './place.ts'

/** What is needed of the browser that draws; `openStage` gives more. */
export type OverlayStage = {
  take(
    at: { readonly module: string; readonly name: string },
    argument: unknown,
    signal: AbortSignal,
    withinMs?: number,
  ): Promise<Buffer>
}

export type RenderedOverlay = {
  /** Rows from the top of R, G, B, A; not premultiplied. */
  readonly rgba: Uint8Array
  readonly widthPx: number
  readonly heightPx: number
  /** Where it lies in the picture; all even. */
  readonly box: Box
  /** Of its look and its place. */
  readonly key: string
}

export type OverlayDeps = { readonly stage: OverlayStage; readonly cache: OverlayCache }

const headBytes = 16
const drawWithinMs = 20_000
const usualCacheBytes = 48 * 1024 * 1024

/** Bitmaps by key, the longest unused forgotten first. Two who want the same at once get the same. */
export class OverlayCache {
  readonly #kept = new Map<string, RenderedOverlay>()
  readonly #drawing = new Map<string, Promise<RenderedOverlay>>()
  readonly #mostBytes: number
  #bytes = 0

  constructor(mostBytes: number = usualCacheBytes) {
    this.#mostBytes = mostBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  async get(key: string, draw: () => Promise<RenderedOverlay>): Promise<RenderedOverlay> {
    const kept = this.#kept.get(key)
    if (kept !== undefined) {
      this.#kept.delete(key)
      this.#kept.set(key, kept)
      return kept
    }
    const running = this.#drawing.get(key)
    if (running !== undefined) return await running
    const drawing = draw().finally(() => this.#drawing.delete(key))
    this.#drawing.set(key, drawing)
    const drawn = await drawing
    this.#keep(drawn)
    return drawn
  }

  #keep(drawn: RenderedOverlay): void {
    this.#kept.set(drawn.key, drawn)
    this.#bytes += drawn.rgba.length
    for (const [key, oldest] of this.#kept) {
      if (this.#bytes <= this.#mostBytes) return
      this.#kept.delete(key)
      this.#bytes -= oldest.rgba.length
    }
  }
}

/**
 * The bitmap of an overlay and its place in a picture of `size`. A label is refused (`avatar/label-text`) where letters of the
 * height the law asks for would not fit into the picture.
 */
export async function renderOverlay<Kind extends OverlayKind>(
  kind: Kind,
  content: OverlayContent[Kind],
  size: PictureSize,
  { stage, cache }: OverlayDeps,
  signal: AbortSignal,
): Promise<RenderedOverlay> {
  const key = overlayKey(kind, content, size)
  return await cache.get(key, async () => {
    const wish = { kind, content, unit: unitOf(size) }
    const bytes = await stage.take(
      { module: 'overlay/draw.ts', name: 'drawOverlay' },
      wish,
      signal,
      drawWithinMs,
    )
    const drawn = readDrawn(bytes)
    if (
      drawn.widthPx > size.widthPx ||
      drawn.heightPx > size.heightPx ||
      (kind === 'label' && drawn.widthPx > widestPx(size))
    )
      throw tooLarge(kind, size)
    const { rgba, widthPx, heightPx } = drawn
    return { rgba, widthPx, heightPx, box: placeOf(kind, size, drawn), key }
  })
}

function tooLarge(kind: OverlayKind, { widthPx, heightPx }: PictureSize): Failure {
  if (kind === 'label')
    return refused(`the label does not fit into ${widthPx}×${heightPx}; write fewer letters`)
  return new Failure(
    'avatar/overlay-too-large',
    `the ${kind} does not fit into ${widthPx}×${heightPx}; write less in it`,
    {
      fault: 'operator',
      remedy: 'stop',
    },
  )
}

function readDrawn(bytes: Buffer) {
  const [widthPx = 0, heightPx = 0, insetLeftPx = 0, insetTopPx = 0] =
    bytes.length < headBytes ? [] : [0, 4, 8, 12].map(at => bytes.readUInt32LE(at))
  if (widthPx === 0 || bytes.length !== headBytes + widthPx * heightPx * 4)
    throw new Failure(
      'avatar/overlay-broken',
      `the browser drew an overlay of ${bytes.length} bytes that is none`,
      {
        fault: 'ours',
        remedy: 'retry',
      },
    )
  const rgba = new Uint8Array(bytes.buffer, bytes.byteOffset + headBytes, widthPx * heightPx * 4)
  return { rgba, widthPx, heightPx, insetLeftPx, insetTopPx }
}
