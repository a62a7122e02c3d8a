// RTMPS: the same front door inside TLS, and what happens to those who bring no TLS.
import { createConnection } from 'node:net'
import { connect } from 'node:tls'
import { expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { mediaMessage, PublishConnection } from '#media'
import { FakeClock } from '../support/fake-clock.ts'
import { IngestRig, keyOf } from '../support/ingest-rig.ts'
import { RawRtmpClient } from '../support/rtmp-client.ts'
import { syntheticFrames, syntheticHeaders } from '../support/synthetic-feed.ts'
import { until } from '../support/until.ts'

const fixture = (name: string) => new URL(`../fixtures/${name}`, import.meta.url).pathname
const rtmps = { certFile: fixture('localhost-cert.pem'), keyFile: fixture('localhost-key.pem') }

function securePort(rig: IngestRig): number {
  const { listening } = rig.worker.snapshot()
  if (listening.rtmps === null || 'error' in listening.rtmps) throw new Error(JSON.stringify(listening))
  return listening.rtmps.port
}

test('a publisher over RTMPS goes on air like any other, and is marked secure', async () => {
  await using rig = await IngestRig.open({ rtmps })
  using reading = rig.read('camera-a')
  const socket = connect({ port: securePort(rig), host: '127.0.0.1', rejectUnauthorized: false })
  const target = { app: 'live', tcUrl: 'rtmps://127.0.0.1/live', streamName: new Secret(keyOf('camera-a')) }
  const connection = new PublishConnection(
    target,
    { chunkSizeBytes: 4_096, ackWindowBytes: 0 },
    {
      send: bytes => void socket.write(bytes),
      phase: phase => {
        if (phase !== 'live') return
        for (const tag of [...syntheticHeaders(), ...syntheticFrames({ frames: 30 })])
          socket.write(
            mediaMessage(tag, tag.timestampMs, connection.mediaStreamId, connection.chunkSizeBytes),
          )
      },
      ack: () => {},
      pong: () => {},
      refused: () => {},
      closedByServer: () => {},
    },
  )
  socket.on('secureConnect', () => connection.start()).on('data', bytes => connection.push(bytes, 0))
  await until('it is read', () => reading.pictureTimesMs.length === 30)
  expect(rig.feed('camera-a').session).toMatchObject({ secure: true, remoteAddress: '127.0.0.1' })
  socket.destroy()
  await until('it is gone', () => rig.open === 0)
})

test('a client without TLS at the TLS port, and one that never finishes its handshake, are dropped', async () => {
  const clock = new FakeClock()
  await using rig = await IngestRig.open({ rtmps, clock })
  using plain = new RawRtmpClient(securePort(rig))
  await plain.closed
  const silent = createConnection(securePort(rig), '127.0.0.1')
    .on('error', () => {})
    .resume()
  const closed = new Promise(resolve => silent.once('close', resolve))
  await until('it is in', () => rig.open === 1)
  await clock.advance(5_500)
  await closed
  expect(rig.open).toBe(0)
})

test('a certificate that cannot be read is said, and plain RTMP goes on', async () => {
  await using rig = await IngestRig.open({ rtmps: { ...rtmps, certFile: '/nowhere/cert.pem' } })
  expect(rig.worker.snapshot().listening.rtmps).toMatchObject({
    error: expect.stringContaining('certificate'),
  })
  using camera = await rig.publish('camera-a')
  expect(camera.isLive).toBe(true)
})
