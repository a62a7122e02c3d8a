// Faults of real processes and connections: each opens exactly one incident, of the right kind and scope, and is over.
import { performance } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { Evening } from '../support/evening.ts'
import { HouseRig, pictures, untilMorePictures } from '../support/house-rig.ts'
import { type Publish, RudePlatform } from '../support/rude-platform.ts'
import { until } from '../support/until.ts'

/** What the house promises: opened this soon after the leg or program acted. */
const openedWithinMs = 2_000
/** Reported recovery against what the far end received. */
const agreeWithinMs = 200
const wallAtMs = (ms: number) => Date.now() - performance.now() + ms

async function list(house: HouseRig): Promise<any[]> {
  return (await house.product.api('GET', '/api/incidents')).incidents
}

async function untilIncidents(house: HouseRig, count: number, is: (each: any) => boolean): Promise<any[]> {
  let seen: any[] = []
  const look = async () => {
    seen = await list(house)
    return seen.length === count && seen.every(is) ? seen : undefined
  }
  return await until(`${count} incidents as they should be`, look, 25_000).catch(error => {
    throw new Error(`${error}; there are ${JSON.stringify(seen.map(each => ({ ...each, evidence: [] })))}`)
  })
}

/** The only incident, once it is over; it was opened in time, and no second one came of it. */
async function untilOver(house: HouseRig): Promise<any> {
  const [incident] = await untilIncidents(house, 1, each => each.overMs !== null)
  const actedMs = incident.actedMs ?? incident.noticedMs
  if (incident.openedMs - actedMs >= openedWithinMs)
    throw new Error(`opened late: ${JSON.stringify(incident)}`)
  await new Promise(resolve => setTimeout(resolve, 1_500)) // whatever else may come of it
  await untilIncidents(house, 1, () => true)
  return incident
}

const lastMs = (publish: Publish | undefined) => pictures(publish).at(-1)?.atMs ?? Number.NaN
const firstMs = (publish: Publish | undefined) => pictures(publish)[0]?.atMs ?? Number.NaN

/** Two destinations, each with a main address and a backup. */
class Stage implements AsyncDisposable {
  readonly house: HouseRig
  readonly mains: readonly RudePlatform[]
  readonly backup: RudePlatform

  private constructor(house: HouseRig, mains: readonly RudePlatform[], backup: RudePlatform) {
    this.house = house
    this.mains = mains
    this.backup = backup
  }

  static async open(): Promise<Stage> {
    const mains = [await RudePlatform.open(), await RudePlatform.open()]
    const backup = await RudePlatform.open()
    const house = await HouseRig.open()
    const pair = (main: RudePlatform | undefined, name: string) => [
      { url: main?.url ?? '', key: `PLANTED-${name}-1` },
      { url: backup.url, key: `PLANTED-${name}-2` },
    ]
    await house.plan('evening', { douyin: pair(mains[0], 'douyin'), kuaishou: pair(mains[1], 'kuaishou') })
    await house.start('evening')
    await house.untilCarrying('evening')
    const stage = new Stage(house, mains, backup)
    for (const platform of mains) await untilMorePictures(platform)
    await new Promise(resolve => setTimeout(resolve, 1_000)) // some pongs
    if ((await list(house)).length > 0) throw new Error('an incident before any fault')
    return stage
  }

  get douyin(): RudePlatform {
    return this.mains[0] as RudePlatform
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.house[Symbol.asyncDispose]()
    for (const platform of [...this.mains, this.backup]) await platform[Symbol.asyncDispose]()
  }
}

test('an endpoint that freezes: endpoint-stalled, and the darkness told is what the platform missed', async () => {
  await using stage = await Stage.open()
  const frozenMs = performance.now()
  stage.douyin.freeze()
  const incident = await untilOver(stage.house)
  expect(incident).toMatchObject({ kind: 'endpoint-stalled', scope: 'endpoint', broadcast: 'evening' })
  expect(incident.subject).toEqual({ destination: 'douyin', endpoint: 0 })
  const backMs = firstMs(stage.backup.publishes[0])
  expect(Math.abs(incident.beganMs - wallAtMs(frozenMs))).toBeLessThan(agreeWithinMs)
  expect(Math.abs(incident.recoveredMs - wallAtMs(backMs))).toBeLessThan(agreeWithinMs)
  const [seen] = incident.seen
  expect(Math.abs(seen.darkMs - (backMs - lastMs(stage.douyin.publishes[0])))).toBeLessThan(agreeWithinMs)
  const bundle = await stage.house.ask('GET', `/api/incidents/${incident.id}/bundle`)
  expect(bundle.text).not.toContain('PLANTED')
  const leg = bundle.json.flights[0].legs.find((each: any) => each.name === 'douyin')
  expect(leg.rows.length).toBeGreaterThan(2)
  expect(leg.said.some(({ text }: any) => text.includes('took nothing'))).toBe(true)
}, 120_000)

