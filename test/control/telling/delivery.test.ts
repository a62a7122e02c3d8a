// Messages on their way: grouped, repeated, through endpoints that fail or hang, and through a restart.
import { expect, test } from 'vitest'
import { incidentOf, overOf, seenOf, startMs, Ear } from '../../support/telling.ts'
import { TellerRig } from '../../support/teller-rig.ts'
import { until } from '../../support/until.ts'

const minuteMs = 60_000
const ids = (body: { incidents: { id: string }[] }) => body.incidents.map(({ id }) => id)
const whys = (body: { incidents: { why: string }[] }) => body.incidents.map(({ why }) => why)

test('what opens within a few seconds is one message, and the end of it another', async () => {
  await using ear = await new Ear().listen()
  await using rig = new TellerRig().open()
  rig.receiver('ops', ear.url())
  rig.say('opened', incidentOf())
  await rig.pass(1_500)
  rig.say('opened', incidentOf({ id: 'i2', beganMs: startMs - 2_000 }))
  await rig.pass(1_000)
  expect(ear.bodies.map(ids)).toEqual([['i2', 'i1']])
  rig.say('over', overOf(incidentOf(), startMs + 5_000))
  rig.say('over', overOf(incidentOf({ id: 'i2' }), startMs + 5_000))
  await rig.pass(20_000)
  expect(ear.bodies.map(whys)).toEqual([
    ['opened', 'opened'],
    ['over', 'over'],
  ])
  expect(rig.teller.outbox.tellings()).toEqual([])
  expect(rig.teller.views()[0]?.state.outcomes).toEqual({ delivered: 2, failed: 0, expired: 0 })
})

test.each([
  ['500', { status: 500 }],
  ['a redirect', { status: 307, headers: { location: '/elsewhere' } }],
])('an endpoint that answers %s is tried again, and then told what is true by then', async (_, behaviour) => {
  await using ear = await new Ear().listen()
  await using rig = new TellerRig().open()
  ear.behaviour = behaviour
  rig.receiver('ops', ear.url())
  rig.say('opened', incidentOf())
  await rig.pass(60_000)
  const tries = ear.heard.length
  expect(tries).toBeGreaterThanOrEqual(3)
  expect(tries).toBeLessThanOrEqual(5)
  expect(ear.heard.every(({ path }) => path === '/hook')).toBe(true)
  const [view] = rig.teller.views()
  expect(view).toMatchObject({ pending: 1, state: { outcomes: { delivered: 0, failed: tries } } })
  expect(view?.state.trouble).toContain('ops answered')
  rig.say('over', overOf(incidentOf(), startMs + 50_000))
  ear.behaviour = {}
  await rig.pass(60_000)
  expect(ear.bodies.slice(tries).map(whys)).toEqual([['over']])
  expect(new Set(ear.bodies.map(({ id }) => id)).size).toBe(tries + 1)
  expect(rig.teller.views()[0]).toMatchObject({
    pending: 0,
    state: { trouble: '', outcomes: { delivered: 1 } },
  })
})

test('an answer of 200 with an error code in it is no delivery', async () => {
  await using ear = await new Ear().listen()
  await using rig = new TellerRig().open()
  ear.behaviour = { body: { errcode: 45_009, errmsg: 'api freq out of limit' } }
  rig.receiver('ops', ear.url('/send?key=k'), { platform: 'wecom' })
  rig.say('opened', incidentOf())
  await rig.pass(50_000)
  expect(ear.heard).toHaveLength(1)
  expect(rig.teller.views()[0]?.state.trouble).toBe('ops has had too many messages (error 45009)')
  ear.behaviour = {}
  await rig.pass(20_000)
  expect(ear.heard).toHaveLength(2)
  expect(ear.bodies[1].text.content).toContain('【长明 严重】')
})

