// Control and its workers: told, adopted, replaced, ended.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isAlive, identityOf } from '#core/process-identity.ts'
import { endAll } from '#control'
import { mediaRuntime, startDetached, studioRuntime } from '#core/child.ts'
import { systemClock } from '#core/clock.ts'
import { makePlaces } from '#core/places.ts'
import { readWorkerFile } from '#core/worker-file.ts'
import { stillsFolder } from '#relay'
import { shownAs } from '../../control/supervisor/supervisor.ts'
import { ControlRig, fakeWorker } from '../support/control-rig.ts'
import { until } from '../support/until.ts'

const pidOf = (rig: ControlRig, worker: string) => rig.control.supervisor.view(worker).pid ?? 0

async function carrying(rig: ControlRig): Promise<void> {
  await until('the leg carries', async () => {
    const { json } = await rig.ask('GET', '/api/broadcasts/evening')
    return json.legs[0]?.state.at === 'carrying'
  })
}

test('a broadcast wished on gets a worker that is told its keys, and loses it when wished off', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  expect((await rig.ask('POST', '/api/broadcasts/evening/start', {})).status).toBe(200)
  await carrying(rig)
  const { desired } = await rig.worker('relay-evening', 'GET', '/told')
  expect(desired.destinations[0].endpoints).toEqual([{ url: 'rtmp://127.0.0.1:9/evening', key: 'stream-1' }])
  const pid = pidOf(rig, 'relay-evening')
  const left = stillsFolder(rig.data, 'evening') // as a killed one leaves it for a successor
  mkdirSync(left)
  await rig.ask('POST', '/api/broadcasts/evening/stop')
  await until(
    'the worker ends',
    () => !isAlive(identityOf(pid)) && rig.control.supervisor.view('relay-evening').state === 'none',
  )
  expect(existsSync(left)).toBe(false)
  const { json } = await rig.ask('GET', '/api/broadcasts/evening')
  expect(json.legs[0].state.at).toBe('stopped')
  expect(json.legs[0].ackedBytes).toBe(1_000)
  await rig.ask('POST', '/api/broadcasts/evening/start', {})
  await carrying(rig)
  expect(pidOf(rig, 'relay-evening')).not.toBe(pid)
})

test('ingest, relay and avatar workers are run so that they keep little memory', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  await rig.ask('PUT', '/api/feeds/night-host', {
    kind: 'host',
    host: { rotation: [{ host: 'lin', script: 'earphones-zh' }] },
  })
  await rig.ask('POST', '/api/broadcasts/evening/start', {})
  await carrying(rig)
  const runtimes = { ingest: mediaRuntime, 'relay-evening': mediaRuntime, avatar: studioRuntime }
  for (const [worker, runtime] of Object.entries(runtimes)) {
    const pid = await until(`${worker} is up`, () => pidOf(rig, worker) || undefined)
    const [args, env] = ['cmdline', 'environ'].map(file =>
      readFileSync(`/proc/${pid}/${file}`, 'latin1').split('\0'),
    )
    expect(args).toEqual(expect.arrayContaining([...runtime.flags]))
    expect(env).toEqual(
      expect.arrayContaining(Object.entries(runtime.env).map(([name, value]) => `${name}=${value}`)),
    )
  }
})

test('new addresses reach a worker on air with a higher generation', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  await rig.ask('POST', '/api/broadcasts/evening/start', {})
  await carrying(rig)
  const before = (await rig.worker('relay-evening', 'GET', '/told')).desired.destinations[0].generation
  await rig.putEndpoints('evening', [{ url: 'rtmp://127.0.0.1:9/other', key: 'stream-2' }])
  await until('the worker is told the new address', async () => {
    const { desired } = await rig.worker('relay-evening', 'GET', '/told')
    return (
      desired.destinations[0].endpoints[0].key === 'stream-2' && desired.destinations[0].generation > before
    )
  })
  expect((await rig.ask('GET', '/api/broadcasts/evening')).json.worker.restarts).toBe(0)
})

test('a new control adopts running workers and reads what they journaled meanwhile, once', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  await rig.ask('POST', '/api/broadcasts/evening/start', {})
  await carrying(rig)
  const before = ['ingest', 'relay-evening'].map(worker => pidOf(rig, worker))
  await rig.control.close('a restart')
  for (
    let i = 0;
    i < 1_200;
    i++ // more than one answer holds
  )
    await rig.worker('relay-evening', 'POST', '/happen', { kind: 'test-mark', detail: { i } })
  await rig.open()
  await carrying(rig)
  await until('ingest is adopted', () => pidOf(rig, 'ingest') !== 0)
  expect(['ingest', 'relay-evening'].map(worker => pidOf(rig, worker))).toEqual(before)
  const marks = () =>
    rig.control.store.events
      .after(0, 'evening', 10_000)
      .filter(event => event.kind === 'test-mark')
      .map(event => event.detail.i)
  await until('the marks are stored', () => marks().length >= 1_200)
  await rig.control.close('another restart')
  await rig.open()
  await rig.worker('relay-evening', 'POST', '/happen', { kind: 'test-mark', detail: { i: 1_200 } })
  await until('the marks are stored', () => marks().length > 1_200)
  expect(marks()).toEqual(Array.from({ length: 1_201 }, (_, i) => i))
}, 60_000)

