// What a publisher and a reader of the same feed see of each other.
import { expect, test } from 'vitest'
import { readDesired } from '#ingest'
import { flvTag } from '#media'
import { FakeClock, settle } from '../support/fake-clock.ts'
import { IngestRig, keyOf } from '../support/ingest-rig.ts'
import { syntheticFrames, syntheticHeaders } from '../support/synthetic-feed.ts'
import { until } from '../support/until.ts'

test('a reader gets the headers, the present group of pictures and then what comes live', async () => {
  await using rig = await IngestRig.open()
  using client = await rig.publish('camera-a', 45)
  using reading = rig.read('camera-a')
  await until('the group has come', () => reading.pictureTimesMs.length >= 15)
  client.send(syntheticFrames({ frames: 5, fromMs: 45 * 33, firstFrame: 15 }))
  await until('live pictures have come', () => reading.pictureTimesMs.length >= 20)

  expect(reading.tags.slice(0, 3).map(tag => tag.kind)).toEqual(['script', 'video', 'audio'])
  expect(reading.tags[0]?.timestampMs).toBe(0)
  expect(reading.pictureTimesMs).toEqual(Array.from({ length: 20 }, (_, i) => (30 + i) * 33))
})

test('a reader that is there first waits, and begins with the key frame', async () => {
  await using rig = await IngestRig.open()
  using reading = rig.read('camera-a')
  await until('it reads', () => rig.feed('camera-a').readers === 1)
  expect(reading.tags).toEqual([])
  using _client = await rig.publish('camera-a', 10)
  await until('pictures have come', () => reading.pictureTimesMs.length >= 10)
  expect(reading.pictureTimesMs[0]).toBe(0)
})

test('the response ends when the publisher does', async () => {
  await using rig = await IngestRig.open()
  const client = await rig.publish('camera-a')
  using reading = rig.read('camera-a')
  await until('it reads', () => reading.pictureTimesMs.length > 0)
  client.connection.goodbye()
  await until('it is over', () => reading.isOver)
  expect(rig.events('feed-down')[0]?.detail).toMatchObject({ feed: 'camera-a', why: 'the encoder stopped' })
  client[Symbol.dispose]()
})

test('a feed that nobody knows is not found', async () => {
  await using rig = await IngestRig.open()
  using reading = rig.read('camera-x')
  await until('it is over', () => reading.isOver)
  expect(reading.why).toContain('404')
})

test('a snapshot says who sends, what, and how well', async () => {
  const clock = new FakeClock()
  await using rig = await IngestRig.open({ clock })
  using client = await rig.publish('camera-a', 31)
  await clock.advance(250)
  const before = rig.feed('camera-a').videoFrames
  client.send(syntheticFrames({ frames: 60, fromMs: 31 * 33, firstFrame: 1 }))
  await until('they came', () => rig.feed('camera-a').videoFrames === before + 60)
  await clock.advance(2_000)
  const feed = rig.feed('camera-a')
  expect(feed.session).toMatchObject({ remoteAddress: '127.0.0.1', encoder: 'synthetic', secure: false })
  expect(feed.video).toMatchObject({ codec: 'h264', widthPx: 1280, heightPx: 720, frameRateFps: 30.3 })
  expect(feed.audio).toMatchObject({ codec: 'aac', sampleRateHz: 48_000, channels: 2 })
  expect(feed).toMatchObject({
    keyframeIntervalMs: 990,
    lastVideoAgeMs: 2_000,
    videoFrames: 91,
    audioFrames: 91,
  })
  expect(feed.videoKbps).toBeGreaterThan(1_000)
  expect(feed.audioKbps).toBeGreaterThan(10)
  expect(feed.hasBFrames).toBe(false)
})

test('counters live through a restart', async () => {
  const clock = new FakeClock()
  await using rig = await IngestRig.open({ clock })
  using _client = await rig.publish('camera-a', 30)
  await clock.advance(6_000)
  expect(rig.journal.recall('totals')).toMatchObject({
    acceptedTotal: 1,
    feeds: { 'camera-a': { videoFrames: 30, audioFrames: 30 } },
  })
})

test('a query behind the key is no part of it', async () => {
  await using rig = await IngestRig.open()
  using client = rig.client('camera-a', { key: `${keyOf('camera-a')}?token=1&x=/y` })
  await until('it is live', () => client.isLive)
  expect(rig.feed('camera-a').session).not.toBeNull()
})

