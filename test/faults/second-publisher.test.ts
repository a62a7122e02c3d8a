// Two encoders with the same key: who is sending stays, who has fallen silent gives way.
import { expect, test } from 'vitest'
import { encodeAmf0, serialiseMessage } from '#media'
import { FakeClock } from '../support/fake-clock.ts'
import { IngestRig, keyOf } from '../support/ingest-rig.ts'
import { until } from '../support/until.ts'
import { openWitness } from '../support/witness.ts'

test('a second publisher is told that another is sending, and the first notices nothing', async () => {
  await using rig = await IngestRig.open({ limits: { lingerMs: 200 } })
  using witness = await openWitness(rig, 'camera-a')
  using second = rig.client('camera-a')
  await second.ended
  expect(second.refusal).toMatchObject({ code: 'NetStream.Publish.BadName' })
  expect(second.refusal?.description).toContain('Another encoder is sending to this feed')
  expect(second.refusal?.description).not.toContain('127.0.0.1')
  await witness.goOn()
  expect(rig.events('publish-refused')).toHaveLength(1)
  expect(rig.events('publish-refused')[0]?.detail).toMatchObject({
    feed: 'camera-a',
    remoteAddress: '127.0.0.1',
  })
})

test('a publisher silent for longer than it may be gives way to one with the same key', async () => {
  const clock = new FakeClock()
  await using rig = await IngestRig.open({ clock })
  using frozen = await rig.publish('camera-a')
  await clock.advance(1_600)
  using newcomer = await rig.publish('camera-a')
  await frozen.ended
  expect(newcomer.isEnded).toBe(false)
  expect(rig.events('feed-down')[0]?.detail.why).toContain('another encoder came with the same key')
  expect(rig.events('feed-up')).toHaveLength(2)
})

test('silence does not help a stranger with another key', async () => {
  const clock = new FakeClock()
  await using rig = await IngestRig.open({ clock })
  using frozen = await rig.publish('camera-a')
  await clock.advance(5_000)
  using stranger = rig.client('camera-a', { key: 'wrong' })
  await until('it is refused', () => stranger.refusal !== undefined)
  expect(stranger.refusal?.code).toBe('NetStream.Publish.Denied')
  expect(frozen.isEnded).toBe(false)
})

test('a connection that publishes a second feed keeps its first, and the second stays free', async () => {
  await using rig = await IngestRig.open()
  using witness = await openWitness(rig, 'camera-a')
  const { client } = witness
  const payload = encodeAmf0('publish', 6, null, keyOf('camera-b'), 'live')
  const streamId = client.connection.mediaStreamId
  client.socket.write(serialiseMessage({ typeId: 20, timestampMs: 0, streamId, payload }, 4_096, 3))
  await witness.goOn()
  expect(client.refusal?.code).toBe('NetStream.Publish.BadName')
  expect(rig.feed('camera-b').session).toBeNull()
  client[Symbol.dispose]()
  await until('it is gone', () => rig.feed('camera-a').session === null)
  using a = await rig.publish('camera-a')
  using b = await rig.publish('camera-b')
  expect([a.isLive, b.isLive]).toEqual([true, true])
})
