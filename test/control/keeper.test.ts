// A worker that dies is replaced and told without a wait that helps nobody: platforms are without it meanwhile.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { studioRuntime } from '#core/child.ts'
import { type Clock, systemClock } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import { silentLog } from '#core/log.ts'
import { makePlaces } from '#core/places.ts'
import { endProcess, type ProcessIdentity } from '#core/process-identity.ts'
import { readWorkerFile } from '#core/worker-file.ts'
import { Keeper } from '../../control/supervisor/keeper.ts'
import { type AnySnapshot, WorkerLink } from '../../control/supervisor/worker-link.ts'
import { fakeWorker } from '../support/control-rig.ts'
import { until } from '../support/until.ts'

const never = new AbortController().signal

/** Its connections may break while its process still lives. */
class BreakableLink extends WorkerLink {
  isBroken = false
  refused = 0

  /** What the worker itself says, whatever is broken. */
  async realSnapshot(): Promise<void> {
    await super.snapshot(1_000, never).catch(() => {})
  }

  override snapshot(withinMs: number, signal: AbortSignal): Promise<AnySnapshot> {
    if (!this.isBroken) return super.snapshot(withinMs, signal)
    this.refused += 1
    const why = { fault: 'ours', remedy: 'retry' } as const
    return Promise.reject(new Failure('core/unix-unreachable', 'the connection broke', why))
  }
}

/** A keeper of one fake worker, and everything that it does in order, waits included. */
class KeeperRig implements AsyncDisposable {
  readonly did: string[] = []
  readonly #data = mkdtempSync(join(tmpdir(), 'changming-test-'))
  readonly #places = makePlaces(this.#data)
  readonly link = new BreakableLink(this.#places, 'ingest')
  readonly #stop = new AbortController()
  /** Happens within the next wait. */
  duringNextWait: (() => Promise<void>) | undefined
  readonly keeper: Keeper
  readonly #ended: Promise<void>

  constructor(isOverloaded = () => false) {
    const clock: Clock = {
      ...systemClock,
      sleep: async (ms, signal) => {
        this.did.push(`waits ${ms}`)
        const happen = this.duringNextWait
        this.duringNextWait = undefined
        await happen?.()
        await systemClock.sleep(ms, signal)
      },
    }
    const plan = {
      worker: 'ingest',
      runtime: studioRuntime,
      args: [fakeWorker, this.#data],
      isWanted: () => true,
      desired: () => {
        this.did.push('told')
        return { feeds: [] }
      },
      isAtRest: () => true,
      losses: 0,
    }
    this.keeper = new Keeper(plan, {
      clock,
      log: silentLog,
      places: this.#places,
      link: this.link,
      random: () => 0.5,
      onSnapshot: () => {},
      onNews: kind => this.did.push(kind),
      isOverloaded,
    })
    this.#ended = this.keeper.run(this.#stop.signal)
  }

  get worker(): ProcessIdentity {
    return readWorkerFile(join(this.#data, 'workers', 'ingest.json'))?.worker as ProcessIdentity
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort(new Error('the test is over'))
    await this.#ended
    await endProcess(this.worker, 5_000, systemClock, never)
    rmSync(this.#data, { recursive: true, force: true })
  }
}

test('a worker that has come up is told its wish at once', async () => {
  await using rig = new KeeperRig()
  await until('it is told', () => rig.did.includes('told'))
  expect(rig.did.slice(rig.did.indexOf('worker-started')).slice(0, 2)).toEqual(['worker-started', 'told'])
})

test('one whose connection breaks a moment before its process is gone is replaced as soon as that is gone', async () => {
  await using rig = new KeeperRig()
  await until('it is told', () => rig.did.includes('told'))
  const { worker } = rig
  const from = rig.did.length
  rig.duringNextWait = async () => {
    await endProcess(worker, 5_000, systemClock, never)
    rig.link.isBroken = false
  }
  rig.link.isBroken = true
  rig.keeper.nudge()
  await until('it is lost', () => rig.did.includes('worker-lost'))
  const waits = rig.did.slice(from, rig.did.indexOf('worker-lost')).map(each => Number(each.slice(6)))
  expect(waits.reduce((all, ms) => all + ms, 0)).toBeLessThanOrEqual(50)
})

test('on an overloaded machine a worker that still computes is waited for, and one that is frozen is replaced', async () => {
  await using rig = new KeeperRig(() => true)
  await until('it is told', () => rig.did.includes('told'))
  const { worker } = rig
  const busy = setInterval(() => void rig.link.realSnapshot(), 5) // to answer is to compute
  rig.link.isBroken = true
  rig.keeper.nudge()
  await until('it has not answered six times', () => rig.link.refused >= 6, 20_000)
  expect(rig.did).not.toContain('worker-lost')
  expect(rig.worker.pid).toBe(worker.pid)
  clearInterval(busy)
  rig.link.isBroken = false
  await until('it answers again', () => rig.keeper.state === 'up')
  process.kill(worker.pid, 'SIGSTOP')
  await until('it is lost', () => rig.did.includes('worker-lost'), 20_000)
})
