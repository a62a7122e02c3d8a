// A whole drill: the second instance, the faults, a person who is paged, and the card.
import { cpus, loadavg } from 'node:os'
import { messageOf } from '#core/failure.ts'
import { type DrillFault, type Machine, type Result, type Scorecard, scorecardOf } from '#monitoring'
import { makeClip } from './clip.ts'
import { CpuMeter } from './cpu-meter.ts'
import { type Instance, openInstance, untilWell } from './instance.ts'
import { Pager, type Receiver } from './paging.ts'
import { type PlayEvents, playAll } from './play.ts'

export type DrillPlan = PlayEvents & {
  readonly id: string
  readonly by: string
  readonly faults: readonly DrillFault[]
  /** Settings of the second instance. */
  readonly config: Readonly<Record<string, unknown>>
  /** Who is paged; null for nobody. */
  readonly page: Receiver | null
  /** Given somebody to tell when a person has taken notice. */
  readonly onPage: (acknowledge: (by: string) => void) => void
  /** The card before this one. */
  readonly before: Scorecard | null
  readonly say: (sentence: string) => void
}

const airWithinMs = 120_000

/** Ends with a card, whatever happens; only the signal and what breaks make it an unfinished one. */
export async function runDrill(plan: DrillPlan, signal: AbortSignal): Promise<Scorecard> {
  const { id, by, faults, before } = plan
  const beganMs = Date.now()
  const loadBefore = loadavg()[0] ?? 0
  const outcome: Outcome = { results: [], paging: null, coresUsed: null }
  const why = await drillOn(plan, outcome, signal).then(
    () => null,
    (error: unknown) => messageOf(signal.aborted ? signal.reason : error),
  )
  const endedMs = Date.now()
  return scorecardOf({
    id,
    by,
    beganMs,
    endedMs,
    why,
    ...outcome,
    machine: machineHere(loadBefore),
    asked: faults,
    isCut: signal.aborted,
    before,
  })
}

type Outcome = { results: Result[]; paging: Scorecard['paging']; coresUsed: number | null }

async function drillOn(plan: DrillPlan, outcome: Outcome, signal: AbortSignal): Promise<void> {
  await using stage = new AsyncDisposableStack()
  const instance = await openInstance(stage, { ...plan, clip: makeClip }, signal)
  const meter = new CpuMeter(instance.folder)
  const over = new AbortController()
  const metering = meter.run(AbortSignal.any([signal, over.signal]))
  stage.defer(async () => {
    over.abort()
    await metering
  })
  const lack = await untilWell(instance, airWithinMs, signal)
  if (lack !== '')
    throw new Error(`the second instance is not on air within ${airWithinMs / 1_000} s: ${lack}`)
  plan.say('在播，开始演练 on air: the drill begins')
  const paging = plan.page === null ? null : paged(instance, plan, plan.page, signal)
  const onResult = (result: Result) => {
    outcome.results.push(result)
    plan.onResult(result)
  }
  await playAll(instance, plan.faults, { onFault: plan.onFault, onResult }, signal)
  outcome.paging = await paging
  meter.look()
  outcome.coresUsed = Math.round(meter.cores() * 100) / 100
  plan.say('正在结束 ending the second instance …')
}

function paged(instance: Instance, { onPage }: DrillPlan, page: Receiver, signal: AbortSignal) {
  const pager = new Pager(instance)
  onPage(by => pager.acknowledge(by))
  const paging = pager.page(page, signal)
  paging.catch(() => {}) // awaited once the faults are over; until then its failure must not go unheard as "unhandled"
  return paging
}

function machineHere(loadBefore: number): Machine {
  const [first] = cpus()
  return { cores: cpus().length, processor: first?.model ?? '?', loadBefore, loadAfter: loadavg()[0] ?? 0 }
}
