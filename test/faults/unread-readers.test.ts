// Readers of a feed that do not read: bounded, dropped, and nobody else waits for them.
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { FakeClock } from '../support/fake-clock.ts'
import { IngestRig } from '../support/ingest-rig.ts'
import { syntheticFrames } from '../support/synthetic-feed.ts'
import { until } from '../support/until.ts'
import { openWitness } from '../support/witness.ts'

function openDeafReader(socketPath: string, feed: string) {
  const socket = connect(socketPath).on('error', () => {}) // being dropped is the point
  socket.write(`GET /feeds/${feed}.flv HTTP/1.1\r\nHost: unix\r\n\r\n`)
  socket.pause()
  return socket
}

test('a reader that never reads is dropped, and another reader misses nothing', async () => {
  const clock = new FakeClock()
  const limits = { readerQueueBytes: 262_144, readerStuckMs: 2_000, gopCacheBytes: 1_048_576 }
  await using rig = await IngestRig.open({ clock, limits })
  using witness = await openWitness(rig, 'camera-a')
  const deaf = openDeafReader(rig.socketPath, 'camera-a')
  await until('both read', () => rig.feed('camera-a').readers === 2)
  for (let i = 0; i < 20; i++) await witness.goOn()
  const { droppedReaderFrames } = rig.worker.snapshot()
  expect(droppedReaderFrames).toBeGreaterThan(100)
  await clock.advance(500)
  await clock.advance(2_500)
  await until('the deaf one is gone', () => rig.feed('camera-a').readers === 1)
  await witness.goOn()
  expect(witness.pictureTimesMs).toEqual(Array.from({ length: 30 + 21 * 15 }, (_, i) => i * 33))
  deaf.destroy()
})

test('a reader that fell behind goes on at a key frame', async () => {
  const limits = { readerQueueBytes: 262_144, readerStuckMs: 60_000, gopCacheBytes: 1_048_576 }
  await using rig = await IngestRig.open({ limits })
  using client = await rig.publish('camera-a', 30)
  using reading = rig.read('camera-a')
  await until('it reads', () => reading.pictureTimesMs.length === 30)
  // Within one turn nobody can read: what passes the queue is dropped up to a key frame with room before it.
  client.send(syntheticFrames({ frames: 95, fromMs: 990, kbps: 20_000 }))
  await until('it came', () => rig.feed('camera-a').videoFrames === 125)
  client.send(syntheticFrames({ frames: 1, fromMs: 9_999 }))
  await until('it goes on', () => reading.pictureTimesMs.includes(9_999))
  const times = reading.pictureTimesMs
  expect(rig.worker.snapshot().droppedReaderFrames).toBeGreaterThan(0)
  expect(times).toEqual([...times].sort((a, b) => a - b))
})

test('a thousand readers of a feed are not let in', async () => {
  await using rig = await IngestRig.open({ limits: { maxReadersPerFeed: 10 } })
  const readings = Array.from({ length: 30 }, () => rig.read('camera-a'))
  await until('the rest is refused', () => readings.filter(each => each.isOver).length === 20)
  expect(rig.feed('camera-a').readers).toBe(10)
  expect(readings.find(each => each.isOver)?.why).toContain('503')
  for (const each of readings) each[Symbol.dispose]()
})

test('a group of pictures larger than the cache is not kept, and memory stays bounded', async () => {
  await using rig = await IngestRig.open({ limits: { gopCacheBytes: 500_000 } })
  using client = await rig.publish('camera-a', 30)
  client.send(syntheticFrames({ frames: 100, fromMs: 990, gopFrames: 1_000, firstFrame: 1, kbps: 8_000 }))
  await until('it came', () => rig.feed('camera-a').videoFrames === 130)
  using reading = rig.read('camera-a')
  await until('it reads', () => rig.feed('camera-a').readers === 1)
  client.send(syntheticFrames({ frames: 2, fromMs: 50_000 }))
  await until('it begins with the next key frame', () => reading.pictureTimesMs.length === 2)
  expect(reading.pictureTimesMs).toEqual([50_000, 50_033])
})
