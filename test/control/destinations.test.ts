// Destinations stopped and started one by one, and the rooms that outlive our pushing.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ControlRig } from '../support/control-rig.ts'
import { until } from '../support/until.ts'

let rig: ControlRig

beforeAll(async () => {
  rig = await new ControlRig().open()
  await rig.ask('PUT', '/api/feeds/camera-a', { kind: 'rtmp' })
  await rig.ask('PUT', '/api/broadcasts/evening', {
    feeds: ['camera-a'],
    destinations: [
      { name: 'shop', platform: 'rtmp', policy: { closesAfterMs: { value: 45_000, source: 'measured' } } },
      { name: 'fair', platform: 'rtmp' },
    ],
  })
  for (const name of ['shop', 'fair'])
    await rig.ask('PUT', `/api/broadcasts/evening/destinations/${name}/endpoints`, [
      { url: 'rtmp://127.0.0.1:9/live', key: `key-of-${name}` },
    ])
})
afterAll(() => rig[Symbol.asyncDispose]())

const post = (path: string) => rig.ask('POST', `/api/broadcasts/evening/${path}`)
const legOf = async (name: string) => {
  const { json } = await rig.ask('GET', '/api/broadcasts/evening')
  return json.legs.find((leg: { destination: string }) => leg.destination === name)
}
const desired = async () => (await rig.worker('relay-evening', 'GET', '/told')).desired
const allCarry = () =>
  until(
    'both carry',
    async () => (await Promise.all(['shop', 'fair'].map(legOf))).every(leg => leg.state.at === 'carrying'),
    40_000,
  )

test('nothing is stopped alone where nothing is on air', async () => {
  const { status, json } = await post('destinations/shop/stop')
  expect([status, json.code]).toEqual([409, 'control/off-air'])
  expect((await post('destinations/nobody/stop')).status).toBe(404)
})

test('a destination stopped alone is wished off, its sibling goes on and is told nothing new', async () => {
  await rig.ask('POST', '/api/broadcasts/evening/start', {})
  await allCarry()
  const before = (await desired()).destinations.find(({ name }: { name: string }) => name === 'fair')
  expect((await post('destinations/shop/stop')).status).toBe(200)
  await until('it has stopped', async () => (await legOf('shop')).state.at === 'stopped')
  expect(await legOf('shop')).toMatchObject({ wanted: 'off', roomClosesInMs: null, cause: null })
  expect(await legOf('fair')).toMatchObject({ wanted: 'on', state: { at: 'carrying' } })
  const { destinations, wish } = await desired()
  expect(wish).toBe('on')
  expect(destinations.map(({ name, isOn }: { name: string; isOn?: boolean }) => [name, isOn])).toEqual([
    ['shop', false],
    ['fair', undefined],
  ])
  expect(destinations[1]).toEqual(before)
})

test('its room is told of, with the time until the platform closes it, until somebody has ended it there', async () => {
  const { roomLeft } = await legOf('shop')
  expect(roomLeft.closesInMs).toBeGreaterThan(30_000)
  expect(roomLeft.closesInMs).toBeLessThanOrEqual(45_000)
  expect((await legOf('fair')).roomLeft).toBeNull()
  expect((await post('destinations/shop/room-ended')).status).toBe(200)
  expect((await legOf('shop')).roomLeft).toBeNull()
})

test('a key is free for others while its destination is stopped alone, and refused to it while they have it', async () => {
  await rig.ask('PUT', '/api/broadcasts/morning', {
    feeds: ['camera-a'],
    destinations: [{ name: 'shop', platform: 'rtmp' }],
  })
  await rig.ask('PUT', '/api/broadcasts/morning/destinations/shop/endpoints', [
    { url: 'rtmp://127.0.0.1:9/live', key: 'key-of-shop' },
  ])
  expect((await rig.ask('POST', '/api/broadcasts/morning/start', {})).status).toBe(200)
  const refused = await post('destinations/shop/start')
  expect([refused.status, refused.json.code]).toEqual([409, 'control/key-in-use'])
  await rig.ask('DELETE', '/api/broadcasts/morning')
})

test('started again it is wished on, as a person who acts', async () => {
  const generation = async () => (await desired()).destinations[0].generation
  const before = await generation()
  expect((await post('destinations/shop/start')).status).toBe(200)
  await allCarry()
  expect(await generation()).toBe(before + 1)
})

test('a lone stop lasts as long as its show: the next start wishes all on', async () => {
  await post('destinations/fair/stop')
  await until('it has stopped', async () => (await legOf('fair')).state.at === 'stopped')
  await post('stop')
  expect((await legOf('shop')).roomLeft).toMatchObject({ closesInMs: expect.any(Number) })
  expect((await legOf('fair')).roomLeft).toMatchObject({ closesInMs: null })
  await rig.ask('POST', '/api/broadcasts/evening/start', {})
  await allCarry()
  expect((await legOf('fair')).roomLeft).toBeNull()
})

test('of what a person does to one destination the events tell, and a viewer may do none of it', async () => {
  const kinds = rig.control.store.events.after(0, 'evening', 1_000).map(({ kind }) => kind)
  expect(kinds).toEqual(expect.arrayContaining(['destination-stop', 'destination-start', 'room-ended']))
  const { json } = await rig.ask('POST', '/api/tokens', { name: 'looker', role: 'viewer' })
  const as = { authorization: `Bearer ${json.token}` }
  for (const what of ['stop', 'start', 'room-ended'])
    expect((await rig.ask('POST', `/api/broadcasts/evening/destinations/shop/${what}`, {}, as)).status).toBe(
      403,
    )
})
