// Receivers as people meet them: made, shown, tried out, told; and their addresses found nowhere.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ControlRig } from '../../support/control-rig.ts'
import { IncidentRig } from '../../support/incident-rig.ts'
import { Ear } from '../../support/telling.ts'
import { until } from '../../support/until.ts'

const secret = 'PLANTED-signing-secret'

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
}

test('an incident reaches people within seconds, and its end too', async () => {
  await using ear = await new Ear().listen()
  await using rig = await new IncidentRig().onAir()
  await rig.ask('PUT', '/api/receivers/ops', { platform: 'http', url: ear.url(), secret, language: 'both' })
  await rig.leg('waiting', { from: 'carrying', cause: 'network' })
  const brokeMs = performance.now()
  await until('it is told', () => ear.heard.length === 1)
  expect((ear.heard[0]?.atMs ?? Infinity) - brokeMs).toBeLessThan(4_500)
  const { id } = await rig.untilOne('it is there', () => true)
  expect(ear.bodies[0].incidents).toMatchObject([{ id, why: 'opened', severity: 'severe' }])
  expect(ear.bodies[0].text).toContain('观众：shop 没有画面')
  expect(ear.bodies[0].text).toContain('Viewers: shop sees nothing')
  await rig.leg('connecting')
  await rig.leg('carrying')
  await until('the end is told', () => ear.heard.length === 2, 15_000)
  expect(ear.bodies[1].text).toMatch(/【长明 已恢复】 evening[^]*历时 [\d.]+ 秒/)
  const { text } = await rig.ask('GET', '/metrics')
  expect(text).toContain('changming_notifications_total{receiver="ops",outcome="delivered"} 2')
  expect(text).toContain('changming_notifications_pending{receiver="ops"} 0')
  expect(text).toMatch(/changming_notification_delay_seconds_bucket\{receiver="ops",le="5"\} 2/)
})

test('urls and secrets are found nowhere: not in answers, events, metrics, logs, the store or a bundle', async () => {
  await using ear = await new Ear().listen()
  await using rig = await new IncidentRig().onAir()
  const answers: string[] = []
  const say = async (method: string, path: string, body?: unknown) => {
    const { text, headers } = await rig.ask(method, path, body)
    answers.push(text, JSON.stringify([...headers]))
  }
  ear.behaviour = { status: 404, body: 'no such hook: PLANTED' }
  const url = ear.url('/open-apis/bot/v2/hook/PLANTED-token')
  await say('PUT', '/api/receivers/ops', { platform: 'feishu', url, secret })
  await say('PUT', '/api/receivers/ops', { platform: 'wecom', url, secret })
  await say('PUT', '/api/receivers/ops', { platform: 'feishu', url: [url], secret: 7 })
  await say('PUT', '/api/receivers/ops', `{"platform":"feishu","url":"${url}"`)
  await say('PUT', '/api/receivers/far', {
    platform: 'dingtalk',
    url: 'http://127.0.0.1:9/robot/send?access_token=PLANTED-token',
    secret,
  })
  await say('PUT', '/api/receivers/nowhere', {
    platform: 'http',
    url: 'https://no-such-name.invalid/PLANTED-token',
    secret,
  })
  await rig.leg('waiting', { from: 'carrying', cause: 'network' })
  await until('they have failed', async () => {
    const { receivers } = (await rig.ask('GET', '/api/receivers')).json
    return receivers.every(({ outcomes }: { outcomes: { failed: number } }) => outcomes.failed > 0)
  })
  for (const name of ['ops', 'far', 'nowhere']) {
    await say('POST', `/api/receivers/${name}/test`)
    await say('GET', `/api/receivers/${name}`)
  }
  const { id } = await rig.untilOne('it is there', () => true)
  for (const path of ['/api/receivers', '/metrics', '/api/openapi.json', `/api/incidents/${id}/bundle`])
    await say('GET', path)
  answers.push(JSON.stringify(rig.control.store.events.after(0, null, 1_000)))
  expect(ear.heard.some(({ path }) => path.includes('PLANTED-token'))).toBe(true)
  for (const answer of answers) expect(answer).not.toContain('PLANTED')
  await rig.control.close('everything is on disk')
  expect(filesUnder(rig.data).filter(file => readFileSync(file).includes('PLANTED'))).toEqual([])
  expect(readFileSync(join(rig.data, 'logs', 'control.log'), 'utf8')).toContain('control/not-told')
  expect(answers.join('\n')).toMatch(/"urlFingerprint":"[0-9a-f]{12}","secretFingerprint":"[0-9a-f]{12}"/)
  await rig.open()
})

