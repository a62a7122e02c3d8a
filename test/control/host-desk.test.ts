// What the desk does with hosts over the API: their models, voices to try, sets by name, and sentences to be said next.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { chooseSet } from '#scene-gen'
import { readWav } from '../../avatar/speech/index.ts'
import { ControlRig } from '../support/control-rig.ts'
import { pngOf } from '../support/png.ts'
import { until } from '../support/until.ts'

const lin = { kind: 'host', host: { rotation: [{ host: 'lin', script: 'earphones-zh' }] } }

async function withHost(): Promise<ControlRig> {
  const rig = await new ControlRig().open()
  await rig.ask('PUT', '/api/feeds/night-host', lin)
  const isUp = () => rig.control.supervisor.view('avatar').state === 'up' || undefined
  await until('its worker is up', isUp, 60_000)
  return rig
}

test("a host's model is its file, byte for byte, and is not sent again to whoever has it", async () => {
  await using rig = await new ControlRig().open()
  const get = (headers: Record<string, string> = {}) =>
    fetch(`${rig.control.url}/api/hosts/lin/model`, {
      headers: { authorization: `Bearer ${rig.token}`, ...headers },
    })
  const answer = await get()
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'model/gltf-binary'])
  expect(Buffer.from(await answer.arrayBuffer()).equals(readFileSync('avatar/hosts/lin.vrm'))).toBe(true)
  expect((await get({ 'if-none-match': answer.headers.get('etag') ?? '' })).status).toBe(304)
  expect((await rig.ask('GET', '/api/hosts/nobody/model')).status).toBe(404)
  expect((await rig.ask('GET', '/api/hosts/lin/model', undefined, { authorization: '' })).status).toBe(401)
})

test('hosts that came with us say what they are and what their licence allows', async () => {
  await using rig = await new ControlRig().open()
  const { json } = await rig.ask('GET', '/api/hosts')
  expect(json.ready.map(({ name }: { name: string }) => name)).toEqual(['lin', 'mei', 'xing'])
  expect(json.ready[1]).toMatchObject({
    manner: 'warm',
    called: { zh: '小美', en: 'Mei' },
    licence: { whoMayUse: 'everyone', commercial: 'corporation', mustCredit: false },
    refusals: [],
  })
})

