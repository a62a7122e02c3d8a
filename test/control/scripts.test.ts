// Scripts over the API: the gate while typing, versions, drafts by a language model, and many big ones told to a worker.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkScript } from '#avatar'
import { ControlRig } from '../support/control-rig.ts'
import { until } from '../support/until.ts'

const product = { id: 'buds', name: '耳机', price: 99, facts: ['单次续航 8 小时'] }
const script = {
  name: 'own',
  title: '晚场耳机',
  language: 'zh',
  products: [product],
  segments: [{ name: 'buds', product: 'buds', sentences: ['这是{name}，{price}。'] }],
}

test('a sentence the gate refuses is told with its place and what to write instead; nothing is kept', async () => {
  await using rig = await new ControlRig().open()
  const sentences = ['这是{name}。', '全网最好的耳机，只要89元。', '{还没写完', '']
  const written = { ...script, segments: [{ ...script.segments[0], sentences }] }
  const { json, status } = await rig.ask('POST', '/api/scripts/check', { script: written })
  expect(status).toBe(200)
  const [good, bad, open] = json.segments[0].lines
  expect(good).toMatchObject({ text: '这是耳机。', refusals: [], mistake: null, units: 4 })
  expect(bad.refusals.map((each: { term: string }) => each.term)).toEqual(['全网最好', '89元'])
  expect(bad.refusals[1]).toMatchObject({
    whyZh: '耳机的价格是 ¥99',
    insteadZh: '{price}，它总是当前生效的价格',
  })
  expect(open.mistake).toEqual({ en: 'a { has no } behind it', zh: '有一个 { 后面没有 }' })
  expect(json.mistakes.map((each: { field: string }) => each.field)).toContain('segments[0].sentences[3]')
  expect(json.spokenMs).toBeGreaterThan(3_000)
  expect((await rig.ask('GET', '/api/scripts/own')).status).toBe(404)
})

test('what is no script at all is checked without a stumble', () => {
  const none = [null, 7, [], {}, { segments: 'x' }, { segments: [null, { sentences: [null] }] }]
  for (const written of none) expect(checkScript(written).mistakes.length).toBeGreaterThan(0)
})

test('nobody writes over what somebody else wrote meanwhile, unless that is meant', async () => {
  await using rig = await new ControlRig().open()
  const put = (version: string | null, title: string) =>
    rig.ask('PUT', `/api/scripts/own${version === null ? '' : `?version=${version}`}`, { ...script, title })
  const first = (await put('', '一')).json.version
  expect((await put('', '二')).json).toMatchObject({ code: 'control/changed', status: 409 })
  const second = (await put(first, '二')).json.version
  expect(second).not.toBe(first)
  expect((await put(first, '三')).json.detail).toMatch(/somebody else changed the script own/)
  expect((await put(null, '四')).status).toBe(200)
  await rig.ask('DELETE', '/api/scripts/own')
  expect((await put(second, '五')).json.detail).toMatch(/was deleted meanwhile/)
  const sample = (await rig.ask('GET', '/api/scripts/earphones-zh')).json
  const changed = { ...sample.script, title: '改过' }
  expect((await rig.ask('PUT', `/api/scripts/earphones-zh?version=${sample.version}`, changed)).status).toBe(
    200,
  )
})

/** Speaks as much of the OpenAI protocol as a draft needs. */
async function languageModel(answer: (asked: { body: string; authorization: string }) => Response) {
  const asked: { body: string; authorization: string }[] = []
  const server = createServer((request, response) => {
    void read(request).then(async body => {
      const one = { body, authorization: String(request.headers.authorization) }
      asked.push(one)
      const said = answer(one)
      if (said.status === 100) return // never answers
      response.writeHead(said.status, { 'content-type': 'application/json' }).end(await said.text())
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function read(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of request) text += String(piece)
  return text
}

const says = (content: string) =>
  Response.json({ choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }] })
const goodDraft = JSON.stringify({
  segments: [{ name: 'buds', product: 'buds', sentences: ['这是{name}，{price}。', '一次能听 8 小时。'] }],
})
const key = 'sk-this-is-never-told'

function keyFile(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'changming-key-')), 'key')
  writeFileSync(path, `${key}\n`, { mode: 0o600 })
  return path
}

const wish = { products: [product], language: 'zh', minutes: 3 }

