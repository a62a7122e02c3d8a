// What a person or a program sees of the API: sentences, roles, refusals, streams.
import { request } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { ControlRig } from '../support/control-rig.ts'
import { until } from '../support/until.ts'

const loud = { feeds: ['camera-a'], destinations: [{ name: 'shop', platform: 'douyin' }] }

test('the same plan again changes nothing, and a feed shows its key once', async () => {
  await using rig = await new ControlRig().open()
  const first = await rig.ask('PUT', '/api/feeds/camera-a', { kind: 'rtmp' })
  expect(first.json.streamKey).toMatch(/^[\w-]{32}$/)
  expect((await rig.ask('PUT', '/api/feeds/camera-a', { kind: 'rtmp' })).json.streamKey).toBeNull()
  expect((await rig.ask('POST', '/api/feeds/camera-a/key')).json.streamKey).not.toBe(first.json.streamKey)
  expect((await rig.ask('PUT', '/api/broadcasts/evening', loud)).status).toBe(201)
  const lastId = rig.control.store.events.lastId()
  expect((await rig.ask('PUT', '/api/broadcasts/evening', loud)).status).toBe(200)
  expect(rig.control.store.events.after(lastId, 'evening', 10)).toEqual([])
})

test('a start without addresses, without destinations, or on a slate without a profile says what to do', async () => {
  await using rig = await new ControlRig().open()
  await rig.ask('PUT', '/api/feeds/camera-a', { kind: 'rtmp' })
  await rig.ask('PUT', '/api/broadcasts/evening', { feeds: ['camera-a'] })
  const bare = await rig.ask('POST', '/api/broadcasts/evening/start', {})
  expect([bare.status, bare.json.detail]).toEqual([409, expect.stringContaining('add them with PUT')])
  await rig.ask('PUT', '/api/broadcasts/evening', loud)
  const noAddress = await rig.ask('POST', '/api/broadcasts/evening/start', {})
  expect(noAddress.json.detail).toContain('/api/broadcasts/evening/destinations/shop/endpoints')
  await rig.putEndpoints('evening', [{ url: 'rtmp://127.0.0.1:9/live', key: 'k' }])
  const slate = await rig.ask('POST', '/api/broadcasts/evening/start', { onSlate: true })
  expect([slate.status, slate.json.detail]).toEqual([409, expect.stringContaining('needs a profile')])
  await rig.ask('PUT', '/api/broadcasts/evening', { ...loud, profile: '1920x1080@30' })
  expect((await rig.ask('POST', '/api/broadcasts/evening/start', { onSlate: true })).json.onSlate).toBe(true)
})

test('a key that is on air elsewhere is refused at start and when pasted, and free again after the stop', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare('one')
  await rig.prepare('two', 'another')
  await rig.putEndpoints('two', [{ url: 'rtmp://127.0.0.1:9/one', key: 'stream-1' }])
  expect((await rig.ask('POST', '/api/broadcasts/one/start', {})).status).toBe(200)
  const refused = await rig.ask('POST', '/api/broadcasts/two/start', {})
  expect([refused.status, refused.json.code]).toEqual([409, 'control/key-in-use'])
  expect(refused.text).not.toContain('stream-1')
  await rig.putEndpoints('two', [{ url: 'rtmp://127.0.0.1:9/two', key: 'stream-1' }])
  expect((await rig.ask('POST', '/api/broadcasts/two/start', {})).status).toBe(200)
  const pasted = await rig.putEndpoints('two', [{ url: 'rtmp://127.0.0.1:9/one', key: 'stream-1' }])
  expect(pasted.json.code).toBe('control/key-in-use')
  await rig.ask('POST', '/api/broadcasts/one/stop')
  expect((await rig.putEndpoints('two', [{ url: 'rtmp://127.0.0.1:9/one', key: 'stream-1' }])).status).toBe(
    200,
  )
})

test('viewers look, operators act, administrators give tokens, strangers wait', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  const roleOf = async (name: string, role: string) =>
    (await rig.ask('POST', '/api/tokens', { name, role })).json.token as string
  const [viewer, operator] = [await roleOf('ann', 'viewer'), await roleOf('ben', 'operator')]
  const as = (token: string) => ({ authorization: `Bearer ${token}` })
  expect((await rig.ask('GET', '/api/broadcasts', undefined, as(viewer))).status).toBe(200)
  expect((await rig.ask('POST', '/api/broadcasts/evening/stop', undefined, as(viewer))).status).toBe(403)
  expect((await rig.ask('POST', '/api/broadcasts/evening/stop', undefined, as(operator))).status).toBe(200)
  expect((await rig.ask('POST', '/api/tokens', { name: 'eve', role: 'admin' }, as(operator))).status).toBe(
    403,
  )
  expect((await rig.ask('GET', '/api/broadcasts', undefined, { authorization: '' })).status).toBe(401)
  await rig.ask('DELETE', '/api/tokens/ann')
  expect((await rig.ask('GET', '/api/broadcasts', undefined, as(viewer))).status).toBe(401)
  const guesses = await Promise.all(
    Array.from({ length: 25 }, () => rig.ask('GET', '/api/broadcasts', undefined, as('wrong-wrong-wrong'))),
  )
  expect(guesses.filter(answer => answer.status === 429).length).toBeGreaterThan(3)
  expect(
    (await rig.ask('GET', '/api/broadcasts', undefined, as('another-guess'))).headers.get('retry-after'),
  ).toBe('60')
})

