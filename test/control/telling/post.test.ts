// Posting itself: over TLS to whom can prove who they are, within a deadline, and how sure we are afterwards.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { post } from '../../../control/telling/post.ts'
import { Ear } from '../../support/telling.ts'

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/${name}`, import.meta.url))
const cert = fixture('localhost-cert.pem')
const usual = getCACertificates('default')
afterEach(() => setDefaultCACertificates(usual))

const send = (url: string, withinMs = 5_000) =>
  post(
    {
      request: { url, headers: { 'content-type': 'application/json' }, body: '{"text":"长明"}' },
      isPrivateStated: false,
      withinMs,
      clock: systemClock,
    },
    new AbortController().signal,
  )

async function tlsServer(): Promise<AsyncDisposable & { url: string; heard: string[] }> {
  const heard: string[] = []
  const server = createServer({ cert, key: fixture('localhost-key.pem') }, (request, response) => {
    request.on('data', (part: Buffer) => heard.push(part.toString('utf8')))
    request.on('end', () => response.end('{"errcode":0}'))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `https://localhost:${port}/hook`,
    heard,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

test('over TLS, a server whose certificate is trusted takes it', async () => {
  await using server = await tlsServer()
  setDefaultCACertificates([...usual, cert.toString()])
  expect(await send(server.url)).toEqual({
    at: 'answered',
    status: 200,
    text: '{"errcode":0}',
    restMs: 0,
  })
  expect(server.heard).toEqual(['{"text":"长明"}'])
})

test('one that cannot prove who it is gets nothing', async () => {
  await using server = await tlsServer()
  const posted = await send(server.url)
  expect(posted).toMatchObject({ at: 'unsent' })
  expect(JSON.stringify(posted)).toMatch(/cannot be reached \([A-Z_]+\)/)
  expect(server.heard).toEqual([])
})

test('what was sent and not answered is not known; what was never sent is', async () => {
  await using ear = await new Ear().listen()
  ear.behaviour = 'nothing'
  expect(await send(ear.url(), 200)).toEqual({ at: 'unsure', why: 'did not answer within 0.2 s' })
  expect(await send('http://127.0.0.1:9/')).toEqual({
    at: 'unsent',
    why: 'cannot be reached (ECONNREFUSED)',
  })
  ear.behaviour = { status: 429, headers: { 'retry-after': '30' }, body: 'x'.repeat(200_000) }
  const answered = await send(ear.url())
  expect(answered).toMatchObject({ at: 'answered', status: 429, restMs: 30_000 })
  expect(JSON.stringify(answered).length).toBeLessThan(70_000)
})
