// Backdrops and overlays as they lie in picture memory: drawn once, kept while somebody may want them again.
import type { OverlayContent, OverlayKind, PictureSize } from '#stage'
import { type Cutout, i420Of, keptCutout, type Piece, type PictureMemory, yuvaOf } from '../compose/index.ts'
import { type Box, OverlayCache, renderOverlay, type RenderedOverlay } from '../overlay/index.ts'
import type { Logo } from './logos.ts'
import type { StageKeeper } from './stage-keeper.ts'

export type Prop = { readonly cutout: Cutout; readonly box: Box; readonly drawn: RenderedOverlay }

/** As many sets as a night has; the one used longest ago goes. */
const mostBackdrops = 6

export class Scenery {
  readonly #memory: PictureMemory
  readonly #stages: StageKeeper
  readonly #cache = new OverlayCache()
  readonly #backdrops = new Map<string, { readonly piece: Piece; users: number }>()

  constructor(memory: PictureMemory, stages: StageKeeper) {
    this.#memory = memory
    this.#stages = stages
  }

  /** An overlay's bitmap and place, from the cache or drawn. */
  async overlay<Kind extends OverlayKind>(
    kind: Kind,
    content: OverlayContent[Kind],
    size: PictureSize,
    signal: AbortSignal,
  ): Promise<RenderedOverlay> {
    const drawing = {
      take: (...asked: Parameters<Parameters<typeof renderOverlay>[3]['stage']['take']>) =>
        this.#stages.use(stage => stage.take(...asked)),
    }
    return await renderOverlay(kind, content, size, { stage: drawing, cache: this.#cache }, signal)
  }

  /** A logo's bitmap and place. */
  async logo({ bytes, digest }: Logo, size: PictureSize, signal: AbortSignal): Promise<RenderedOverlay> {
    const drawing = {
      take: (...asked: Parameters<Parameters<typeof renderOverlay>[3]['stage']['take']>) =>
        this.#stages.use(async stage => {
          const path = stage.lend(fileName, 'image/png', bytes)
          return await stage.take(...asked).finally(() => stage.takeBack(path))
        }),
    }
    const fileName = `${digest}.png`
    const content = { picturePath: `/lent/${fileName}` }
    return await renderOverlay('logo', content, size, { stage: drawing, cache: this.#cache }, signal)
  }

  /** Puts bitmaps into picture memory for as long as `work` takes. */
  async withProps<T>(
    drawn: readonly RenderedOverlay[],
    work: (props: readonly Prop[]) => Promise<T>,
  ): Promise<T> {
    const placed: { prop: Prop; piece: Piece }[] = []
    try {
      for (const each of drawn) {
        const { cutout, piece } = keptCutout(this.#memory, yuvaOf(each))
        placed.push({ piece, prop: { cutout, box: each.box, drawn: each } })
      }
      return await work(placed.map(({ prop }) => prop))
    } finally {
      for (const { piece } of placed) this.#memory.free(piece)
    }
  }

  /** Keeps a backdrop in picture memory at least for as long as `work` takes. `draw`: its pixels, asked for when it is not there. */
  async withBackdrop<T>(
    key: string,
    size: PictureSize,
    draw: () => Promise<Uint8Array>,
    work: (address: number) => Promise<T>,
  ): Promise<T> {
    const kept = this.#backdrops.get(key) ?? this.#keep(key, size, await draw())
    this.#backdrops.delete(key)
    this.#backdrops.set(key, kept)
    kept.users += 1
    try {
      return await work(kept.piece.address)
    } finally {
      kept.users -= 1
      this.#forgetOldest()
    }
  }

  #keep(key: string, size: PictureSize, rgba: Uint8Array) {
    const there = this.#backdrops.get(key) // somebody else drew it meanwhile
    if (there !== undefined) return there
    const picture = i420Of({ ...size, rgba })
    const piece = this.#memory.take(picture.length)
    this.#memory.view(piece, picture.length).set(picture)
    const kept = { piece, users: 0 }
    this.#backdrops.set(key, kept)
    return kept
  }

  #forgetOldest(): void {
    for (const [key, { piece, users }] of this.#backdrops) {
      if (this.#backdrops.size <= mostBackdrops) return
      if (users > 0) continue
      this.#backdrops.delete(key)
      this.#memory.free(piece)
    }
  }
}