test('a frozen worker is replaced, and the frozen one is dead before its successor serves', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  await rig.ask('POST', '/api/broadcasts/evening/start', {})
  await carrying(rig)
  const frozen = identityOf(pidOf(rig, 'relay-evening'))
  process.kill(frozen.pid, 'SIGSTOP')
  await until('there is a successor', () => ![0, frozen.pid].includes(pidOf(rig, 'relay-evening')), 20_000)
  expect(isAlive(frozen)).toBe(false)
  await carrying(rig)
  expect((await rig.ask('GET', '/api/broadcasts/evening')).json.worker.restarts).toBe(1)
}, 60_000)

test('what a worker said more than a moment ago is not shown as if it were so now', () => {
  expect(shownAs('up', 1_000)).toBe('up')
  expect(shownAs('up', 1_400)).toBe('unreachable')
  expect(shownAs('starting', 1_400)).toBe('starting')
})

test('a worker that died is back, and hears its wish again', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  await rig.ask('POST', '/api/broadcasts/evening/start', {})
  await carrying(rig)
  const dead = pidOf(rig, 'relay-evening')
  process.kill(dead, 'SIGKILL')
  await until('there is a successor', () => ![0, dead].includes(pidOf(rig, 'relay-evening')), 20_000)
  await carrying(rig)
  const kinds = rig.control.store.events.after(0, 'evening', 1_000).map(event => event.kind)
  expect(kinds).toContain('worker-lost')
})

test('forgetting a broadcast takes it off the air', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  await rig.ask('POST', '/api/broadcasts/evening/start', {})
  await carrying(rig)
  const worker = identityOf(pidOf(rig, 'relay-evening'))
  await rig.ask('DELETE', '/api/broadcasts/evening')
  await until('the worker ends', () => !isAlive(worker), 20_000)
  expect((await rig.ask('GET', '/api/broadcasts/evening')).status).toBe(404)
})

test('a running worker that nobody wishes on is found at start and ended', async () => {
  await using rig = new ControlRig()
  const places = makePlaces(rig.data)
  const logFile = join(places.logs, 'stray.log')
  const args = [fakeWorker, rig.data, 'stray']
  const stray = identityOf(await startDetached({ program: process.execPath, args, logFile }))
  await until('the stray serves', () =>
    rig.worker('relay-stray', 'GET', '/snapshot').then(
      () => true,
      () => false,
    ),
  )
  await rig.open()
  await until('the stray ends', () => !isAlive(stray), 20_000)
  expect(isAlive(stray)).toBe(false)
})

test('a second control on the same folder is refused with a sentence', async () => {
  await using rig = await new ControlRig().open()
  const second = new ControlRig({ data: rig.data })
  await expect(second.open()).rejects.toThrow(/another Changming .*npm run stop/)
})

test('everything is ended by one word, workers too', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  await rig.ask('POST', '/api/broadcasts/evening/start', {})
  await carrying(rig)
  const workers = ['ingest', 'relay-evening'].map(worker => identityOf(pidOf(rig, worker)))
  await rig.control.close('stop')
  const said = await endAll(makePlaces(rig.data), systemClock, new AbortController().signal)
  expect(said.length).toBe(2)
  expect(workers.map(isAlive)).toEqual([false, false])
})

test('a worker that was started a moment ago, and has not said so yet, is ended too', async () => {
  await using rig = await new ControlRig().open()
  const file = join(rig.data, 'workers', 'ingest.starting')
  const started = await until('a worker is started', () => readWorkerFile(file)?.worker)
  await rig.control.close('stop')
  await endAll(makePlaces(rig.data), systemClock, new AbortController().signal)
  expect(isAlive(started)).toBe(false)
})

test('a worker that control did not live to see come up is waited for by the next, not started twice', async () => {
  await using rig = await new ControlRig().open()
  const file = join(rig.data, 'workers', 'ingest.starting')
  const started = await until('a worker is started', () => readWorkerFile(file)?.worker)
  await rig.control.close('restart')
  await rig.open()
  expect(await until('it is up', () => pidOf(rig, 'ingest') || undefined)).toBe(started.pid)
  expect(readWorkerFile(file)?.worker).toEqual(started)
})
