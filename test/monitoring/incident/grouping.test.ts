// Correlated failures are one incident, whatever order they are told in; unrelated ones are not.
import { expect, test } from 'vitest'
import { Happenings } from '../../support/happenings.ts'

const shows = (evening: Happenings) => evening.told.filter(line => line.startsWith('opened'))

test('all legs silent at once is the uplink: one incident, opened once, with each destination dark', () => {
  const evening = Happenings.onAir({ evening: ['douyin', 'kuaishou', 'channels'] })
  evening.pass(10_000)
  for (const name of ['douyin', 'kuaishou', 'channels']) {
    evening.leg(name, 'stalled', { agoMs: 900 })
    evening.pass(200)
  }
  expect(evening.only).toMatchObject({ kind: 'uplink-down', scope: 'uplink', subject: {} })
  expect(evening.only.actedMs).not.toBeNull()
  evening.pass(3_000)
  for (const name of ['kuaishou', 'douyin', 'channels']) evening.leg(name, 'carrying', { agoMs: 100 })
  expect(evening.only.overMs).toBe(evening.nowMs - 100)
  expect(evening.only.seen.map(({ darkMs }) => darkMs > 3_500)).toEqual([true, true, true])
  expect(shows(evening)).toEqual(['opened uplink-down'])
})

test('the uplink is the uplink of all broadcasts', () => {
  const evening = Happenings.onAir({ evening: ['douyin'], morning: ['kuaishou'] })
  evening.pass(5_000)
  evening.leg('douyin', 'stalled', { agoMs: 900 }, 'evening')
  evening.leg('kuaishou', 'stalled', { agoMs: 950 }, 'morning')
  expect(evening.only).toMatchObject({
    kind: 'uplink-down',
    broadcast: null,
    broadcasts: ['evening', 'morning'],
  })
})

test('one silent leg beside one that carries is its own endpoint', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  evening.leg('douyin', 'stalled', { agoMs: 900 })
  evening.pass(600)
  evening.leg('douyin', 'waiting', { cause: 'timeout' })
  evening.pass(3_000)
  evening.leg('kuaishou', 'stalled', { agoMs: 900 })
  evening.pass(2_000)
  expect(evening.incidents.map(({ kind }) => kind)).toEqual(['endpoint-stalled', 'endpoint-stalled'])
})

test('ingest killed: the loss of its feeds is part of it, in whatever order it is told', () => {
  const before = Happenings.onAir({ evening: ['douyin'], morning: ['kuaishou'] })
  before.pass(5_000)
  before.cut('slate', {}, 'evening')
  before.cut('slate', {}, 'morning')
  before.say(null, 'worker-lost', { worker: 'ingest', why: 'it died', sinceMs: before.nowMs - 60 })
  before.pass(2_000)
  expect(before.only).toMatchObject({ kind: 'ingest-lost', scope: 'machine', subject: { worker: 'ingest' } })
  expect(before.only.broadcasts).toEqual(['evening', 'morning'])

  const after = Happenings.onAir()
  after.pass(5_000)
  after.say(null, 'worker-lost', { worker: 'ingest', why: 'it died' })
  after.cut('slate')
  after.say('evening', 'feed-gone', { feed: 'camera-a' })
  after.pass(300)
  after.say(null, 'worker-started', { worker: 'ingest' })
  after.say(null, 'started', { predecessorAliveMs: after.nowMs - 330 })
  after.pass(2_000)
  expect(after.only).toMatchObject({ kind: 'ingest-lost', overMs: null })
  after.say('evening', 'feed-live', { feed: 'camera-a' })
  after.cut('camera-a', { cause: 'return' })
  expect(after.only.overMs).toBe(after.nowMs)
  expect(after.only.seen[0]?.slateMs).toBe(2_300)
})

test('a frozen ingest that is found out late takes over the incidents of its feeds', () => {
  const evening = Happenings.onAir()
  evening.say('evening', 'feed-live', { feed: 'camera-b' })
  evening.pass(5_000)
  evening.cut('slate', { silenceMs: 700 })
  evening.pass(3_000)
  expect(evening.only.kind).toBe('feed-lost')
  evening.say(null, 'worker-lost', {
    worker: 'ingest',
    why: 'it does not answer',
    sinceMs: evening.nowMs - 3_700,
  })
  evening.pass(600)
  expect(evening.only).toMatchObject({ kind: 'ingest-lost', scope: 'machine' })
  expect(shows(evening)).toEqual(['opened feed-lost'])
})

test('relay killed: one incident with the darkness of its legs, and our ghosts afterwards', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  const diedMs = evening.nowMs
  evening.pass(100)
  evening.say('evening', 'worker-lost', { worker: 'relay-evening', why: 'it died', sinceMs: diedMs })
  evening.pass(700)
  evening.say('evening', 'started', { predecessorAliveMs: diedMs })
  evening.say('evening', 'worker-started', { worker: 'relay-evening', pid: 1 })
  for (const name of ['douyin', 'kuaishou']) {
    evening.leg(name, 'armed')
    evening.leg(name, 'connecting')
  }
  evening.leg('kuaishou', 'waiting', { cause: 'duplicate-rejected' })
  evening.leg('douyin', 'publishing')
  evening.leg('douyin', 'carrying')
  const litMs = evening.nowMs
  evening.pass(1_000)
  for (const to of ['connecting', 'publishing', 'carrying']) evening.leg('kuaishou', to)
  expect(evening.only).toMatchObject({
    kind: 'relay-lost',
    scope: 'machine',
    beganMs: diedMs,
    overMs: litMs + 1_000,
  })
  expect(evening.only.seen.map(({ destination, darkMs }) => [destination, darkMs])).toEqual([
    ['douyin', litMs - diedMs],
    ['kuaishou', litMs + 1_000 - diedMs],
  ])
})

