// Host feeds and their scripts over the API: made, refused with sentences, told to the avatar worker, kept where they may be shown.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Wings } from '../../avatar/studio/wings.ts'
import { ControlRig } from '../support/control-rig.ts'
import { until } from '../support/until.ts'

const lin = { kind: 'host', host: { rotation: [{ host: 'lin', script: 'earphones-zh' }] } }

/** What the avatar worker was told last. */
async function told(rig: ControlRig) {
  const { desired } = await rig.worker('avatar', 'GET', '/told')
  return desired as {
    feeds: { name: string; profile: Record<string, number>; plan: { label: string } }[]
    scripts: Record<string, unknown>
  }
}

async function toldOf(rig: ControlRig, name: string) {
  return await until(`${name} is told`, async () =>
    (await told(rig).catch(() => undefined))?.feeds.find(each => each.name === name),
  )
}

test('a host feed is made and told with its script to a worker that is started for it, and that ends with it', async () => {
  await using rig = await new ControlRig().open()
  const made = await rig.ask('PUT', '/api/feeds/night-host', lin)
  expect(made.json).toMatchObject({ kind: 'host', streamKey: null, publishUrl: null })
  const feed = await toldOf(rig, 'night-host')
  expect(feed.profile).toEqual({
    widthPx: 720,
    heightPx: 1_280,
    frameRateFps: 25,
    sampleRateHz: 48_000,
    channels: 2,
  })
  expect(feed.plan.label).toBe('AI生成·数字人主播')
  expect(Object.keys((await told(rig)).scripts)).toEqual(['earphones-zh'])
  expect((await rig.ask('DELETE', '/api/feeds/night-host')).status).toBe(200)
  await until('it ends', () => rig.control.supervisor.view('avatar').state === 'none' || undefined)
})

const wrong = [
  [{ kind: 'host', host: { rotation: [] } }, 'at least one turn'],
  [{ kind: 'host', host: { rotation: [{ host: 'bob', script: 'earphones-zh' }] } }, 'lin, mei, xing'],
  [{ kind: 'host', host: { rotation: [{ host: 'lin', script: 'nothing' }] } }, 'there is no script nothing'],
  [
    { kind: 'host', host: { rotation: [{ host: 'lin', script: 'earphones-zh', from: '9pm', to: '22:00' }] } },
    'a time of day such as 22:30',
  ],
  [
    { kind: 'host', host: { rotation: [{ host: 'lin', script: 'earphones-zh', from: '21:00' }] } },
    'from and to go together',
  ],
  [{ kind: 'host', host: { ...lin.host, label: '主播小林' } }, 'the label must hold AI生成 and 数字人'],
  [{ kind: 'host', host: { ...lin.host, label: '' } }, 'the label must hold AI生成 and 数字人'],
  [{ kind: 'host', host: { ...lin.host, profile: '720p' } }, 'WIDTHxHEIGHT@FPS'],
  [{ kind: 'puppet' }, 'must be "rtmp"'],
] as const

test('every mistake in a host is refused with a sentence', async () => {
  await using rig = await new ControlRig().open()
  for (const [plan, sentence] of wrong) {
    const { status, json } = await rig.ask('PUT', '/api/feeds/night-host', plan)
    expect([status, json.detail]).toEqual([400, expect.stringContaining(sentence)])
  }
  await rig.ask('PUT', '/api/feeds/night-host', lin)
  expect((await rig.ask('PUT', '/api/feeds/night-host', { kind: 'rtmp' })).json.detail).toContain(
    'night-host is a virtual host already',
  )
  expect((await rig.ask('POST', '/api/feeds/night-host/key')).json.detail).toContain('it has no key')
})

test('an understudy must be a host, is told to the relay behind the cameras, and cannot be deleted meanwhile', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  await rig.ask('PUT', '/api/feeds/night-host', lin)
  const plan = {
    feeds: ['camera-a'],
    understudy: 'night-host',
    destinations: [
      { name: 'shop', platform: 'rtmp' },
      { name: 'channels', platform: 'wechat-channels' },
    ],
  }
  expect((await rig.ask('PUT', '/api/broadcasts/evening', plan)).status).toBe(200)
  expect((await rig.ask('DELETE', '/api/feeds/night-host')).json.detail).toContain('evening')
  const { json } = await rig.ask('GET', '/api/broadcasts/evening')
  const without = json.destinations.map((each: { withoutByPolicy: string[] }) => each.withoutByPolicy)
  expect(without).toEqual([[], ['night-host']])
  await rig.ask('POST', '/api/broadcasts/evening/start')
  const desired = await until('the relay is told', async () => {
    const answer = await rig.worker('relay-evening', 'GET', '/told').catch(() => undefined)
    return answer?.desired?.hosts === undefined ? undefined : answer.desired
  })
  expect(desired).toMatchObject({ feeds: ['camera-a', 'night-host'], hosts: ['night-host'] })
})

