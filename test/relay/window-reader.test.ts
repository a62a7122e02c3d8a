import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { silentLog } from '#core/log.ts'
import { type ConnectionKey, connectionKey } from '../../relay/carrier/kernel-acks.ts'
import { WindowReader } from '../../relay/carrier/window-reader.ts'
import { hasSs } from '../support/has-ss.ts'
import { until } from '../support/until.ts'

test.skipIf(!hasSs).for(['127.0.0.1', '::1'])('the window of a connection to %s is read', async host => {
  await using stage = new AsyncDisposableStack()
  const server = createServer(socket => socket.pause()).listen(0, host)
  stage.defer(() => void server.close())
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, host)
  stage.defer(() => void socket.destroy())
  await once(socket, 'connect')
  const reader = new WindowReader({ clock: systemClock, log: silentLog })
  stage.defer(() => reader.close())
  const key = connectionKey(socket) as ConnectionKey
  socket.write(Buffer.alloc(10_000))

  const look = () => {
    reader.askWindow(key)
    reader.read()
    const reading = reader.window(key)
    return reading !== undefined && reading.ackedBytes >= 10_000 && reading
  }
  const { askedAtMs, readAtMs, windowBytes } = await until('its window', look)
  expect(windowBytes).toBeGreaterThan(1_000)
  expect(readAtMs).toBeGreaterThanOrEqual(askedAtMs)
  expect(reader.window({ ...key, plainText: 'another' })).toBeUndefined()
})

test('where there is no ss, nothing is told and nothing breaks', async () => {
  const path = process.env.PATH
  process.env.PATH = '/nowhere'
  try {
    const reader = new WindowReader({ clock: systemClock, log: silentLog })
    const key: ConnectionKey = {
      family: 'IPv4',
      text: '',
      localPort: 1,
      plainText: '127.0.0.1:1 127.0.0.1:2',
    }
    reader.askWindow(key)
    reader.read()
    await reader.close()
    expect(reader.window(key)).toBeUndefined()
  } finally {
    process.env.PATH = path
  }
})
