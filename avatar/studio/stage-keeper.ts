// Keeps the browser that draws: opened when somebody needs it, closed when nobody has for a while, opened anew when it has gone.
import { type Clock, slept } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { type BrowserChoice, openStage, type Stage } from '../browser/index.ts'

/** A browser costs 300 MB; once hosts are drawn it is needed for a caption now and then. */
const closeAfterMs = 60_000

export type StageKeeperDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly cacheFolder: string
  readonly browser: () => BrowserChoice
}

export class StageKeeper {
  readonly #deps: StageKeeperDeps
  readonly #life = new AbortController()
  #opening: Promise<Stage> | undefined
  #users = 0
  #idle = new AbortController()
  #renderer = ''

  constructor(deps: StageKeeperDeps) {
    this.#deps = deps
  }

  /** Who drew last, as WebGL says it; '' before. */
  get renderer(): string {
    return this.#renderer
  }

  /** Lends the stage for as long as `work` takes. Throws `avatar/no-browser` where none draws. */
  async use<T>(work: (stage: Stage) => Promise<T>): Promise<T> {
    this.#idle.abort(new Error('somebody needs it'))
    this.#users += 1
    try {
      return await work(await this.#open())
    } finally {
      this.#users -= 1
      if (this.#users === 0) void this.#closeLater()
    }
  }

  #open(): Promise<Stage> {
    if (this.#opening !== undefined) return this.#opening
    const opening = openStage({ ...this.#deps, browser: this.#deps.browser() }, this.#life.signal)
    this.#opening = opening
    const forget = () => {
      if (this.#opening === opening) this.#opening = undefined
    }
    void opening.then(stage => {
      this.#renderer = stage.renderer
      void stage.ended.then(forget)
    }, forget)
    return opening
  }

  async #closeLater(): Promise<void> {
    this.#idle = new AbortController()
    const signal = AbortSignal.any([this.#idle.signal, this.#life.signal])
    if (!(await slept(this.#deps.clock, closeAfterMs, signal))) return
    const opening = this.#opening
    this.#opening = undefined
    await opening?.then(stage => stage.close()).catch(() => {}) // one that never opened need not be closed
  }

  async close(): Promise<void> {
    const opening = this.#opening
    this.#life.abort(new Error('the studio closes'))
    await opening?.then(stage => stage.close()).catch(() => {}) // one that never opened need not be closed
  }
}
