// Drills as control has them: begun by hand and by the calendar, one at a time, and found again.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { identityOf } from '#core/process-identity.ts'
import { DrillsRig } from '../../support/drills-rig.ts'
import { until } from '../../support/until.ts'

test('a drill that was asked for runs beside us, and its card and its end are told', async () => {
  await using rig = new DrillsRig().open()
  const { drill } = rig.drills.begin('anna')
  expect(rig.drills.view().drills[0]).toMatchObject({ id: drill, by: 'anna', outcome: 'running' })
  expect(await rig.over(drill)).toMatchObject({ outcome: 'passed', isWhole: true, broken: [], why: null })
  expect(rig.drills.card(drill)).toMatchObject({ id: drill, outcome: 'passed' })
  expect(rig.events()).toEqual([
    { kind: 'drill-began', detail: { drill, by: 'anna' } },
    { kind: 'drill-finished', detail: { drill, by: 'anna', outcome: 'passed', broken: [], why: null } },
  ])
})

test('while one runs no other begins, and who takes notice of its page is told to it', async () => {
  await using rig = new DrillsRig().open()
  const { drill } = rig.drills.begin('admin')
  expect(() => rig.drills.begin('anna')).toThrow(`the drill ${drill} is not over`)
  expect(() => rig.drills.acknowledge('another', 'anna')).toThrow('there is no running drill another')
  rig.drills.acknowledge(drill, 'anna')
  expect((await rig.over(drill))?.outcome).toBe('passed')
  expect(rig.drills.card(drill).paging).toEqual({ tookMs: 10, by: 'anna' })
  expect(() => rig.drills.begin('anna')).not.toThrow()
})

test('one that dies is not finished, with its last words', async () => {
  await using rig = new DrillsRig().open()
  const { drill } = rig.drills.begin('dies')
  const summary = await rig.over(drill)
  expect(summary).toMatchObject({ outcome: 'unfinished', isWhole: false })
  expect(summary?.why).toContain('it exited with code 7; the disk is on fire')
  expect(rig.drills.counted()).toEqual({ lastPassedMs: null, lastRunMs: null, recoveries: [] })
})

test('one that is not over at its deadline is ended', async () => {
  await using rig = new DrillsRig().open()
  const { drill } = rig.drills.begin('admin')
  await rig.clock.advance(15 * 60_000)
  expect(await rig.over(drill)).toMatchObject({
    outcome: 'unfinished',
    why: 'it was not over within 15 minutes',
  })
})

test('one that runs when control closes is ended with it, and is not finished', async () => {
  await using rig = new DrillsRig().open()
  const { drill } = rig.drills.begin('admin')
  await rig.drills.close('an update')
  expect(rig.shelf.card(drill)).toMatchObject({ outcome: 'unfinished', why: 'an update' })
})

test('one that was left behind by a control that was killed is found by the next, and told of', async () => {
  await using rig = new DrillsRig()
  const killed = spawn(process.execPath, ['-e', ''])
  const owner = identityOf(killed.pid ?? 0)
  await once(killed, 'close')
  const folder = rig.shelf.folderOf('20261125-020000-dead')
  mkdirSync(folder, { recursive: true })
  const begun = { id: '20261125-020000-dead', by: 'schedule', beganMs: 1, owner }
  writeFileSync(join(folder, 'begun.json'), JSON.stringify(begun))
  rig.open()
  expect(rig.drills.view().drills).toMatchObject([{ id: begun.id, by: 'schedule', outcome: 'unfinished' }])
  expect(rig.events()).toMatchObject([
    { kind: 'drill-finished', detail: { drill: begun.id, outcome: 'unfinished' } },
  ])
})

test('the calendar begins one by itself, and knows when the next one is due', async () => {
  await using rig = new DrillsRig({ schedule: '0 10 1 * *', timeZone: 'Asia/Shanghai' }).open()
  const { nextMs, isOverdue } = rig.drills.view()
  expect([new Date(nextMs ?? 0).toISOString(), isOverdue]).toEqual(['2023-12-01T02:00:00.000Z', true])
  await rig.clock.advance((nextMs ?? 0) - rig.clock.wallMs() - 1)
  expect(rig.drills.view().drills).toEqual([])
  await rig.clock.advance(1)
  const [begun] = rig.drills.view().drills
  expect(begun?.by).toBe('schedule')
  await rig.over(begun?.id ?? '')
  const view = rig.drills.view()
  expect(new Date(view.nextMs ?? 0).toISOString()).toBe('2024-01-01T02:00:00.000Z')
  expect(view.lastPassedMs).toBe(rig.drills.card(begun?.id ?? '').endedMs)
})

test('a calendar that is off begins none; one whose receiver is gone tells that it could not', async () => {
  await using never = new DrillsRig({ schedule: 'off' }).open()
  await never.clock.advance(40 * 24 * 3_600_000)
  expect([never.drills.view().nextMs, never.drills.view().drills]).toEqual([null, []])
  await using rig = new DrillsRig({ page: 'gone' }).open()
  await rig.clock.advance(20 * 24 * 3_600_000)
  expect(rig.events()).toMatchObject([
    { kind: 'drill-not-begun', detail: { why: expect.stringContaining('there is no receiver gone') } },
  ])
})

test('metrics tell of the last whole drill, and when one last passed', async () => {
  await using rig = new DrillsRig().open()
  const first = rig.drills.begin('anna').drill
  await rig.over(first)
  await rig.clock.advance(1_000)
  const second = rig.drills.begin('fails').drill
  expect(await rig.over(second)).toMatchObject({ outcome: 'failed', broken: ['uplink-cut'] })
  const { lastPassedMs, lastRunMs, recoveries } = rig.drills.counted()
  expect(lastPassedMs).toBe(rig.drills.card(first).endedMs)
  expect(lastRunMs).toBe(rig.drills.card(second).endedMs)
  expect(recoveries).toContainEqual({ fault: 'relay-killed', recoveredMs: 1_500 })
  expect(recoveries).toContainEqual({ fault: 'uplink-cut', recoveredMs: null })
})

test('two dozen drills are kept', async () => {
  await using rig = new DrillsRig().open()
  for (let i = 0; i < 30; i++)
    rig.shelf.begin({ id: `20261125-0200${String(i).padStart(2, '0')}-aaaa`, by: 'anna', beganMs: i })
  await until('old ones are forgotten', () => rig.shelf.open().length === 24)
  expect(rig.shelf.open()[0]?.id).toBe('20261125-020029-aaaa')
})

test('an id that leads elsewhere finds no card', async () => {
  await using rig = new DrillsRig().open()
  const elsewhere = join(rig.shelf.folderOf('.'), '..', 'elsewhere')
  mkdirSync(elsewhere)
  writeFileSync(join(elsewhere, 'scorecard.json'), '{"id":"elsewhere"}')
  expect(rig.shelf.card('../elsewhere')).toBeUndefined()
})