test('an endpoint that hangs delays nobody, and gets the same message under the same id until it answers', async () => {
  await using deaf = await new Ear().listen()
  await using ear = await new Ear().listen()
  await using rig = new TellerRig().open()
  deaf.behaviour = 'nothing'
  rig.receiver('deaf', deaf.url())
  rig.receiver('ops', ear.url())
  rig.say('opened', incidentOf())
  await rig.pass(2_500, ['deaf'])
  expect(ear.heard).toHaveLength(1)
  await until('the deaf one heard it too', () => deaf.heard.length === 1)
  rig.say('over', overOf(incidentOf(), startMs + 3_000))
  await rig.pass(10_000, ['deaf'])
  expect(ear.bodies.map(whys)).toEqual([['opened'], ['over']])
  await until('it is tried again', () => deaf.heard.length === 2)
  deaf.behaviour = {}
  await rig.pass(15_500, ['deaf'])
  await until('it is taken at last', () => rig.teller.views()[0]?.state.flight === null)
  await rig.pass(3_000)
  expect(deaf.bodies.map(whys).at(-1)).toEqual(['over'])
  const openings = deaf.heard.slice(0, -1)
  expect(new Set(openings.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect(new Set(openings.map(({ text }) => text)).size).toBe(1)
})

test('a restart in the middle loses nothing: what was on its way, what was held back, what happened meanwhile', async () => {
  await using ear = await new Ear().listen()
  await using rig = new TellerRig().open()
  ear.behaviour = 'nothing'
  rig.receiver('ops', ear.url())
  rig.say('opened', incidentOf())
  await rig.pass(2_500, ['ops'])
  await until('it is on the wire', () => ear.heard.length === 1)
  rig.say('opened', incidentOf({ id: 'i2' }))
  await rig.clock.advance(100)
  await rig.close()
  ear.behaviour = {}
  rig.open()
  await rig.pass(10_000)
  expect(ear.bodies.map(ids)).toEqual([['i1'], ['i1'], ['i2']])
  const [first, again] = ear.heard
  expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
  expect(again?.text).toBe(first?.text)
  await rig.close()
  rig.open()
  await rig.pass(20_000)
  expect(ear.heard).toHaveLength(3)
  expect(rig.teller.views()[0]?.state.outcomes).toEqual({ delivered: 2, failed: 0, expired: 0 })
})

test('an incident that opened and ended while nobody told is told after all', async () => {
  await using ear = await new Ear().listen()
  await using rig = new TellerRig().open()
  rig.receiver('ops', ear.url())
  await rig.pass(1_000)
  await rig.teller.close('as if killed')
  rig.say('opened', incidentOf())
  rig.say('over', overOf(incidentOf(), startMs + 900))
  rig.store.close()
  rig.open()
  await rig.pass(3_000)
  expect(ear.bodies.map(whys)).toEqual([['over']])
})

test('it is repeated, then handed on to another receiver, until somebody acknowledges', async () => {
  await using ear = await new Ear().listen()
  await using boss = await new Ear().listen()
  await using rig = new TellerRig().open()
  rig.receiver('boss', boss.url(), { severities: ['note'], kinds: ['slate-failed'] })
  rig.receiver('ops', ear.url(), { repeatEveryMinutes: 3, escalate: { to: 'boss', afterMinutes: 5 } })
  rig.say('opened', incidentOf())
  await rig.pass(5 * minuteMs - 1_000)
  expect(ear.bodies.map(whys)).toEqual([['opened'], ['again']])
  expect(boss.heard).toEqual([])
  await rig.pass(5_000)
  expect(boss.bodies[0].incidents[0]).toMatchObject({ why: 'escalated', from: 'ops' })
  rig.say('changed', incidentOf({ acknowledgedMs: startMs + 5 * minuteMs, acknowledgedBy: 'ann' }))
  await rig.pass(20 * minuteMs)
  expect([ear.heard.length, boss.heard.length]).toEqual([2, 1])
  rig.say('over', overOf(incidentOf(), startMs + 26 * minuteMs))
  await rig.pass(2 * minuteMs)
  expect([ear.bodies.at(-1), boss.bodies.at(-1)].map(body => whys(body))).toEqual([['over'], ['over']])
})

test('a storm stays under twenty messages a minute, and nothing of it is lost', async () => {
  await using ear = await new Ear().listen()
  await using rig = new TellerRig().open()
  rig.receiver('ops', ear.url('/send?key=k'), { platform: 'wecom' })
  rig.receiver('ops-too', ear.url('/send?key=k'), { platform: 'wecom', kinds: ['feed-lost'] })
  for (let i = 0; i < 60; i += 1) {
    const kind = i % 2 === 0 ? 'feed-lost' : 'endpoint-lost'
    rig.say('opened', incidentOf({ id: `i${i}`, kind, seen: [], broadcasts: [] }))
    await rig.pass(1_000)
  }
  expect(ear.heard.length).toBeLessThanOrEqual(16)
  await rig.pass(30_000)
  const text = ear.heard.map(each => each.text).join('\n')
  for (let i = 0; i < 60; i += 1) expect(text).toContain(`事故 i${i}`)
})

test('what is mild waits for the morning, all of it in one message', async () => {
  await using ear = await new Ear().listen()
  await using rig = new TellerRig().open()
  rig.receiver('ops', ear.url(), { quiet: { from: '23:00', to: '07:00' } })
  const mild = { seen: [seenOf({ darkMs: 900 })] }
  rig.say('opened', incidentOf({ ...mild }))
  await rig.pass(10_000)
  rig.say('opened', incidentOf({ id: 'i2', ...mild }))
  rig.say('over', overOf(incidentOf(mild), startMs + 10_000, mild.seen))
  await rig.pass(minuteMs)
  expect(ear.heard).toEqual([])
  rig.say('opened', incidentOf({ id: 'i3' }))
  await rig.pass(5_000)
  expect(ear.bodies.map(ids)).toEqual([['i3']])
  rig.clock.stepWall(46 * minuteMs)
  await rig.pass(3_000)
  expect(ear.bodies.map(ids)).toEqual([['i3'], ['i1', 'i2']])
  expect(rig.teller.views()[0]?.state.delays.sumS).toBeLessThan(10)
})

test('an incident that becomes part of another is told on as that one', async () => {
  await using ear = await new Ear().listen()
  await using rig = new TellerRig().open()
  rig.receiver('ops', ear.url())
  rig.say('opened', incidentOf())
  await rig.pass(3_000)
  rig.set(incidentOf({ overMs: startMs + 3_000, mergedInto: 'i2', seen: [] }))
  rig.say('opened', incidentOf({ id: 'i2', kind: 'uplink-down', scope: 'uplink' }))
  await rig.pass(3_000)
  expect(ear.bodies.map(ids)).toEqual([['i1'], ['i2']])
  expect(whys(ear.bodies[1])).toEqual(['changed'])
})

test('what could not be told for hours is given up and counted; what is new is not', async () => {
  await using ear = await new Ear().listen()
  await using rig = new TellerRig().open()
  ear.behaviour = { status: 503 }
  rig.receiver('ops', ear.url())
  rig.say('opened', incidentOf())
  await rig.pass(minuteMs)
  rig.clock.stepWall(6 * 60 * minuteMs)
  rig.say('opened', incidentOf({ id: 'i2' }))
  await rig.pass(5_000)
  expect(rig.teller.views()[0]?.state.outcomes).toMatchObject({ delivered: 0, expired: 1 })
  ear.behaviour = {}
  await rig.pass(10 * minuteMs)
  expect(ids(ear.bodies.at(-1))).toEqual(['i2'])
})

test('a full disk does not keep people from hearing of it', async () => {
  await using ear = await new Ear().listen()
  await using rig = new TellerRig().open()
  rig.receiver('ops', ear.url())
  await rig.pass(1_000)
  const { database } = rig.store
  database.limitPages(database.pages())
  for (let i = 0; i < 400 && rig.store.trouble() === ''; i += 1)
    try {
      const filler = { atMs: 0, broadcast: null, kind: 'filler', detail: { text: 'x'.repeat(900) } }
      rig.store.command(filler, () => {})
    } catch {
      break // full: as it should be
    }
  rig.set(incidentOf({ kind: 'store-full' }))
  await rig.pass(4_000)
  expect(ear.bodies.map(ids)).toEqual([['i1']])
  database.limitPages(0)
  await rig.pass(2_000)
  await rig.close()
  rig.open()
  await rig.pass(5_000)
  expect(ear.heard).toHaveLength(1)
})

test('a receiver that is removed while it hangs is let go, and a changed one is tried at once', async () => {
  await using ear = await new Ear().listen()
  await using rig = new TellerRig().open()
  ear.behaviour = 'nothing'
  rig.receiver('gone', ear.url('/gone'))
  rig.receiver('ops', 'http://127.0.0.1:9/hook')
  rig.say('opened', incidentOf())
  await rig.pass(8_000, ['gone'])
  expect(rig.teller.views()[1]?.state.trouble).toBe('ops cannot be reached (ECONNREFUSED)')
  rig.commands.remove('gone', 'tester')
  ear.behaviour = {}
  rig.receiver('ops', ear.url('/ops'))
  await rig.pass(1_000)
  expect(ear.heard.map(({ path }) => path)).toEqual(['/gone', '/ops'])
  expect(rig.teller.views().map(({ receiver }) => receiver.name)).toEqual(['ops'])
})