/** A night host steps in at Douyin, which asks for a named person; the broadcast is wished on. */
async function withNightHost(rig: ControlRig) {
  await rig.prepare()
  await rig.ask('PUT', '/api/feeds/night-host', lin)
  await rig.ask('PUT', '/api/broadcasts/evening', {
    feeds: ['camera-a'],
    understudy: 'night-host',
    destinations: [{ name: 'shop', platform: 'douyin' }],
  })
  await rig.ask('POST', '/api/broadcasts/evening/start')
  return {
    /** What the relay was told to keep from it. */
    without: () =>
      until('the relay is told', async () => {
        const told = await rig.worker('relay-evening', 'GET', '/told').catch(() => undefined)
        return told?.desired?.destinations?.[0]?.without
      }),
    duty: (name: string, afterMs: number) =>
      rig.ask('PUT', '/api/broadcasts/evening/duty', {
        name,
        until: new Date(Date.now() + afterMs).toISOString(),
      }),
  }
}

test('a platform that asks for a named person shows a host while one is on duty, and no longer', async () => {
  await using rig = await new ControlRig().open()
  const { without, duty } = await withNightHost(rig)
  expect(await without()).toEqual(['night-host'])
  expect((await duty('王小明', 3_600_000)).json.duty).toMatchObject({ name: '王小明' })
  await until('the host may be shown', async () => (await without()).length === 0)
  expect((await rig.ask('DELETE', '/api/broadcasts/evening/duty')).json.duty).toBeNull()
  await until('it may not any more', async () => (await without()).length === 1)
  await duty('王小明', 1_500)
  await until('it may again', async () => (await without()).length === 0)
  await until('the time of the duty is over', async () => (await without()).length === 1)
  const told = rig.control.store.events.after(0, 'evening', 100).filter(({ kind }) => kind === 'duty-ended')
  expect(told.map(({ detail }) => detail.why)).toEqual(['relieved', 'over'])
})

test('a duty ends on a full disk too, and is written down once there is room', async () => {
  await using rig = await new ControlRig().open()
  const { without, duty } = await withNightHost(rig)
  expect(await without()).toEqual(['night-host']) // its relay is there: the duty is not over before anybody hears of it
  await duty('王小明', 6_000)
  await until('the host may be shown', async () => (await without()).length === 0)
  const { database } = rig.control.store
  database.limitPages(database.pages())
  const fill = () => {
    for (;;) rig.control.store.command({ atMs: 0, broadcast: null, kind: 'x', detail: {} }, () => {})
  }
  expect(fill).toThrow(/full/)
  await until('the host is kept out', async () => (await without()).length === 1)
  expect((await rig.ask('GET', '/api/broadcasts/evening')).json.duty).not.toBeNull()
  database.limitPages(0)
  const isOver = async () => (await rig.ask('GET', '/api/broadcasts/evening')).json.duty === null
  await until('it is written down', isOver)
})

test('a duty has a name and an end within twelve hours', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  const refusal = async (body: unknown) =>
    (await rig.ask('PUT', '/api/broadcasts/evening/duty', body)).json.fields[0]
  expect(await refusal({ name: ' ', until: new Date(Date.now() + 1_000).toISOString() })).toMatchObject({
    field: 'name',
  })
  for (const hours of [-1, 13]) {
    const said = await refusal({ name: 'Lee', until: new Date(Date.now() + hours * 3_600_000).toISOString() })
    expect(said.field).toBe('until')
  }
})

test('a host without a profile of its own is made in that of the broadcast it plays in', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  await rig.ask('PUT', '/api/feeds/night-host', lin)
  await rig.ask('PUT', '/api/broadcasts/evening', {
    feeds: ['camera-a'],
    understudy: 'night-host',
    profile: '1280x720@30',
    destinations: [{ name: 'shop', platform: 'rtmp' }],
  })
  const profile = await until('the profile is told', async () => {
    const feed = (await told(rig).catch(() => undefined))?.feeds[0]
    return feed?.profile.widthPx === 1_280 ? feed.profile : undefined
  })
  expect(profile).toMatchObject({ heightPx: 720, frameRateFps: 30 })
})

