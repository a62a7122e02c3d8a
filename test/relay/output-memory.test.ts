// The memory of a program's packets: used again, and never while the GOP, a queue or a write on its way holds any of it.
import { Writable } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Outbox } from '../../relay/carrier/outbox.ts'
import type { Packet } from '../../relay/packet.ts'
import { ProgramOutput, type ProgramSink } from '../../relay/program/output.ts'
import { FakeClock } from '../support/fake-clock.ts'

const limits = { gopCacheBytes: 30_000_000, chunkSizeBytes: 4_096 }

/** A far end that takes a write when it is let; then it looks whether the bytes are still those that were meant. */
class Leg implements ProgramSink {
  /** Copies made when a packet was given. */
  readonly #given = new Map<Packet, Buffer>()
  readonly #meant: Buffer[] = []
  readonly #outbox: Outbox
  readonly #stream: Writable
  #waiting: { readonly chunks: readonly Buffer[]; readonly done: () => void }[] = []
  #isQuick: boolean
  takenPackets = 0

  constructor(isQuick: boolean) {
    this.#isQuick = isQuick
    const put = (chunks: readonly Buffer[], done: () => void) => {
      if (this.#isQuick) this.#take(chunks, done)
      else this.#waiting.push({ chunks, done })
    }
    this.#stream = new Writable({
      highWaterMark: 16_384,
      write: (chunk: Buffer, _, done) => put([chunk], done),
      writev: (chunks, done) =>
        put(
          chunks.map(({ chunk }) => chunk as Buffer),
          done,
        ),
    })
    const plan = {
      stream: this.#stream,
      encode: (packet: Packet) => {
        this.#meant.push(this.#given.get(packet) as Buffer)
        return packet.wire(1)
      },
      limits: { maxMs: 2_000, maxBytes: 4_000_000 },
      maxOpeningBytes: Infinity,
      isMoreDue: () => false,
      beforeWrite: () => {},
      onWrite: () => {},
      onHopeless: () => {},
    }
    this.#outbox = new Outbox(plan, new FakeClock())
  }

  take(packet: Packet): void {
    this.#given.set(packet, Buffer.from(packet.wire(1)))
    this.#outbox.take(packet)
  }

  flush(): void {
    this.#outbox.flush()
  }

  get holdsNothing(): boolean {
    return this.#outbox.isEmpty
  }

  /** From now on it takes at once, or only when it is let. */
  turn(isQuick: boolean): void {
    this.#isQuick = isQuick
    if (isQuick) this.let()
  }

  /** Takes what waits. */
  let(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const { chunks, done } of waiting) this.#take(chunks, done)
  }

  #take(chunks: readonly Buffer[], done: () => void): void {
    for (const chunk of chunks) {
      for (let rest = chunk; rest.length > 0; this.takenPackets++) {
        const meant = this.#meant.shift() ?? Buffer.alloc(0)
        const came = rest.subarray(0, meant.length)
        if (came.length === 0 || !meant.equals(came)) throw new Error('a packet changed on its way out')
        rest = rest.subarray(meant.length)
      }
    }
    done()
  }
}

function frame(output: ProgramOutput, i: number, bytes: number, gopFrames: number): void {
  const payload = Buffer.alloc(bytes, i % 251)
  const isKeyframe = i % gopFrames === 0
  output.picture(payload, { dtsMs: i * 33, isKeyframe, isOwn: false }, i * 33)
  output.sound(payload.subarray(0, Math.min(300, bytes)), i * 33 + 5)
  output.flush()
}

test('with legs that keep up, a program goes round in a few megabytes', () => {
  const output = new ProgramOutput(limits)
  const memories = new Set<ArrayBufferLike>()
  output.join({ take: packet => memories.add(packet.wire(1).buffer), flush: () => {}, holdsNothing: true })
  for (let i = 0; i < 1_000; i++) {
    frame(output, i, 100_000, 20)
    output.reuseMemory()
  }
  expect(memories.size).toBeLessThan(8)
})