test('a receiver is shown by its server and fingerprints, and changed without its url', async () => {
  await using ear = await new Ear().listen()
  await using rig = await new ControlRig().open()
  const put = (body: unknown, name = 'ops') => rig.ask('PUT', `/api/receivers/${name}`, body)
  const first = (await put({ platform: 'http', url: ear.url(), secret })).json
  expect(first).toMatchObject({
    name: 'ops',
    server: `http://127.0.0.1:${ear.port}`,
    language: 'zh',
    severities: ['warning', 'severe'],
    quiet: null,
    pending: 0,
    trouble: '',
  })
  const changed = (await put({ platform: 'http', quiet: { from: '23:00', to: '08:00' } })).json
  expect(changed).toMatchObject({ urlFingerprint: first.urlFingerprint, quiet: { from: '23:00' } })
  const renewed = (await put({ platform: 'http', secret: 'another-secret' })).json
  expect(renewed.urlFingerprint).toBe(first.urlFingerprint)
  expect(renewed.secretFingerprint).not.toBe(first.secretFingerprint)
  expect((await rig.ask('POST', '/api/receivers/ops/test')).json).toMatchObject({ delivered: true })
  expect(ear.bodies[0]).toMatchObject({ type: 'test', incidents: [] })
  ear.behaviour = { status: 500 }
  const failed = await rig.ask('POST', '/api/receivers/ops/test')
  expect(failed.status).toBe(502)
  expect(failed.json).toMatchObject({
    code: 'control/not-delivered',
    detail: 'ops answered 500: it has trouble of its own',
  })
  await put({ platform: 'http', url: ear.url(), secret, escalate: { to: 'ops', afterMinutes: 5 } }, 'second')
  expect((await rig.ask('DELETE', '/api/receivers/ops')).json.detail).toBe(
    'second escalates to ops; change that first',
  )
  expect((await rig.ask('DELETE', '/api/receivers/second')).status).toBe(200)
  expect((await rig.ask('DELETE', '/api/receivers/ops')).status).toBe(200)
  expect((await rig.ask('GET', '/api/receivers/ops')).status).toBe(404)
  expect((await rig.ask('GET', '/api/receivers')).json).toEqual({ receivers: [] })
})

test("receivers are the administrator's, and mistakes are told as sentences", async () => {
  await using rig = await new ControlRig().open()
  const { token } = (await rig.ask('POST', '/api/tokens', { name: 'ben', role: 'operator' })).json
  const ben = { authorization: `Bearer ${token}` }
  for (const [method, path] of [
    ['GET', '/api/receivers'],
    ['PUT', '/api/receivers/ops'],
    ['POST', '/api/receivers/ops/test'],
  ] as const)
    expect((await rig.ask(method, path, method === 'GET' ? undefined : {}, ben)).status).toBe(403)
  const fields = async (body: unknown) => {
    const { status, json } = await rig.ask('PUT', '/api/receivers/ops', body)
    expect(status).toBe(400)
    return Object.fromEntries(
      json.fields.map(({ field, detail }: { field: string; detail: string }) => [field, detail]),
    )
  }
  expect(
    await fields({
      platform: 'pager',
      timeZone: 'Shanghai',
      quiet: { from: '25:00', to: '08:00' },
      repeatEveryMinutes: 0,
      severities: [],
      token: 'x',
    }),
  ).toMatchObject({
    platform: 'must be one of wecom, feishu, dingtalk, http',
    timeZone: 'must name a time zone such as Asia/Shanghai',
    'quiet.from': 'a time of day is written as 23:00',
    repeatEveryMinutes: 'must be a whole number of minutes from 1 to 1440, or null for never',
    severities: 'names nothing to hear of; leave it out for severe and warning',
    token: 'is not a field here; leave it out or correct its name',
  })
  expect(await fields({ platform: 'http' })).toEqual({ url: 'is missing; paste the whole webhook address' })
  const whole = { platform: 'http', url: 'https://alerts.example.com/', secret }
  expect(await fields({ ...whole, escalate: { to: 'boss', afterMinutes: 5 } })).toEqual({
    'escalate.to': 'there is no receiver boss; make it first',
  })
  expect(await fields({ ...whole, escalate: { to: 'ops', afterMinutes: 5 } })).toEqual({
    'escalate.to': 'is this receiver itself; name another',
  })
  expect(await fields({ ...whole, quiet: { from: '08:00', to: '08:00' } })).toEqual({
    quiet: 'begins when it ends; write null for no quiet hours',
  })
})