test('a draft is asked of the configured model, passes the gate, and must be read by a person', async () => {
  let calls = 0
  await using model = await languageModel(() =>
    says(calls++ === 0 ? goodDraft.replace('这是', '全网最好的') : goodDraft),
  )
  const draft = { url: model.url, model: 'small', keyFile: keyFile() }
  await using rig = await new ControlRig({ avatar: { draft } }).open()
  expect((await rig.ask('GET', '/api/scripts')).json.canDraft).toBe(true)
  const { json, status, text } = await rig.ask('POST', '/api/scripts/draft', wish)
  expect(status).toBe(200)
  expect(json.script).toMatchObject({ origin: 'draft', products: [product], segments: [{ name: 'buds' }] })
  expect(json.script.readBy).toBeUndefined()
  expect(model.asked.map(each => each.authorization)).toEqual([`Bearer ${key}`, `Bearer ${key}`])
  expect(JSON.parse(model.asked[0]?.body ?? '')).toMatchObject({ model: 'small' })
  expect(model.asked[1]?.body).toContain('全网最好')
  expect(text).not.toContain(key)
  expect((await rig.ask('GET', '/api/scripts/draft')).status).toBe(404)
})

test('where no model is configured, or its key cannot be read, a sentence says what to set', async () => {
  await using rig = await new ControlRig().open()
  expect((await rig.ask('GET', '/api/scripts')).json.canDraft).toBe(false)
  const refused = await rig.ask('POST', '/api/scripts/draft', wish)
  expect(refused).toMatchObject({ status: 409, json: { code: 'control/not-ready' } })
  expect(refused.json.detail).toMatch(/set avatar\.draft\.url/)
  await rig.control.close('other settings')
  rig.settings.avatar = { draft: { url: 'http://127.0.0.1:9/v1', keyFile: '/nowhere/key' } }
  await rig.open()
  expect((await rig.ask('POST', '/api/scripts/draft', wish)).json.detail).toMatch(/is not at \/nowhere\/key/)
})

test('a model that refuses, repeats the key, or writes rubbish is told without the key', async () => {
  let isRubbish = false
  await using model = await languageModel(() =>
    isRubbish
      ? says('nothing to see')
      : Response.json({ error: { message: `Incorrect API key provided: ${key}` } }, { status: 401 }),
  )
  await using rig = await new ControlRig({ avatar: { draft: { url: model.url, keyFile: keyFile() } } }).open()
  const refused = await rig.ask('POST', '/api/scripts/draft', wish)
  expect(refused).toMatchObject({ status: 502, json: { code: 'avatar/draft-unreachable' } })
  expect(refused.json.detail).toMatch(/401/)
  expect(refused.text).not.toContain(key)
  isRubbish = true
  expect((await rig.ask('POST', '/api/scripts/draft', wish)).json.code).toBe('avatar/no-draft')
})

test('a model that does not answer is given up, and no more than two are asked at once', async () => {
  await using model = await languageModel(() => ({ status: 100 }) as Response)
  await using rig = await new ControlRig({ avatar: { draft: { url: model.url, withinMs: 1_500 } } }).open()
  const first = [rig.ask('POST', '/api/scripts/draft', wish), rig.ask('POST', '/api/scripts/draft', wish)]
  await until('both are asked', () => model.asked.length === 2)
  expect((await rig.ask('POST', '/api/scripts/draft', wish)).status).toBe(429)
  for (const { status, json } of await Promise.all(first))
    expect([status, json.code]).toEqual([504, 'control/draft-late'])
})

/** A script of about 240 kB. */
function bigScript(name: string) {
  const sentences = Array.from({ length: 200 }, (_, i) => `第${i}句${'我们慢慢聊一聊'.repeat(40)}`)
  return { name, language: 'zh', segments: [{ name: 'a', sentences: sentences.slice(0, 140) }] }
}

test('scripts of several megabytes together reach the avatar worker', async () => {
  await using rig = await new ControlRig().open()
  const names = Array.from({ length: 12 }, (_, i) => `big-${i}`)
  for (const name of names)
    expect((await rig.ask('PUT', `/api/scripts/${name}`, bigScript(name))).status).toBe(200)
  const rotation = names.map((each, i) => ({
    host: 'lin',
    script: each,
    from: `${String(i * 2).padStart(2, '0')}:00`,
    to: `${String((i * 2 + 2) % 24).padStart(2, '0')}:00`,
  }))
  const feed = await rig.ask('PUT', '/api/feeds/night', { kind: 'host', host: { rotation } })
  expect(feed.text).toMatch(/"kind":"host"/)
  const told = await until('the worker is told', async () => {
    const told = await rig.worker('avatar', 'GET', '/told').catch(() => undefined)
    return Object.keys(told?.desired.scripts ?? {}).length === 12 && told.desired
  })
  expect(Buffer.byteLength(JSON.stringify(told))).toBeGreaterThan(1_100_000)
})

test('no more scripts are kept than the worker can be told', async () => {
  await using rig = await new ControlRig().open()
  const { scripts } = rig.control.store
  for (let i = 0; i < 32; i++) scripts.put(`huge-${i}`, { filler: 'x'.repeat(999_000) }, 0)
  const refused = await rig.ask('PUT', '/api/scripts/own', bigScript('own'))
  expect(refused.json.detail).toMatch(/together may hold 32 MB/)
})
