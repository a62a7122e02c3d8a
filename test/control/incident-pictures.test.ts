// Pictures of incidents over the API: kept while it lasts, there after a restart, given out as JPEG; and the list as people ask for it.
import { expect, test } from 'vitest'
import { IncidentRig } from '../support/incident-rig.ts'
import { until } from '../support/until.ts'

/** The leg of a broadcast on air was lost a moment ago. */
async function lost(rig: IncidentRig): Promise<any> {
  await rig.leg('waiting', { from: 'carrying', cause: 'network', sinceMs: Date.now() - 500 })
  return await rig.untilOne('it is there', () => true)
}

const picturesOf = async (rig: IncidentRig, id: string): Promise<any[]> =>
  (await rig.ask('GET', `/api/incidents/${id}/pictures`)).json.pictures

async function jpegAt(rig: IncidentRig, path: string): Promise<{ bytes: Buffer; headers: Headers }> {
  const answer = await fetch(rig.control.url + path, { headers: { authorization: `Bearer ${rig.token}` } })
  return { bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers }
}

test('an incident gets pictures of before and of its beginning, which a restart of control keeps', async () => {
  await using rig = await new IncidentRig().onAir()
  const { id } = await lost(rig)
  const has = async () => (await picturesOf(rig, id)).filter(each => each.picture !== null).length >= 2
  await until('there are pictures', has)
  const shown = await picturesOf(rig, id)
  expect(shown.find(({ moment }) => moment === 'before')).toMatchObject({
    shows: 'feed',
    feed: 'camera-a',
    destinations: ['shop'],
  })
  expect(shown.find(({ moment }) => moment === 'began')).toBeDefined()
  expect(shown.find(({ shows }) => shows === 'nothing')).toMatchObject({
    picture: null,
    how: 'dark',
    destinations: ['shop'],
    untilMs: null,
  })
  await rig.control.close('a restart')
  await rig.open()
  const kept = await picturesOf(rig, id)
  expect(kept.map(({ picture }) => picture)).toEqual(
    expect.arrayContaining(shown.map(({ picture }) => picture)),
  )
  const { picture } = kept.find(({ moment }) => moment === 'began')
  const { bytes, headers } = await jpegAt(rig, `/api/incidents/${id}/pictures/${picture}.jpg`)
  expect(headers.get('content-type')).toBe('image/jpeg')
  expect(bytes.subarray(0, 3).toString('hex')).toBe('ffd8ff')
  const missing = await rig.ask('GET', `/api/incidents/${id}/pictures/p99.jpg`)
  expect([missing.status, missing.json.code]).toEqual([404, 'control/not-found'])
  const unknown = await rig.ask('GET', '/api/incidents/i999/pictures')
  expect(unknown.status).toBe(404)
})

test('a broadcast shows its newest picture, made once for all who ask within two seconds', async () => {
  await using rig = await new IncidentRig().onAir()
  const askedAtMs = Date.now()
  const asked = await Promise.all(
    Array.from({ length: 6 }, () => jpegAt(rig, '/api/broadcasts/evening/picture')),
  )
  const [first] = asked
  expect(first?.headers.get('content-type')).toBe('image/jpeg')
  expect(first?.headers.get('cache-control')).toBe('no-store')
  expect(first?.headers.get('x-changming-shows')).toBe('camera-a')
  expect(Number(first?.headers.get('x-changming-sent-at'))).toBeGreaterThan(askedAtMs - 4_000)
  for (const each of asked) expect(each.bytes.equals(first?.bytes as Buffer)).toBe(true)
  expect((await rig.ask('GET', '/api/broadcasts/other/picture')).status).toBe(404)
  const none = await rig.ask('GET', '/api/broadcasts/evening/picture?program=without-x')
  expect([none.status, none.json.code]).toEqual([404, 'control/no-picture'])
})

test('incidents are asked for by kind, by whether they are open, and page by page', async () => {
  await using rig = await new IncidentRig().onAir()
  const { beganMs, id } = await lost(rig)
  await rig.leg('connecting')
  await rig.leg('carrying')
  await rig.untilOne('it is over', ({ overMs }) => overMs !== null)
  await rig.happen('sound-lost', { program: 'main', feed: 'camera-a', sinceMs: Date.now() - 500 })
  await until('there are two', async () => (await rig.list()).length === 2)
  const kindsOf = async (query: string) => (await rig.list(query)).map(({ kind }) => kind)
  expect(await kindsOf('?kind=sound-lost')).toEqual(['sound-lost'])
  expect(await kindsOf('?open=true')).toEqual(['sound-lost'])
  expect(await kindsOf('?open=false')).toEqual(['endpoint-lost'])
  expect(await kindsOf('?limit=1')).toEqual(['sound-lost'])
  expect(await kindsOf(`?until=${beganMs}`)).toEqual(['endpoint-lost'])
  const wrong = await rig.ask('GET', '/api/incidents?kind=storm&open=maybe&until=never&limit=0')
  expect(wrong.json.fields.map(({ field }: { field: string }) => field)).toEqual([
    'kind',
    'open',
    'until',
    'limit',
  ])
  const { flights } = (await rig.ask('GET', `/api/incidents/${id}/flight`)).json
  expect(flights[0]).toMatchObject({ broadcast: 'evening', legs: [{ name: 'shop' }] })
})
