// The newest picture of a program, for pages that show many and play none: made at most once in two seconds, for all who ask.
import type { Clock } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import type { Places } from '#core/places.ts'
import { WorkerLink } from '../supervisor/worker-link.ts'
import type { PictureMaker } from './maker.ts'

export type LatestDeps = { readonly clock: Clock; readonly places: Places; readonly maker: PictureMaker }

export type Latest = { readonly atMs: number; readonly shows: string; readonly jpeg: Buffer }

type Cached = { readonly madeMs: number; readonly work: Promise<Latest>; readonly before: Latest | null }

const mostPx = 640
const keptMs = 2_000
const mostKept = 64

export class LatestPictures {
  readonly #deps: LatestDeps
  readonly #kept = new Map<string, Cached>()

  constructor(deps: LatestDeps) {
    this.#deps = deps
  }

  /** Throws `control/no-picture` where nothing was sent yet, or nobody sends. */
  of(broadcast: string, program: string | null): Promise<Latest> {
    const { clock } = this.#deps
    const key = `${broadcast} ${program ?? ''}`
    const known = this.#kept.get(key)
    if (known !== undefined && clock.nowMs() - known.madeMs < keptMs) return known.work
    const before = known?.before ?? null
    const work = this.#newest(broadcast, program, before)
    this.#kept.delete(key)
    this.#kept.set(key, { madeMs: clock.nowMs(), work, before })
    work.then(
      latest => {
        const now = this.#kept.get(key)
        if (now?.work === work) this.#kept.set(key, { ...now, before: latest })
      },
      () => {}, // told to whoever asked
    )
    for (const old of [...this.#kept.keys()].slice(0, -mostKept)) this.#kept.delete(old)
    return work
  }

  async #newest(broadcast: string, asked: string | null, before: Latest | null): Promise<Latest> {
    const { places, maker } = this.#deps
    const { signal } = new AbortController()
    const link = new WorkerLink(places, `relay-${broadcast}`)
    const newest = await link.stills(0, Number.MAX_SAFE_INTEGER, signal).catch(() => [])
    const main =
      newest.find(each => each.program === (asked ?? 'main')) ?? (asked === null ? newest[0] : undefined)
    const last = main?.stills.at(-1)
    if (last !== undefined && last.atMs === before?.atMs) return before
    const still =
      main === undefined || last === undefined
        ? null
        : await link.still(main.program, last.atMs, signal).catch(() => null)
    if (still === null)
      throw new Failure(
        'control/no-picture',
        `${broadcast} sends no picture; start it, or wait for its camera`,
        {
          fault: 'operator',
          remedy: 'retry',
        },
      )
    const jpeg = await maker.jpeg(Buffer.from(still.h264, 'base64'), mostPx, signal)
    return { atMs: still.atMs, shows: still.shows, jpeg }
  }
}
