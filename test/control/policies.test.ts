// Policies: what is known of platforms, what is written over it here, and what follows from it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Database } from '#core/database.ts'
import { closesInMs } from '../../control/policy/close-deadline.ts'
import { policyFieldNames } from '../../control/policy/fields.ts'
import { feedsKeptOut } from '../../control/policy/may-carry.ts'
import { policyInForce, stamped } from '../../control/policy/policy.ts'
import { keyExpiryMs } from '../../control/rules/key-expiry.ts'
import { platforms } from '../../control/store/plan.ts'
import { Store } from '../../control/store/store.ts'
import { ControlRig } from '../support/control-rig.ts'
import { until } from '../support/until.ts'

const builtIn = (platform: (typeof platforms)[number]) =>
  policyInForce(platform, { platform: {}, destination: {} })

test('every value of every platform has a source, a day and a confidence, and what nobody knows says so', () => {
  for (const platform of platforms)
    for (const name of policyFieldNames) {
      const { value, source, date, confidence, from } = builtIn(platform)[name]
      expect(`${platform} ${name} ${source}`.length).toBeGreaterThan(`${platform} ${name} `.length + 4)
      expect(date).toMatch(/^20\d\d-\d\d-\d\d$/)
      expect([platform, name, confidence === 'unknown']).toEqual([platform, name, value === 'unknown'])
      expect(['measured', 'stated']).not.toContain(confidence)
      expect(from).toBe('built-in')
    }
})

test('only Kuaishou is known to close its room, and the shorter time it names is taken', () => {
  const known = platforms.filter(platform => builtIn(platform).closesAfterMs.value !== 'unknown')
  expect(known).toEqual(['kuaishou'])
  expect(builtIn('kuaishou').closesAfterMs).toMatchObject({ value: 60_000, confidence: 'confirmed' })
})

test("a destination's own value wins over its platform's, and that over the one built in", () => {
  const platform = { closesAfterMs: { value: 90_000, source: 'measured', date: '2026-11-20', by: 'ann' } }
  const destination = { closesAfterMs: { value: 100_000, source: 'the account manager' } }
  expect(policyInForce('kuaishou', { platform, destination: {} }).closesAfterMs).toEqual({
    ...platform.closesAfterMs,
    confidence: 'measured',
    from: 'platform',
  })
  expect(policyInForce('kuaishou', { platform, destination }).closesAfterMs).toMatchObject({
    value: 100_000,
    confidence: 'stated',
    from: 'destination',
  })
  const doubted = { closesAfterMs: { value: 'unknown', source: 'it differed twice' } } as const
  expect(policyInForce('kuaishou', { platform: doubted, destination: {} }).closesAfterMs).toMatchObject({
    value: 'unknown',
    confidence: 'unknown',
  })
})

test('an override that says the same as before keeps who wrote it and when', () => {
  const before = stamped(
    { longestGopMs: { value: 2_000, source: 'measured' } },
    {},
    { by: 'ann', date: '2026-01-01' },
  )
  const again = {
    longestGopMs: { value: 2_000, source: 'measured' },
    bFramesAllowed: { value: false, source: 'support' },
  }
  expect(stamped(again, before, { by: 'ben', date: '2026-02-02' })).toMatchObject({
    longestGopMs: { by: 'ann', date: '2026-01-01' },
    bFramesAllowed: { by: 'ben', date: '2026-02-02' },
  })
})

const hosts = [
  ['wechat-channels', 'named-human', true],
  ['douyin', 'nobody', true],
  ['douyin', 'somebody', true],
  ['douyin', 'named-human', false],
  ['kuaishou', 'named-human', true], // unknown: nobody guesses
  ['rtmp', 'nobody', false],
] as const

test('a virtual host is kept from a platform that forbids it, or of which nobody knows', () => {
  const feeds = [
    { name: 'camera-a', kind: 'rtmp' },
    { name: 'night-host', kind: 'host' },
  ] as const
  for (const [platform, duty, isKeptOut] of hosts)
    expect([platform, feedsKeptOut(feeds, builtIn(platform), duty)]).toEqual([
      platform,
      isKeptOut ? ['night-host'] : [],
    ])
  const allowed = { aiHosts: { value: 'with-human-on-duty', source: 'their answer of 2026-11-01' } } as const
  const channels = policyInForce('wechat-channels', { platform: allowed, destination: {} })
  expect(feedsKeptOut(feeds, channels, 'somebody')).toEqual([])
})

