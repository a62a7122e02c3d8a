// What becomes an incident, of which kind, with which times, and what viewers saw of it.
import { expect, test } from 'vitest'
import { Happenings } from '../../support/happenings.ts'

const seenOf = (evening: Happenings, destination: string) =>
  evening.only.seen.find(seen => seen.destination === destination)

test('a start, a take, a change of addresses and a stop are no incidents, nor is a camera that ends afterwards', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  evening.cut('slate', { cause: 'take' })
  evening.pass(2_000)
  evening.cut('camera-a', { cause: 'release' })
  evening.leg('douyin', 'waiting', { cause: 'client-stop' })
  for (const to of ['connecting', 'publishing', 'carrying']) evening.leg('douyin', to)
  evening.pass(2_000)
  evening.say('evening', 'stop', {})
  for (const name of ['douyin', 'kuaishou']) evening.leg(name, 'stopped', { cause: 'client-stop' })
  evening.say(null, 'feed-down', {
    feed: 'camera-a',
    why: 'the encoder closed the connection',
    silentForMs: 0,
  })
  evening.cut('slate')
  evening.say('evening', 'feed-gone', { feed: 'camera-a' })
  evening.pass(60_000)
  expect(evening.incidents).toEqual([])
})

test('a killed camera: feed lost, its connection to blame, slate seconds at every destination', () => {
  const evening = Happenings.onAir()
  evening.pass(10_000)
  evening.say(null, 'feed-down', { feed: 'camera-a', why: 'the connection was lost', silentForMs: 30 })
  evening.cut('slate', { silenceMs: 40 })
  evening.say('evening', 'feed-gone', { feed: 'camera-a', sinceMs: evening.nowMs - 40 })
  const lostMs = evening.nowMs
  evening.pass(600)
  expect(evening.only).toMatchObject({
    kind: 'feed-lost',
    scope: 'feed',
    broadcast: 'evening',
    subject: { feed: 'camera-a' },
    beganMs: lostMs - 40,
    noticedMs: lostMs,
    actedMs: lostMs,
    recoveredMs: null,
    overMs: null,
  })
  expect(evening.only.openedMs - lostMs).toBeLessThanOrEqual(600)
  evening.pass(3_400)
  evening.say('evening', 'feed-live', { feed: 'camera-a' })
  evening.pass(1_000)
  evening.cut('camera-a', { cause: 'return', gapMs: 33, silenceMs: 33 })
  expect(evening.only).toMatchObject({ recoveredMs: lostMs + 5_000, overMs: lostMs + 5_000 })
  expect(evening.only.seen).toEqual([
    { broadcast: 'evening', destination: 'douyin', frozenMs: 0, slateMs: 5_000, darkMs: 0, now: null },
    { broadcast: 'evening', destination: 'kuaishou', frozenMs: 0, slateMs: 5_000, darkMs: 0, now: null },
  ])
  expect(new Set(evening.told)).toEqual(new Set(['opened feed-lost', 'over feed-lost']))
})

test('a frozen camera: its encoder to blame, and the time until the slate was frozen', () => {
  const evening = Happenings.onAir()
  evening.pass(10_000)
  evening.cut('slate', { silenceMs: 733, gapMs: 20 })
  evening.say('evening', 'feed-gone', { feed: 'camera-a', sinceMs: evening.nowMs - 733 })
  evening.pass(10_000)
  evening.say(null, 'feed-down', { feed: 'camera-a', why: 'no picture came', silentForMs: 10_000 })
  expect(evening.only).toMatchObject({ kind: 'feed-lost', scope: 'encoder' })
  expect(evening.only.noticedMs - evening.only.beganMs).toBe(733)
  expect(seenOf(evening, 'douyin')).toMatchObject({ frozenMs: 733, slateMs: 10_000 })
})

