// Which seconds of a leg were good: its far end was known to have nearly all that its program sent. Looked at once a second.

/** Totals of a leg and its program at one look. */
export type ServiceLook = {
  /** Monotonic. */
  readonly atMs: number
  /** What the program sent, to anybody. */
  readonly emittedBytes: number
  readonly ackedBytes: number
  /** In the leg's hands or under way: sent by the program, not known to have arrived. */
  readonly pendingBytes: number
  readonly darkMs: number
}

export type JudgedSecond = { readonly spanMs: number; readonly isGood: boolean }

/** This share of a second, and of its bytes, makes it good. */
const goodShare = 0.9
const lookEveryMs = 1_000

/**
 * Whether the time between the first two looks was good: the leg was lit, and by the third look the bytes of that time had
 * been acknowledged. What is acknowledged pays first for what was pending before, and last for what came after.
 */
export function isGood(from: ServiceLook, to: ServiceLook, now: ServiceLook): boolean {
  const emittedBytes = to.emittedBytes - from.emittedBytes
  const laterBytes = Math.max(0, now.emittedBytes - to.emittedBytes - now.pendingBytes)
  const arrivedBytes = now.ackedBytes - from.ackedBytes - from.pendingBytes - laterBytes
  const litMs = to.atMs - from.atMs - (to.darkMs - from.darkMs)
  return (
    emittedBytes > 0 && arrivedBytes >= goodShare * emittedBytes && litMs >= goodShare * (to.atMs - from.atMs)
  )
}

export class Service {
  #looks: readonly ServiceLook[] = []

  /** Called on every tick, looks once a second; the second that can be judged by now, if there is one. */
  look(nowMs: number, totals: () => Omit<ServiceLook, 'atMs'>): JudgedSecond | null {
    if (nowMs - (this.#looks.at(-1)?.atMs ?? -Infinity) < lookEveryMs) return null
    this.#looks = [...this.#looks.slice(-2), { ...totals(), atMs: nowMs }]
    const [from, to, now] = this.#looks
    if (from === undefined || to === undefined || now === undefined) return null
    return { spanMs: to.atMs - from.atMs, isGood: isGood(from, to, now) }
  }

  /** What comes next has nothing to do with what was. */
  forget(): void {
    this.#looks = []
  }
}
