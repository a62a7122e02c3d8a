// Which losses count against a feed: its own, not those of ingest.
import { expect, test } from 'vitest'
import { FairClock } from '#core/fair-clock.ts'
import { silentLog } from '#core/log.ts'
import { Feed, type OpenFeed } from '../../relay/program/feed.ts'
import { FakeClock, settle } from '../support/fake-clock.ts'
import { syntheticFrames, syntheticHeaders } from '../support/synthetic-feed.ts'
import { flvFileHeader } from '#media'

type Connection = Parameters<OpenFeed>[0]

/** A feed that is on air, so that its end is a loss, and what it is opened with each time. */
async function openFeed() {
  const clock = new FakeClock()
  const connections: Connection[] = []
  const open: OpenFeed = on => {
    connections.push(on)
    return { close: () => {} }
  }
  const deps = { clock, fairClock: new FairClock(clock), log: silentLog }
  const feed = new Feed({ name: 'camera-a', maxTagBytes: 1_000_000, open }, deps)
  feed.watch({ onTag: () => {}, onBatch: () => {}, onEnd: each => each.noteLoss() })
  const stop = new AbortController()
  const running = feed.run(stop.signal)
  await settle()
  return {
    feed,
    /** Ends the newest connection, and opens the next. */
    async end(why: string) {
      connections.at(-1)?.onEnd(why)
      await clock.advance(1_000)
    },
    /** Pictures come over the newest connection. */
    play() {
      const tags = [...syntheticHeaders(), ...syntheticFrames({ frames: 3 })]
      connections.at(-1)?.onBytes(Buffer.concat([flvFileHeader, ...tags.map(({ bytes }) => bytes)]))
    },
    async [Symbol.asyncDispose]() {
      stop.abort(new Error('the test is over'))
      await running
    },
  }
}

test('a feed that went away by itself has that held against it', async () => {
  await using rig = await openFeed()
  rig.play()
  await rig.end('')
  rig.play()
  expect(rig.feed.losses).toBe(1)
})

test('a feed that went away with ingest has nothing held against it', async () => {
  await using rig = await openFeed()
  rig.play()
  await rig.end('')
  expect(rig.feed.losses).toBe(1)
  await rig.end('connect ECONNREFUSED')
  expect(rig.feed.losses).toBe(0)
})

test('what a feed lost by itself before ingest went away stays held against it', async () => {
  await using rig = await openFeed()
  rig.play()
  await rig.end('')
  rig.play()
  await rig.end('')
  await rig.end('connect ECONNREFUSED')
  expect(rig.feed.losses).toBe(1)
})

test('a feed whose normaliser breaks off has that held against it', async () => {
  await using rig = await openFeed()
  rig.play()
  await rig.end('FFmpeg was killed')
  expect(rig.feed.losses).toBe(1)
})