test('with another camera viewers have their picture at once; the incident stays until the first one is back', () => {
  const evening = Happenings.onAir()
  evening.say('evening', 'feed-live', { feed: 'camera-b' })
  evening.pass(10_000)
  evening.cut('camera-b')
  evening.say('evening', 'feed-gone', { feed: 'camera-a' })
  evening.pass(2_000)
  expect(evening.only.recoveredMs).toBe(evening.only.actedMs)
  expect(evening.only.overMs).toBeNull()
  evening.say('evening', 'feed-live', { feed: 'camera-a' })
  expect(evening.only.overMs).toBe(evening.nowMs)
  expect(evening.only.seen).toEqual([])
})

test('a standby that goes while it is not in use is none; the fallback in use that goes is', () => {
  const evening = Happenings.onAir()
  evening.say('evening', 'feed-live', { feed: 'camera-b' })
  evening.pass(1_000)
  evening.say('evening', 'feed-gone', { feed: 'camera-b' })
  evening.pass(10_000)
  expect(evening.incidents).toEqual([])
  evening.say('evening', 'feed-live', { feed: 'camera-b' })
  evening.cut('camera-b')
  evening.pass(5_000)
  evening.cut('slate')
  evening.pass(5_000)
  expect(evening.incidents.map(({ subject }) => subject.feed)).toEqual(['camera-a', 'camera-b'])
})

test('without a slate every destination is dark from the last picture to the next', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  evening.say('evening', 'feed-gone', { feed: 'camera-a', sinceMs: evening.nowMs - 30 })
  const lastMs = evening.nowMs - 30
  evening.pass(1_000)
  evening.say('evening', 'program-dark', { program: 'main', feed: 'camera-a', sinceMs: lastMs })
  evening.pass(9_000)
  evening.say('evening', 'feed-live', { feed: 'camera-a' })
  evening.cut('camera-a', { from: null, cause: 'return', gapMs: 10_000, silenceMs: 10_030 })
  evening.say('evening', 'program-lit', { program: 'main', feed: 'camera-a', sinceMs: evening.nowMs })
  expect(evening.only).toMatchObject({ kind: 'feed-lost', beganMs: lastMs, overMs: evening.nowMs })
  expect(seenOf(evening, 'douyin')).toMatchObject({ darkMs: 10_030, frozenMs: 0, slateMs: 0 })
})

test('a frozen endpoint: dark from its last proof to the first bytes of the next connection', () => {
  const evening = Happenings.onAir()
  evening.pass(10_000)
  evening.leg('douyin', 'stalled', { agoMs: 950, cause: 'timeout' })
  const beganMs = evening.nowMs - 950
  evening.pass(600)
  evening.leg('douyin', 'waiting', { cause: 'timeout', agoMs: 1_550 })
  const actedMs = evening.nowMs
  expect(evening.only).toMatchObject({
    kind: 'endpoint-stalled',
    scope: 'endpoint',
    beganMs,
    actedMs,
    overMs: null,
  })
  expect(evening.only.subject).toEqual({ destination: 'douyin', endpoint: 0 })
  evening.leg('douyin', 'connecting', { endpoint: 1 })
  evening.pass(100)
  evening.leg('douyin', 'publishing', { endpoint: 1 })
  const litMs = evening.nowMs
  evening.pass(300)
  evening.leg('douyin', 'carrying', { endpoint: 1, agoMs: 300 })
  expect(evening.only).toMatchObject({ recoveredMs: litMs, overMs: litMs })
  expect(evening.only.seen).toEqual([
    {
      broadcast: 'evening',
      destination: 'douyin',
      frozenMs: 0,
      slateMs: 0,
      darkMs: litMs - beganMs,
      now: null,
    },
  ])
})

test('a stall that is paid at once, and nothing was done about, is none; one that lasts is', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  evening.leg('douyin', 'stalled', { agoMs: 900 })
  evening.pass(400)
  evening.leg('douyin', 'carrying')
  evening.pass(5_000)
  expect(evening.incidents).toEqual([])
  evening.leg('douyin', 'stalled', { agoMs: 900 })
  evening.pass(1_100)
  expect(evening.only.kind).toBe('endpoint-stalled')
})

