// Behind a reverse proxy below https://example.com/changming/, whether it hands the path on or takes it away.
import { createServer, request as ask, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { ControlRig } from '../support/control-rig.ts'
import { freePort } from '../../scripts/product.ts'
import { until } from '../support/until.ts'

/** A little proxy, as anybody might write it; it names itself in Host. */
async function startProxy(port: number, target: () => string, takesPathAway: boolean): Promise<Server> {
  const inner = (url = '/') => (takesPathAway ? url.replace(/^\/changming/, '') || '/' : url)
  const to = () => new URL(target())
  const server = createServer((request, response) => {
    const { hostname, port: at, host } = to()
    const passed = ask(
      {
        hostname,
        port: at,
        path: inner(request.url),
        method: request.method,
        headers: { ...request.headers, host },
      },
      answer => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    passed.on('error', () => response.destroy())
    response.on('close', () => passed.destroy())
    request.pipe(passed)
  })
  server.on('upgrade', (request: IncomingMessage, socket) => {
    const { hostname, port: at, host } = to()
    const passed = connect(Number(at), hostname, () => {
      const headers = { ...request.headers, host }
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`)
      passed.write(`GET ${inner(request.url)} HTTP/1.1\r\n${lines.join('')}\r\n`)
      passed.pipe(socket).pipe(passed)
    })
    for (const each of [passed, socket]) each.on('error', () => each.destroy())
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  return server
}

test.each([
  ['takes the path away', true],
  ['hands the path on', false],
])('sign-in, commands, events and previews work below a path when the proxy %s', async (_, takesPathAway) => {
  const port = await freePort()
  const outside = `http://127.0.0.1:${port}`
  await using rig = new ControlRig({ publicUrl: `${outside}/changming` })
  await rig.open()
  const proxy = await startProxy(port, () => rig.control.url, takesPathAway)
  await using _proxy = {
    [Symbol.asyncDispose]: async () => {
      proxy.closeAllConnections()
      await new Promise(resolve => proxy.close(resolve))
    },
  }
  const at = (path: string, more: RequestInit = {}) => fetch(`${outside}/changming/${path}`, more)
  const json = { 'content-type': 'application/json', origin: outside }
  expect((await at('')).headers.get('content-type')).toContain('text/html')
  const opened = await at('api/session', {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ token: rig.token }),
  })
  const set = opened.headers.get('set-cookie') ?? ''
  expect([opened.status, set]).toEqual([
    200,
    expect.stringContaining('; Path=/changming/; HttpOnly; SameSite=Strict'),
  ])
  const own = { ...json, cookie: set.split(';')[0] ?? '' }
  const body = JSON.stringify({ kind: 'rtmp' })
  expect((await at('api/feeds/camera-a', { method: 'PUT', headers: own, body })).status).toBe(200)
  const foreign = { ...own, origin: 'https://evil.example' }
  expect((await at('api/feeds/camera-a', { method: 'PUT', headers: foreign, body })).status).toBe(403)
  await until('ingest is up', async () => (await at('readyz')).status === 200)
  const leave = new AbortController()
  const events = await at('api/events?last=5', { headers: own, signal: leave.signal })
  const reader = (events.body as ReadableStream<Uint8Array>).getReader()
  let heard = ''
  while (!heard.includes('feed-made')) heard += Buffer.from((await reader.read()).value ?? []).toString()
  leave.abort()
  const path = '/preview/feeds/camera-a.flv'
  const { ticket } = (await (
    await at('api/tickets', { method: 'POST', headers: own, body: JSON.stringify({ path }) })
  ).json()) as { ticket: string }
  const player = new WebSocket(`${outside.replace('http', 'ws')}/changming${path}?ticket=${ticket}`, {
    origin: outside,
  })
  const first = await new Promise<Buffer>(resolve => player.once('message', data => resolve(data as Buffer)))
  expect(first.subarray(0, 3).toString()).toBe('FLV')
  player.terminate()
  const left = await at('api/session', { method: 'DELETE', headers: own })
  expect(left.headers.get('set-cookie')).toContain('Path=/changming/; HttpOnly; SameSite=Strict; Max-Age=0')
  expect((await fetch(`${rig.control.url}/changming`, { redirect: 'manual' })).headers.get('location')).toBe(
    '/changming/',
  )
  const direct = await rig.ask('POST', '/api/session', { token: rig.token }, { authorization: '' })
  expect(direct.headers.get('set-cookie')).toContain('; Path=/;')
  expect((proxy.address() as AddressInfo).port).toBe(port)
})