test('a voice says a sentence as sound, with a mouth for each picture, and the same again from memory', async () => {
  await using rig = await new ControlRig().open()
  const { json } = await rig.ask('GET', '/api/voices')
  expect(json.engines).toMatchObject([{ engine: 'espeak-ng', isOffline: true }])
  const wanted = { voice: 'mei', language: 'zh', text: '大家好，今晚只要99.9元。' }
  const hear = async () =>
    fetch(`${rig.control.url}/api/voices/try`, {
      method: 'POST',
      headers: { authorization: `Bearer ${rig.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(wanted),
    })
  const askedMs = performance.now()
  const first = await hear()
  expect([first.status, first.headers.get('content-type')]).toEqual([200, 'audio/wav'])
  const wav = Buffer.from(await first.arrayBuffer())
  const spokenInMs = performance.now() - askedMs
  const { samples, sampleRateHz } = readWav(wav)
  expect(sampleRateHz).toBe(48_000)
  const seconds = samples.length / sampleRateHz
  expect(seconds).toBeGreaterThan(2)
  const lips = JSON.parse(wav.toString('utf8', wav.indexOf('lips') + 8).replace(/\0$/, ''))
  expect(lips.engine).toBe('espeak-ng')
  expect(Math.abs(lips.mouths.length / lips.frameRateFps - seconds)).toBeLessThan(0.1)
  expect(lips.mouths.some(([shape, strength]: [string, number]) => shape === 'aa' && strength > 0.3)).toBe(
    true,
  )
  const beganMs = performance.now()
  expect(Buffer.from(await (await hear()).arrayBuffer()).equals(wav)).toBe(true)
  expect(performance.now() - beganMs).toBeLessThan(spokenInMs / 3) // it is not spoken again
}, 30_000)

test('one voice at a time is tried by a visitor, and what cannot be said is refused with a sentence', async () => {
  await using rig = await new ControlRig().open()
  const hear = (body: object) => rig.ask('POST', '/api/voices/try', body)
  const say = (text: string) => hear({ voice: 'lin', language: 'en', text })
  const [first, second] = await Promise.all([say('One after the other.'), say('Both at once.')])
  expect(new Set([first.status, second.status])).toEqual(new Set([200, 429]))
  expect((await say('x'.repeat(121))).json.detail).toContain('at most 120 characters')
  expect((await hear({ voice: 'bob', language: 'en', text: 'Hello.' })).json.detail).toContain(
    'lin, mei, xing',
  )
  const mute = await hear({ voice: 'lin', language: 'ja', text: '漢字' })
  expect([mute.status, mute.json.detail]).toEqual([502, expect.stringContaining('kana')])
}, 30_000)

test('a set is kept by name, told to the worker as what it stands for, and cannot be deleted while a host stands before it', async () => {
  await using rig = await withHost()
  const brief = { words: '蓝莓', category: 'food', colours: { main: '#335577', accent: '#ffcc88' } }
  const look = await rig.ask('POST', '/api/sets/look', brief)
  expect(look.json).toMatchObject({ plan: { kind: 'kitchen', mainColour: '#335577' }, isModelAsked: false })
  const turn = { host: 'lin', script: 'earphones-zh', set: 'berries' }
  const feed = { kind: 'host', host: { rotation: [turn] } }
  expect((await rig.ask('PUT', '/api/feeds/night-host', feed)).json.detail).toContain(
    'there is no set berries',
  )
  expect((await rig.ask('PUT', '/api/sets/berries', { words: '' })).status).toBe(400)
  const kept = await rig.ask('PUT', '/api/sets/berries', brief)
  expect([kept.status, kept.json.plan]).toEqual([200, chooseSet(kept.json.brief).plan])
  expect((await rig.ask('PUT', '/api/feeds/night-host', feed)).status).toBe(200)
  const told = await until('it is told', async () => {
    const { desired } = await rig.worker('avatar', 'GET', '/told')
    const set = desired.feeds[0]?.plan.rotation[0].set
    return set === undefined ? undefined : set
  })
  expect(told).toMatchObject(brief)
  expect((await rig.ask('DELETE', '/api/sets/berries')).json.detail).toContain('night-host')
  await rig.ask('PUT', '/api/feeds/night-host', lin)
  expect((await rig.ask('DELETE', '/api/sets/berries')).status).toBe(200)
  expect((await rig.ask('GET', '/api/sets')).json.own).toEqual([])
})

test('a sentence to be said next passes the gate, reaches the worker with its product, and is told', async () => {
  await using rig = await withHost()
  const say = (body: object) => rig.ask('POST', '/api/feeds/night-host/say', body)
  const { script } = (await rig.ask('GET', '/api/scripts/earphones-zh')).json
  const product = script.products[0].id
  const said = await say({ text: '现在下单{name}，只要{price}。', product })
  expect([said.status, said.json.text]).toEqual([
    200,
    expect.stringContaining(String(script.products[0].price)),
  ])
  expect(await rig.worker('avatar', 'GET', '/interjections')).toMatchObject([
    { id: said.json.id, text: said.json.text, by: 'admin', state: 'queued' },
  ])
  const event = await until('it is told', async () => {
    const text = rig.control.store.events.after(0, null, 1_000)
    return text.find(({ kind }) => kind === 'interjection')
  })
  expect(event.detail).toMatchObject({ by: 'admin', state: 'queued' })
  expect((await rig.ask('DELETE', `/api/feeds/night-host/say/${said.json.id}`)).status).toBe(200)
  expect((await rig.ask('DELETE', `/api/feeds/night-host/say/${said.json.id}`)).status).toBe(409)
})

const refused = [
  [{ text: '这是全网第一的耳机' }, '第一'],
  [{ text: '只要9.9元。' }, 'without a product'],
  [{ text: '现在只要{price', product: null }, 'has no }'],
  [{ text: '你好', product: 'no-such' }, 'has no product no-such'],
  [{ text: '字'.repeat(201) }, 'at most 200 characters'],
  [{}, 'write what the host shall say'],
] as const

test('what may not be said never reaches the worker, and the answer says what to write instead', async () => {
  await using rig = await withHost()
  for (const [body, sentence] of refused) {
    const { status, json } = await rig.ask('POST', '/api/feeds/night-host/say', body)
    expect([status, json.detail]).toEqual([400, expect.stringContaining(sentence)])
  }
  const { json } = await rig.ask('POST', '/api/feeds/night-host/say', { text: '这是全网第一的耳机' })
  expect(json.fields[0].detailZh).toContain('不能说')
  expect(await rig.worker('avatar', 'GET', '/interjections')).toEqual([])
  await rig.ask('PUT', '/api/feeds/camera-a', { kind: 'rtmp' })
  expect((await rig.ask('POST', '/api/feeds/camera-a/say', { text: '你好' })).json.detail).toContain(
    'is a camera',
  )
})

test('a sixth sentence waits for no room: it is refused until one of the five is taken back', async () => {
  await using rig = await withHost()
  const say = (text: string) => rig.ask('POST', '/api/feeds/night-host/say', { text })
  const ids = []
  for (const text of ['一', '二', '三', '四', '五']) ids.push((await say(`大家好${text}`)).json.id)
  expect((await say('大家好六')).status).toBe(429)
  await rig.ask('DELETE', `/api/feeds/night-host/say/${ids[2]}`)
  expect((await say('大家好六')).status).toBe(200)
})

const notShown = [
  [{ author: '小王', text: '这是全网第一的耳机吗？' }, '第一'],
  [{ author: '全网第一', text: '续航多久？' }, '第一'],
  [{ author: '小王', text: '第\u200b一名是它吗，全网第\u200b一？' }, '第一'],
  [{ author: '😀', text: '你好' }, 'no letter that can be shown'],
  [{ author: '小王', text: '字'.repeat(43) }, 'at most 42 letters'],
  [{ author: '小王', text: '你好', seconds: 61 }, '60 seconds at most'],
  [{ author: '小王', text: '你好', product: 'no-such' }, 'has no product no-such'],
  [{ text: '你好' }, 'write who asks'],
] as const

test("a viewer's comment passes the gate and reaches the worker as text; what may not be said is not shown either", async () => {
  await using rig = await withHost()
  const show = (body: object) => rig.ask('POST', '/api/feeds/night-host/comment', body)
  for (const [body, sentence] of notShown) {
    const { status, json } = await show(body)
    expect([status, json.detail]).toEqual([400, expect.stringContaining(sentence)])
  }
  expect(await rig.worker('avatar', 'GET', '/comments')).toEqual([])
  const shown = await show({ author: ' 小\u202e王😀 ', text: '<b>续航</b>能用多久？' })
  expect([shown.status, shown.json.author, shown.json.text]).toEqual([200, '小王', '<b>续航</b>能用多久？'])
  expect(await rig.worker('avatar', 'GET', '/comments')).toMatchObject([
    { id: shown.json.id, author: '小王', seconds: 12, by: 'admin', state: 'queued' },
  ])
  const event = await until('it is told', () =>
    rig.control.store.events.after(0, null, 1_000).find(({ kind }) => kind === 'comment'),
  )
  expect(event.detail).toMatchObject({ by: 'admin', author: '小王', state: 'queued' })
  const ids = [shown.json.id]
  for (const text of ['一', '二', '三', '四']) ids.push((await show({ author: '小李', text })).json.id)
  expect((await show({ author: '小李', text: '五' })).status).toBe(429)
  expect((await rig.ask('DELETE', `/api/feeds/night-host/comment/${ids[2]}`)).status).toBe(200)
  expect((await rig.ask('DELETE', `/api/feeds/night-host/comment/${ids[2]}`)).status).toBe(409)
  expect((await show({ author: '小李', text: '五' })).status).toBe(200)
}, 30_000)

test("a host's clock is kept with its plan, told to the worker, and of a zone that there is", async () => {
  await using rig = await withHost()
  const put = (clock: object) =>
    rig.ask('PUT', '/api/feeds/night-host', { kind: 'host', host: { ...lin.host, clock } })
  expect((await put({ face: 'HH' })).json.detail).toContain('write one of HH:MM, HH:MM:SS')
  expect((await put({ timeZone: 'Mars/Olympus' })).json.detail).toContain('Asia/Shanghai')
  const kept = await put({ face: 'HH:MM:SS', timeZone: 'Asia/Tokyo' })
  expect([kept.status, kept.json.host.clock]).toEqual([200, { face: 'HH:MM:SS', timeZone: 'Asia/Tokyo' }])
  const told = await until('it is told', async () => {
    const { desired } = await rig.worker('avatar', 'GET', '/told')
    return desired.feeds[0]?.plan.clock
  })
  expect(told).toEqual({ face: 'HH:MM:SS', timeZone: 'Asia/Tokyo' })
}, 30_000)

test('a logo is a PNG that is looked at before it is kept, named by a plan, and not deleted while a host shows it', async () => {
  await using rig = await withHost()
  const put = (bytes: Buffer) =>
    fetch(`${rig.control.url}/api/logos/shop`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${rig.token}`, 'content-type': 'image/png' },
      body: new Uint8Array(bytes),
    })
  const plan = { kind: 'host', host: { ...lin.host, logo: 'shop' } }
  expect((await rig.ask('PUT', '/api/feeds/night-host', plan)).json.detail).toContain('there is no logo shop')
  const refused = await put(Buffer.from('GIF89a, and more than that'))
  expect([refused.status, (await refused.json()).detail]).toEqual([
    400,
    expect.stringContaining('a logo is a PNG'),
  ])
  const kept = await put(pngOf(64, 32))
  expect([kept.status, await kept.json()]).toMatchObject([200, { name: 'shop', widthPx: 64, heightPx: 32 }])
  expect((await rig.ask('PUT', '/api/feeds/night-host', plan)).json.host.logo).toBe('shop')
  expect((await rig.ask('DELETE', '/api/logos/shop')).json.detail).toContain('night-host')
  await rig.ask('PUT', '/api/feeds/night-host', lin)
  expect((await rig.ask('DELETE', '/api/logos/shop')).status).toBe(200)
}, 30_000)
