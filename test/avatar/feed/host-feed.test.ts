// A host feed on a clock of ours, with a studio whose clips are numbers: what it plays when it is told what.
import { PassThrough } from 'node:stream'
import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { silentLog } from '#core/log.ts'
import { FlvReader } from '#media'
import { usualProfile } from '#avatar'
import { HostFeed } from '../../../avatar/feed/host-feed.ts'
import type { Gated, Line, Lines } from '../../../avatar/feed/lines.ts'
import type { Look, Studio, Take } from '../../../avatar/feed/studio.ts'
import { hostPlan } from '../../../avatar/rotation/plan.ts'
import { noHostCounters } from '../../../avatar/snapshot.ts'
import { clipOf } from '../../support/synthetic-clip.ts'
import { FakeClock, settle } from '../../support/fake-clock.ts'
import { markOf } from '../../support/synthetic-camera.ts'

const pauseMark = 1
const disclosureMark = 2
const firstSentence = 10

/** Sentences numbered from 0; those of `refused` may not be said. */
class NumberedLines implements Lines {
  sentence = 0
  readonly refused: readonly number[]

  constructor(refused: readonly number[] = []) {
    this.refused = refused
  }

  at(ahead: number): Gated {
    const number = this.sentence + ahead
    const refusal = this.refused.includes(number) ? 'it says 第一' : null
    return { text: String(number), language: 'zh', product: null, refusal, place: String(number) }
  }

  isNext({ place }: Gated): boolean {
    return place === String(this.sentence)
  }

  isDiskFull = false

  done(): void {
    this.sentence += 1
    if (this.isDiskFull) throw new Error('ENOSPC: no space left on device')
  }
}

class NumberStudio implements Studio {
  doing = ''
  readonly asked: string[] = []
  isSlow = false
  isBroken = false

  async pause({ host }: Look): Promise<Take> {
    if (this.isBroken) throw new Error('no browser starts here')
    this.asked.push(`${host} pauses`)
    return this.#take(host === 'lin' ? pauseMark : pauseMark + 100, 32)
  }

  async speak({ host }: Look, { text }: Line, signal: AbortSignal): Promise<Take> {
    this.asked.push(`${host} says ${text}`)
    if (this.isSlow && text !== 'I am no human')
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    const mark = text === 'I am no human' ? disclosureMark : firstSentence + Number(text)
    return this.#take(host === 'lin' ? mark : mark + 100, 48)
  }

  #take(mark: number, pictures: number): Take {
    return { clip: clipOf(mark, pictures), isReused: false, cpuSeconds: 0.1 }
  }
}

type Rotation = readonly Record<string, string>[]

class Rig {
  readonly clock = new FakeClock()
  readonly studio = new NumberStudio()
  readonly notes: string[] = []
  readonly lines: NumberedLines
  readonly feed: HostFeed
  /** Marks of pictures as they were read, runs of one counted once. */
  readonly seen: number[] = []
  readonly states: boolean[] = []
  readonly #stop = new AbortController()
  #life: Promise<void> | undefined

  constructor(rotation: Rotation = [{ host: 'lin', script: 'a' }], refused: readonly number[] = []) {
    this.lines = new NumberedLines(refused)
    const others = new NumberedLines()
    this.feed = new HostFeed(this.desired(rotation), noHostCounters, {
      clock: this.clock,
      log: silentLog,
      studio: this.studio,
      playbook: {
        versionOf: ({ script }) => script,
        linesOf: (_feed, { host }) => (host === 'lin' ? this.lines : others),
        disclosureOf: () => ({ text: 'I am no human', language: 'zh', product: null }),
        wordsOf: () => 'earphones',
      },
      sayLabelEveryMs: () => 600_000,
      aigc: '',
      note: kind => this.notes.push(kind),
    })
  }

  desired(rotation: Rotation) {
    return { name: 'night-host', plan: hostPlan.parse({ rotation }), profile: usualProfile }
  }

  async start(): Promise<this> {
    this.#life = this.feed.run(this.#stop.signal)
    const socket = new PassThrough()
    const reader = new FlvReader(
      tag => {
        if (tag.kind === 'script' && tag.payload.includes('onHostState'))
          this.states.push(tag.payload.at(-4) === 1)
        const mark = tag.kind === 'video' && tag.payload[1] === 1 ? markOf(tag.payload) : 0
        if (mark > 0 && (mark !== this.seen.at(-1) || tag.payload[0] === 0x17)) this.seen.push(mark)
      },
      { maxTagBytes: 1e6 },
    )
    socket.on('data', bytes => reader.push(bytes))
    this.feed.read(socket as unknown as Socket)
    await this.pass(500)
    return this
  }

