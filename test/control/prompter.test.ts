// The teleprompter over the API: what is read, where the host is, cue cards; across restarts of control.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CommandDeps } from '../../control/commands/deps.ts'
import { PrompterCommands } from '../../control/commands/prompter.ts'
import { ScriptCommands } from '../../control/commands/scripts.ts'
import { Store } from '../../control/store/store.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { ControlRig } from '../support/control-rig.ts'

async function prepared(): Promise<ControlRig> {
  const rig = await new ControlRig().open()
  await rig.prepare()
  await rig.ask('PUT', '/api/broadcasts/evening/prompter', { script: 'earphones-zh' })
  return rig
}

const base = '/api/broadcasts/evening/prompter'
const line = (sentence: number, segment = 'airbud') => ({ segment, sentence, text: `句${sentence}` })
const moveTo = (rig: ControlRig, sentence: number, more: object = {}) =>
  rig.ask('POST', `${base}/line`, { script: 'earphones-zh', line: line(sentence), ...more })
const kindsOf = async (rig: ControlRig) =>
  rig.control.store.events.after(0, 'evening', 500).map(each => each.kind)

test('a tablet is given the script in words to say, with products, lengths, and what may not be said', async () => {
  await using rig = await prepared()
  const { json, status } = await rig.ask('GET', base)
  expect(status).toBe(200)
  expect(json).toMatchObject({ script: 'earphones-zh', language: 'zh', place: null, trouble: '', cues: [] })
  const [opening, airbud] = json.segments
  expect(opening).toMatchObject({ name: 'opening', product: null })
  expect(opening.lines[0].text).toBe('各位朋友晚上好，欢迎来到直播间，先喝口水，我们慢慢聊。')
  expect(airbud.product).toMatchObject({ name: '清听降噪耳机', price: 299 })
  expect(airbud.lines[7].text).toContain('¥299')
  for (const each of airbud.lines) {
    expect(each.refusals).toEqual([])
    expect(each.spokenMs).toBeGreaterThan(2_000)
    expect(each.spokenMs).toBeLessThan(20_000)
  }
})

test('the place, the planned end and cards outlive a restart of control', async () => {
  await using rig = await prepared()
  const plannedEndMs = Date.now() + 3_600_000
  await rig.ask('PUT', base, { plannedEndMs })
  await moveTo(rig, 3)
  await rig.ask('POST', `${base}/cues`, { text: '库存 20', kind: 'stock' })
  const before = (await rig.ask('GET', base)).json
  await rig.control.close('restart')
  await rig.open()
  const { json } = await rig.ask('GET', base)
  expect(json).toMatchObject({
    script: 'earphones-zh',
    plannedEndMs: Math.round(plannedEndMs),
    version: before.version,
    cues: [{ text: '库存 20', kind: 'stock', seenMs: null }],
  })
  expect(json.place).toEqual({ ...line(3), mode: 'hand' })
})

test('of two tablets the later move holds, whenever it is heard of', async () => {
  await using rig = await prepared()
  const { version } = (await rig.ask('GET', base)).json
  expect((await moveTo(rig, 2, { base: version })).json.taken).toBe(true)
  // Was away, knew the first version, and moved before the other did: undone.
  const late = await moveTo(rig, 1, { base: version, ageMs: 60_000 })
  expect(late.json).toMatchObject({ taken: false, prompter: { place: { sentence: 2 } } })
  // Was away as well, and moved after.
  expect((await moveTo(rig, 5, { base: version, ageMs: 0 })).json.taken).toBe(true)
  // Nobody else moved since: its age is no matter.
  const now = (await rig.ask('GET', base)).json.version
  expect((await moveTo(rig, 6, { base: now, ageMs: 50_000 })).json).toMatchObject({
    taken: true,
    prompter: { place: { sentence: 6 }, version: now + 1 },
  })
})

test('a place in another script is not taken, and another script begins at its beginning', async () => {
  await using rig = await prepared()
  await moveTo(rig, 4)
  await rig.ask('PUT', base, { script: 'peaches-zh' })
  expect((await moveTo(rig, 5)).json).toMatchObject({
    taken: false,
    prompter: { script: 'peaches-zh', place: null },
  })
})

test('a card is sent, shown, confirmed, each told once as an event', async () => {
  await using rig = await prepared()
  const sent = await rig.ask('POST', `${base}/cues`, { text: '加时讲解 2 号商品', kind: 'product' })
  const { id } = sent.json
  expect(sent.json).toMatchObject({ sentBy: 'admin', shownMs: null, seenMs: null, untilMs: null })
  for (const what of ['shown', 'seen', 'seen']) await rig.ask('POST', `${base}/cues/${id}/${what}`)
  const [card] = (await rig.ask('GET', base)).json.cues
  expect(card.seenMs).toBeGreaterThanOrEqual(card.shownMs)
  expect((await kindsOf(rig)).filter(kind => kind.startsWith('cue-'))).toEqual([
    'cue-sent',
    'cue-shown',
    'cue-seen',
  ])
})

