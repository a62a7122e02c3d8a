// Hosts ready to be composed: each drawn once for a size and rate, its first loop soon, the others while it is on air already.
import { readFile } from 'node:fs/promises'
import { type Clock, slept } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import type { Framing } from '#stage'
import { type BakedHost, bakeHost, type BakeProgress, type BakeShelf } from '../bake/index.ts'
import { type BrowserChoice, openStage } from '../browser/index.ts'
import type { PictureMemory } from '../compose/index.ts'
import type { FeedProfile } from '../desired.ts'
import { loopsFor } from './loops.ts'
import type { Wings } from './wings.ts'

type Size = Pick<FeedProfile, 'widthPx' | 'heightPx' | 'frameRateFps'>

/** Where a host's picture lies in the frame, and how it is framed there. */
export type Placed = {
  readonly xPx: number
  readonly yPx: number
  readonly widthPx: number
  readonly heightPx: number
  readonly framing: Framing
}

export type Dressed = {
  readonly host: BakedHost
  readonly placed: Placed
  /** All of its loops are there. */
  readonly isWhole: boolean
}

type Hanging = {
  readonly first: Promise<BakedHost>
  readonly stop: AbortController
  isWhole: boolean
  progress: BakeProgress | undefined
  /** Clips that are being composed of it. */
  users: number
  usedAtMs: number
}

/** As many hosts and sizes as picture memory holds; the one used longest ago goes. */
const mostHanging = 3
/** What is half drawn of a host that nobody has wanted for so long is put away, with the browser that draws it: the disk has it. */
const idleAfterMs = 60_000
const idleLookMs = 500

export type WardrobeDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly memory: PictureMemory
  readonly shelf: () => Promise<BakeShelf>
  readonly cacheFolder: string
  readonly browser: () => BrowserChoice
  readonly wings: Pick<Wings, 'of'>
  /** For tests that draw otherwise. */
  readonly openStage?: typeof openStage
  readonly onRenderer: (renderer: string) => void
  /** All loops of a host are there. */
  readonly onWhole: () => void
  /** Resolves when nothing more urgent wants the machine than loops that a host can do without for a while. */
  readonly whenCalm: (signal: AbortSignal) => Promise<void>
}

/** Upright pictures are filled by the host; in lying ones it stands in the middle. */
export function placedIn({ widthPx, heightPx }: Pick<Size, 'widthPx' | 'heightPx'>): Placed {
  if (heightPx >= widthPx) return { xPx: 0, yPx: 0, widthPx, heightPx, framing: 'portrait' }
  const besidesPx = Math.floor((widthPx - heightPx) / 4) * 2
  return { xPx: besidesPx, yPx: 0, widthPx: widthPx - 2 * besidesPx, heightPx, framing: 'bust' }
}

export class Wardrobe {
  readonly #deps: WardrobeDeps
  readonly #hanging = new Map<string, Hanging>()
  readonly #life = new AbortController()
  readonly #bakes = new Set<Promise<unknown>>()

  constructor(deps: WardrobeDeps) {
    this.#deps = deps
  }

