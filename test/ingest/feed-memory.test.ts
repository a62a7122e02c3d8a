// The memory of a feed's tags: used again, and never while the GOP, a reader or a write on its way holds any of it.
import type { Socket } from 'node:net'
import { Writable } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FlvReader, flvTag } from '#media'
import { Feed } from '../../ingest/feed.ts'
import { ingestSettings } from '../../ingest/settings.ts'
import { avcConfigPayload, aacConfigPayload } from '../support/synthetic-media.ts'

const limits = ingestSettings.parse({})
const watcher = { up: () => {}, down: () => {}, dropped: () => {} }
const publisher = { id: 'p', remoteAddress: '127.0.0.1', encoder: '', sinceMs: 0, secure: false }

/** A reader's socket: what it is given comes to it when it is let, and must then still be whole frames of one number each. */
class Pipe {
  readonly socket: Writable
  #waiting: { readonly chunks: readonly Buffer[]; readonly done: () => void }[] = []
  #isQuick: boolean
  frames = 0
  #lastMs = -1
  readonly #flv = new FlvReader(
    tag => {
      if (tag.payload.length < 100) return
      const body = tag.payload.subarray(tag.kind === 'video' ? 5 : 2)
      const isWhole = body.compare(body, 0, body.length - 1, 1) === 0 // each byte as the one before it
      const isLater = tag.kind === 'audio' || tag.timestampMs > this.#lastMs
      if (!isWhole || !isLater || body[0] !== (tag.timestampMs / 33) % 251)
        throw new Error('a frame changed on its way to a reader')
      if (tag.kind === 'video') this.#lastMs = tag.timestampMs
      this.frames++
    },
    { maxTagBytes: 16_000_000 },
  )

  constructor(isQuick: boolean) {
    this.#isQuick = isQuick
    const put = (chunks: readonly Buffer[], done: () => void) => {
      if (this.#isQuick) this.#take(chunks, done)
      else this.#waiting.push({ chunks, done })
    }
    this.socket = new Writable({
      write: (chunk: Buffer, _, done) => put([chunk], done),
      writev: (chunks, done) =>
        put(
          chunks.map(({ chunk }) => chunk as Buffer),
          done,
        ),
    })
  }

  turn(isQuick: boolean): void {
    this.#isQuick = isQuick
    if (isQuick) this.let()
  }

  /** Its connection is cut: what waited is read by nobody any more. */
  cut(): void {
    this.#waiting = []
    this.socket.destroy()
  }

  let(): void {
    for (const { chunks, done } of this.#waiting.splice(0)) this.#take(chunks, done)
  }

  #take(chunks: readonly Buffer[], done: () => void): void {
    for (const chunk of chunks) this.#flv.push(Buffer.from(chunk))
    done()
  }
}

function liveFeed(): Feed {
  const feed = new Feed('camera', limits, watcher)
  feed.begin(publisher)
  feed.take(flvTag('video', 0, avcConfigPayload), 0)
  feed.take(flvTag('audio', 0, aacConfigPayload), 0)
  return feed
}

/** As a session gives them: in one buffer that the next message is read into. */
const reused = Buffer.alloc(400_000)

function give(feed: Feed, i: number, bytes: number, gopFrames: number): void {
  const mark = i % 251
  const head = [i % gopFrames === 0 ? 0x17 : 0x27, 1, 0, 0, 0]
  feed.take(inReused('video', i * 33, Buffer.concat([Buffer.from(head), Buffer.alloc(bytes, mark)])), i * 33)
  feed.take(
    inReused('audio', i * 33, Buffer.concat([Buffer.from([0xaf, 1]), Buffer.alloc(300, mark)])),
    i * 33,
  )
  feed.flush()
}

function inReused(kind: 'audio' | 'video', ms: number, payload: Buffer) {
  const tag = flvTag(kind, ms, payload)
  const bytes = reused.subarray(0, tag.bytes.length)
  tag.bytes.copy(bytes)
  return { ...tag, bytes, payload: bytes.subarray(11, -4) }
}

test('a reader that comes late gets the group of pictures as it was', () => {
  const feed = liveFeed()
  for (let i = 0; i < 500; i++) {
    give(feed, i, 50_000, 60)
    feed.look(i * 33)
  }
  const pipe = new Pipe(true)
  feed.addReader(pipe.socket as unknown as Socket, 0)
  expect(pipe.frames).toBe(2 * (500 % 60))
})

test('what a reader that stands still was given is not written over', () => {
  const feed = liveFeed()
  const pipe = new Pipe(true)
  feed.addReader(pipe.socket as unknown as Socket, 0)
  for (let i = 0; i < 60; i++) give(feed, i, 50_000, 20)
  pipe.turn(false)
  for (let i = 60; i < 600; i++) {
    give(feed, i, 50_000, 20)
    feed.look(0)
  }
  const before = pipe.frames
  pipe.turn(true)
  expect(pipe.frames).toBeGreaterThan(before + 10)
})

test('no frame changes on its way, whichever readers come, stand still, catch up or go', async () => {
  const act = fc.oneof(
    {
      weight: 30,
      arbitrary: fc.record({
        do: fc.constant('give' as const),
        bytes: fc.integer({ min: 100, max: 150_000 }),
      }),
    },
    { weight: 10, arbitrary: fc.record({ do: fc.constant('look' as const) }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('let' as const), pipe: fc.nat(5) }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('turn' as const), pipe: fc.nat(5), isQuick: fc.boolean() }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('come' as const), isQuick: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('go' as const), pipe: fc.nat(5) }) },
  )
  let frames = 0
  const run = fc.asyncProperty(fc.array(act, { minLength: 100, maxLength: 400 }), async acts => {
    const feed = liveFeed()
    const pipes: Pipe[] = []
    let i = 0
    for (const each of acts) {
      const one = 'pipe' in each ? pipes[each.pipe % Math.max(1, pipes.length)] : undefined
      if (each.do === 'give') give(feed, i++, each.bytes, 15)
      else if (each.do === 'look') feed.look(0)
      else if (each.do === 'let') one?.let()
      else if (each.do === 'turn') one?.turn(each.isQuick)
      else if (each.do === 'go') one?.cut()
      else {
        const pipe = new Pipe(each.isQuick)
        pipes.push(pipe)
        feed.addReader(pipe.socket as unknown as Socket, 0)
      }
      if (i % 7 === 0) await new Promise(resolve => setImmediate(resolve))
    }
    for (const pipe of pipes) {
      if (!pipe.socket.destroyed) pipe.turn(true)
      frames += pipe.frames
    }
  })
  await fc.assert(run, { numRuns: 25, seed: 5, endOnFailure: true })
  expect(frames).toBeGreaterThan(1_000)
})