test('an endpoint that is killed: endpoint-lost', async () => {
  await using stage = await Stage.open()
  await stage.douyin.kill()
  const incident = await untilOver(stage.house)
  expect(incident).toMatchObject({
    kind: 'endpoint-lost',
    scope: 'endpoint',
    subject: { destination: 'douyin' },
  })
  const missedMs = firstMs(stage.backup.publishes[0]) - lastMs(stage.douyin.publishes[0])
  expect(Math.abs(incident.seen[0].darkMs - missedMs)).toBeLessThan(agreeWithinMs)
}, 120_000)

test('a key that is refused in mid-show: the key, until a person pastes another', async () => {
  await using stage = await Stage.open()
  for (const platform of [stage.douyin, stage.backup])
    platform.answer = () => ({ code: 'NetStream.Publish.Rejected', description: '501 push url expired' })
  stage.douyin.reset()
  await untilIncidents(stage.house, 1, ({ kind, scope }) => kind === 'key-expired' && scope === 'key')
  stage.douyin.answer = () => 'accept'
  await stage.house.putEndpoints('evening', 'douyin', [{ url: stage.douyin.url, key: 'PLANTED-fresh-1' }])
  const incident = await untilOver(stage.house)
  expect(incident).toMatchObject({ kind: 'key-expired', scope: 'key', subject: { destination: 'douyin' } })
}, 120_000)

test('all platforms silent at once: the uplink, one incident for all', async () => {
  await using stage = await Stage.open()
  for (const platform of stage.mains) platform.freeze()
  await untilIncidents(stage.house, 1, ({ kind }) => kind === 'uplink-down')
  for (const platform of stage.mains) platform.thaw()
  const incident = await untilOver(stage.house)
  expect(incident).toMatchObject({ kind: 'uplink-down', scope: 'uplink', subject: {} })
  expect(incident.seen.map(({ destination }: any) => destination).toSorted()).toEqual(['douyin', 'kuaishou'])
}, 120_000)

test('the relay killed: one incident with the darkness of its legs', async () => {
  await using stage = await Stage.open()
  const killedMs = performance.now()
  process.kill(stage.house.processes()['relay-evening']?.pid ?? 0, 'SIGKILL')
  const incident = await untilOver(stage.house)
  expect(incident).toMatchObject({
    kind: 'relay-lost',
    scope: 'machine',
    subject: { worker: 'relay-evening' },
  })
  expect(Math.abs(incident.beganMs - wallAtMs(killedMs))).toBeLessThan(agreeWithinMs)
  for (const [i, name] of ['douyin', 'kuaishou'].entries()) {
    const [before, after] = stage.mains[i]?.publishes ?? []
    const seen = incident.seen.find(({ destination }: any) => destination === name)
    expect(Math.abs(seen.darkMs - (firstMs(after) - lastMs(before)))).toBeLessThan(agreeWithinMs)
  }
  const { json } = await stage.house.ask('GET', `/api/incidents/${incident.id}/bundle`)
  const rows = json.flights[0].legs[0].rows as number[][]
  expect(rows.some(row => (row[0] ?? 0) < incident.beganMs)).toBe(true) // its last seconds outlived it
}, 120_000)