test('a card is withdrawn, goes by itself, and no more than twenty wait', async () => {
  await using rig = await prepared()
  const { id } = (await rig.ask('POST', `${base}/cues`, { text: '快一点', ttl: 30 })).json
  expect((await rig.ask('DELETE', `${base}/cues/${id}`)).json.withdrawnMs).toBeGreaterThan(0)
  for (let i = 0; i < 20; i++)
    expect((await rig.ask('POST', `${base}/cues`, { text: `第 ${i} 张` })).status).toBe(200)
  const refused = await rig.ask('POST', `${base}/cues`, { text: '多了' })
  expect(refused).toMatchObject({ status: 429, json: { code: 'control/too-many' } })
  for (const text of ['', 'x'.repeat(121), '两\n行', 7])
    expect((await rig.ask('POST', `${base}/cues`, { text })).status).toBe(400)
  expect((await rig.ask('POST', `${base}/cues/999999/seen`)).status).toBe(404)
  expect((await rig.ask('POST', `${base}/cues/x1/seen`)).status).toBe(404)
})

test('a host may move and confirm, and neither send cards nor choose', async () => {
  await using rig = await prepared()
  const { token } = (await rig.ask('POST', '/api/tokens', { name: 'tablet', role: 'viewer' })).json
  const { id } = (await rig.ask('POST', `${base}/cues`, { text: '库存 20' })).json
  const as = { authorization: `Bearer ${token}` }
  const status = async (method: string, path: string, body?: unknown) =>
    (await rig.ask(method, base + path, body, as)).status
  expect(await status('POST', `/cues/${id}/seen`)).toBe(200)
  expect(await status('POST', '/line', { script: 'earphones-zh', line: line(1) })).toBe(200)
  expect(await status('POST', '/cues', { text: 'x' })).toBe(403)
  expect(await status('DELETE', `/cues/${id}`)).toBe(403)
  expect(await status('PUT', '', { script: null })).toBe(403)
})

test('tablets that ask are counted while they do, and too many moves are held back', async () => {
  const clock = new FakeClock()
  const folder = mkdtempSync(join(tmpdir(), 'changming-test-'))
  const store = new Store(folder)
  const deps = { store, clock } as unknown as CommandDeps
  const prompter = new PrompterCommands(deps, new ScriptCommands(deps))
  store.database.run("insert into broadcasts(name, plan, changed_ms) values ('evening', '{}', 0)")
  prompter.view('evening', 'tablet-one')
  expect(prompter.view('evening', 'tablet-two').tablets).toBe(2)
  await clock.advance(20_000)
  expect(prompter.view('evening', 'tablet-two').tablets).toBe(2)
  await clock.advance(20_000)
  expect(prompter.view('evening', null).tablets).toBe(1)
  const move = () =>
    prompter.move('evening', { script: 'x', place: { ...line(1), mode: 'hand' }, base: 0, ageMs: 0 })
  for (let i = 0; i < 60; i++) move()
  expect(move).toThrow(/too often/)
  await clock.advance(10_001)
  expect(move()).toBe(false)
  store.close()
  rmSync(folder, { recursive: true })
})

test('what cannot be read out says why, and a script on a teleprompter is not deleted', async () => {
  await using rig = await prepared()
  expect((await rig.ask('PUT', base, { script: 'nothing' })).status).toBe(404)
  expect((await rig.ask('PUT', base, { plannedEndMs: 5 })).status).toBe(400)
  expect((await rig.ask('GET', '/api/broadcasts/nowhere/prompter')).status).toBe(404)
  const own = {
    name: 'own',
    language: 'zh',
    origin: 'draft',
    segments: [{ name: 'a', sentences: ['这是全网最好的'] }],
  }
  await rig.ask('PUT', '/api/scripts/own', own)
  expect((await rig.ask('PUT', base, { script: 'own' })).json.detail).toMatch(/nobody has read it/)
  await rig.ask('PUT', '/api/scripts/own', { ...own, readBy: '王敏' })
  const { json } = await rig.ask('PUT', base, { script: 'own' })
  expect(json.segments[0].lines[0].refusals[0]).toMatchObject({ whyZh: '意思是别的都比不上它' })
  expect((await rig.ask('DELETE', '/api/scripts/own')).json.code).toBe('control/in-use')
  rig.control.store.scripts.remove('own')
  expect((await rig.ask('GET', base)).json).toMatchObject({
    segments: [],
    trouble: expect.stringMatching(/there is no script own/),
  })
})
