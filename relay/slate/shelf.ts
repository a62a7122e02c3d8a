// Keeps the slate that is wanted ready in memory: first a still one, which takes a moment, then the one that was asked for.
import { slept } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import type { SlateClip } from './clip.ts'
import type { SlateLook, SlateShape } from './ffmpeg-args.ts'
import type { MakerDeps } from './maker.ts'

export type SlateWish = { readonly look: SlateLook; readonly shape: SlateShape }

export type SlateState =
  | { readonly at: 'none' }
  | { readonly at: 'making' }
  | { readonly at: 'ready' }
  /** It is tried again; a slate made before goes on serving. */
  | { readonly at: 'failed'; readonly why: string }

export type ShelfDeps = MakerDeps & {
  readonly make: (
    look: SlateLook,
    shape: SlateShape,
    deps: MakerDeps,
    signal: AbortSignal,
  ) => Promise<SlateClip>
  /** A slate is ready that was not before. */
  readonly onReady: (clip: SlateClip, wish: SlateWish) => void
  readonly onFailed: (why: string) => void
}

const againAfterMs = 10_000

export class SlateShelf {
  readonly #deps: ShelfDeps
  #wish: SlateWish | undefined
  #changed = new AbortController()
  #clip: SlateClip | undefined
  #state: SlateState = { at: 'none' }

  constructor(deps: ShelfDeps) {
    this.#deps = deps
  }

  /** The newest that is ready, if it is of the size and rate now wanted. */
  get clip(): SlateClip | undefined {
    return this.#clip
  }

  /** What its pictures were asked to stay under. */
  get wantedKbps(): number | undefined {
    return this.#wish?.shape.maxKbps
  }

  get state(): SlateState {
    return this.#state
  }

  /** What is wanted from now on; the same again changes nothing. */
  want(wish: SlateWish | undefined): void {
    if (JSON.stringify(wish) === JSON.stringify(this.#wish)) return
    if (wish === undefined || !isSameProfile(wish, this.#wish)) this.#clip = undefined
    this.#wish = wish
    this.#changed.abort(new Error('another slate is wanted'))
    this.#changed = new AbortController()
  }

  /** Makes what is wanted until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const turn = AbortSignal.any([signal, this.#changed.signal])
      const wish = this.#wish
      if (wish === undefined) this.#state = { at: 'none' }
      else if (!(await this.#make(wish, turn)) && !turn.aborted) {
        await slept(this.#deps.clock, againAfterMs, turn)
        continue
      }
      if (!turn.aborted)
        await new Promise<void>(resolve => turn.addEventListener('abort', () => resolve(), { once: true }))
    }
  }

  async #make(wish: SlateWish, turn: AbortSignal): Promise<boolean> {
    this.#state = { at: 'making' }
    const quick: SlateLook = { ...wish.look, motion: 'still', sound: 'silent' }
    const isQuickWorthIt = this.#clip === undefined && 'ready' in wish.look.design
    try {
      if (isQuickWorthIt) this.#ready(await this.#deps.make(quick, wish.shape, this.#deps, turn), wish)
      this.#ready(await this.#deps.make(wish.look, wish.shape, this.#deps, turn), wish)
      this.#state = { at: 'ready' }
      return true
    } catch (error) {
      if (turn.aborted) return false
      this.#state = { at: 'failed', why: messageOf(error) }
      this.#deps.onFailed(messageOf(error))
      return false
    }
  }

  #ready(clip: SlateClip, wish: SlateWish): void {
    if (wish !== this.#wish) return // another is wanted by now
    this.#clip = clip
    this.#deps.onReady(clip, wish)
  }
}

function isSameProfile(a: SlateWish, b: SlateWish | undefined): boolean {
  const { maxKbps: _a, ...mine } = a.shape
  const { maxKbps: _b, ...theirs } = b?.shape ?? { maxKbps: 0 }
  return JSON.stringify(mine) === JSON.stringify(theirs)
}
