// Addresses that stand by: connected to as far as the connect command, never published to, and left.
import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { lookAtStandby } from '../../../control/probes/standby.ts'
import { openStandIn } from '../../support/open-stand-in.ts'
import { RudePlatform } from '../../support/rude-platform.ts'
import { until } from '../../support/until.ts'

const caFile = new URL('../../fixtures/localhost-cert.pem', import.meta.url).pathname
const keyFile = new URL('../../fixtures/localhost-key.pem', import.meta.url).pathname
const limits = {
  dnsWithinMs: 2_000,
  connectWithinMs: 1_500,
  handshakeWithinMs: 1_500,
  ca: readFileSync(caFile, 'utf8'),
}
const look = (url: string) => lookAtStandby(url, limits, systemClock, new AbortController().signal)

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', socket => sockets.add(socket.on('error', () => {})))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

test('a platform that would have us is ready, sees a connect and nothing more, and is left', async () => {
  await using platform = await RudePlatform.open()
  const found = await look(`rtmp://127.0.0.1:${platform.port}/live`)
  expect(found).toMatchObject({ state: 'ready', why: '', tlsMs: null })
  expect([found.dnsMs, found.connectMs, found.rtmpMs].every(ms => ms !== null)).toBe(true)
  expect(platform.connections).toBe(1)
  expect(platform.publishes).toEqual([])
})

test('a third-party server that stands in for a platform is ready, and receives no publish', async () => {
  const { standIn, port } = await openStandIn()
  expect(await look(`rtmp://127.0.0.1:${port}/live`)).toMatchObject({ state: 'ready' })
  expect(standIn.received().publishes).toEqual([])
})

test('one that takes the connection and says nothing is told apart from one that takes none', async () => {
  const port = await listening(createServer(() => {}))
  const silent = await look(`rtmp://127.0.0.1:${port}/live`)
  expect(silent).toMatchObject({ state: 'no-rtmp', why: 'silent for 1500 ms', rtmpMs: null })
  expect(silent.connectMs).not.toBeNull()
  const closed = createServer(() => {})
  await new Promise<void>(resolve => closed.listen(0, '127.0.0.1', resolve))
  const { port: nobody } = closed.address() as AddressInfo
  await new Promise(resolve => closed.close(resolve))
  expect(await look(`rtmp://127.0.0.1:${nobody}/live`)).toMatchObject({
    state: 'no-answer',
    why: 'ECONNREFUSED',
  })
  expect(await look('rtmp://nobody.invalid/live')).toMatchObject({ state: 'no-name', connectMs: null })
})

test('one whose TLS is broken, or not to be trusted, is told by its TLS', async () => {
  const plain = await listening(createServer(socket => socket.end('this is no TLS\r\n')))
  expect(await look(`rtmps://localhost:${plain}/live`)).toMatchObject({ state: 'no-tls', rtmpMs: null })
  const secure = createTlsServer({ cert: readFileSync(caFile), key: readFileSync(keyFile) }, socket =>
    socket.on('error', () => {}),
  )
  const port = await listening(secure)
  const distrustful = { ...limits, ca: undefined }
  const url = `rtmps://localhost:${port}/live`
  const signal = new AbortController().signal
  expect(await lookAtStandby(url, distrustful, systemClock, signal)).toMatchObject({ state: 'no-tls' })
  expect(await look(url)).toMatchObject({ state: 'no-rtmp' })
})

test('one that hangs up on our connect is no server of RTMP, and no socket is left open', async () => {
  const sockets: Socket[] = []
  const port = await listening(
    createServer(socket => void sockets.push(socket.on('data', () => socket.destroy()))),
  )
  expect(await look(`rtmp://127.0.0.1:${port}/live`)).toMatchObject({ state: 'no-rtmp' })
  await until('it was left', () => sockets.every(({ destroyed }) => destroyed) || undefined)
})
