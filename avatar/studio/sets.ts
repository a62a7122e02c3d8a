// The sets behind hosts: drawn or made for a brief, and kept.
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { Secret } from '#core/secret.ts'
import { backdropFor, BackdropShelf, imageModelSettings, type ImageModel, type SetBrief } from '#scene-gen'
import type { PictureSize } from '#stage'
import type { AvatarDesired } from '../desired.ts'
import type { StageKeeper } from './stage-keeper.ts'

const setsBytes = 500_000_000

export type SetsDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly stages: StageKeeper
  /** Where backdrops are kept. */
  readonly folder: string
}

export class Sets {
  readonly #deps: SetsDeps
  readonly #shelf: BackdropShelf
  #images: AvatarDesired['images'] = null

  constructor(deps: SetsDeps) {
    this.#deps = deps
    this.#shelf = new BackdropShelf({ folder: deps.folder, mostBytes: setsBytes, clock: deps.clock })
  }

  setMeans({ images }: Pick<AvatarDesired, 'images'>): void {
    this.#images = images
  }

  /** A set by what is asked for, and how its pixels are got when they are not there yet. */
  of(
    brief: SetBrief,
    size: PictureSize,
    signal: AbortSignal,
  ): { readonly key: string; readonly draw: () => Promise<Uint8Array> } {
    const images = this.#images
    const key = JSON.stringify([brief, size, images === null ? null : [images.url, images.model]])
    return { key, draw: () => this.#draw(brief, size, images, signal) }
  }

  async #draw(
    brief: SetBrief,
    size: PictureSize,
    images: AvatarDesired['images'],
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const { clock, log, stages } = this.#deps
    const model = images === null ? {} : { imageModel: modelOf(images) }
    const { rgba } = await stages.use(stage =>
      backdropFor(brief, size, { stage, clock, log, shelf: this.#shelf, ...model }, signal),
    )
    return rgba
  }
}

function modelOf({ url, model, key }: NonNullable<AvatarDesired['images']>): ImageModel {
  const settings = imageModelSettings.parse({ baseUrl: url, model })
  return key === '' ? { settings } : { settings, apiKey: new Secret(key) }
}