test('what a leg wrote before it left is not written over while it goes out', () => {
  const output = new ProgramOutput(limits)
  const leg = new Leg(true)
  const membership = output.join(leg)
  for (let i = 0; i < 40; i++) frame(output, i, 50_000, 20)
  leg.turn(false)
  for (let i = 40; i < 44; i++) frame(output, i, 50_000, 20)
  membership[Symbol.dispose]()
  const before = leg.takenPackets
  for (let i = 44; i < 300; i++) {
    frame(output, i, 50_000, 20)
    output.reuseMemory()
  }
  leg.let()
  expect(leg.takenPackets).toBeGreaterThan(before)
})

test('what a leg that stands still wrote is not written over, though its queue was dropped', () => {
  const output = new ProgramOutput(limits)
  const leg = new Leg(true)
  output.join(leg)
  const put = (from: number, to: number) => {
    for (let i = from; i < to; i++) {
      frame(output, i, 50_000, i <= 60 ? 20 : 300)
      output.reuseMemory()
    }
  }
  put(0, 40)
  leg.turn(false)
  put(40, 299)
  const before = leg.takenPackets
  leg.let()
  expect(leg.takenPackets).toBeGreaterThan(before)
})

test('the opening of a leg that has just joined is not written over while it goes out in steps', () => {
  const output = new ProgramOutput(limits)
  const put = (i: number) =>
    output.picture(
      Buffer.alloc(140_000, i),
      { dtsMs: i * 33, isKeyframe: i % 20 === 0, isOwn: false },
      i * 33,
    )
  for (let i = 0; i < 20; i++) put(i)
  const leg = new Leg(true)
  output.join(leg)
  for (let i = 20; i < 120; i++) {
    put(i)
    output.reuseMemory()
    if (i % 3 === 0) output.flush()
  }
  expect(leg.takenPackets).toBeGreaterThan(30)
})

test('no packet changes on its way, whoever is slow, joins, leaves, or catches up', async () => {
  const act = fc.oneof(
    {
      weight: 30,
      arbitrary: fc.record({
        do: fc.constant('frame' as const),
        bytes: fc.integer({ min: 10, max: 150_000 }),
      }),
    },
    { weight: 10, arbitrary: fc.record({ do: fc.constant('look' as const) }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('let' as const), leg: fc.nat(5) }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('turn' as const), leg: fc.nat(5), isQuick: fc.boolean() }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('join' as const), isQuick: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), leg: fc.nat(5) }) },
  )
  let taken = 0
  const run = fc.asyncProperty(fc.array(act, { minLength: 100, maxLength: 400 }), async acts => {
    const output = new ProgramOutput(limits)
    const legs: { readonly leg: Leg; readonly membership: Disposable }[] = []
    const gone: Leg[] = []
    let i = 0
    for (const each of acts) {
      const one = 'leg' in each ? legs[each.leg % Math.max(1, legs.length)] : undefined
      if (each.do === 'frame') frame(output, i++, each.bytes, 15)
      else if (each.do === 'look') output.reuseMemory()
      else if (each.do === 'let') one?.leg.let()
      else if (each.do === 'turn') one?.leg.turn(each.isQuick)
      else if (each.do === 'leave' && one !== undefined) {
        one.membership[Symbol.dispose]()
        gone.push(one.leg)
        legs.splice(legs.indexOf(one), 1)
      } else if (each.do === 'join') {
        const leg = new Leg(each.isQuick)
        legs.push({ leg, membership: output.join(leg) })
      }
      if (i % 7 === 0) await new Promise(resolve => setImmediate(resolve))
    }
    for (const leg of [...gone, ...legs.map(each => each.leg)]) {
      leg.turn(true)
      await new Promise(resolve => setImmediate(resolve))
      leg.let()
      taken += leg.takenPackets
    }
  })
  await fc.assert(run, { numRuns: 40, seed: 5 })
  expect(taken).toBeGreaterThan(1_000)
})
