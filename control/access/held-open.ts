// What stays open after it was answered (event streams, previews): it ends when what opened it is no longer good.
import { type Clock, every } from '#core/clock.ts'
import type { Credential } from '../store/access-store.ts'

type Held = { readonly credential: Credential; readonly end: () => void }

const lookEveryMs = 2_000

export class HeldOpen {
  readonly #held = new Set<Held>()
  readonly #stop = new AbortController()
  readonly #isGood: (credential: Credential) => boolean
  readonly #looking: Promise<void>

  constructor(clock: Clock, isGood: (credential: Credential) => boolean) {
    this.#isGood = isGood
    this.#looking = every(clock, lookEveryMs, () => this.look(), this.#stop.signal)
  }

  /** Ends it once the credential is no longer good; to be let go when it closes by itself. */
  hold(credential: Credential, end: () => void): Disposable {
    const held = { credential, end }
    this.#held.add(held)
    return { [Symbol.dispose]: () => void this.#held.delete(held) }
  }

  /** Looks at each now, e.g. after somebody was shown out. */
  look(): void {
    const known = new Map<string, boolean>()
    for (const held of this.#held) {
      const key = JSON.stringify(held.credential)
      const isGood = known.get(key) ?? this.#looked(held.credential)
      known.set(key, isGood)
      if (isGood) continue
      this.#held.delete(held)
      held.end()
    }
  }

  #looked(credential: Credential): boolean {
    try {
      return this.#isGood(credential)
    } catch {
      return true // the store cannot be read just now: the next look finds out
    }
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('the house closes'))
    await this.#looking
  }
}
