// Slates over the API: what there is, the operator's own files, who may keep them, and plans that name them.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeFile } from '../support/clip-viewing.ts'
import { type Answer, ControlRig } from '../support/control-rig.ts'
import { until } from '../support/until.ts'

const folder = mkdtempSync(join(tmpdir(), 'own-slates-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const files: Record<string, Buffer> = {}
beforeAll(() => {
  const source = ['-f', 'lavfi', '-i', 'testsrc=s=64x36:r=10:d=0.5']
  for (const name of ['a.png', 'a.jpg', 'a.mp4']) {
    const how = name === 'a.mp4' ? ['-pix_fmt', 'yuv420p'] : ['-frames:v', '1']
    files[name] = readFileSync(makeFile(join(folder, name), ...source, ...how))
  }
})

const [png, jpg, mp4] = ['a.png', 'a.jpg', 'a.mp4'].map(name => () => files[name] as Buffer) as [
  () => Buffer,
  () => Buffer,
  () => Buffer,
]

/** Uploads a file as a browser or curl does. */
async function put(rig: ControlRig, name: string, bytes: Buffer, token = rig.token): Promise<Answer> {
  const answer = await fetch(`${rig.control.url}/api/slates/${name}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  })
  const text = await answer.text()
  return { status: answer.status, json: JSON.parse(text), text, headers: answer.headers }
}

const ownOf = async (rig: ControlRig) => (await rig.ask('GET', '/api/slates')).json.own

const plan = (more: Record<string, unknown>) => ({
  feeds: ['camera-a'],
  destinations: [{ name: 'shop', platform: 'rtmp' }],
  ...more,
})

test('the list says what is ready and in which words a plan may ask for it', async () => {
  await using rig = await new ControlRig().open()
  const { status, json } = await rig.ask('GET', '/api/slates')
  expect([status, json]).toEqual([
    200,
    {
      ready: ['lamp', 'plain'],
      languages: ['zh', 'en'],
      motions: ['moving', 'still'],
      sounds: ['soft', 'silent'],
      own: [],
    },
  ])
})

test('a picture or clip of your own is kept under its name, replaced by another of any kind, and forgotten', async () => {
  await using rig = await new ControlRig().open()
  const kept = await put(rig, 'sale', png())
  expect([kept.status, kept.json]).toEqual([200, { name: 'sale', kind: 'picture', bytes: png().length }])
  expect((await put(rig, 'back-soon', jpg())).json.kind).toBe('picture')
  expect((await put(rig, 'jingle', mp4())).json).toMatchObject({ kind: 'clip', bytes: mp4().length })
  expect(
    (await ownOf(rig)).map(({ name, kind }: { name: string; kind: string }) => `${name} ${kind}`),
  ).toEqual(['back-soon picture', 'jingle clip', 'sale picture'])
  expect((await put(rig, 'sale', mp4())).json.kind).toBe('clip')
  expect(await ownOf(rig)).toHaveLength(3)
  const stored = join(rig.data, 'slates', 'own')
  expect(readdirSync(stored).toSorted()).toEqual(['back-soon.jpg', 'jingle.mp4', 'sale.mp4'])
  expect(readFileSync(join(stored, 'sale.mp4')).equals(mp4())).toBe(true)
  expect((await rig.ask('DELETE', '/api/slates/sale')).json).toEqual({ removed: 'sale' })
  const again = await rig.ask('DELETE', '/api/slates/sale')
  expect([again.status, again.json.detail]).toEqual([
    404,
    expect.stringContaining('GET /api/slates lists them'),
  ])
  expect(readdirSync(stored).toSorted()).toEqual(['back-soon.jpg', 'jingle.mp4'])
})

const whatIsTaken = 'send the bytes of a PNG, JPEG or WebP picture, or of an MP4, MKV or FLV clip'
const brokenPng = () => Buffer.concat([png().subarray(0, 24), Buffer.alloc(2_000, 7)])
const brokenMp4 = () => mp4().subarray(0, mp4().length >> 2)

test.for([
  ['nothing', 'sale', () => Buffer.alloc(0), whatIsTaken],
  ['text', 'sale', () => Buffer.from('{"picture": "sale.png"}'), whatIsTaken],
  ['a GIF', 'sale', () => Buffer.from('GIF89a and then some more'), whatIsTaken],
  ['the beginning of a picture', 'kept', brokenPng, 'FFmpeg finds no picture in it'],
  ['the beginning of a clip', 'sale', brokenMp4, 'FFmpeg finds no picture in it'],
  ['the name of a ready one', 'lamp', png, 'lamp is one of the ready ones; choose another name'],
  ['a name that is none', 'Sale_1', png, 'a name has 1 to 32'],
] as const)(
  '%s is refused with a sentence that says what will do, and what was kept stays',
  async ([, name, bytes, sentence]) => {
    const rig = await shared()
    const { status, json, text } = await put(rig, name, bytes())
    expect([status, json.detail]).toEqual([400, expect.stringContaining(sentence)])
    expect(text).not.toContain(rig.data) // where it would lie is nobody's business
    expect(await ownOf(rig)).toEqual([{ name: 'kept', kind: 'picture', bytes: png().length }])
    expect(readdirSync(join(rig.data, 'slates', 'own'))).toEqual(['kept.png'])
  },
)

test('a file that is too large is refused with how large it may be', async () => {
  await using rig = await new ControlRig().open()
  const { status, json } = await put(rig, 'sale', Buffer.alloc(67_108_864 + 1))
  expect([status, json.detail]).toEqual([413, expect.stringContaining('this body may hold 65536 KiB')])
})

test('viewers may look at slates, operators may keep and forget them', async () => {
  await using rig = await new ControlRig().open()
  const tokenOf = async (name: string, role: string) =>
    (await rig.ask('POST', '/api/tokens', { name, role })).json.token as string
  const [viewer, operator] = [await tokenOf('ann', 'viewer'), await tokenOf('ben', 'operator')]
  const as = (token: string) => ({ authorization: `Bearer ${token}` })
  expect((await rig.ask('GET', '/api/slates', undefined, as(viewer))).status).toBe(200)
  const refused = await put(rig, 'sale', png(), viewer)
  expect([refused.status, refused.json.code]).toEqual([403, 'control/forbidden'])
  expect((await put(rig, 'sale', png(), operator)).status).toBe(200)
  expect((await rig.ask('DELETE', '/api/slates/sale', undefined, as(viewer))).status).toBe(403)
  expect((await rig.ask('DELETE', '/api/slates/sale', undefined, as(operator))).status).toBe(200)
})

test('a slate that a broadcast uses is neither replaced nor forgotten until the broadcast has another', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  await put(rig, 'sale', png())
  expect((await rig.ask('PUT', '/api/broadcasts/evening', plan({ slate: { design: 'sale' } }))).status).toBe(
    200,
  )
  const replaced = await put(rig, 'sale', jpg())
  expect([replaced.status, replaced.json.code, replaced.json.detail]).toEqual([
    409,
    'control/in-use',
    'sale is used by evening; upload it under another name',
  ])
  const removed = await rig.ask('DELETE', '/api/slates/sale')
  expect([removed.status, removed.json.detail]).toEqual([
    409,
    'sale is the slate of evening; give them another first',
  ])
  expect((await put(rig, 'sale-2', jpg())).status).toBe(200)
  await rig.ask('PUT', '/api/broadcasts/evening', plan({ slate: { design: 'sale-2' } }))
  expect((await rig.ask('DELETE', '/api/slates/sale')).status).toBe(200)
})

const usual = { design: 'lamp', language: 'zh', motion: 'moving', sound: 'soft' }

test('a plan asks for the usual slate, none, or one in its own words', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  await put(rig, 'sale', png())
  for (const [slate, meant] of [
    [undefined, usual],
    ['default', usual],
    [{}, usual],
    [null, null],
    [
      { language: 'en', sound: 'silent' },
      { ...usual, language: 'en', sound: 'silent' },
    ],
    [
      { design: 'plain', motion: 'still' },
      { ...usual, design: 'plain', motion: 'still' },
    ],
    [{ design: 'sale' }, { ...usual, design: 'sale' }],
  ]) {
    const put = await rig.ask('PUT', '/api/broadcasts/evening', plan({ slate }))
    expect([put.status, put.json.slate]).toEqual([200, meant])
    expect((await rig.ask('GET', '/api/broadcasts/evening')).json.slate).toEqual(meant)
  }
})

test.for([
  [
    { slate: { design: 'sael' } },
    'slate.design: is no design here; name one of lamp, plain, kept, or upload it',
  ],
  [{ slate: { design: 'sael' } }, 'PUT /api/slates/sael'],
  [{ slate: { design: 'No Name' } }, 'slate.design: a name has 1 to 32'],
  [{ slate: { language: 'fr' } }, 'slate.language: must be one of zh, en'],
  [{ slate: { motion: true } }, 'slate.motion: must be one of moving, still'],
  [{ slate: { sound: 'loud' } }, 'slate.sound: must be one of soft, silent'],
  [{ slate: { colour: 'red' } }, 'slate.colour: is not a field here'],
  [{ slate: 'lamp' }, 'slate: write "default", null for none, or an object such as'],
  [{ slate: ['lamp'] }, 'slate: write "default", null for none, or an object such as'],
  [{ slate: false }, 'slate: write "default", null for none, or an object such as'],
  [
    { normalise: ['camera-a', 'camera-b'] },
    'normalise.1: camera-b is not a feed of this broadcast; name one of camera-a',
  ],
  [{ normalise: 'camera-a' }, 'normalise: must be a list'],
] as const)('the plan %j is refused with: %s', async ([wrong, sentence]) => {
  const rig = await shared()
  const { status, json } = await rig.ask('PUT', '/api/broadcasts/other', plan(wrong))
  expect([status, json.detail]).toEqual([400, expect.stringContaining(sentence)])
})

/** For refusals, which leave nothing behind. */
let refusing: Promise<ControlRig> | undefined
async function shared(): Promise<ControlRig> {
  refusing ??= (async () => {
    const rig = await new ControlRig().open()
    await rig.prepare()
    await put(rig, 'kept', png())
    return rig
  })()
  return refusing
}
afterAll(async () => await (await refusing)?.[Symbol.asyncDispose]())

test('no feed may be called slate, for that is what is put on air by that name', async () => {
  await using rig = await new ControlRig().open()
  const refused = await rig.ask('PUT', '/api/feeds/slate', { kind: 'rtmp' })
  expect([refused.status, refused.json.detail]).toEqual([
    400,
    expect.stringContaining('slate is the name of the slate itself; choose another'),
  ])
})

test('the slate is put on air by hand where the broadcast has one, and refused with what there is where it has none', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  await rig.ask('PUT', '/api/broadcasts/evening', plan({ slate: null }))
  await rig.ask('POST', '/api/broadcasts/evening/start', {})
  const take = () => rig.ask('POST', '/api/broadcasts/evening/take', { feed: 'slate' })
  const refused = await take()
  expect([refused.status, refused.json.detail]).toEqual([
    400,
    'feed: is not a feed of evening; name one of camera-a',
  ])
  await rig.ask('PUT', '/api/broadcasts/evening', plan({ slate: 'default' }))
  const taken = await take()
  expect([taken.status, taken.json.take]).toEqual([200, 'slate'])
})

test('the relay is told of a slate of your own by its file, and of a ready one by its name', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  await put(rig, 'jingle', mp4())
  await rig.ask('PUT', '/api/broadcasts/evening', plan({ slate: { design: 'jingle', sound: 'silent' } }))
  await rig.ask('POST', '/api/broadcasts/evening/start', {})
  const told = async () => (await rig.worker('relay-evening', 'GET', '/told')).desired?.slate
  const look = { language: 'zh', motion: 'moving' }
  const file = join(rig.data, 'slates', 'own', 'jingle.mp4')
  await until('it is told', async () => (await told().catch(() => undefined)) !== undefined)
  expect(await told()).toEqual({ ...look, sound: 'silent', design: { file, isClip: true } })
  await rig.ask('PUT', '/api/broadcasts/evening', plan({ slate: 'default' }))
  await until('it is told of the other', async () => (await told()).design.ready === 'lamp')
  expect(await told()).toEqual({ ...look, sound: 'soft', design: { ready: 'lamp' } })
})