  /** As a broadcast that shows it does: said again every two seconds. */
  async pass(ms: number, cue?: 'on-air' | 'wind-up'): Promise<void> {
    for (let leftMs = ms; leftMs > 0; leftMs -= 2_000) {
      if (cue !== undefined) this.feed.cue('evening', cue)
      await this.clock.advance(Math.min(2_000, leftMs))
      await settle()
    }
  }

  async end(): Promise<void> {
    this.#stop.abort(new Error('over'))
    await this.#life
  }
}

test('a host that nobody shows breathes; told to go on air it begins with its next picture, and says first what it is', async () => {
  const rig = await new Rig().start()
  await rig.pass(3_000)
  expect(new Set(rig.seen)).toEqual(new Set([pauseMark]))
  rig.seen.length = 0
  rig.feed.cue('evening', 'on-air')
  await rig.clock.advance(41)
  await settle()
  expect(rig.seen).toEqual([disclosureMark])
  await rig.pass(6_000, 'on-air')
  expect(rig.seen).toEqual([disclosureMark, firstSentence, firstSentence + 1, firstSentence + 2])
  expect(rig.lines.sentence).toBe(2)
  await rig.end()
})

test('a host that is to come to an end finishes its sentence, says so, and pauses', async () => {
  const rig = await new Rig().start()
  await rig.pass(3_000, 'on-air')
  rig.seen.length = 0
  await rig.pass(4_000, 'wind-up')
  expect(rig.seen.slice(-2)).toEqual([pauseMark, pauseMark])
  expect(rig.seen.filter(mark => mark >= firstSentence).length).toBeLessThanOrEqual(1)
  expect(rig.states.at(-1)).toBe(false)
  await rig.pass(2_000, 'on-air')
  expect(rig.seen).not.toContain(disclosureMark)
  await rig.end()
})

test('a sentence that is broken off is said again: its position moves when it was said to its end', async () => {
  const rig = await new Rig().start()
  await rig.pass(3_000, 'on-air')
  const before = rig.lines.sentence
  await rig.end()
  expect(rig.lines.sentence).toBe(before)
  expect(rig.seen.at(-1)).toBe(firstSentence + before)
})

test('where making sentences falls behind the host pauses, and that is counted once', async () => {
  const rig = new Rig()
  rig.studio.isSlow = true
  await rig.start()
  await rig.pass(10_000, 'on-air')
  expect(rig.seen.slice(1, 4)).toEqual([disclosureMark, pauseMark, pauseMark])
  expect(rig.feed.snapshot().sentencesLate).toBe(1)
  await rig.end()
})

test('a sentence that the gate refuses never reaches the studio, and is passed over', async () => {
  const rig = await new Rig(undefined, [0, 2]).start()
  await rig.pass(12_000, 'on-air')
  expect(rig.studio.asked).not.toContain('lin says 0')
  expect(rig.studio.asked).not.toContain('lin says 2')
  expect(rig.seen).toContain(firstSentence + 3)
  expect(rig.feed.snapshot().sentencesRefused).toBe(2)
  await rig.end()
})

test('one host hands over to the next at a sentence end, with a picture in every moment', async () => {
  const rig = await new Rig([{ host: 'lin', script: 'a' }]).start()
  await rig.pass(3_000, 'on-air')
  rig.feed.apply(rig.desired([{ host: 'mei', script: 'b' }]))
  rig.seen.length = 0
  await rig.pass(8_000, 'on-air')
  const handOver = rig.seen.findIndex(mark => mark > 100)
  expect(rig.seen[handOver]).toBe(disclosureMark + 100)
  expect(rig.seen.slice(handOver).every(mark => mark > 100)).toBe(true)
  expect(rig.notes).toContain('turn')
  expect(rig.feed.snapshot().host).toBe('mei')
  await rig.end()
})

test('a studio that cannot draw is asked again, less and less often, and says why', async () => {
  const rig = new Rig()
  rig.studio.isBroken = true
  await rig.start()
  await rig.pass(10_000)
  expect(rig.feed.snapshot()).toMatchObject({ state: 'preparing', trouble: 'no browser starts here' })
  rig.studio.isBroken = false
  await rig.pass(10_000)
  expect(rig.feed.snapshot()).toMatchObject({ state: 'stand-by', trouble: '' })
  await rig.end()
})

test('a host goes on speaking while its position cannot be written to a full disk', async () => {
  const rig = await new Rig().start()
  rig.lines.isDiskFull = true
  await rig.pass(10_000, 'on-air')
  expect(rig.seen.at(-1)).toBeGreaterThan(firstSentence + 2)
  expect(rig.feed.snapshot().sentencesSpoken).toBeGreaterThan(2)
  await rig.end()
})
