// Who guesses passwords waits longer each time: by address, and more gently by account. Bounded, and forgotten after a rest.
import { isIP } from 'node:net'
import type { Clock } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import { isLoopbackName } from '../loopback.ts'

/** Refused for how often it was asked; says when to ask again. */
export class TooMany extends Failure {
  readonly waitMs: number

  constructor(sentence: string, waitMs: number) {
    super('control/too-many', sentence, { fault: 'operator', remedy: 'retry' })
    this.waitMs = waitMs
  }
}

type Pace = {
  /** So many wrong ones cost nothing. */
  readonly free: number
  /** After the next one; twice as long after each further one. */
  readonly firstMs: number
  readonly mostMs: number
}

const ofAddress: Pace = { free: 8, firstMs: 2_000, mostMs: 600_000 }
/** A proxy that names nobody, or the person at the machine itself, is never held up for long. */
const ofLoopback: Pace = { free: 8, firstMs: 2_000, mostMs: 30_000 }
/** From addresses that the account never came in from: whoever knows a name must not be able to lock its owner out. */
const ofAccount: Pace = { free: 20, firstMs: 2_000, mostMs: 60_000 }
const restMs = 900_000
const mostKeys = 4_096

type Wrong = { count: number; untilMs: number }

export class Brake {
  readonly #clock: Clock
  readonly #wrong = new Map<string, Wrong>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Counts an attempt as wrong before it is tried, so that many at once are no way round; `right` takes it back. */
  attempt(address: string, account: string, isKnownThere: boolean): { right(): void } {
    const places: [string, Pace][] = [
      [`from ${networkOf(address)}`, isLoopbackName(address) ? ofLoopback : ofAddress],
      ...(isKnownThere ? [] : [[`to ${account}`, ofAccount] as [string, Pace]]),
    ]
    const waitMs = Math.max(...places.map(([key]) => (this.#of(key)?.untilMs ?? 0) - this.#clock.nowMs()))
    if (waitMs > 0) throw new TooMany(waitSentence(waitMs), waitMs)
    const taken = places.map(([key, pace]) => this.#add(key, pace))
    return {
      right: () => {
        for (const takeBack of taken) takeBack()
      },
    }
  }

  #of(key: string): Wrong | undefined {
    const wrong = this.#wrong.get(key)
    if (wrong === undefined || this.#clock.nowMs() < wrong.untilMs + restMs) return wrong
    this.#wrong.delete(key)
    return undefined
  }

  #add(key: string, { free, firstMs, mostMs }: Pace): () => void {
    const before = this.#of(key)
    const count = (before?.count ?? 0) + 1
    const waitMs = count <= free ? 0 : Math.min(mostMs, firstMs * 2 ** Math.min(20, count - free - 1))
    this.#wrong.delete(key) // back in at the end: the first one is the oldest
    this.#wrong.set(key, { count, untilMs: this.#clock.nowMs() + waitMs })
    const oldest = this.#wrong.keys().next().value
    if (this.#wrong.size > mostKeys && oldest !== undefined) this.#wrong.delete(oldest)
    return () => {
      const now = this.#wrong.get(key)
      if (now === undefined) return
      // Where others were wrong meanwhile, their wait stands.
      const untilMs = now.count === count ? (before?.untilMs ?? this.#clock.nowMs()) : now.untilMs
      this.#wrong.set(key, { count: now.count - 1, untilMs })
    }
  }
}

function waitSentence(waitMs: number): string {
  const s = Math.ceil(waitMs / 1_000)
  return `too many wrong passwords; try again in ${s < 120 ? `${s} s` : `${Math.ceil(s / 60)} min`}`
}

/** An IPv4 address, or the /64 an IPv6 address lies in: one customer has all of it. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  if (isIP(address) !== 6) return address
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups = [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back]
  return `${groups
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
