// The disk of the store is full: commands are refused with the reason, nothing that was answered is lost, and what is on air stays.
import { expect, test } from 'vitest'
import { identityOf, isAlive } from '#core/process-identity.ts'
import { ControlRig } from '../support/control-rig.ts'
import { until } from '../support/until.ts'

test('a full disk refuses commands and touches nothing on air', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  await rig.ask('POST', '/api/broadcasts/evening/start', {})
  const isCarrying = async () =>
    (await rig.ask('GET', '/api/broadcasts/evening')).json.legs[0].state.at === 'carrying'
  await until('the leg carries', isCarrying)
  const worker = identityOf(rig.control.supervisor.view('relay-evening').pid ?? 0)
  const { database } = rig.control.store
  database.limitPages(database.pages()) // full from here on

  const acknowledged: string[] = []
  const refused: { status: number; code: string; detail: string }[] = []
  for (let i = 0; i < 400 && refused.length < 20; i++) {
    const answer = await rig.ask('PUT', `/api/feeds/feed-${i}`, { kind: 'rtmp' })
    if (answer.status === 200) acknowledged.push(`feed-${i}`)
    else refused.push({ status: answer.status, ...answer.json })
  }
  expect(refused.length).toBe(20)
  for (const { status, code, detail } of refused) {
    expect([status, code]).toEqual([507, 'core/disk-full'])
    expect(detail).toContain('make room on that disk')
  }
  expect((await rig.ask('GET', '/readyz')).json.why).toContain('the store cannot be written')

  // On air: the same process, told nothing new, and its journal goes on.
  await rig.worker('relay-evening', 'POST', '/happen', {
    kind: 'test-mark',
    detail: { filler: 'x'.repeat(9_000) },
  })
  expect(await isCarrying()).toBe(true)
  expect(isAlive(worker)).toBe(true)

  database.limitPages(0) // somebody made room
  const marks = () =>
    rig.control.store.events.after(0, 'evening', 1_000).filter(event => event.kind === 'test-mark')
  await until('what happened meanwhile is read', () => marks().length > 0)
  expect(marks().length).toBe(1)
  expect((await rig.ask('PUT', '/api/broadcasts/late', { feeds: ['camera-a'] })).status).toBe(201)
  await rig.control.close('a restart')
  await rig.open()
  const names = (await rig.ask('GET', '/api/feeds')).json.feeds.map((feed: { name: string }) => feed.name)
  expect(names).toEqual(expect.arrayContaining(acknowledged))
  for (const each of acknowledged) expect(names).toContain(each)
  expect(isAlive(worker)).toBe(true)
}, 60_000)
