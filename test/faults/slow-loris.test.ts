// Sockets that say nothing, or nearly nothing: each has a deadline, and no address may hold them all.
import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { FakeClock } from '../support/fake-clock.ts'
import { IngestRig } from '../support/ingest-rig.ts'
import { RawRtmpClient } from '../support/rtmp-client.ts'
import { until } from '../support/until.ts'
import { openWitness } from '../support/witness.ts'

function knock(port: number, localAddress: string): Socket {
  return connect({ port, host: '127.0.0.1', localAddress }).on('error', () => {}) // being reset is part of the game
}

const closed = (socket: Socket) =>
  new Promise(resolve => (socket.closed ? resolve(0) : socket.once('close', resolve)))

test('a thousand silent sockets are dropped by the deadline', { timeout: 60_000 }, async () => {
  const clock = new FakeClock()
  await using rig = await IngestRig.open({
    clock,
    limits: { maxConnections: 2_000, maxConnectionsPerAddress: 2_000 },
  })
  const sockets = Array.from({ length: 1_000 }, () => knock(rig.port, '127.0.0.1'))
  for (const socket of sockets) socket.resume()
  await until('all are in', () => rig.open === 1_000)
  await clock.advance(4_500)
  expect(rig.open).toBe(1_000)
  await clock.advance(1_000)
  await Promise.all(sockets.map(closed))
  expect(rig.open).toBe(0)
  expect(rig.refused).toEqual({ 'handshake-late': 1_000 })
  expect(rig.journal.lastSeq()).toBeLessThan(10) // a storm is counted, not written
})

test('one address may hold only so many, and another still comes in', async () => {
  const clock = new FakeClock()
  await using rig = await IngestRig.open({ clock, limits: { maxConnectionsPerAddress: 20 } })
  const sockets = Array.from({ length: 100 }, () => knock(rig.port, '127.0.0.7'))
  for (const socket of sockets) socket.resume()
  await until('the rest is turned away', () => rig.refused['too-many-from-address'] === 80)
  expect(rig.open).toBe(20)
  using camera = await rig.publish('camera-a')
  expect(camera.isEnded).toBe(false)
  await clock.advance(5_500)
  await Promise.all(sockets.map(closed))
  const again = knock(rig.port, '127.0.0.7')
  await until('the address may come again', () => rig.open === 2)
  again.destroy()
})

test('all addresses together may hold only so many', async () => {
  await using rig = await IngestRig.open({ limits: { maxConnections: 10 } })
  using witness = await openWitness(rig, 'camera-a')
  const sockets = Array.from({ length: 30 }, (_, i) => knock(rig.port, `127.0.1.${i + 1}`))
  for (const socket of sockets) socket.resume()
  await until('the rest is turned away', () => rig.refused['too-many-connections'] === 21)
  await witness.goOn()
  expect(rig.open).toBe(10)
  for (const socket of sockets) socket.destroy()
})

test('a handshake that drips a byte now and then does not get more time', async () => {
  const clock = new FakeClock()
  await using rig = await IngestRig.open({ clock })
  const socket = knock(rig.port, '127.0.0.1').resume()
  for (let i = 0; i < 12; i++) {
    socket.write(Buffer.from([3]))
    await clock.advance(500)
  }
  await closed(socket)
  expect(rig.refused).toEqual({ 'handshake-late': 1 })
})

test('a client that connects and never publishes is dropped', async () => {
  const clock = new FakeClock()
  await using rig = await IngestRig.open({ clock })
  using client = new RawRtmpClient(rig.port)
  await client.shaken
  client.command('connect', 1, { app: 'live', tcUrl: 'rtmp://127.0.0.1/live' })
  await until('it is answered', () => client.receivedBytes > 3_100)
  await clock.advance(10_500)
  await client.closed
  expect(rig.refused).toEqual({ 'publish-late': 1 })
})

test('a client that asks for answers and reads none is dropped', async () => {
  await using rig = await IngestRig.open({
    limits: { maxUnsentBytes: 16_384, maxBytesBeforePublish: 67_108_864 },
  })
  using client = new RawRtmpClient(rig.port)
  await client.shaken
  client.socket.pause()
  const ping = Buffer.from([0, 6, 0, 0, 0, 1])
  const ask = setInterval(() => {
    for (let i = 0; i < 5_000 && client.socket.writableLength < 1e6; i++) client.say(4, ping)
  }, 1)
  await until('it is dropped', () => rig.refused['reads-nothing'] === 1, 20_000)
  clearInterval(ask)
  expect(rig.open).toBe(0)
})
