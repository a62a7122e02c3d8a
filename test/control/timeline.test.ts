// What has been, as the desk asks for it: the timeline of a broadcast, and pages of old events.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { Rates } from '../../control/timeline/rates.ts'
import type { Store } from '../../control/store/store.ts'
import type { Supervisor } from '../../control/supervisor/supervisor.ts'
import { ControlRig } from '../support/control-rig.ts'

let rig: ControlRig
const nowMs = Date.now()
const hourMs = 3_600_000

beforeAll(async () => {
  rig = await new ControlRig().open()
  await rig.prepare()
  const cut = (to: string, from: string | null, agoMs: number) =>
    rig.control.store.events.add({
      atMs: nowMs - agoMs,
      broadcast: 'evening',
      kind: 'program-cut',
      detail: { program: 'main', from, to, cause: 'start', gapMs: 0, silenceMs: 0 },
    })
  rig.control.store.events.add({
    atMs: nowMs - 20 * hourMs,
    broadcast: 'morning',
    kind: 'program-cut',
    detail: {},
  })
  cut('camera-a', null, 3 * hourMs)
  cut('slate', 'camera-a', hourMs)
  cut('camera-a', 'slate', hourMs - 9_000)
})
afterAll(() => rig[Symbol.asyncDispose]())

const timeline = async (since: number) =>
  (await rig.ask('GET', `/api/broadcasts/evening/timeline?since=${since}`)).json

test('a timeline tells what happened since, and how things stood before', async () => {
  const { events, before, isCut, incidents, sinceMs } = await timeline(nowMs - 2 * hourMs)
  expect(sinceMs).toBe(nowMs - 2 * hourMs)
  const shown = (list: { detail: { to: string } }[]) => list.map(({ detail }) => detail.to)
  expect(shown(before)).toEqual(['camera-a'])
  expect(shown(events)).toEqual(['slate', 'camera-a'])
  expect([isCut, incidents]).toEqual([false, []])
})

test('nobody is told of more than twelve hours, or of a broadcast that is not there', async () => {
  const { sinceMs, nowMs: toldMs } = await timeline(0)
  expect(toldMs - sinceMs).toBe(12 * hourMs)
  expect((await rig.ask('GET', '/api/broadcasts/nobody/timeline')).status).toBe(404)
  expect((await rig.ask('GET', '/api/broadcasts/evening/timeline?since=soon')).status).toBe(400)
})

test('old events come page by page, newest first, of the kinds that are asked for', async () => {
  const page = async (query: string) => (await rig.ask('GET', `/api/events/history?${query}`)).json
  const first = await page('broadcast=evening&kinds=program-cut&limit=2')
  expect(first.events.map(({ detail }: { detail: { to: string } }) => detail.to)).toEqual([
    'camera-a',
    'slate',
  ])
  expect(first.hasMore).toBe(true)
  const next = await page(`broadcast=evening&kinds=program-cut&limit=2&before=${first.events.at(-1).id}`)
  expect(next.events).toHaveLength(1)
  expect(next.hasMore).toBe(false)
  const all = await page('limit=200')
  expect(all.events.some(({ broadcast }: { broadcast: string }) => broadcast === 'morning')).toBe(true)
  for (const query of ['limit=many', 'kinds=;', 'broadcast=No', 'before=x'])
    expect((await rig.ask('GET', `/api/events/history?${query}`)).status).toBe(400)
})

test('rates are of what was taken between two looks, unknown where nobody knew, and thinned for drawing', () => {
  let wallMs = 1_800_000_000_000
  let ackedBytes = 0
  let state = 'up'
  const rates = new Rates({
    clock: { ...systemClock, wallMs: () => wallMs },
    log: undefined as never,
    store: { broadcasts: { all: () => [{ name: 'evening' }], find: () => ({}) } } as unknown as Store,
    supervisor: {
      view: () => ({ state }),
      snapshot: () => ({ legs: [{ destination: 'shop', ackedBytes }] }),
    } as unknown as Supervisor,
  })
  const take = (grownBytes: number) => {
    wallMs += 10_000
    ackedBytes += grownBytes
    rates.take()
  }
  take(5_000)
  take(1_250_000)
  state = 'unreachable'
  take(1)
  state = 'up'
  take(1)
  take(2_500_000)
  const { destinations, atMs } = rates.of('evening', 0)
  expect(destinations).toEqual([{ destination: 'shop', kbps: [null, 1_000, null, null, 2_000] }])
  expect(atMs.at(-1)).toBe(wallMs)
  expect(rates.of('morning', 0).destinations).toEqual([])
  for (let i = 0; i < 5_000; i++) take(1_250_000)
  const whole = rates.of('evening', 0)
  expect(whole.atMs.length).toBeLessThanOrEqual(720)
  expect(whole.atMs[0]).toBeGreaterThanOrEqual(wallMs - 12 * hourMs)
  expect(whole.destinations[0]?.kbps.every(kbps => kbps === 1_000)).toBe(true)
})