  /** Something is still to be drawn of a host that is wanted. */
  get isDrawing(): boolean {
    return [...this.#hanging.values()].some(({ isWhole }) => !isWhole)
  }

  /** What is being drawn, for people; '' for nothing. */
  get doing(): string {
    for (const [key, { progress, isWhole }] of this.#hanging) {
      if (isWhole) continue
      const [host = ''] = key.split(' ')
      return progress === undefined
        ? `正在准备绘制 getting ready to draw: ${host}`
        : `正在绘制 drawing: ${host}, ${progress.loop} ${progress.picture}/${progress.pictures}`
    }
    return ''
  }

  /**
   * Lends a host as soon as its first loop can be shown, for as long as `work` takes; the other loops follow by themselves. Throws
   * why it cannot be drawn.
   */
  async withDressed<T>(host: string, size: Size, work: (dressed: Dressed) => Promise<T>): Promise<T> {
    const key = keyOf(host, size)
    const hanging = this.#hanging.get(key) ?? this.#hang(key, host, size)
    this.#hanging.delete(key)
    this.#hanging.set(key, hanging)
    hanging.users += 1
    hanging.usedAtMs = this.#deps.clock.nowMs()
    try {
      const baked = await hanging.first
      return await work({ host: baked, placed: placedIn(size), isWhole: hanging.isWhole })
    } finally {
      hanging.users -= 1
      hanging.usedAtMs = this.#deps.clock.nowMs()
      this.#forgetOldest()
    }
  }

  #forgetOldest(): void {
    for (const [key, hanging] of this.#hanging) {
      if (this.#hanging.size <= mostHanging) return
      if (hanging.users > 0) continue
      this.#hanging.delete(key)
      hanging.stop.abort(new Error('other hosts are shown'))
    }
  }

  /** Whether all loops of the host lie in picture memory now. */
  isWhole(host: string, size: Size): boolean {
    return this.#hanging.get(keyOf(host, size))?.isWhole ?? false
  }

  /** Somebody shows the host: what is being drawn of it is drawn on. One that is whole is used only while clips are made of it. */
  want(host: string, size: Size): void {
    const hanging = this.#hanging.get(keyOf(host, size))
    if (hanging?.isWhole === false) hanging.usedAtMs = this.#deps.clock.nowMs()
  }

  /**
   * Somebody shows what was made of the host's first loops: the others are drawn, if they are not there. Where all places are taken it
   * waits for one: hosts that pushed each other out would begin again for ever.
   */
  complete(host: string, size: Size): void {
    const key = keyOf(host, size)
    if (this.#hanging.has(key)) return this.want(host, size)
    if (this.#hanging.size >= mostHanging && !this.#forgetIdle()) return
    this.#hang(key, host, size)
  }

  /** Puts away one that nobody has used for a while; false where all are in use. */
  #forgetIdle(): boolean {
    for (const [key, hanging] of this.#hanging) {
      if (!this.#isIdle(hanging)) continue
      this.#hanging.delete(key)
      hanging.stop.abort(new Error('other hosts are shown'))
      return true
    }
    return false
  }

  #isIdle({ users, usedAtMs }: Hanging): boolean {
    return users === 0 && this.#deps.clock.nowMs() - usedAtMs > idleAfterMs
  }

  #hang(key: string, host: string, size: Size): Hanging {
    const first = Promise.withResolvers<BakedHost>()
    first.promise.catch(() => {}) // whoever waits for it is told
    const stop = new AbortController()
    const usedAtMs = this.#deps.clock.nowMs()
    const hanging: Hanging = {
      first: first.promise,
      stop,
      isWhole: false,
      progress: undefined,
      users: 0,
      usedAtMs,
    }
    this.#hanging.set(key, hanging)
    const signal = AbortSignal.any([this.#life.signal, stop.signal])
    let baked: BakedHost | undefined
    const onFirst = (host: BakedHost) => first.resolve((baked = host))
    const bake = this.#bake(host, size, hanging, onFirst, signal)
      .then(
        () => {
          hanging.isWhole = true
          hanging.usedAtMs = this.#deps.clock.nowMs()
          this.#deps.onWhole()
        },
        error => {
          first.reject(error)
          if (this.#hanging.get(key) === hanging) this.#hanging.delete(key) // asked for again, it is tried again
          if (!signal.aborted) this.#deps.log.warn({ host, error: messageOf(error) }, 'avatar/bake-broke-off')
        },
      )
      .then(() => this.#freeWhenForgotten(hanging, () => baked?.free()))
    this.#bakes.add(bake)
    void bake.then(() => this.#bakes.delete(bake))
    return hanging
  }

  /** Its memory is given back once it hangs here no more and nobody composes with it. */
  async #freeWhenForgotten(hanging: Hanging, free: () => void): Promise<void> {
    const { clock } = this.#deps
    const isKept = () => hanging.users > 0 || [...this.#hanging.values()].includes(hanging)
    while (isKept()) if (!(await slept(clock, idleLookMs, this.#life.signal))) return
    free()
  }

  /** A loop that comes later waits for what is urgent. Throws where nobody wants the host any more. */
  async #whenWanted(hanging: Hanging, signal: AbortSignal): Promise<void> {
    await this.#deps.whenCalm(signal)
    if (!this.#isIdle(hanging)) return
    for (const [key, each] of this.#hanging) if (each === hanging) this.#hanging.delete(key)
    hanging.stop.abort(new Error('nobody wants this host now'))
    signal.throwIfAborted()
  }

  async #bake(
    host: string,
    size: Size,
    hanging: Hanging,
    onFirst: (host: BakedHost) => void,
    life: AbortSignal,
  ): Promise<void> {
    const {
      clock,
      log,
      memory,
      shelf,
      cacheFolder,
      browser,
      onRenderer,
      openStage: opens = openStage,
    } = this.#deps
    const { widthPx, heightPx, framing } = placedIn(size)
    const vrm = await readFile((await this.#deps.wings.of(host)).file)
    const { frameRateFps } = size
    const wish = {
      vrm,
      framing,
      widthPx,
      heightPx,
      frameRateFps,
      smooth: true,
      loops: loopsFor(host, frameRateFps),
    }
    let hasFirst = false
    const open = async (signal: AbortSignal) => {
      const stage = await opens({ clock, log, cacheFolder, browser: browser() }, signal)
      onRenderer(stage.renderer)
      const take: typeof stage.take = async (...asked) => {
        if (hasFirst) await this.#whenWanted(hanging, signal)
        return await stage.take(...asked)
      }
      return { ...stage, take }
    }
    await bakeHost(
      wish,
      {
        openStage: open,
        shelf: await shelf(),
        memory,
        clock,
        log,
        onLoop: (_loop, baked) => {
          hasFirst = true
          onFirst(baked)
        },
        onProgress: progress => (hanging.progress = progress),
      },
      life,
    )
  }

  async close(): Promise<void> {
    this.#life.abort(new Error('the studio closes'))
    await Promise.all(this.#bakes)
  }
}

function keyOf(host: string, { widthPx, heightPx, frameRateFps }: Size): string {
  return `${host} ${widthPx}x${heightPx}@${frameRateFps}`
}
