// A host feed on a clock of ours, with a studio whose clips are numbers.
import { PassThrough } from 'node:stream'
import type { Socket } from 'node:net'
import { Failure } from '#core/failure.ts'
import { silentLog } from '#core/log.ts'
import { FlvReader } from '#media'
import { usualProfile } from '#avatar'
import { HostFeed } from '../../avatar/feed/host-feed.ts'
import type { Gated, Line, Lines } from '../../avatar/feed/lines.ts'
import type { Live, Look, Studio, Take } from '../../avatar/feed/studio.ts'
import { hostPlan } from '../../avatar/rotation/plan.ts'
import { noHostCounters } from '../../avatar/snapshot.ts'
import { clipOf } from './synthetic-clip.ts'
import { FakeClock, settle } from './fake-clock.ts'
import { markOf } from './synthetic-camera.ts'

export const pauseMark = 1
export const disclosureMark = 2
export const firstSentence = 10
/** What is live carries so much more than what it is made of. */
export const liveMark = 150

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
    const place = String(number)
    return { text: place, language: 'zh', product: null, refusal, place, segment: 'all' }
  }

  isNext({ place }: Gated): boolean {
    return place === String(this.sentence)
  }

  isDiskFull = false

  get progress() {
    return { said: this.sentence, of: 100 }
  }

  done(): void {
    this.sentence += 1
    if (this.isDiskFull) throw new Error('ENOSPC: no space left on device')
  }
}

class NumberStudio implements Studio {
  doing = ''
  readonly asked: string[] = []
  readonly wanted: string[] = []
  readonly lives: ({ readonly text: string } & Live)[] = []
  isSlow = false
  isLiveSlow = false
  isBroken = false
  /** Of sentences that no voice can say. */
  refuses = ''

  async pause({ host }: Look): Promise<Take> {
    if (this.isBroken) throw new Error('no browser starts here')
    this.asked.push(`${host} pauses`)
    return this.#take(host === 'lin' ? pauseMark : pauseMark + 100, 32)
  }

  async speak({ host }: Look, { text }: Line, signal: AbortSignal): Promise<Take> {
    this.asked.push(`${host} says ${text}`)
    if (this.isSlow && text !== 'I am no human')
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    if (text === this.refuses)
      throw new Failure('avatar/nothing-to-say', 'write words', { fault: 'operator', remedy: 'stop' })
    const mark = text === 'I am no human' ? disclosureMark : firstSentence + Number(text)
    return this.#take(host === 'lin' ? mark : mark + 100, 48)
  }

  /** Marked as what it is made of, and `liveMark`. */
  async live(look: Look, line: Line | null, live: Live, signal: AbortSignal): Promise<Take> {
    this.lives.push({ text: line?.text ?? 'pause', ...live })
    if (this.isLiveSlow)
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    const { clip } = await (line === null ? this.pause(look) : this.speak(look, line, signal))
    const mark = markOf(clip.pictures[0]?.payload as Buffer) + liveMark
    return this.#take(mark, clip.pictures.length)
  }

  want({ host }: Look): void {
    this.wanted.push(host)
  }

  #take(mark: number, pictures: number): Take {
    return { clip: clipOf(mark, pictures), isReused: false, cpuSeconds: 0.1 }
  }
}

type Rotation = readonly Record<string, string>[]

export class HostFeedRig {
  readonly clock = new FakeClock()
  readonly studio = new NumberStudio()
  readonly notes: string[] = []
  /** States of what was asked for, as they are told. */
  readonly told: string[] = []
  /** What outlives the worker. */
  memory: unknown
  commentMemory: unknown
  sayLabelEveryMs = 600_000
  readonly lines: NumberedLines
  readonly feed: HostFeed
  /** Marks of pictures as they were read, runs of one counted once. */
  readonly seen: number[] = []
  readonly states: boolean[] = []
  readonly #stop = new AbortController()
  #life: Promise<void> | undefined

  constructor(
    rotation: Rotation = [{ host: 'lin', script: 'a' }],
    refused: readonly number[] = [],
    memory?: unknown,
    commentMemory?: unknown,
  ) {
    this.memory = memory
    this.commentMemory = commentMemory
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
      sayLabelEveryMs: () => this.sayLabelEveryMs,
      aigc: '',
      note: (kind, { id, state }) => {
        this.notes.push(kind)
        if (kind === 'interjection' || kind === 'comment') this.told.push(`${String(id)} ${String(state)}`)
      },
      comments: {
        recall: () => this.commentMemory,
        keep: list => {
          this.commentMemory = JSON.parse(JSON.stringify(list))
        },
      },
      interjections: {
        recall: () => this.memory,
        keep: list => {
          this.memory = JSON.parse(JSON.stringify(list))
        },
      },
    })
  }

  desired(rotation: Rotation, more: object = {}) {
    return { name: 'night-host', plan: hostPlan.parse({ rotation, ...more }), profile: usualProfile }
  }

  /** Lin alone, with a clock. */
  showClock(clock: object): void {
    this.feed.apply(this.desired([{ host: 'lin', script: 'a' }], { clock }))
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

  ask(text: string, id = text): void {
    this.feed.interject({ id, text, by: 'anna', language: 'zh', product: null })
  }

  showComment(id: string, seconds = 12): void {
    this.feed.comment({ id, author: '小王', text: '能用几个小时？', seconds, by: 'anna' })
  }

  async end(): Promise<void> {
    this.#stop.abort(new Error('over'))
    await this.#life
  }
}