test('a script of your own is kept, told, and cannot be deleted while a host plays it', async () => {
  await using rig = await new ControlRig().open()
  const { json: sample } = await rig.ask('GET', '/api/scripts/earphones-zh')
  expect(sample.isSample).toBe(true)
  expect((await rig.ask('PUT', '/api/scripts/tonight', sample.script)).status).toBe(200)
  await rig.ask('PUT', '/api/feeds/night-host', {
    kind: 'host',
    host: { rotation: [{ host: 'lin', script: 'tonight' }] },
  })
  await toldOf(rig, 'night-host')
  expect(Object.keys((await told(rig)).scripts)).toEqual(['tonight'])
  expect((await rig.ask('DELETE', '/api/scripts/tonight')).json.detail).toContain('is played by night-host')
  const bad = await rig.ask('PUT', '/api/scripts/tonight', { ...sample.script, segments: [] })
  expect([bad.status, bad.json.fields[0].field]).toEqual([400, expect.stringContaining('segments')])
})

test('a host of your own is checked before it is kept, can present, and cannot be deleted meanwhile', async () => {
  await using rig = await new ControlRig().open()
  const put = async (name: string, bytes: Buffer) => {
    const answer = await fetch(`${rig.control.url}/api/hosts/${name}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${rig.token}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    })
    return { status: answer.status, json: await answer.json() }
  }
  const bad = await put('anna', Buffer.from('this is no VRM at all'))
  expect([bad.status, bad.json.code]).toEqual([400, 'control/unfit-host'])
  expect((await put('lin', readFileSync('avatar/hosts/mei.vrm'))).json.detail).toContain('came with us')
  const anna = { kind: 'host', host: { rotation: [{ host: 'anna', script: 'earphones-zh' }] } }
  expect((await rig.ask('PUT', '/api/feeds/night-host', anna)).json.detail).toContain('there is no host anna')
  const kept = await put('anna', readFileSync('avatar/hosts/mei.vrm'))
  expect([kept.status, kept.json.version, kept.json.refusals]).toEqual([200, '1.0', []])
  expect((await rig.ask('PUT', '/api/feeds/night-host', anna)).status).toBe(200)
  expect((await rig.ask('DELETE', '/api/hosts/anna')).json.detail).toContain('is shown by night-host')
  expect((await rig.ask('GET', '/api/hosts')).json.own).toHaveLength(1)
})

/** A host of ours with a licence that lets only its author appear as it. */
function forItsAuthorAlone(): Buffer {
  const bytes = readFileSync('avatar/hosts/mei.vrm')
  const jsonEnd = 20 + bytes.readUInt32LE(12)
  const json = JSON.parse(bytes.toString('utf8', 20, jsonEnd))
  json.extensions.VRMC_vrm.meta.avatarPermission = 'onlyAuthor'
  const text = Buffer.from(JSON.stringify(json))
  const padded = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4, 0x20)])
  const glb = Buffer.concat([bytes.subarray(0, 20), padded, bytes.subarray(jsonEnd)])
  glb.writeUInt32LE(glb.length, 8)
  glb.writeUInt32LE(padded.length, 12)
  return glb
}

test('a host whose licence forbids it is kept with leave from its author, in words that stay beside it', async () => {
  await using rig = await new ControlRig().open()
  const put = async (leave: string) => {
    const answer = await fetch(`${rig.control.url}/api/hosts/anna${leave}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${rig.token}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(forItsAuthorAlone()),
    })
    return { status: answer.status, json: await answer.json() }
  }
  const refused = await put('')
  expect([refused.status, refused.json.detail]).toEqual([
    400,
    expect.stringContaining('ask its author for leave and write into "leave" who gave it'),
  ])
  expect(refused.json.detailZh).toContain('另外的许可')
  expect((await put(`?leave=${'x'.repeat(301)}`)).json.detail).toContain('at most 300 characters')
  const words = '作者 2026-11-01 邮件允许商用'
  const kept = await put(`?leave=${encodeURIComponent(words)}`)
  expect([kept.status, kept.json.leave, kept.json.refusals]).toEqual([200, words, []])
  expect(kept.json.licence.whoMayUse).toBe('author')
  const audit = (await rig.ask('GET', '/api/audit')).json
  expect(JSON.stringify(audit)).toContain(words)
  const { file } = await new Wings(join(rig.data, 'hosts')).of('anna')
  expect(file).toContain('anna.vrm')
  const again = await put('')
  expect([again.status, (await rig.ask('GET', '/api/hosts')).json.own[0].leave]).toEqual([400, words])
  expect((await rig.ask('DELETE', '/api/hosts/anna')).status).toBe(200)
  expect(readdirSync(join(rig.data, 'hosts'))).toEqual([])
})
