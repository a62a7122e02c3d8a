// Which seconds count as good: that nearly all of what the program sent is known to have arrived.
import { expect, test } from 'vitest'
import { LeastLately } from '../../relay/carrier/least-lately.ts'
import { LegTally } from '../../relay/leg/leg-tally.ts'
import { Service, type ServiceLook } from '../../relay/leg/service.ts'

const perSecond = 1_000

/** A far end as the leg sees it: what it is sent, second by second, and what becomes of that. */
class Evening {
  readonly service = new Service()
  readonly judged: boolean[] = []
  #nowMs = 0
  #seen = { emittedBytes: 0, ackedBytes: 0, pendingBytes: 0, darkMs: 0 }

  constructor() {
    this.#look()
  }

  /** One second: of what the program sends and what is pending, so much arrives and so much is dropped. */
  second({ acked = perSecond, dropped = 0, darkMs = 0, emitted = perSecond, opening = 0 } = {}): this {
    const { pendingBytes, ...totals } = this.#seen
    this.#seen = {
      emittedBytes: totals.emittedBytes + emitted,
      ackedBytes: totals.ackedBytes + acked,
      pendingBytes: Math.max(0, pendingBytes + emitted + opening - acked - dropped),
      darkMs: totals.darkMs + darkMs,
    }
    this.#nowMs += 1_000
    return this.#look()
  }

  seconds(count: number, what: Parameters<Evening['second']>[0] = {}): this {
    for (let i = 0; i < count; i++) this.second(what)
    return this
  }

  #look(): this {
    const seen: Omit<ServiceLook, 'atMs'> = this.#seen
    const judged = this.service.look(this.#nowMs, () => seen)
    if (judged !== null) this.judged.push(judged.isGood)
    return this
  }
}

test('a far end that takes all is good in each second', () => {
  expect(new Evening().seconds(5).judged).toEqual([true, true, true, true])
})

test('a second is judged one second later, and looks in between change nothing', () => {
  const service = new Service()
  const at = (nowMs: number) =>
    service.look(nowMs, () => ({ emittedBytes: nowMs, ackedBytes: nowMs, pendingBytes: 0, darkMs: 0 }))
  expect([0, 500, 1_000, 1_999].map(at)).toEqual([null, null, null, null])
  expect(at(2_010)).toEqual({ spanMs: 1_000, isGood: true })
})

test('acknowledgements that come in lumps do not make a second bad', () => {
  const evening = new Evening()
  for (const acked of [600, 1_400, 700, 1_200, 1_100, 400, 1_600]) evening.second({ acked })
  expect(evening.judged).not.toContain(false)
})

test('a far end that takes half of it is good in no second, also when frames are dropped for it', () => {
  const evening = new Evening().seconds(6, { acked: 500 })
  expect(evening.judged.slice(1)).not.toContain(true)
  expect(evening.seconds(6, { acked: 500, dropped: 500 }).judged.slice(1)).not.toContain(true)
})

test('a frozen far end costs the seconds in which it took nothing, and no more', () => {
  const evening = new Evening().seconds(3)
  evening.second({ acked: 0 }).second({ acked: 0, darkMs: 1_000, dropped: 1_000 })
  // The next address gets the group of pictures from its beginning.
  evening.second({ acked: 2_000, opening: 1_000, dropped: 1_000, darkMs: 80 }).seconds(4)
  expect(evening.judged).toEqual([true, true, true, false, false, true, true, true, true])
})

test('bytes that a new connection repeats do not pay for seconds that were dark', () => {
  const evening = new Evening().seconds(2).second({ acked: 0, darkMs: 900, dropped: 1_000 })
  evening.second({ acked: 3_000, opening: 2_000 }).second()
  expect(evening.judged[2]).toBe(false)
})

test('a program that sends nothing is good in no second', () => {
  expect(new Evening().seconds(3, { emitted: 0, acked: 0 }).judged).toEqual([false, false])
})

test('what was before a stop is not compared with what is after it', () => {
  const evening = new Evening().seconds(3)
  evening.service.forget()
  expect(evening.second({ acked: 0, emitted: 0 }).second().judged).toHaveLength(2)
})

test('a successor adds the time in which nobody served', () => {
  const first = new LegTally()
  first.served({ spanMs: 1_000, isGood: true })
  first.served({ spanMs: 1_000, isGood: false })
  const second = new LegTally()
  second.restore(first.counters(undefined), { uncountedMs: 2_500, unservedMs: 2_500 })
  expect(second.counters(undefined)).toMatchObject({ wishedMs: 4_500, goodMs: 1_000, darkMs: 2_500 })
})

test('the least of the last seconds is known, and forgotten after them', () => {
  const least = new LeastLately()
  expect(least.value).toBe(Infinity)
  for (const [value, atMs] of [
    [30, 0],
    [20, 1_000],
    [50, 2_000],
  ] as const)
    least.add(value, atMs)
  expect(least.value).toBe(20)
  least.add(60, 11_500)
  expect(least.value).toBe(50)
})