test('a stranger with a wrong key or app is told so, and nobody learns what was typed', async () => {
  await using rig = await IngestRig.open({ limits: { lingerMs: 100 } })
  using stranger = rig.client('camera-a', { key: 'not-the-secret-key' })
  await stranger.ended
  expect(stranger.refusal).toMatchObject({ during: 'publish', code: 'NetStream.Publish.Denied' })
  using lost = rig.client('camera-a', { app: 'studio' })
  await lost.ended
  expect(lost.refusal?.description).toContain('Publish to the app "live"')
  using empty = rig.client('camera-a', { key: '?app=studio' })
  await empty.ended
  expect(empty.refusal?.description).toContain('Copy it from the feed')
  expect(rig.refused).toMatchObject({ 'wrong-key': 1, 'wrong-app': 1, 'no-key': 1 })
  const { refusedLately } = rig.worker.snapshot().sessions
  expect(
    refusedLately.map(({ reason, feed, remoteAddress }) => `${reason} ${feed} ${remoteAddress}`),
  ).toEqual(['wrong-key', 'wrong-app', 'no-key'].map(reason => `${reason} null 127.0.0.1`))
  expect(JSON.stringify(refusedLately)).not.toMatch(/not-the-secret-key|key-of-camera|studio/)
  expect(JSON.stringify(rig.journal.after(0, 100))).not.toMatch(/not-the-secret-key|key-of-camera/)
})

test('HEVC is refused with a sentence that says what to set', async () => {
  await using rig = await IngestRig.open({ limits: { lingerMs: 100 } })
  using client = rig.client('camera-a')
  await until('it is live', () => client.isLive)
  const hevc = Buffer.concat([Buffer.from('90', 'hex'), Buffer.from('hvc1'), Buffer.alloc(30)])
  client.send([flvTag('video', 0, hevc)])
  await client.ended
  expect(client.refusal?.description).toContain('Set the encoder to H.264')
  expect(rig.events('publish-refused')[0]?.detail).toMatchObject({ feed: 'camera-a' })
  expect(rig.events('publish-refused')[0]?.detail.why).toContain('This is HEVC')
  expect(rig.feed('camera-a').session).toBeNull()
  expect(rig.worker.snapshot().sessions.refusedLately).toMatchObject([
    { feed: 'camera-a', reason: 'unfit-media', times: 1 },
  ])
})

test('a publisher without a picture is refused after a while', async () => {
  const clock = new FakeClock()
  await using rig = await IngestRig.open({ clock, limits: { videoWithinMs: 3_000 } })
  using client = rig.client('camera-a')
  await until('it is live', () => client.isLive)
  client.send([...syntheticHeaders(), ...syntheticFrames({ frames: 9 })].filter(tag => tag.kind !== 'video'))
  await until('sound has come', () => rig.feed('camera-a').audioFrames === 9)
  await clock.advance(5_000)
  await client.ended
  expect(client.refusal?.description).toContain('No H.264 key frame came within 3 s')
})

test('a publisher that falls silent is dropped', async () => {
  const clock = new FakeClock()
  await using rig = await IngestRig.open({ clock })
  using client = await rig.publish('camera-a')
  await clock.advance(9_500)
  expect(rig.open).toBe(1)
  await clock.advance(1_000)
  await client.ended
  expect(rig.events('feed-down')[0]?.detail.why).toMatch(/no picture and no sound came for 10/)
})

test('a rotated key ends the session it no longer fits, and no other', async () => {
  await using rig = await IngestRig.open()
  using a = await rig.publish('camera-a')
  using b = await rig.publish('camera-b')
  await rig.want({ keys: { 'camera-a': 'a-new-key', 'camera-b': keyOf('camera-b') } })
  await a.ended
  await settle()
  expect(b.isEnded).toBe(false)
  expect(rig.feed('camera-b').session).not.toBeNull()
  using again = rig.client('camera-a', { key: 'a-new-key' })
  await until('the new key is good', () => again.isLive)
})

test('a port in use is said, and taken once it is free', async () => {
  const clock = new FakeClock()
  await using first = await IngestRig.open()
  await using second = await IngestRig.open({ clock })
  const { port } = first
  const wish = { rtmp: { host: '127.0.0.1', port }, rtmps: null, limits: {}, feeds: [] }
  await second.worker.apply(readDesired(wish))
  expect(second.worker.snapshot().listening.rtmp).toMatchObject({
    error: expect.stringContaining('is in use'),
  })
  first.worker.close('it makes room')
  await settle()
  await clock.advance(2_000)
  await until('the port is taken', () => 'port' in second.worker.snapshot().listening.rtmp)
})