test('the time a room has left is whole while it gets media, shrinks in the dark, and is unknown where nobody knows', () => {
  const at = (lastLitAtMs: number | null) => closesInMs(60_000, { lastLitAtMs, toldAtMs: 100_000 })
  expect([at(99_900), at(90_000), at(10_000), at(null)]).toEqual([60_000, 50_000, 0, null])
  expect(closesInMs('unknown', { lastLitAtMs: 1, toldAtMs: 2 })).toBeNull()
})

const expiries = [
  ['wechat-channels', 'live_1?txSecret=ab&txTime=5FEE6600', 1_609_459_200_000],
  ['wechat-channels', 'live_1?txSecret=ab&expire=1765904848', null],
  ['douyin', 's?expire=1765904848', 1_765_904_848_000],
  ['douyin', 's?expire=69419154', 1_765_904_724_000],
  ['douyin', 's?expire=soon', null],
  ['kuaishou', 'k?sign=69419154abc&expire=1765904848', null],
  ['taobao', 's?auth_key=1765904848-0-0-abc', 1_765_904_848_000],
  ['youtube', 'abcd-efgh', null],
] as const

test("a key's end is read where its platform writes it, and nowhere else", () => {
  for (const [platform, key, endsMs] of expiries)
    expect([key, keyExpiryMs(key, builtIn(platform).keyExpiryFields.value)]).toEqual([key, endsMs])
})

test('an administrator writes over a policy; who and when are filled in, and left-out values are as built in', async () => {
  await using rig = await new ControlRig().open()
  const path = '/api/policies/kuaishou'
  const { json: before } = await rig.ask('GET', path)
  expect(before.values.closesAfterMs).toMatchObject({ value: 60_000, from: 'built-in' })
  const measured = { closesAfterMs: { value: 75_000, source: 'measured', note: 'three times' } }
  const put = await rig.ask('PUT', path, measured)
  expect([put.status, put.json.values.closesAfterMs]).toEqual([
    200,
    expect.objectContaining({ value: 75_000, confidence: 'measured', from: 'platform', by: 'admin' }),
  ])
  expect(put.json.overrides.closesAfterMs.date).toBe(new Date().toISOString().slice(0, 10))
  await rig.ask('PUT', path, measured)
  const said = rig.control.store.events.after(0, null, 500).filter(({ kind }) => kind === 'policy-changed')
  expect(said).toHaveLength(1)
  expect((await rig.ask('PUT', path, {})).json.values.closesAfterMs.value).toBe(60_000)
  const { token } = (await rig.ask('POST', '/api/tokens', { name: 'ben', role: 'operator' })).json
  const asOperator = { authorization: `Bearer ${token}` }
  expect((await rig.ask('PUT', path, measured, asOperator)).status).toBe(403)
  expect((await rig.ask('GET', '/api/policies', undefined, asOperator)).json.policies).toHaveLength(10)
  expect((await rig.ask('GET', '/api/policies/vimeo')).json.detail).toContain('name one of douyin')
})

const mistakes = [
  [{ closesAfterMs: { value: 'soon', source: 'x' } }, 'must be milliseconds, such as 60000, or "unknown"'],
  [{ closesAfterMs: { value: 1, source: '' } }, 'must say where the value comes from'],
  [{ closesAfterMs: 60_000 }, 'must be an object such as {"value"'],
  [{ closesAfterMs: { value: 1, source: 'x', by: 'me' } }, 'closesAfterMs.by: is not a field here'],
  [{ frameRateFps: { value: { min: 9 }, source: 'x' } }, 'a range of frames per second, such as'],
  [{ largestSize: { value: '1080p', source: 'x' } }, 'WIDTHxHEIGHT, such as "1920x1080"'],
  [{ aiHosts: { value: 'yes', source: 'x' } }, 'must be allowed, with-human-on-duty'],
  [{ colour: { value: 'red', source: 'x' } }, 'colour: is not a field here'],
] as const