test('a session is a cookie that only our own pages may use', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  const opened = await rig.ask('POST', '/api/session', { token: rig.token }, { authorization: '' })
  const set = opened.headers.get('set-cookie') ?? ''
  expect(set).toMatch(/HttpOnly; SameSite=Strict/)
  const cookie = set.split(';')[0] ?? ''
  const own = { cookie, origin: rig.control.url }
  expect((await rig.ask('GET', '/api/feeds', undefined, { cookie })).status).toBe(200)
  expect((await rig.ask('POST', '/api/broadcasts/evening/stop', undefined, { cookie })).status).toBe(403)
  expect((await rig.ask('POST', '/api/broadcasts/evening/stop', undefined, own)).status).toBe(200)
  const foreign = { cookie, origin: 'https://evil.example' }
  expect((await rig.ask('POST', '/api/broadcasts/evening/stop', undefined, foreign)).json.code).toBe(
    'control/wrong-origin',
  )
  await rig.ask('DELETE', '/api/session', undefined, own)
  expect((await rig.ask('GET', '/api/feeds', undefined, { cookie })).status).toBe(401)
})

test('a foreign Host is refused, and for metrics it is not loopback', async () => {
  await using rig = await new ControlRig({ metricsToken: 'scrape-scrape-scrape' }).open()
  const under = (path: string, headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      const { hostname, port } = new URL(rig.control.url)
      request({ hostname, port, path, headers }, answer => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      })
        .on('error', reject)
        .end()
    })
  const authorization = `Bearer ${rig.token}`
  expect(await under('/api/feeds', { authorization, host: 'evil.example' })).toBe(421)
  expect(await under('/', { host: 'evil.example' })).toBe(421)
  expect(await under('/metrics', {})).toBe(200)
  expect(await under('/metrics', { host: 'evil.example' })).toBe(401)
  expect(await under('/metrics', { 'x-forwarded-for': '192.0.2.1' })).toBe(401)
  expect(
    await under('/metrics', { host: 'evil.example', authorization: 'Bearer scrape-scrape-scrape' }),
  ).toBe(200)
  expect(await under('/metrics', { host: 'evil.example', authorization })).toBe(200)
})

test('the description lists every call that is served', async () => {
  await using rig = await new ControlRig().open()
  const { json } = await rig.ask('GET', '/api/openapi.json', undefined, { authorization: '' })
  expect(Object.keys(json.paths)).toContain(
    '/api/broadcasts/{broadcast}/destinations/{destination}/endpoints',
  )
  const body = json.paths['/api/broadcasts/{broadcast}'].put.requestBody.content['application/json'].schema
  expect(body.required).toEqual(['feeds'])
  for (const [path, calls] of Object.entries(json.paths as Record<string, object>))
    for (const method of Object.keys(calls)) {
      if (path.endsWith('.flv') || path.endsWith('events')) continue // they go on for ever
      const answer = await rig.ask(method.toUpperCase(), path.replaceAll(/\{[a-z]+\}/g, 'nobody'))
      expect(`${method} ${path}: ${answer.json?.detail ?? ''}`).not.toContain('is not served here')
    }
  expect(json.paths['/api/incidents']).toBeDefined()
})

test('events are told from the last one seen on, and live', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  const ticket = (await rig.ask('POST', '/api/tickets', { path: '/api/broadcasts/evening/events' })).json
    .ticket
  const stop = new AbortController()
  const url = `${rig.control.url}/api/broadcasts/evening/events?after=0&ticket=${ticket}`
  const answer = await fetch(url, { signal: stop.signal })
  expect(answer.status).toBe(200)
  expect((await fetch(url)).status).toBe(401) // a ticket is good once
  let text = ''
  const reading = (async () => {
    for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>)
      text += Buffer.from(piece).toString()
  })().catch(() => {}) // the test leaves
  await until('the past is told', () => text.includes('broadcast-made') && text.includes('endpoints-changed'))
  await rig.ask('POST', '/api/broadcasts/evening/destinations/shop/retry')
  await until('news are told', () => text.includes('"kind":"retry"'))
  expect(text).not.toContain('feed-made') // it is of no broadcast
  const ids = [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))
  expect(ids).toEqual(ids.toSorted((a, b) => a - b))
  stop.abort()
  await reading
})

