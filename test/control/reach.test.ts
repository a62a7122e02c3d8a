// Looking whether servers can be reached: real sockets, not one byte of RTMP, one deadline for all.
import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { type Reach, reachAll, reachBy } from '../../control/preflight/reach.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { until } from '../support/until.ts'

const caFile = new URL('../fixtures/localhost-cert.pem', import.meta.url).pathname
const keyFile = new URL('../fixtures/localhost-key.pem', import.meta.url).pathname
const limits = { dnsWithinMs: 2_000, connectWithinMs: 2_000, caFile }
const never = new AbortController().signal

async function listening(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

test('a server is reached over TCP and TLS, is sent nothing, and is left', async () => {
  let received = 0
  let isLeft = false
  const listen = (socket: Socket) => {
    socket.on('data', bytes => (received += bytes.length))
    socket.on('close', () => (isLeft = true))
    socket.on('error', () => {})
  }
  const plain = createServer(listen)
  const secure = createTlsServer({ cert: readFileSync(caFile), key: readFileSync(keyFile) }, listen)
  const [port, tlsPort] = [await listening(plain), await listening(secure)]
  const reach = reachBy(limits, systemClock)
  expect(await reach(`rtmp://127.0.0.1:${port}/live`, never)).toMatchObject({ at: 'reached' })
  expect(await reach(`rtmps://localhost:${tlsPort}/live`, never)).toMatchObject({ at: 'reached' })
  const distrustful = reachBy({ ...limits, caFile: undefined }, systemClock)
  expect(await distrustful(`rtmps://localhost:${tlsPort}/live`, never)).toMatchObject({ at: 'no-answer' })
  await until('it was left', () => isLeft)
  expect(received).toBe(0)
  plain.close()
  secure.close()
  await new Promise(resolve => plain.once('close', resolve))
  expect(await reach(`rtmp://127.0.0.1:${port}/live`, never)).toEqual({
    at: 'no-answer',
    why: 'ECONNREFUSED',
  })
  expect(await reach('rtmp://nobody.invalid/live', never)).toMatchObject({ at: 'no-name' })
  expect(await reach('srt://127.0.0.1:9000', never)).toEqual({ at: 'name-only' })
})

test('four hundred addresses are asked side by side, not all at once, and the silent ones end with the deadline', async () => {
  const clock = new FakeClock()
  let now = 0
  let most = 0
  const reach: Reach = async (url, signal) => {
    most = Math.max(most, ++now)
    if (url.includes('silent'))
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    now--
    return { at: 'reached', tookMs: 0 }
  }
  const urls = Array.from({ length: 400 }, (_, i) => `rtmp://${i % 40 === 0 ? 'silent' : 'host'}-${i}/live`)
  const asking = reachAll([...urls, ...urls], { reach, clock }, never)
  await clock.advance(10_000)
  const answers = await asking
  expect(answers.size).toBe(400)
  expect(most).toBeLessThanOrEqual(32)
  const lost = [...answers].filter(([, { at }]) => at === 'no-answer')
  expect(lost).toHaveLength(10)
  expect(lost[0]?.[1]).toMatchObject({ why: 'all together took longer than 10 s' })
})
