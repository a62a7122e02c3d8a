// Who may come in: accounts, sessions, sign-in under attack, and the audit of what they did.
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type Answer, ControlRig } from '../support/control-rig.ts'
import { until } from '../support/until.ts'

const password = 'a lamp burns all night'

/** Signs in; what the browser would send from then on. */
async function cookieOf(rig: ControlRig, body: object): Promise<Record<string, string>> {
  const answer = await signIn(rig, body)
  expect(answer.status).toBe(200)
  return { cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '', origin: rig.control.url }
}

const signIn = (rig: ControlRig, body: object, headers: Record<string, string> = {}): Promise<Answer> =>
  rig.ask('POST', '/api/session', body, { authorization: '', ...headers })

const make = (rig: ControlRig, name: string, role: string, more: object = {}) =>
  rig.ask('PUT', `/api/accounts/${name}`, { role, password, ...more })

test('an account is made with a password of ten characters, comes in with it, and is never told it again', async () => {
  await using rig = await new ControlRig().open()
  expect((await rig.ask('GET', '/api/sign-in', undefined, { authorization: '' })).json.hasAccounts).toBe(
    false,
  )
  const short = await make(rig, 'xiaowang', 'operator', { password: 'short' })
  expect([short.status, short.json.fields[0].detail]).toEqual([
    400,
    expect.stringContaining('at least 10 characters'),
  ])
  const none = await rig.ask('PUT', '/api/accounts/xiaowang', { role: 'operator' })
  expect([none.status, none.json.detail]).toEqual([400, expect.stringContaining('a new account needs one')])
  const made = await make(rig, 'xiaowang', 'operator', { title: '小王' })
  expect([made.status, made.json.title, made.text.includes(password)]).toEqual([201, '小王', false])
  expect((await rig.ask('POST', '/api/tokens', { name: 'xiaowang', role: 'viewer' })).status).toBe(409)
  expect((await make(rig, 'admin', 'viewer')).status).toBe(409)
  const wrong = await signIn(rig, { account: 'xiaowang', password: 'not this one at all' })
  const unknown = await signIn(rig, { account: 'nobody-here', password: 'not this one at all' })
  expect([wrong.status, wrong.json.detail]).toEqual([401, unknown.json.detail])
  const own = await cookieOf(rig, { account: 'xiaowang', password: password.normalize('NFD') })
  expect((await rig.ask('GET', '/api/session', undefined, own)).json).toMatchObject({
    name: 'xiaowang',
    role: 'operator',
    title: '小王',
    by: 'account',
  })
  expect((await rig.ask('GET', '/api/accounts', undefined, own)).status).toBe(403)
  expect(JSON.stringify(rig.control.store.events.after(0, null, 50))).not.toContain(password)
  expect((await rig.ask('GET', '/api/sign-in', undefined, { authorization: '' })).json.hasAccounts).toBe(true)
})

test('another role, another password or the end of an account ends its sessions', async () => {
  await using rig = await new ControlRig().open()
  await make(rig, 'ann', 'operator')
  const status = async (own: Record<string, string>) =>
    (await rig.ask('GET', '/api/feeds', undefined, own)).status
  const first = await cookieOf(rig, { account: 'ann', password })
  const second = await cookieOf(rig, { account: 'ann', password })
  await rig.ask('PUT', '/api/accounts/ann', { role: 'operator', title: 'Ann' })
  expect(await status(first)).toBe(200)
  const change = (present: string) =>
    rig.ask('POST', '/api/accounts/ann/password', { present, password: 'another lamp, another night' }, first)
  expect((await change('a wrong password')).json.code).toBe('control/wrong-password')
  expect((await change(password)).status).toBe(200)
  expect([await status(first), await status(second)]).toEqual([200, 401])
  await rig.ask('PUT', '/api/accounts/ann', { role: 'viewer' })
  expect(await status(first)).toBe(401)
  expect((await signIn(rig, { account: 'ann', password })).status).toBe(401)
  const third = await cookieOf(rig, { account: 'ann', password: 'another lamp, another night' })
  await make(rig, 'ben', 'admin')
  const other = await cookieOf(rig, { account: 'ben', password })
  expect(
    (await rig.ask('POST', '/api/accounts/ann/password', { present: password, password }, other)).status,
  ).toBe(403)
  expect((await rig.ask('DELETE', '/api/accounts/ann', undefined, other)).status).toBe(200)
  expect(await status(third)).toBe(401)
  await rig.ask('DELETE', '/api/accounts/ben', undefined, other) // the last administrator forgets himself
  expect((await rig.ask('GET', '/api/accounts')).json.accounts).toEqual([])
})