test('a relay that died while control was away is told by its successor', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  evening.say('evening', 'started', { predecessorAliveMs: evening.nowMs - 700 })
  for (const name of ['douyin', 'kuaishou'])
    for (const to of ['armed', 'connecting', 'publishing', 'carrying']) evening.leg(name, to)
  evening.pass(1_000)
  expect(evening.only).toMatchObject({ kind: 'relay-lost', broadcast: 'evening' })
  expect(evening.only.noticedMs - evening.only.beganMs).toBe(700)
  expect(evening.only.seen.map(({ darkMs }) => darkMs)).toEqual([700, 700])
})

test('a worker that is stopped in order and started again is no incident', () => {
  const evening = Happenings.onAir()
  for (const name of ['douyin', 'kuaishou']) evening.leg(name, 'stopped', { cause: 'client-stop' })
  evening.say(null, 'feed-down', { feed: 'camera-a', why: 'ingest is closing', silentForMs: 0 })
  evening.pass(5_000)
  evening.say(null, 'started', { predecessorAliveMs: evening.nowMs - 5_000 })
  evening.say('evening', 'started', { predecessorAliveMs: evening.nowMs - 5_000 })
  evening.pass(5_000)
  expect(evening.incidents).toEqual([])
})

test('several processes lost at once is one incident of the machine', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  const diedMs = evening.nowMs
  evening.pass(20_000)
  evening.say(null, 'control-lost', { sinceMs: diedMs })
  evening.pass(200)
  evening.say(null, 'started', { predecessorAliveMs: diedMs - 40 })
  evening.pass(300)
  evening.say('evening', 'started', { predecessorAliveMs: diedMs - 20 })
  for (const name of ['douyin', 'kuaishou'])
    for (const to of ['armed', 'connecting', 'publishing', 'carrying']) evening.leg(name, to)
  evening.pass(2_000)
  expect(evening.only).toMatchObject({ kind: 'processes-lost', scope: 'machine', beganMs: diedMs - 40 })
})

test('a control that was killed while an endpoint was frozen is another incident', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  evening.leg('douyin', 'waiting', { cause: 'network' })
  evening.pass(5_000)
  evening.say(null, 'control-lost', { sinceMs: evening.nowMs - 2_000 })
  evening.pass(1_000)
  expect(evening.incidents.map(({ kind, scope }) => [kind, scope])).toEqual([
    ['endpoint-lost', 'endpoint'],
    ['control-lost', 'machine'],
  ])
})

test('a lost camera whose fallback does not fit is one incident', () => {
  const evening = Happenings.onAir()
  evening.say('evening', 'feed-live', { feed: 'camera-b' })
  evening.pass(5_000)
  evening.cut('camera-b', { misfit: '1280x720' })
  evening.pass(1_000)
  expect(evening.only).toMatchObject({ kind: 'feed-lost' })
  expect(evening.only.parts.map(({ kind }) => kind)).toEqual(['feed-lost', 'profile-changed'])
})

test('a platform that closes because nothing came is part of the lost camera', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  evening.say('evening', 'feed-gone', { feed: 'camera-a' })
  evening.pass(8_000)
  evening.leg('douyin', 'waiting', { cause: 'idle-dropped' })
  expect(evening.only).toMatchObject({ kind: 'feed-lost' })
})

test('the same feed lost in two broadcasts is one incident', () => {
  const evening = Happenings.onAir({ evening: ['douyin'], morning: ['kuaishou'] })
  evening.pass(5_000)
  evening.cut('slate', {}, 'evening')
  evening.cut('slate', {}, 'morning')
  evening.pass(1_000)
  expect(evening.only).toMatchObject({ kind: 'feed-lost', broadcasts: ['evening', 'morning'] })
  evening.say('evening', 'stop', {})
  expect(evening.only.overMs).toBeNull()
  evening.say('morning', 'feed-live', { feed: 'camera-a' })
  evening.cut('camera-a', { cause: 'return' }, 'morning')
  expect(evening.only.overMs).toBe(evening.nowMs)
})

test('a flapping endpoint is one incident while it comes back and goes within seconds', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  for (let i = 0; i < 4; i++) {
    evening.leg('douyin', 'waiting', { cause: 'network' })
    evening.pass(500)
    for (const to of ['connecting', 'publishing', 'carrying']) evening.leg('douyin', to)
    evening.pass(3_000)
  }
  expect(evening.only.parts).toHaveLength(4)
  evening.pass(60_000)
  evening.leg('douyin', 'waiting', { cause: 'network' })
  expect(evening.incidents).toHaveLength(2)
  expect(evening.state.counts['endpoint-lost']?.detection?.counts.reduce((sum, each) => sum + each, 0)).toBe(
    1,
  )
})

test('the worker of virtual hosts killed: the host feed lost with it is part of it, and no camera is thought lost', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  evening.say(null, 'worker-lost', { worker: 'avatar', why: 'it died', sinceMs: evening.nowMs - 60 })
  evening.say('evening', 'feed-gone', { feed: 'night-host' })
  evening.pass(2_000)
  evening.say(null, 'worker-started', { worker: 'avatar' })
  evening.say(null, 'avatar-started', {})
  evening.pass(2_000)
  expect(evening.only).toMatchObject({ kind: 'avatar-lost', scope: 'machine', subject: { worker: 'avatar' } })
})

test('a worker of virtual hosts that starts means nothing for the cameras', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  evening.say(null, 'avatar-started', {})
  evening.say(null, 'turn', { feed: 'night-host', from: null, to: 'lin' })
  evening.pass(5_000)
  expect(evening.incidents).toEqual([])
})
