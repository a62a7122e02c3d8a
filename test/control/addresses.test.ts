// Pasted addresses at control: what it reads in them before they are used, and addresses that stay without their keys.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ControlRig } from '../support/control-rig.ts'

const inHours = (hours: number) => Math.floor(Date.now() / 1_000) + hours * 3_600
const douyin = (expire: number) => ({
  url: 'rtmp://push-rtmp-l11.douyincdn.com/third',
  key: `stream-694?expire=${expire}&sign=0a1b2c`,
})
const check = (rig: ControlRig, body: unknown) => rig.ask('POST', '/api/addresses/check', body)

async function readsWhatIsThere(rig: ControlRig): Promise<void> {
  const expire = inHours(5)
  const channels = {
    url: 'rtmp://1.livepush.myqcloud.com/trtc_14',
    key: `live_1?txSecret=ab&txTime=${inHours(2).toString(16)}`,
  }
  const own = { url: 'rtmp://192.0.2.1/live', key: 'studio' }
  const { json } = await check(rig, { addresses: [douyin(expire), channels, own] })
  expect(json.addresses).toMatchObject([
    { platform: 'douyin', keyExpiresAtMs: expire * 1_000, faults: [], warnings: [] },
    { platform: 'wechat-channels', faults: [], warnings: [] },
    { platform: null, keyExpiresAtMs: null, faults: [], warnings: [] },
  ])
  for (const each of json.addresses) expect(each.keyFingerprint).toMatch(/^[0-9a-f]{12}$/)
}

async function namesMistakes(rig: ControlRig): Promise<void> {
  const rules = async (address: unknown, more: object = {}) => {
    const { json } = await check(rig, { addresses: [address], ...more })
    const { faults, warnings } = json.addresses[0]
    return [...faults, ...warnings].map(({ rule, about }: { rule: string; about?: string }) =>
      about === undefined || rule === 'key-ended' || rule === 'key-ends-soon' ? rule : `${rule}: ${about}`,
    )
  }
  const { url, key } = douyin(inHours(5))
  expect(await rules({ url, key: '' })).toEqual(['key-missing'])
  expect(await rules({ url: 'rtmp://push.example.com', key })).toEqual(['url-no-app'])
  expect(await rules({ url, key: 'stream-694?expire=' })).toEqual(['key-cut: expire, sign'])
  expect(await rules(douyin(inHours(-1)))).toEqual(['key-ended'])
  expect(await rules(douyin(inHours(0.25)))).toEqual(['key-ends-soon'])
  expect(await rules({ url, key }, { platform: 'kuaishou' })).toEqual(['other-platform: douyin'])
  expect(await rules({ url: 'rtmp://push.example.com/live', key }, { platform: 'douyin' })).toEqual([
    'unknown-host: push.example.com',
  ])
  expect(await rules({ url: 'srt://push.example.com:9000', key: '' }, { platform: 'srt' })).toEqual([])
  expect(await rules({ url: 'srt://push.example.com:9000', key: '' }, { platform: 'rtmp' })).toContain(
    'url-srt',
  )
}

test('pasted addresses are told by platform, expiry and mistakes', async () => {
  await using rig = await new ControlRig().open()
  await readsWhatIsThere(rig)
  await namesMistakes(rig)
  const tooMany = await check(rig, { addresses: Array.from({ length: 9 }, () => douyin(inHours(1))) })
  expect(tooMany.status).toBe(400)
})

test('a policy of one’s own, and the key that another broadcast sends with, count in the check', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare('evening', 'stream-1')
  await rig.ask('PUT', '/api/policies/rtmp', { hosts: { value: ['push.example.com'], source: 'ours' } })
  await rig.ask('POST', '/api/broadcasts/evening/start', {})
  const address = { url: 'rtmp://127.0.0.1:9/evening', key: 'stream-1' }
  const { json } = await check(rig, {
    addresses: [address, { url: 'rtmp://push.example.com/live', key: 'a' }],
  })
  expect(json.addresses[0].warnings).toMatchObject([{ rule: 'key-in-use', about: 'shop (evening)' }])
  expect(json.addresses[1].platform).toBe('rtmp')
  const own = await check(rig, { addresses: [address], broadcast: 'evening', destination: 'shop' })
  expect(own.json.addresses[0].warnings).toEqual([])
})

test('what is checked is kept nowhere and given back to nobody', async () => {
  await using rig = await new ControlRig().open()
  const { text } = await check(rig, { addresses: [{ url: 'rtmp://a.example.com/live', key: 'plant-4711' }] })
  expect(text).not.toContain('plant-4711')
  const log = readFileSync(join(rig.data, 'logs', 'control.log'), 'utf8')
  expect(log).not.toContain('plant-4711')
  const viewer = await rig.ask('POST', '/api/tokens', { name: 'guest', role: 'viewer' })
  const asGuest = await rig.ask(
    'POST',
    '/api/addresses/check',
    { addresses: [] },
    {
      authorization: `Bearer ${viewer.json.token}`,
    },
  )
  expect(asGuest.status).toBe(403)
})

async function keepsAddresses(rig: ControlRig): Promise<void> {
  const first = { url: 'rtmp://127.0.0.1:9/a', key: 'key-a' }
  const put = await rig.putEndpoints('evening', [first, { url: 'rtmp://127.0.0.1:9/b', key: 'key-b' }])
  const [a, b] = put.json.endpoints as { url: string; keyFingerprint: string }[]
  const kept = (each: typeof a) => ({ url: each?.url, keyFingerprint: each?.keyFingerprint })
  const turned = await rig.putEndpoints('evening', [
    kept(b),
    { url: 'rtmp://127.0.0.1:9/c', key: 'key-c' },
    kept(a),
  ])
  expect(turned.json.endpoints.map((each: typeof a) => each?.url)).toEqual([
    'rtmp://127.0.0.1:9/b',
    'rtmp://127.0.0.1:9/c',
    'rtmp://127.0.0.1:9/a',
  ])
  expect(turned.json.endpoints[2].keyFingerprint).toBe(a?.keyFingerprint)
  const moved = await rig.putEndpoints('evening', [{ ...kept(a), url: 'rtmp://evil.example.com/live' }])
  expect(moved.status).toBe(400)
  expect(moved.json.fields[0].field).toBe('0.keyFingerprint')
  expect((await rig.putEndpoints('evening', [{ ...kept(a), key: 'x' }])).status).toBe(400)
  expect((await rig.putEndpoints('evening', [{ url: 'rtmp://127.0.0.1:9/a' }])).json.fields).toMatchObject([
    { field: '0.key', detail: 'must be text', detailZh: '应是文字。' },
  ])
  const known = await rig.ask('GET', '/api/broadcasts/evening')
  expect(known.json.destinations[0].endpoints).toBe(3)
}

test('addresses change places and stay without their keys being pasted again, and no key goes to another server', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  await keepsAddresses(rig)
})
