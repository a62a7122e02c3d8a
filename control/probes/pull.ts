// Pulls a playback for a few seconds: which key frames come, and how the time they carry stands to ours.
import type { IncomingMessage } from 'node:http'
import { type Clock, slept, within } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import { FlvReader, inspectTag, pictureImprint, type Tag, unitLengthBytes } from '#media'
import { getPlayback, type Playback, unplayed } from './get.ts'
import { flvOfNewestSegment, isPlaylist } from './hls.ts'
import { isRtmp, playRtmp } from './rtmp-play.ts'

export type PulledPicture = { readonly imprint: string; readonly timestampMs: number }

/** What a pull brought. Times ending in `atMs` are wall clock. */
export type Pulled = {
  readonly pictures: readonly PulledPicture[]
  /** Of each tag, wall clock less timestamp: the least, which is the newest that has come soonest. Null before any. */
  readonly leastOffsetMs: number | null
  readonly firstAtMs: number | null
  readonly lastAtMs: number | null
  readonly tags: number
}

export type PullPlan = {
  readonly playback: Playback
  readonly clock: Clock
  /** Whether enough was seen. */
  readonly isEnough: (pulled: Pulled, nowMs: number) => boolean
}

const answerWithinMs = 5_000
/** So long it is watched, where that does not satisfy sooner. */
const watchMs = 4_500
const lookEveryMs = 200
const mostBytes = 67_108_864
const maxTagBytes = 16_777_215

/** Throws a Failure where there is nothing to watch, in words that hold no address. */
export async function pull({ playback, clock, isEnough }: PullPlan, signal: AbortSignal): Promise<Pulled> {
  const late = () => unplayed(`does not answer within ${answerWithinMs / 1_000} s`)
  const over = new AbortController()
  const both = AbortSignal.any([signal, over.signal])
  const watch = new Watch(clock)
  const watched = async (until: AbortSignal) => {
    const untilMs = clock.nowMs() + watchMs
    const isMore = () => clock.nowMs() < untilMs && !isEnough(watch.pulled, clock.wallMs())
    while (isMore() && (await slept(clock, lookEveryMs, until))) continue
  }
  try {
    if (isRtmp(playback.url)) {
      const onTag = (tag: Tag) => watch.take(tag)
      await playRtmp(playback, { clock, answerWithinMs, onTag, onBytes: bounded(), watched }, both)
      return watch.pulled
    }
    const answer = await within(clock, answerWithinMs, () => getPlayback(playback, both), late, signal)
    if (isPlaylist(playback.url, answer)) {
      watch.push(await flvOfNewestSegment(playback, answer, { clock }, both))
      return watch.pulled
    }
    await follow(answer, watch, watched, both)
    return watch.pulled
  } finally {
    over.abort(new Error('enough was seen'))
  }
}

/** Counts bytes; throws where they are more than anybody would have to watch. */
function bounded(): (count: number) => void {
  let bytes = 0
  return count => {
    bytes += count
    if (bytes > mostBytes) throw unplayed('sends more than any live picture')
  }
}

async function follow(
  answer: IncomingMessage,
  watch: Watch,
  watched: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const ended = new AbortController()
  const onBytes = bounded()
  let failure: Failure | undefined
  answer.on('data', (piece: Buffer) => {
    try {
      onBytes(piece.length)
      watch.push(piece)
    } catch (error) {
      failure =
        error instanceof Failure && error.code === 'control/not-playing'
          ? error
          : unplayed('plays what is no FLV')
      ended.abort(failure)
    }
  })
  answer.on('error', () => ended.abort(new Error('broken'))) // what came until then is judged
  answer.on('end', () => ended.abort(new Error('ended')))
  await watched(AbortSignal.any([signal, ended.signal]))
  answer.destroy()
  if (failure !== undefined) throw failure
}

class Watch {
  readonly #clock: Clock
  readonly #reader = new FlvReader(tag => this.take(tag), { maxTagBytes, isReused: true })
  #lengthBytes = 4
  #pictures: PulledPicture[] = []
  #leastOffsetMs: number | null = null
  #firstAtMs: number | null = null
  #lastAtMs: number | null = null
  #tags = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  push(bytes: Buffer): void {
    this.#reader.push(bytes)
  }

  get pulled(): Pulled {
    return {
      pictures: this.#pictures,
      leastOffsetMs: this.#leastOffsetMs,
      firstAtMs: this.#firstAtMs,
      lastAtMs: this.#lastAtMs,
      tags: this.#tags,
    }
  }

  take(tag: Tag): void {
    if (tag.kind !== 'video') return
    const facts = inspectTag(tag)
    if (facts.isConfig) this.#lengthBytes = unitLengthBytes(tag.payload)
    if (facts.isConfig || facts.codec === null || facts.isEndOfSequence) return
    const atMs = this.#clock.wallMs()
    this.#tags++
    this.#firstAtMs ??= atMs
    this.#lastAtMs = atMs
    this.#leastOffsetMs = Math.min(this.#leastOffsetMs ?? Infinity, atMs - tag.timestampMs)
    const imprint = facts.isKeyframe ? pictureImprint(tag.payload, this.#lengthBytes) : null
    if (imprint !== null) this.#pictures.push({ imprint, timestampMs: tag.timestampMs })
  }
}
