// The least of a number over the last seconds: what two counts of the same thing always differ by.

const windowMs = 10_000

export class LeastLately {
  #samples: readonly { readonly atMs: number; readonly value: number }[] = []

  add(value: number, nowMs: number): void {
    // A sample that a later one undercuts can never be the least again.
    const kept = this.#samples.filter(each => nowMs - each.atMs < windowMs && each.value < value)
    this.#samples = [...kept, { atMs: nowMs, value }]
  }

  /** Infinity before the first. */
  get value(): number {
    return this.#samples[0]?.value ?? Infinity
  }
}