test('sessions are told to whom they belong, and to administrators; one that is revoked loses its streams', async () => {
  await using rig = await new ControlRig().open()
  await make(rig, 'ann', 'viewer')
  await until('ingest is up', async () => (await rig.ask('GET', '/readyz')).status === 200)
  const browser =
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0 Safari/537.36'
  const opened = await signIn(rig, { account: 'ann', password }, { 'user-agent': browser })
  const own = {
    cookie: (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
    origin: rig.control.url,
  }
  const admin = await cookieOf(rig, { token: rig.token })
  const { sessions } = (await rig.ask('GET', '/api/sessions', undefined, own)).json
  expect(sessions).toEqual([
    expect.objectContaining({
      name: 'ann',
      role: 'viewer',
      by: 'account',
      browser: 'Chrome 153, Windows',
      address: '127.0.0.1',
      isThis: true,
    }),
  ])
  const all = (await rig.ask('GET', '/api/sessions', undefined, admin)).json.sessions
  expect(all.map((each: { name: string }) => each.name).toSorted()).toEqual(['admin', 'ann'])
  const adminId = all.find((each: { name: string }) => each.name === 'admin').id
  expect((await rig.ask('DELETE', `/api/sessions/${adminId}`, undefined, own)).status).toBe(404)
  const path = '/preview/feeds/camera-a.flv'
  await rig.ask('PUT', '/api/feeds/camera-a', { kind: 'rtmp' })
  const { ticket } = (await rig.ask('POST', '/api/tickets', { path }, own)).json
  const player = new WebSocket(`${rig.control.url.replace('http', 'ws')}${path}?ticket=${ticket}`)
  await new Promise(resolve => player.once('message', resolve))
  const events = await fetch(`${rig.control.url}/api/events`, { headers: own })
  const unused = (await rig.ask('POST', '/api/tickets', { path: '/api/events' }, own)).json.ticket
  const ended = Promise.all([
    new Promise(resolve => player.once('close', resolve)),
    events.text().catch(() => 'cut'),
  ])
  player.on('error', () => {})
  expect((await rig.ask('DELETE', `/api/sessions/${sessions[0].id}`, undefined, admin)).status).toBe(200)
  await ended
  expect((await fetch(`${rig.control.url}/api/events?ticket=${unused}`)).status).toBe(401)
  expect((await rig.ask('GET', '/api/session', undefined, own)).status).toBe(401)
})

test('who guesses passwords is told how long to wait; other addresses and the token of the administrator are not held up', async () => {
  await using rig = await new ControlRig({ trustProxy: true }).open()
  await make(rig, 'ann', 'operator')
  const from = (address: string, tried = 'wrong wrong wrong') =>
    signIn(rig, { account: 'ann', password: tried }, { 'x-forwarded-for': address })
  expect((await from('198.51.100.7', password)).status).toBe(200)
  const guesses = await Promise.all(Array.from({ length: 14 }, () => from('203.0.113.9')))
  const held = guesses.filter(answer => answer.status === 429)
  expect(guesses.filter(answer => answer.status === 401)).toHaveLength(9)
  expect(held).toHaveLength(5)
  expect(held[0]?.json.waitMs).toBeGreaterThan(0)
  expect(held[0]?.headers.get('retry-after')).toMatch(/^[12]$/)
  expect((await from('198.51.100.7', password)).status).toBe(200)
  const token = await signIn(rig, { token: rig.token }, { 'x-forwarded-for': '203.0.113.9' })
  expect(token.status).toBe(200)
})

test('with a cookie only our own pages change anything: by Origin, or where there is none by what the browser says', async () => {
  await using rig = await new ControlRig().open()
  const { cookie = '' } = await cookieOf(rig, { token: rig.token })
  const put = async (headers: Record<string, string>) =>
    (await rig.ask('PUT', '/api/feeds/camera-a', { kind: 'rtmp' }, { cookie, ...headers })).status
  expect(await put({})).toBe(403)
  expect(await put({ 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await put({ 'sec-fetch-site': 'same-site' })).toBe(403)
  expect(await put({ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' })).toBe(403)
  expect(await put({ origin: 'null' })).toBe(403)
  expect(await put({ 'sec-fetch-site': 'same-origin' })).toBe(200)
  expect(await put({ origin: rig.control.url })).toBe(200)
  const foreign = await signIn(rig, { token: rig.token }, { origin: 'https://evil.example' })
  expect(foreign.status).toBe(403)
  const { entries } = (await rig.ask('GET', '/api/audit')).json
  expect(entries.filter((entry: { code: string }) => entry.code === 'control/wrong-origin')).toHaveLength(6)
})

test('the audit tells who did what, before and after, who was refused, and never a key', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare('evening', 'sk-0123456789abcdef')
  await make(rig, 'xiaowang', 'operator', { title: '小王' })
  const own = await cookieOf(rig, { account: 'xiaowang', password })
  await signIn(rig, { account: 'xiaowang', password: 'guessguessguess' })
  await signIn(rig, { account: 'my-secret-typed-here', password: 'guessguessguess' })
  const endpoints = [{ url: 'rtmp://127.0.0.1:9/evening', key: 'live_77?txSecret=deadbeef01' }]
  await rig.ask('PUT', '/api/broadcasts/evening/destinations/shop/endpoints', endpoints, own)
  await rig.ask('PUT', '/api/broadcasts/evening/destinations/shop/endpoints', endpoints, own) // changes nothing
  await rig.ask('PUT', '/api/policies/douyin', {}, own)
  await rig.ask('POST', '/api/broadcasts/evening/start', {}, own)
  await rig.ask('POST', '/api/broadcasts/evening/take', { feed: 'nobody' }, own) // was not right: nothing was done
  const answer = await rig.ask('GET', '/api/audit?limit=200')
  const told = answer.json.entries.map((entry: Record<string, string>) =>
    [entry.who, entry.role, entry.method, entry.route, entry.outcome, entry.status].join(' '),
  )
  const base = '/api/broadcasts/{broadcast}'
  expect(told.slice(0, 6)).toEqual([
    `xiaowang operator POST ${base}/start done 200`,
    'xiaowang operator PUT /api/policies/{platform} refused 403',
    `xiaowang operator PUT ${base}/destinations/{destination}/endpoints done 200`,
    '  POST /api/session refused 401',
    'xiaowang  POST /api/session refused 401',
    'xiaowang operator POST /api/session done 200',
  ])
  const [started, , changed] = answer.json.entries
  expect([started.before.wish, started.after.wish, started.title]).toEqual(['off', 'on', '小王'])
  expect(changed.before[0].keyFingerprint).not.toBe(changed.after[0].keyFingerprint)
  expect(changed).toMatchObject({
    path: '/api/broadcasts/evening/destinations/shop/endpoints',
    address: '127.0.0.1',
    body: [{ url: 'rtmp://127.0.0.1:9/…', key: '•••' }],
  })
  for (const secret of ['sk-0123', 'live_77', 'deadbeef', password, 'guess', 'my-secret', rig.token])
    expect(answer.text).not.toContain(secret)
  const mine = (await rig.ask('GET', '/api/audit', undefined, own)).json
  expect(new Set(mine.entries.map((entry: { who: string }) => entry.who))).toEqual(new Set(['xiaowang']))
  expect(mine.names).toEqual(['xiaowang'])
  const page = (await rig.ask('GET', '/api/audit?limit=2')).json
  const next = (await rig.ask('GET', `/api/audit?limit=2&before=${page.entries[1].id}`)).json
  expect([page.isAll, next.entries[0].id]).toEqual([false, answer.json.entries[2].id])
  const ofOne = (await rig.ask('GET', '/api/audit?who=xiaowang&limit=200')).json
  expect(ofOne.entries.every((entry: { who: string }) => entry.who === 'xiaowang')).toBe(true)
  expect((await rig.ask('GET', '/api/audit?limit=none')).status).toBe(400)
})

test('the audit is bounded, and strangers cannot push out what people of the house did', async () => {
  await using rig = await new ControlRig().open()
  await rig.ask('PUT', '/api/feeds/camera-a', { kind: 'rtmp' })
  const { audit } = rig.control.store
  await Promise.all(
    Array.from({ length: 40 }, () => rig.ask('POST', '/api/drills', {}, { authorization: '' })),
  )
  expect(audit.before(null, null, 100)).toHaveLength(31)
  audit.tidy(100_000, 3)
  expect(audit.before(null, null, 100).map(({ role }) => role)).toEqual([null, null, null, 'admin'])
  audit.tidy(2, 3)
  expect(audit.before(null, null, 100)).toHaveLength(2)
})
