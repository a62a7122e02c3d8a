// What took the process down elsewhere costs here the one connection that sent it.
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { encodeAmf0 } from '#media'
import { IngestRig } from '../support/ingest-rig.ts'
import { RawRtmpClient } from '../support/rtmp-client.ts'
import { until } from '../support/until.ts'
import { openWitness } from '../support/witness.ts'

const connected = (client: RawRtmpClient) =>
  client.command('connect', 1, { app: 'live', tcUrl: 'rtmp://h/live' })

const rudeness: Readonly<Record<string, (client: RawRtmpClient) => void>> = {
  'connect without tcUrl': client => client.command('connect', 1, { app: 'live' }),
  'connect with a tcUrl that is no URL': client =>
    client.command('connect', 1, { app: 'live', tcUrl: '::::' }),
  'connect with nothing': client => client.command('connect', 1),
  'connect with app as a number': client => client.command('connect', 1, { app: 5, tcUrl: 7 }),
  'publish before connect': client => client.command('publish', 1, null, 'x', 'live'),
  'publish without a stream name': client => {
    connected(client)
    client.command('createStream', 2, null)
    client.say(20, encodeAmf0('publish', 3, null), 1)
  },
  'publish a number': client => {
    connected(client)
    client.say(20, encodeAmf0('publish', 3, null, 42), 1)
  },
  'a command of one byte': client => client.say(20, Buffer.from([2])),
  'a command of no bytes': client => client.say(20, Buffer.alloc(0)),
  'set chunk size without a size': client => client.say(1, Buffer.alloc(0)),
  'set chunk size 0': client => client.say(1, Buffer.alloc(4)),
  'a string cut short': client => client.say(20, Buffer.from([2, 0, 50, 97])),
  'an object that never ends': client => client.say(20, Buffer.from('0200076500', 'hex')),
  'objects in objects in objects': client =>
    client.say(
      20,
      Buffer.concat([encodeAmf0('connect', 1), Buffer.alloc(30_000, Buffer.from('03000161', 'hex'))]),
    ),
  'a video message of one byte': client => client.say(9, Buffer.from([0x17]), 1),
  'script data that is no AMF': client => client.say(18, randomBytes(40), 1),
  'controls of odd sizes': client => {
    for (const typeId of [1, 2, 3, 4, 5, 6])
      for (const length of [0, 1, 3, 5]) client.say(typeId, Buffer.alloc(length, 0xff))
  },
  'aggregates, shared objects and types nobody knows': client => {
    for (const typeId of [0, 7, 10, 15, 16, 17, 19, 22, 99, 255]) client.say(typeId, randomBytes(30), 1)
  },
  'a chunk that continues nothing': client => void client.socket.write(Buffer.from([0xc5, 1, 2, 3])),
  'random bytes': client => void client.socket.write(randomBytes(20_000)),
}

test('every malformed publisher costs only its own connection', { timeout: 60_000 }, async () => {
  await using rig = await IngestRig.open({ limits: { publishWithinMs: 1_000, lingerMs: 100 } })
  using witness = await openWitness(rig, 'camera-a')
  const clients: RawRtmpClient[] = []
  for (const misbehave of Object.values(rudeness)) {
    const client = new RawRtmpClient(rig.port)
    clients.push(client)
    await client.shaken
    misbehave(client)
  }
  await witness.goOn()
  await Promise.all(clients.map(client => client.closed))
  await witness.goOn()
  expect(witness.pictureTimesMs).toEqual(Array.from({ length: 60 }, (_, i) => i * 33))
  expect(rig.refused.malformed).toBeGreaterThan(8)
  expect(rig.refused.failed).toBeUndefined() // nothing surprised us
  expect(rig.feed('camera-b')).toMatchObject({ session: null, receivedBytes: 0 })
})

test('three hundred connections of random bytes leave neither crash nor memory behind', {
  timeout: 60_000,
}, async () => {
  await using rig = await IngestRig.open({
    limits: { publishWithinMs: 1_000, maxConnectionsPerAddress: 400, maxConnections: 400 },
  })
  using witness = await openWitness(rig, 'camera-a')
  const before = process.memoryUsage.rss()
  const clients = Array.from({ length: 300 }, () => new RawRtmpClient(rig.port))
  await Promise.all(clients.map(client => client.shaken))
  for (const client of clients) client.socket.write(randomBytes(50_000))
  await Promise.all(clients.map(client => client.closed))
  await witness.goOn()
  expect(rig.open).toBe(1)
  expect(process.memoryUsage.rss() - before).toBeLessThan(150e6)
})

test('headers that promise 16 MB on two hundred chunk streams reserve nothing', async () => {
  await using rig = await IngestRig.open()
  using witness = await openWitness(rig, 'camera-a')
  const before = process.memoryUsage()
  using client = new RawRtmpClient(rig.port)
  await client.shaken
  for (let id = 0; id < 200; id++)
    client.socket.write(
      Buffer.concat([Buffer.from([0, id, 0, 0, 0, 0x7f, 0xff, 0xff, 9, 1, 0, 0, 0]), Buffer.alloc(128)]),
    )
  await client.closed
  await witness.goOn()
  expect(rig.refused).toMatchObject({ malformed: 1 })
  const after = process.memoryUsage()
  expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(40e6)
})

test('nonsense from a publisher on air ends that publisher alone, and says why', async () => {
  await using rig = await IngestRig.open()
  using witness = await openWitness(rig, 'camera-a')
  using rude = await rig.publish('camera-b')
  rude.socket.write(Buffer.from([0xc0, 0x3f, 0xff, 1, 2, 3, 4, 5]))
  rude.socket.write(randomBytes(4_000))
  await rude.ended
  await until('it is gone', () => rig.feed('camera-b').session === null)
  await witness.goOn()
  expect(rig.events('feed-down').map(event => event.detail.feed)).toEqual(['camera-b'])
  expect(rig.events('feed-down')[0]?.detail.why).toContain('the encoder sent what cannot be read')
})
