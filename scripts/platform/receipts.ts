// What a stand-in platform received: one entry per publish, from the messages that passed, never the stream's name itself.
import { createHash } from 'node:crypto'

export type Address = 'main' | 'backup'

/** One publish as the platform's side saw it. Times `AtMs` are wall clock, milliseconds since 1970. */
export type Receipt = {
  readonly address: Address
  /** When its connection was accepted. */
  readonly connectedAtMs: number
  /** When its publish was. */
  readonly atMs: number
  endedAtMs: number | null
  /** First 12 hex digits of SHA-256 of the whole stream name, query included. */
  readonly streamFingerprint: string
  firstVideoAtMs: number | null
  firstKeyframeAtMs: number | null
  lastMediaAtMs: number | null
  videoFrames: number
  audioFrames: number
  bytes: number
  /** The largest step between two timestamps of the same kind (picture or sound). */
  maxGapMs: number
  /** The longest wait between two messages of media, while the publish lasted. */
  maxWireSilenceMs: number
  /** How often a timestamp was not above the one before it, of the same kind. */
  nonMonotonic: number
  firstDtsMs: number | null
  lastDtsMs: number | null
  /** How even it was, second by second, oldest first; of the last three minutes. */
  seconds: readonly Second[]
  /** Waits of more than 100 ms between two messages of media: from when until when, wall clock. */
  silences: readonly Silence[]
  /** When pictures of another kind began: a video header that differs from the one before. */
  turns: readonly Turn[]
}

export type Silence = readonly [fromMs: number, toMs: number]
/** `header`: first 12 hex digits of SHA-256 of the video header. */
export type Turn = readonly [atMs: number, header: string]

/** One second of a publish, as lists are small: its end in wall clock, largest step of timestamps, longest wait. */
export type Second = readonly [atMs: number, maxGapMs: number, maxWireSilenceMs: number]

export type Opening = {
  readonly address: Address
  readonly connectedAtMs: number
  readonly atMs: number
  readonly streamName: string
}

/** The first bytes of a media message are enough. */
export type MediaFacts = {
  readonly kind: 'audio' | 'video'
  readonly timestampMs: number
  readonly totalBytes: number
  readonly isConfig: boolean
  readonly isKeyframe: boolean
  /** Of a header, the whole of it. */
  readonly config: Buffer | null
}

const keptReceipts = 500
const keptSeconds = 180
const keptSilences = 200
const keptTurns = 200
const silentAfterMs = 100
/** A timestamp may wrap after 49.7 days; half of that is the sign of a wrap. */
const halfRangeMs = 2 ** 31

export class Receipts {
  readonly #all: Receipt[] = []

  open(opening: Opening): OpenReceipt {
    const { address, connectedAtMs, atMs, streamName } = opening
    const receipt: Receipt = {
      address,
      connectedAtMs,
      atMs,
      endedAtMs: null,
      streamFingerprint: digest(streamName),
      firstVideoAtMs: null,
      firstKeyframeAtMs: null,
      lastMediaAtMs: null,
      videoFrames: 0,
      audioFrames: 0,
      bytes: 0,
      maxGapMs: 0,
      maxWireSilenceMs: 0,
      nonMonotonic: 0,
      firstDtsMs: null,
      lastDtsMs: null,
      seconds: [],
      silences: [],
      turns: [],
    }
    this.#all.push(receipt)
    if (this.#all.length > keptReceipts) this.#all.shift()
    return new OpenReceipt(receipt)
  }

  /** Oldest first. A copy. */
  list(): Receipt[] {
    return this.#all.map(receipt => ({ ...receipt }))
  }
}

/** The writing end of one receipt. */
export class OpenReceipt {
  readonly #receipt: Receipt
  readonly #lastMs: { audio: number | null; video: number | null } = { audio: null, video: null }

  constructor(receipt: Receipt) {
    this.#receipt = receipt
  }

  media(facts: MediaFacts, wallMs: number): void {
    const receipt = this.#receipt
    receipt.bytes += facts.totalBytes
    if (facts.isConfig) return this.#turn(facts, wallMs)
    const silenceMs = wallMs - (receipt.lastMediaAtMs ?? wallMs)
    if (silenceMs > silentAfterMs)
      receipt.silences = [...receipt.silences.slice(1 - keptSilences), [wallMs - silenceMs, wallMs]]
    receipt.maxWireSilenceMs = Math.max(receipt.maxWireSilenceMs, silenceMs)
    receipt.lastMediaAtMs = wallMs
    const gapMs = this.#timestamps(facts)
    receipt.maxGapMs = Math.max(receipt.maxGapMs, gapMs)
    this.#second(wallMs, gapMs, silenceMs)
    if (facts.kind === 'audio') {
      receipt.audioFrames += 1
      return
    }
    receipt.videoFrames += 1
    receipt.firstVideoAtMs ??= wallMs
    if (facts.isKeyframe) receipt.firstKeyframeAtMs ??= wallMs
  }

  #turn({ kind, config }: MediaFacts, wallMs: number): void {
    if (kind !== 'video' || config === null) return
    const header = digest(config)
    const { turns } = this.#receipt
    if (turns.at(-1)?.[1] !== header) this.#receipt.turns = [...turns.slice(1 - keptTurns), [wallMs, header]]
  }

  end(wallMs: number): void {
    this.#receipt.endedAtMs ??= wallMs
  }

  #second(wallMs: number, gapMs: number, silenceMs: number): void {
    const { seconds } = this.#receipt
    const atMs = Math.ceil(wallMs / 1_000) * 1_000
    const last = seconds.at(-1)
    const [, gapSoFarMs, silenceSoFarMs] = last?.[0] === atMs ? last : [atMs, 0, 0]
    const before = last?.[0] === atMs ? seconds.slice(0, -1) : seconds
    const now: Second = [atMs, Math.max(gapSoFarMs, gapMs), Math.max(silenceSoFarMs, silenceMs)]
    this.#receipt.seconds = [...before.slice(1 - keptSeconds), now]
  }

  /** The step from the last timestamp of its kind. */
  #timestamps(facts: MediaFacts): number {
    const receipt = this.#receipt
    const last = this.#lastMs[facts.kind]
    this.#lastMs[facts.kind] = facts.timestampMs
    receipt.firstDtsMs ??= facts.timestampMs
    receipt.lastDtsMs = facts.timestampMs
    if (last === null) return 0
    let stepMs = facts.timestampMs - last
    if (stepMs < -halfRangeMs) stepMs += 2 ** 32
    if (stepMs <= 0) receipt.nonMonotonic += 1
    return stepMs
  }
}

function digest(of: string | Buffer): string {
  return createHash('sha256').update(of).digest('hex').slice(0, 12)
}