test('a preview comes over HTTP and WebSocket, and a viewer who does not read costs little', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  await until('ingest is up', async () => (await rig.ask('GET', '/readyz')).status === 200)
  const path = '/preview/feeds/camera-a.flv'
  const ticketUrl = async () =>
    `${rig.control.url.replace('http', 'ws')}${path}?ticket=${(await rig.ask('POST', '/api/tickets', { path })).json.ticket}`
  const player = new WebSocket(await ticketUrl())
  const first = await new Promise<Buffer>(resolve => player.once('message', data => resolve(data as Buffer)))
  expect(first.subarray(0, 3).toString()).toBe('FLV')
  player.pause() // reads no more, like a phone in a tunnel
  const before = process.memoryUsage().rss
  await new Promise(resolve => setTimeout(resolve, 1_500))
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1_048_576)
  player.terminate()
  const refused = new WebSocket(`${rig.control.url.replace('http', 'ws')}${path}?ticket=nope`)
  const status = await new Promise(resolve =>
    refused.once('unexpected-response', (_request, answer) => resolve(answer.statusCode)),
  )
  expect(status).toBe(401)
  const foreign = new WebSocket(await ticketUrl(), { origin: 'https://evil.example' })
  const wrong = await new Promise(resolve =>
    foreign.once('unexpected-response', (_request, answer) => resolve(answer.statusCode)),
  )
  expect(wrong).toBe(403)
  for (const each of [refused, foreign]) each.on('error', () => {})
  const stop = new AbortController()
  const http = await fetch(rig.control.url + path, {
    signal: stop.signal,
    headers: { authorization: `Bearer ${rig.token}` },
  })
  expect(http.headers.get('content-type')).toBe('video/x-flv')
  stop.abort()
  expect((await rig.ask('GET', '/preview/evening.flv')).json.detail).toContain('not on air')
})

test('taking a feed by hand is for broadcasts on air and their own feeds', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  const take = (feed: string) => rig.ask('POST', '/api/broadcasts/evening/take', { feed })
  expect((await take('camera-a')).json.code).toBe('control/off-air')
  await rig.ask('POST', '/api/broadcasts/evening/start', {})
  expect((await take('camera-b')).json.detail).toContain('name one of camera-a')
  expect((await take('camera-a')).json.take).toBe('camera-a')
  expect((await rig.ask('POST', '/api/broadcasts/evening/release')).json.take).toBeNull()
  expect((await rig.ask('DELETE', '/api/feeds/camera-a')).json.detail).toContain('a feed of evening')
})

test('a preflight names the rule that fails', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  await until('ingest is up', async () => (await rig.ask('GET', '/readyz')).status === 200)
  const isGo = async () => (await rig.ask('POST', '/api/broadcasts/evening/preflight')).json.verdict === 'GO'
  const platform = createServer(socket => socket.on('error', () => {})).listen(0, '127.0.0.1')
  await until('somebody listens', () => platform.listening)
  const url = `rtmp://127.0.0.1:${(platform.address() as AddressInfo).port}/live`
  await rig.putEndpoints('evening', [{ url, key: 'stream-1' }])
  await until('everything is as it should be', isGo)
  await rig.putEndpoints('evening', [{ url, key: 'live_1?txSecret=0&txTime=5E000000' }])
  const { json } = await rig.ask('POST', '/api/broadcasts/evening/preflight')
  expect(json.verdict).toBe('NO-GO')
  const failed = json.destinations[0].checks.filter((check: { passed: boolean }) => !check.passed)
  expect(failed.map((check: { rule: string }) => check.rule)).toEqual(['key-not-expired'])
  expect(failed[0].mend).toBe('fetch a new one from the platform')
  platform.close()
})

test('the desk is served packed, with a policy that lets nothing foreign run', async () => {
  await using rig = await new ControlRig().open()
  const get = (path: string) => rig.ask('GET', path, undefined, { authorization: '' })
  const page = await fetch(`${rig.control.url}/`, { headers: { 'accept-encoding': 'gzip' } })
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self';")
  expect(page.headers.get('content-encoding')).toBe('gzip')
  const html = await page.text()
  const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(html)?.[1]
  const code = await fetch(`${rig.control.url}/${script}`)
  expect(code.status).toBe(200)
  expect(code.headers.get('cache-control')).toContain('immutable')
  expect((await get('/..%2fvite.config.ts')).status).toBe(404)
  expect((await get('/assets/..%2f..%2fvite.config.ts')).status).toBe(404)
  expect((await get('/nothing')).json.code).toBe('control/not-found')
})