test.each([
  ['network', 'endpoint-lost', 'endpoint'],
  ['idle-dropped', 'platform-closed', 'platform'],
  ['internal', 'endpoint-refused', 'endpoint'],
  ['replaced-by-new', 'another-sender', 'key'],
  ['auth-expired', 'key-expired', 'key'],
  ['auth-invalid', 'key-refused', 'key'],
  ['banned', 'platform-refused', 'platform'],
  ['policy', 'platform-refused', 'platform'],
  ['ownership-lost', 'ownership-lost', 'machine'],
])('a leg that was carrying and ends with %s is %s', (cause, kind, scope) => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  evening.leg('douyin', 'waiting', { cause })
  expect(evening.only).toMatchObject({ kind, scope, overMs: null })
  expect(evening.only.cause.en).toContain('douyin')
  expect(evening.only.cause.zh).toMatch(/[\u4e00-\u9fff]/)
})

test('a broken connection that turns out to be an expired key is the key, and a person is asked for', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  evening.leg('douyin', 'waiting', { cause: 'network' })
  evening.leg('douyin', 'connecting')
  evening.pass(100)
  evening.leg('douyin', 'blocked', { cause: 'auth-expired' })
  expect(evening.only).toMatchObject({ kind: 'key-expired', scope: 'key' })
  evening.pass(60_000)
  evening.say('evening', 'endpoints-changed', {})
  for (const to of ['armed', 'connecting', 'publishing', 'carrying']) evening.leg('douyin', to)
  expect(evening.only.overMs).toBe(evening.nowMs)
  expect(evening.told).toEqual(['opened endpoint-lost', 'changed key-expired', 'over key-expired'])
})

test('our own ghost while a leg comes back does not change what went wrong', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  evening.leg('douyin', 'waiting', { cause: 'network' })
  for (let i = 0; i < 3; i++) {
    evening.leg('douyin', 'connecting')
    evening.leg('douyin', 'waiting', { cause: 'duplicate-rejected' })
    evening.pass(1_000)
  }
  expect(evening.only).toMatchObject({ kind: 'endpoint-lost', scope: 'endpoint' })
})

test('a refusal at the very start counts from when it was tried', () => {
  const evening = new Happenings()
  evening.say('evening', 'start', {})
  evening.leg('douyin', 'armed')
  evening.leg('douyin', 'connecting')
  const triedMs = evening.nowMs
  evening.pass(300)
  evening.leg('douyin', 'blocked', { cause: 'auth-invalid' })
  expect(evening.only).toMatchObject({ kind: 'key-refused', scope: 'key', beganMs: triedMs })
})

test('a destination without an address waits for one, and is no incident', () => {
  const evening = new Happenings()
  evening.say('evening', 'start', {})
  evening.leg('douyin', 'armed')
  evening.leg('douyin', 'blocked', { cause: 'auth-missing' })
  evening.pass(5_000)
  expect(evening.incidents).toEqual([])
})

test('all addresses of a destination failing one after another is the platform', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  evening.leg('douyin', 'waiting', { cause: 'network' })
  evening.leg('douyin', 'connecting', { endpoint: 1 })
  evening.leg('douyin', 'waiting', { cause: 'timeout', endpoint: 1 })
  expect(evening.only).toMatchObject({ kind: 'endpoint-lost', scope: 'platform' })
})