test('control killed while an endpoint is frozen: both are there when it is back, each once', async () => {
  await using stage = await Stage.open()
  stage.douyin.freeze()
  await stage.house.product.killControl()
  await until('the leg has moved', () => stage.backup.open.length === 1)
  await untilMorePictures(stage.backup)
  await stage.house.product.startControl()
  const found = await untilIncidents(stage.house, 2, each => each.overMs !== null)
  expect(new Set(found.map(({ kind, scope }) => `${kind} ${scope}`))).toEqual(
    new Set(['endpoint-stalled endpoint', 'control-lost machine']),
  )
  const missedMs = firstMs(stage.backup.publishes[0]) - lastMs(stage.douyin.publishes[0])
  const stalled = found.find(({ kind }) => kind === 'endpoint-stalled')
  expect(Math.abs(stalled.seen[0].darkMs - missedMs)).toBeLessThan(agreeWithinMs)
  const kinds = (await stage.house.events()).filter(({ kind }) => kind === 'incident-opened')
  expect(kinds).toHaveLength(2)
}, 120_000)

test('a camera killed, and ingest killed: the feed, then the machine; slate seconds as the platforms got them', async () => {
  await using evening = await Evening.open({ cameras: [{ name: 'camera-a' }] })
  const { house } = evening
  await evening.begin()
  expect(await list(house)).toEqual([])
  evening.camera('camera-a').stop()
  await evening.untilOnAir('slate')
  await evening.pass(2_000)
  await evening.camera('camera-a').publish()
  await evening.untilOnAir('camera-a')
  await evening.pass(1_500)
  const [feed] = await untilIncidents(house, 1, each => each.overMs !== null)
  expect(feed).toMatchObject({ kind: 'feed-lost', scope: 'feed', subject: { feed: 'camera-a' } })
  expect(feed.openedMs - feed.actedMs).toBeLessThan(openedWithinMs)
  for (const [i, { destination, slateMs, darkMs }] of feed.seen.entries()) {
    expect([['douyin', 'kuaishou'].indexOf(destination) >= 0, darkMs]).toEqual([true, 0])
    const frames = pictures(evening.platforms[i]?.publishes[0])
    const slate = frames.filter(({ source }) => source === 0)
    const shownMs =
      (frames.find(({ atMs, source }) => source !== 0 && atMs > (slate[0]?.atMs ?? 0))?.atMs ?? 0) -
      (slate[0]?.atMs ?? 0)
    expect(Math.abs(slateMs - shownMs)).toBeLessThan(agreeWithinMs)
  }
  await new Promise(resolve => setTimeout(resolve, 6_000)) // another, not the same again
  process.kill(house.processes().ingest?.pid ?? 0, 'SIGKILL')
  await evening.untilOnAir('slate')
  const publish = () =>
    evening
      .camera('camera-a')
      .publish()
      .then(
        () => true,
        () => false,
      ) // the door opens in a moment
  await until('the front door is open again', publish)
  await evening.untilOnAir('camera-a')
  const [lost] = await untilIncidents(house, 2, each => each.overMs !== null)
  expect(lost).toMatchObject({ kind: 'ingest-lost', scope: 'machine', subject: { worker: 'ingest' } })
  expect(lost.parts.map(({ kind }: any) => kind)).toEqual(['ingest-lost', 'feed-lost'])
  await house.product.api('POST', '/api/broadcasts/evening/stop')
  evening.camera('camera-a').stop()
  await new Promise(resolve => setTimeout(resolve, 2_000))
  expect(await list(house)).toHaveLength(2)
}, 120_000)

test('without a slate a killed camera leaves every platform dark, and the incident says for how long', async () => {
  await using platform = await RudePlatform.open()
  await using house = await HouseRig.open({ hasCamera: false })
  await house.plan('evening', { douyin: [{ url: platform.url, key: 'PLANTED-1' }] })
  const camera = house.camera(house.feedKey)
  await house.start('evening')
  await house.untilCarrying('evening')
  await untilMorePictures(platform)
  camera[Symbol.dispose]()
  await untilIncidents(house, 1, ({ kind, seen }) => kind === 'feed-lost' && (seen[0]?.darkMs ?? 0) > 2_500)
  const missedFromMs = lastMs(platform.publishes[0])
  house.camera(house.feedKey)
  const incident = await untilOver(house)
  const frames = platform.publishes.flatMap(publish => pictures(publish))
  const backMs = frames.find(({ atMs }) => atMs > missedFromMs)?.atMs ?? 0
  expect(Math.abs(incident.seen[0].darkMs - (backMs - missedFromMs))).toBeLessThan(agreeWithinMs)
}, 120_000)
