// Incidents as people meet them: listed, acknowledged, handed on, and the same after a restart.
import { existsSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { silentLog } from '#core/log.ts'
import { Flights, nextOf } from '../../control/incidents/flights.ts'
import { IncidentRig } from '../support/incident-rig.ts'
import { until } from '../support/until.ts'

test('a fault is an incident within a second, told as an event, and over when it is mended', async () => {
  await using rig = await new IncidentRig().onAir()
  expect(await rig.list()).toEqual([])
  await rig.leg('waiting', { from: 'carrying', cause: 'network', why: 'the far end broke the connection' })
  const toldMs = performance.now()
  const opened = await rig.untilOne('it is there', () => true)
  expect(performance.now() - toldMs).toBeLessThan(1_000)
  expect(opened).toMatchObject({
    kind: 'endpoint-lost',
    scope: 'endpoint',
    broadcast: 'evening',
    overMs: null,
  })
  expect((await rig.ask('GET', `/api/incidents/${opened.id}`)).json.evidence[0].detail.why).toContain('broke')
  await rig.leg('connecting')
  await rig.leg('carrying')
  const over = await rig.untilOne('it is over', ({ overMs }) => overMs !== null)
  expect(over.seen).toMatchObject([{ destination: 'shop', frozenMs: 0, slateMs: 0 }])
  await until('it is told', () => rig.told().includes('incident-over endpoint-lost'))
  expect(rig.told()[0]).toBe('incident-opened endpoint-lost')
  expect(await rig.list('?broadcast=evening')).toHaveLength(1)
  expect(await rig.list('?broadcast=other')).toEqual([])
  expect(await rig.list(`?since=${Date.now() + 60_000}`)).toEqual([])
  expect(await rig.list(`?since=${new Date(over.overMs - 1_000).toISOString()}`)).toHaveLength(1)
  expect((await rig.ask('GET', '/api/incidents?since=tomorrow')).json.fields[0].field).toBe('since')
  expect((await rig.ask('GET', '/api/incidents/i999')).status).toBe(404)
})

test('a restart loses nothing and repeats nothing, and what happened meanwhile is there', async () => {
  await using rig = await new IncidentRig().onAir()
  await rig.leg('waiting', { from: 'carrying', cause: 'network' })
  const before = await rig.untilOne('it is there', () => true)
  await rig.control.close('a restart')
  await rig.leg('connecting')
  await rig.leg('carrying')
  await rig.leg('stalled', { sinceMs: Date.now() - 900, cause: 'timeout' })
  await rig.leg('waiting', { from: 'stalled', sinceMs: Date.now() - 900, cause: 'timeout' })
  await rig.open()
  const both = await until('both are there', async () => {
    const incidents = await rig.list()
    return incidents.length === 2 ? incidents : undefined
  })
  const stalled = both.find(({ kind }) => kind === 'endpoint-stalled')
  const lost = both.find(({ kind }) => kind === 'endpoint-lost')
  expect([stalled?.overMs, lost?.overMs]).toEqual([null, expect.any(Number)])
  expect(lost).toMatchObject({ id: before.id, beganMs: before.beganMs, openedMs: before.openedMs })
  await rig.control.close('another restart')
  await rig.open()
  expect((await rig.list()).map(({ id }) => id)).toEqual(both.map(({ id }) => id))
  const opened = rig.told().filter(line => line.startsWith('incident-opened'))
  expect(opened).toEqual(['incident-opened endpoint-lost', 'incident-opened endpoint-stalled'])
})

test('an operator acknowledges, once; a viewer may only look', async () => {
  await using rig = await new IncidentRig().onAir()
  await rig.leg('waiting', { from: 'carrying', cause: 'network' })
  const { id } = await rig.untilOne('it is there', () => true)
  const tokenOf = async (name: string, role: string) =>
    (await rig.ask('POST', '/api/tokens', { name, role })).json.token as string
  const [ann, ben] = [await tokenOf('ann', 'viewer'), await tokenOf('ben', 'operator')]
  const as = (token: string) => ({ authorization: `Bearer ${token}` })
  const path = `/api/incidents/${id}/acknowledge`
  expect((await rig.ask('POST', path, undefined, as(ann))).status).toBe(403)
  expect((await rig.ask('GET', `/api/incidents/${id}/bundle`, undefined, as(ann))).status).toBe(403)
  const first = (await rig.ask('POST', path, undefined, as(ben))).json
  expect(first).toMatchObject({ acknowledgedBy: 'ben', acknowledgedMs: expect.any(Number) })
  const again = (await rig.ask('POST', path)).json
  expect([again.acknowledgedBy, again.acknowledgedMs]).toEqual(['ben', first.acknowledgedMs])
  expect(rig.told().filter(line => line.startsWith('incident-acknowledged'))).toHaveLength(1)
  await rig.control.close('a restart')
  await rig.open()
  expect((await rig.list())[0]).toMatchObject({ id, acknowledgedBy: 'ben' })
  const { text } = await rig.ask('GET', '/metrics')
  expect(text).toContain('changming_incident_acknowledge_seconds_count{kind="endpoint-lost"} 1')
  expect(text).toContain('changming_incidents_open{broadcast="evening",kind="endpoint-lost"} 1')
})

test('what was counted is never less after a restart', async () => {
  await using rig = await new IncidentRig().onAir()
  await rig.leg('waiting', { from: 'carrying', cause: 'network' })
  await rig.leg('carrying')
  const counted = 'changming_incident_recovery_seconds_count{kind="endpoint-lost"} 1'
  await until('it is counted', async () => (await rig.ask('GET', '/metrics')).text.includes(counted))
  await rig.control.close('a restart')
  await rig.open()
  expect((await rig.ask('GET', '/metrics')).text).toContain(counted)
})

test('a bundle holds the events, the recorder and the settings around it, and no key', async () => {
  await using rig = await new IncidentRig({ metricsToken: 'PLANTED-metrics-token' }).onAir()
  const key = 'PLANTED-stream?txSecret=PLANTED-secret'
  await rig.putEndpoints('evening', [{ url: 'rtmp://127.0.0.1:9/evening', key }])
  await rig.leg('waiting', {
    from: 'carrying',
    cause: 'network',
    why: `the platform said ${key}, and PLANTED-stream`,
  })
  const { id } = await rig.untilOne('it is there', () => true)
  const { json, text, headers } = await rig.ask('GET', `/api/incidents/${id}/bundle`)
  expect(text).not.toContain('PLANTED')
  expect(text).not.toContain(rig.token)
  expect(headers.get('content-disposition')).toContain(`incident-${id}.json`)
  expect(json.incident.id).toBe(id)
  expect(json.events.map(({ kind }: { kind: string }) => kind)).toEqual(
    expect.arrayContaining(['start', 'leg-state']),
  )
  expect(json.flights[0]).toMatchObject({ broadcast: 'evening', fromMs: json.incident.beganMs - 120_000 })
  expect(json.settings).toMatchObject({ metricsToken: '•••', relay: { stalledAfterMs: 900 } })
  expect(json.broadcasts[0].plan.destinations[0].endpoints[0].fingerprint).toMatch(/^[0-9a-f]{12}$/)
})

test('the recorder around an incident is fetched two minutes after it and kept; of a worker that is gone from its file', async () => {
  await using rig = await new IncidentRig().onAir()
  await rig.leg('waiting', { from: 'carrying', cause: 'network' })
  await rig.leg('carrying')
  const { id, beganMs, overMs } = await rig.untilOne('it is over', incident => incident.overMs !== null)
  await until('it is on disk', () => rig.control.store.incidents.find(id)?.overMs != null)
  const later = { ...systemClock, wallMs: () => systemClock.wallMs() + 121_000 }
  const { places, store } = rig.control
  const flights = new Flights({ clock: later, log: silentLog, places, store })
  await flights.keepDue(new AbortController().signal)
  expect(existsSync(join(rig.data, 'incidents', `${id}.json`))).toBe(true)
  expect(store.incidents.unrecorded()).toEqual([])
  const [slice] = await flights.of(
    rig.control.store.incidents.find(id) as never,
    new AbortController().signal,
  )
  expect(slice).toMatchObject({ fromMs: beganMs - 120_000, toMs: overMs + 120_000 })
})

test.each([
  ['one that has just begun', { overMs: null }, 'nothing', 100_000, undefined],
  [
    'one that goes on',
    { overMs: null },
    'nothing',
    121_000,
    { fromMs: -120_000, toMs: 120_000, recorded: 'beginning' },
  ],
  ['one that goes on, its beginning kept', { overMs: null }, 'beginning', 500_000, undefined],
  [
    'a short one that is over',
    { overMs: 5_000 },
    'nothing',
    125_000,
    { fromMs: -120_000, toMs: 125_000, recorded: 'all' },
  ],
  ['a short one, too early', { overMs: 5_000 }, 'nothing', 124_000, undefined],
  [
    'a middling one',
    { overMs: 200_000 },
    'beginning',
    320_000,
    { fromMs: 120_000, toMs: 320_000, recorded: 'all' },
  ],
  [
    'a long one',
    { overMs: 3_600_000 },
    'beginning',
    3_720_000,
    { fromMs: 3_480_000, toMs: 3_720_000, recorded: 'all' },
  ],
] as const)('which stretch of the recorder is due: %s', (_, { overMs }, recorded, nowMs, due) => {
  expect(nextOf({ beganMs: 0, overMs } as never, recorded, nowMs)).toEqual(due)
})

test('a control that was killed is told by the next one, from when it was last alive', async () => {
  await using rig = await new IncidentRig().onAir()
  await rig.control.close('as if killed')
  const diedMs = Date.now() - 4_000
  const file = join(rig.data, 'control.json')
  writeFileSync(file, JSON.stringify({ worker: { pid: 1, startTicks: '0' }, children: [] }))
  utimesSync(file, diedMs / 1_000, diedMs / 1_000)
  await rig.open()
  const lost = await rig.untilOne('it is there', () => true)
  expect(lost).toMatchObject({ kind: 'control-lost', scope: 'machine', broadcast: null, seen: [] })
  expect(Math.abs(lost.beganMs - diedMs)).toBeLessThan(2)
  expect(lost.overMs).toBe(lost.noticedMs)
})

test('a store that is full is an incident while it is, and kept once there is room', async () => {
  await using rig = await new IncidentRig().onAir()
  const { database } = rig.control.store
  database.limitPages(database.pages())
  let asked = 0
  const full = await until('it is shown', async () => {
    await rig.ask('PUT', `/api/feeds/feed-${asked++}`, { kind: 'rtmp' }) // a small write may still find room
    return (await rig.list()).find(({ kind }) => kind === 'store-full')
  })
  expect(full).toMatchObject({ scope: 'machine', subject: { worker: 'control' } })
  database.limitPages(0)
  await rig.untilOne('it is over', ({ overMs }) => overMs !== null)
  await until('it is told', () => rig.told().includes('incident-over store-full'))
  await rig.control.close('a restart')
  await rig.open()
  expect((await rig.list()).map(({ id }) => id)).toEqual([full.id])
})