test('lost sound and another profile are the encoder, over when they are right again', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  evening.say('evening', 'sound-lost', { program: 'main', feed: 'camera-a', sinceMs: evening.nowMs - 800 })
  evening.pass(3_000)
  expect(evening.only).toMatchObject({ kind: 'sound-lost', scope: 'encoder', beganMs: evening.nowMs - 3_800 })
  evening.say('evening', 'sound-back', { program: 'main', feed: 'camera-a' })
  evening.pass(20_000)
  evening.say('evening', 'feed-changed', { program: 'main', feed: 'camera-a', misfit: '1280x720' })
  evening.pass(2_000)
  evening.say('evening', 'feed-changed', { program: 'main', feed: 'camera-a', misfit: null })
  expect(evening.incidents.map(({ kind, overMs }) => [kind, overMs !== null])).toEqual([
    ['sound-lost', true],
    ['profile-changed', true],
  ])
})

test('a feed that does not fit is no trouble where a person took it, and is where it is the last resort', () => {
  const evening = Happenings.onAir()
  evening.cut('camera-b', { cause: 'take', misfit: '1280x720' })
  evening.pass(2_000)
  expect(evening.incidents).toEqual([])
})

test('a slate that cannot be made is told before it is needed', () => {
  const evening = Happenings.onAir()
  for (let i = 0; i < 3; i++) {
    evening.say('evening', 'slate-failed', { why: 'FFmpeg was not found' })
    evening.pass(5_000)
  }
  expect(evening.only).toMatchObject({ kind: 'slate-failed', scope: 'machine', overMs: null })
  evening.say('evening', 'slate-ready', {})
  expect(evening.only.overMs).toBe(evening.nowMs)
})

test('a stop ends what was open, and nothing of it counts as recovered', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  evening.leg('douyin', 'waiting', { cause: 'network' })
  evening.cut('slate')
  evening.pass(10_000)
  evening.say('evening', 'stop', {})
  for (const incident of evening.incidents)
    expect(incident).toMatchObject({ overMs: evening.nowMs, recoveredMs: null })
  evening.pass(10_000)
  expect(evening.state.faults).toEqual([])
  expect(evening.state.counts['endpoint-lost']?.recovery).toBeUndefined()
})

test('a full disk is one incident whoever meets it', () => {
  const evening = Happenings.onAir()
  evening.say(null, 'store-trouble', { worker: 'control', why: 'nothing was stored' })
  evening.pass(1_000)
  evening.say('evening', 'store-trouble', { worker: 'relay-evening', why: 'disk full' })
  evening.pass(1_000)
  expect(evening.only).toMatchObject({ kind: 'store-full', scope: 'machine' })
  evening.say('evening', 'store-mended', { worker: 'relay-evening' })
  expect(evening.only.overMs).toBeNull()
  evening.say(null, 'store-mended', { worker: 'control' })
  expect(evening.only.overMs).toBe(evening.nowMs)
})

test('an acknowledgement is kept with who and when, once, and counted', () => {
  const evening = Happenings.onAir()
  evening.leg('douyin', 'waiting', { cause: 'network' })
  const { id } = evening.only
  evening.pass(42_000)
  evening.acknowledge(id, 'ann')
  evening.pass(1_000)
  evening.acknowledge(id, 'ben')
  expect(evening.only).toMatchObject({ acknowledgedBy: 'ann', acknowledgedMs: evening.nowMs - 1_000 })
  expect(evening.state.counts['endpoint-lost']?.acknowledge?.sumS).toBe(42)
})

test('times are counted once, when the incident is over for good', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  evening.leg('douyin', 'stalled', { agoMs: 950 })
  evening.pass(600)
  evening.leg('douyin', 'waiting', { cause: 'timeout', agoMs: 1_550 })
  evening.leg('douyin', 'connecting')
  evening.leg('douyin', 'publishing')
  evening.leg('douyin', 'carrying')
  evening.pass(20_000)
  const counts = evening.state.counts['endpoint-stalled']
  expect(counts?.detection?.sumS).toBe(0.95)
  expect(counts?.recovery?.sumS).toBe(1.55)
  expect(counts?.recovery?.counts.reduce((sum, each) => sum + each, 0)).toBe(1)
  expect(counts?.acknowledge).toBeUndefined()
})
