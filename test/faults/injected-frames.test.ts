// A stranger cannot put a byte on air, whatever it says and however long it goes on.
import { expect, test } from 'vitest'
import { IngestRig } from '../support/ingest-rig.ts'
import { RawRtmpClient } from '../support/rtmp-client.ts'
import { syntheticFrames, syntheticHeaders } from '../support/synthetic-feed.ts'
import { until } from '../support/until.ts'
import { openWitness } from '../support/witness.ts'

const stolen = () => [...syntheticHeaders(), ...syntheticFrames({ frames: 20, fromMs: 7_000_000 })]

test('a client that only plays is refused, and the pictures it sends reach nobody', async () => {
  await using rig = await IngestRig.open({ limits: { lingerMs: 300 } })
  using witness = await openWitness(rig, 'camera-a')
  using stranger = new RawRtmpClient(rig.port)
  await stranger.shaken
  stranger.command('connect', 1, { app: 'live', tcUrl: 'rtmp://127.0.0.1/live' })
  stranger.command('createStream', 2, null)
  stranger.command('play', 3, null, 'key-of-camera-a-0123456789')
  for (const tag of stolen())
    for (const streamId of [0, 1, 2]) stranger.say(tag.kind === 'video' ? 9 : 8, tag.payload, streamId)
  await stranger.closed
  await witness.goOn()
  expect(witness.pictureTimesMs).toEqual(Array.from({ length: 45 }, (_, i) => i * 33))
  expect(rig.refused).toMatchObject({ play: 1 })
})

test('a refused client that ignores the goodbye is destroyed while it goes on sending', async () => {
  await using rig = await IngestRig.open({ limits: { lingerMs: 300 } })
  using witness = await openWitness(rig, 'camera-a')
  using stranger = rig.client('camera-a', { key: 'wrong', allowHalfOpen: true })
  await until('it is refused', () => stranger.refusal !== undefined)
  const goesOn = setInterval(() => stranger.send(stolen(), 1), 5)
  const closed = new Promise(resolve => stranger.socket.once('close', resolve))
  await closed // a half-closed socket would never get here: writing to a destroyed one resets it
  clearInterval(goesOn)
  await until('only the witness is left', () => rig.open === 1)
  await witness.goOn()
  expect(witness.pictureTimesMs).toEqual(Array.from({ length: 45 }, (_, i) => i * 33))
  expect(rig.feed('camera-a').videoFrames).toBe(45)
})

test('pictures before the publish command are thrown away', async () => {
  await using rig = await IngestRig.open()
  using reading = rig.read('camera-a')
  using stranger = new RawRtmpClient(rig.port)
  await stranger.shaken
  stranger.command('connect', 1, { app: 'live', tcUrl: 'rtmp://127.0.0.1/live' })
  stranger.command('createStream', 2, null)
  for (const tag of stolen()) stranger.say(tag.kind === 'video' ? 9 : 8, tag.payload, 1)
  using _client = await rig.publish('camera-a', 30)
  await until('the publisher is read', () => reading.pictureTimesMs.length === 30)
  expect(reading.pictureTimesMs[0]).toBe(0)
  expect(rig.feed('camera-a').videoFrames).toBe(30)
})

test('pictures on another message stream than the accepted one are thrown away', async () => {
  await using rig = await IngestRig.open()
  using witness = await openWitness(rig, 'camera-a')
  witness.client.send(syntheticFrames({ frames: 20, fromMs: 7_000_000 }), 5)
  await witness.goOn()
  expect(witness.pictureTimesMs).toEqual(Array.from({ length: 45 }, (_, i) => i * 33))
})

test('a stranger that sends without end before publishing is dropped, and holds no memory', async () => {
  await using rig = await IngestRig.open()
  using witness = await openWitness(rig, 'camera-a')
  const strangers = Array.from({ length: 10 }, () => new RawRtmpClient(rig.port))
  await Promise.all(strangers.map(each => each.shaken))
  const before = process.memoryUsage.rss()
  const megabyte = Buffer.alloc(1_048_576, 7)
  for (const each of strangers) for (let i = 0; i < 4; i++) each.say(9, megabyte, 1)
  await Promise.all(strangers.map(each => each.closed))
  await witness.goOn()
  expect(rig.refused).toMatchObject({ 'too-much-before-publish': 10 })
  expect(process.memoryUsage.rss() - before).toBeLessThan(200e6) // most of it what the senders hold
})
