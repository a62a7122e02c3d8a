// Hosts ready to be composed: each drawn once for a size and rate, its first loop soon, the others while it is on air already.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Clock } from '#core/clock.ts'
import { Failure, messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import type { Framing } from '#stage'
import { type BakedHost, bakeHost, type BakeProgress, type BakeShelf } from '../bake/index.ts'
import { openStage } from '../browser/index.ts'
import type { PictureMemory } from '../compose/index.ts'
import type { FeedProfile } from '../desired.ts'
import type { TurnPlan } from '../rotation/plan.ts'
import { loopsFor } from './loops.ts'

type Host = TurnPlan['host']
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
  isWhole: boolean
  progress: BakeProgress | undefined
}

export type WardrobeDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly memory: PictureMemory
  readonly shelf: () => Promise<BakeShelf>
  readonly cacheFolder: string
  readonly onRenderer: (renderer: string) => void
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
  #last: Promise<unknown> = Promise.resolve()

  constructor(deps: WardrobeDeps) {
    this.#deps = deps
  }

  /** What is being drawn, for people; '' for nothing. */
  get doing(): string {
    for (const [key, { progress, isWhole }] of this.#hanging) {
      if (isWhole) continue
      const [host = ''] = key.split(' ')
      return progress === undefined
        ? `正在准备绘制 ${host} getting ready to draw ${host}`
        : `正在绘制 drawing ${host}: ${progress.loop} ${progress.picture}/${progress.pictures}`
    }
    return ''
  }

  /** Resolves once the host's first loop can be shown; the others follow by themselves. Throws why it cannot be drawn. */
  async dressed(host: Host, size: Size): Promise<Dressed> {
    const key = `${host} ${size.widthPx}x${size.heightPx}@${size.frameRateFps}`
    const hanging = this.#hanging.get(key) ?? this.#hang(key, host, size)
    return { host: await hanging.first, placed: placedIn(size), isWhole: hanging.isWhole }
  }

  /** Whether all loops of the host lie in picture memory now. */
  isWhole(host: Host, size: Size): boolean {
    return (
      this.#hanging.get(`${host} ${size.widthPx}x${size.heightPx}@${size.frameRateFps}`)?.isWhole ?? false
    )
  }

  #hang(key: string, host: Host, size: Size): Hanging {
    const first = Promise.withResolvers<BakedHost>()
    const hanging: Hanging = { first: first.promise, isWhole: false, progress: undefined }
    this.#hanging.set(key, hanging)
    // One bake at a time: two would only be late together.
    const bake = this.#last
      .then(() => this.#bake(host, size, hanging, first.resolve))
      .then(
        () => (hanging.isWhole = true),
        error => {
          first.reject(error)
          this.#hanging.delete(key) // asked for again, it is tried again
          if (!this.#life.signal.aborted)
            this.#deps.log.warn({ host, error: messageOf(error) }, 'avatar/bake-broke-off')
        },
      )
    this.#last = bake
    this.#bakes.add(bake)
    void bake.then(() => this.#bakes.delete(bake))
    return hanging
  }

  async #bake(host: Host, size: Size, hanging: Hanging, onFirst: (host: BakedHost) => void): Promise<void> {
    const { clock, log, memory, shelf, cacheFolder, onRenderer, whenCalm } = this.#deps
    const { widthPx, heightPx, framing } = placedIn(size)
    const vrm = await readFile(vrmFile(host)).catch(cause => {
      throw new Failure('avatar/no-host', `the host ${host} is not here: ${messageOf(cause)}`, {
        fault: 'operator',
        remedy: 'stop',
      })
    })
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
      const stage = await openStage({ clock, log, cacheFolder }, signal)
      onRenderer(stage.renderer)
      const take: typeof stage.take = async (...asked) => {
        if (hasFirst) await whenCalm(signal)
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
      this.#life.signal,
    )
  }

  async close(): Promise<void> {
    this.#life.abort(new Error('the studio closes'))
    await Promise.all(this.#bakes)
  }
}

/** The file of a host of our own. */
export function vrmFile(host: Host): string {
  return fileURLToPath(new URL(`../hosts/${host}.vrm`, import.meta.url))
}