test('a mistake in an override is answered with what to write, on a platform and on a destination', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  for (const [overrides, sentence] of mistakes) {
    const onPlatform = await rig.ask('PUT', '/api/policies/douyin', overrides)
    expect([onPlatform.status, onPlatform.json.detail]).toEqual([400, expect.stringContaining(sentence)])
    const destinations = [{ name: 'shop', platform: 'douyin', policy: overrides }]
    const plan = { feeds: ['camera-a'], destinations }
    const onDestination = await rig.ask('PUT', '/api/broadcasts/evening', plan)
    expect([onDestination.status, onDestination.json.fields[0].field]).toEqual([
      400,
      expect.stringMatching(/^destinations\.0\.policy\./),
    ])
  }
})

test('a policy that names another field has stored keys read again, on a destination and on a platform', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  const plan = (policy?: unknown) => ({
    feeds: ['camera-a'],
    destinations: [{ name: 'shop', platform: 'kuaishou', ...(policy === undefined ? {} : { policy }) }],
  })
  await rig.ask('PUT', '/api/broadcasts/evening', plan())
  await rig.putEndpoints('evening', [{ url: 'rtmp://127.0.0.1:9/live', key: 'k?sign=1&expire=1765904848' }])
  const ends = async () =>
    (await rig.ask('GET', '/api/broadcasts/evening')).json.destinations[0].addresses[0].keyExpiresAtMs
  expect(await ends()).toBeNull()
  const { json } = await rig.putEndpoints('evening', [
    { url: 'rtmp://127.0.0.1:9/live', key: 'k?expire=1765904848' },
  ])
  expect(json.warnings).toEqual(['0.key: the key lacks sign'])
  const expire = { keyExpiryFields: { value: ['expire'], source: 'measured' } }
  await rig.ask('PUT', '/api/policies/kuaishou', expire)
  expect(await ends()).toBe(1_765_904_848_000)
  await rig.ask('PUT', '/api/broadcasts/evening', plan({ keyExpiryFields: { value: [], source: 'support' } }))
  expect(await ends()).toBeNull()
})

test('a broadcast shows the policy in force of each destination, and its room is counted down only where it is known', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  const closes = { closesAfterMs: { value: 45_000, source: 'measured' } }
  const plan = { feeds: ['camera-a'], destinations: [{ name: 'shop', platform: 'douyin', policy: closes }] }
  expect((await rig.ask('PUT', '/api/broadcasts/evening', plan)).status).toBe(200)
  const { json } = await rig.ask('GET', '/api/broadcasts/evening')
  const [destination] = json.destinations
  expect(destination.policyInForce.closesAfterMs).toMatchObject({ from: 'destination', by: 'admin' })
  expect(destination.policyInForce.largestSize).toMatchObject({ value: 'unknown', confidence: 'unknown' })
  expect(destination.withoutByPolicy).toEqual([])
  const leftMs = async () => (await rig.ask('GET', '/api/broadcasts/evening')).json.legs[0].roomClosesInMs
  expect(await leftMs()).toBeNull()
  await rig.ask('POST', '/api/broadcasts/evening/start', {})
  await until('the room gets media', async () => (await leftMs()) === 45_000)
  await rig.ask('POST', '/api/broadcasts/evening/stop')
  expect(await leftMs()).toBeNull()
})

test('a store from before there were policies takes them up', () => {
  const folder = mkdtempSync(join(tmpdir(), 'changming-test-'))
  try {
    new Store(folder).close()
    const older = new Database(join(folder, 'control.db'))
    const later =
      'policies incidents incident_engine receivers tellings scripts sets accounts audit prompters cues'
    for (const table of later.split(' ')) older.script(`drop table ${table}`)
    older.script('alter table feeds drop column host')
    older.script('alter table broadcasts drop column duty')
    for (const column of ['wish', 'room_left_ms'])
      older.script(`alter table destinations drop column ${column}`)
    older.script('pragma user_version = 1')
    older.close()
    const store = new Store(folder)
    store.policies.put('douyin', { bFramesAllowed: { value: false, source: 'measured' } })
    expect(store.policies.of('douyin').bFramesAllowed).toMatchObject({ value: false, confidence: 'measured' })
    store.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
