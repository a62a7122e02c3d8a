// Drills as control has them: begun by a person or by the calendar, one at a time, and found again when control died meanwhile.
import { type Clock, slept } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import type { Places } from '#core/places.ts'
import { Tasks } from '#core/tasks.ts'
import { type DrillFault, type DrillOutcome, type Scorecard, unfinished } from '#monitoring'
import { conflict, noSuch } from '../commands/refusals.ts'
import type { Settings } from '../settings.ts'
import type { Store } from '../store/store.ts'
import type { ReceiverCommands } from '../telling/receivers.ts'
import { DrillChild } from './child.ts'
import type { DrillProgress } from './progress.ts'
import { nextDueMs } from './schedule.ts'
import { DrillShelf } from './shelf.ts'

export type DrillsDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly places: Places
  readonly settings: Settings
  readonly store: Store
  readonly shelf: DrillShelf
  readonly receivers: ReceiverCommands
  /** What Node is given: the drill's program. */
  readonly program: string
}

export type DrillSummary = {
  readonly id: string
  readonly by: string
  readonly beganMs: number
  readonly endedMs: number | null
  readonly outcome: DrillOutcome | 'running'
  readonly isWhole: boolean
  readonly broken: readonly DrillFault[]
  readonly why: string | null
  /** How soon all was well again; null where it was not. */
  readonly recoveredMs: Readonly<Partial<Record<DrillFault, number | null>>>
  /** Of one that control runs now. */
  readonly progress: DrillProgress | null
}

/** As the alert has it: monthly, and a few days. */
const overdueAfterMs = 35 * 24 * 3_600_000
/** The calendar is looked at this often: clocks are set, and machines sleep. */
const lookEveryMs = 300_000

export class Drills {
  readonly #deps: DrillsDeps
  readonly #tasks: Tasks
  readonly #stop = new AbortController()
  #running: DrillChild | undefined
  #nextMs: number | null

  constructor(deps: DrillsDeps) {
    this.#deps = deps
    this.#tasks = new Tasks(deps.log)
    this.#nextMs = nextDueMs(deps.settings.drills, deps.clock.wallMs())
  }

  start(): void {
    this.#settle()
    this.#tasks.tend('control/drill-calendar', this.#keepCalendar(this.#stop.signal))
  }

  /** Begins one now; resolves to nothing, since it takes minutes. Refuses while another runs. */
  begin(by: string, page: string | null = null): { drill: string } {
    const { clock, shelf, places, settings, program, receivers } = this.#deps
    const running = this.#running?.order.id ?? shelf.open().find(({ isRunning }) => isRunning)?.id
    if (running !== undefined) throw conflict('drill-runs', `the drill ${running} is not over; wait for it`)
    const beganMs = Math.round(clock.wallMs())
    const id = DrillShelf.newId(beganMs)
    const order = {
      id,
      by,
      beganMs,
      data: places.data,
      config: { ingest: settings.ingest, relay: settings.relay },
      page: page === null ? null : receivers.forDrill(page),
    }
    const child = new DrillChild(program, order, ({ acting, of, results }) =>
      this.#tell('drill-progress', { drill: id, acting, done: results.length, of }),
    )
    shelf.begin({ id, by, beganMs })
    this.#tell('drill-began', { drill: id, by })
    this.#running = child
    this.#tasks.tend(`control/drill ${id}`, this.#run(child))
    return { drill: id }
  }

  async #run(child: DrillChild): Promise<void> {
    const { clock, shelf } = this.#deps
    const { id } = child.order
    const why = await child.run(clock, this.#stop.signal)
    this.#running = undefined
    if (shelf.card(id) === undefined) shelf.finish(unfinished(child.order, clock.wallMs(), why))
    this.#tellOf(shelf.card(id))
  }

  /** What was left without an end by whoever died over it. */
  #settle(): void {
    const { shelf, clock } = this.#deps
    for (const card of shelf.settle(clock.wallMs(), this.#running?.order.id ?? null)) this.#tellOf(card)
  }

  async #keepCalendar(signal: AbortSignal): Promise<void> {
    const { clock, settings, log } = this.#deps
    while (!signal.aborted && this.#nextMs !== null) {
      const leftMs = this.#nextMs - clock.wallMs()
      if (leftMs > 0) {
        await slept(clock, Math.min(leftMs, lookEveryMs), signal)
        continue
      }
      this.#nextMs = nextDueMs(settings.drills, clock.wallMs())
      try {
        this.begin('schedule', settings.drills.page ?? null)
      } catch (error) {
        log.error({ error: messageOf(error) }, 'control/drill-not-begun')
        this.#tell('drill-not-begun', { why: messageOf(error) })
      }
    }
  }

  /** A person has taken notice of its page. */
  acknowledge(id: string, by: string): { drill: string } {
    if (this.#running?.order.id !== id) throw noSuch('running drill', id, 'GET /api/drills lists them')
    this.#running.acknowledge(by)
    return { drill: id }
  }

  card(id: string): Scorecard {
    this.#settle()
    const card = this.#deps.shelf.card(id)
    if (card === undefined) throw noSuch('finished drill', id, 'GET /api/drills lists them')
    return card
  }

  view() {
    const { shelf, settings, clock } = this.#deps
    this.#settle()
    const lastPassedMs = this.lastPassedMs()
    const child = this.#running
    const running = child?.order
    const others = [...shelf.open().map(runningSummary), ...shelf.cards().map(summaryOf)]
    const drills = others.filter(({ id }) => id !== running?.id)
    return {
      drills:
        running === undefined
          ? drills
          : [{ ...runningSummary(running), progress: child?.progress ?? null }, ...drills],
      schedule: settings.drills.schedule,
      timeZone: settings.drills.timeZone,
      nextMs: this.#nextMs,
      lastPassedMs,
      isOverdue: lastPassedMs === null || clock.wallMs() - lastPassedMs > overdueAfterMs,
    }
  }

  lastPassedMs(): number | null {
    return this.#whole().find(({ outcome }) => outcome === 'passed')?.endedMs ?? null
  }

  /** For metrics. */
  counted() {
    const [last] = this.#whole()
    const ran = last?.results.filter(({ verdict }) => verdict !== 'not-run') ?? []
    return {
      lastPassedMs: this.lastPassedMs(),
      lastRunMs: last?.endedMs ?? null,
      recoveries: ran.map(({ fault, recoveredMs }) => ({ fault, recoveredMs })),
    }
  }

  #whole(): Scorecard[] {
    return this.#deps.shelf.cards().filter(({ isWhole, outcome }) => isWhole && outcome !== 'unfinished')
  }

  #tellOf(card: Scorecard | undefined): void {
    if (card === undefined) return
    const { id, by, outcome, broken, why } = summaryOf(card)
    this.#tell('drill-finished', { drill: id, by, outcome, broken, why })
  }

  #tell(kind: string, detail: Readonly<Record<string, unknown>>): void {
    const { store, clock, log } = this.#deps
    try {
      store.command({ atMs: clock.wallMs(), broadcast: null, kind, detail }, () => {})
    } catch (error) {
      log.warn({ kind, ...detail, error: messageOf(error) }, 'control/event-not-stored') // the log has it
    }
  }

  async close(why: string): Promise<void> {
    this.#stop.abort(new Error(why))
    await this.#tasks.allEnded()
  }
}

function summaryOf({ id, by, beganMs, endedMs, outcome, isWhole, results, why }: Scorecard): DrillSummary {
  const broken = results.filter(({ verdict }) => verdict === 'broken').map(({ fault }) => fault)
  const ran = results.filter(({ verdict }) => verdict !== 'not-run')
  const recoveredMs = Object.fromEntries(ran.map(each => [each.fault, each.recoveredMs]))
  return { id, by, beganMs, endedMs, outcome, isWhole, broken, why, recoveredMs, progress: null }
}

function runningSummary({ id, by, beganMs }: { id: string; by: string; beganMs: number }): DrillSummary {
  const open = { endedMs: null, outcome: 'running', why: null, progress: null } as const
  return { id, by, beganMs, ...open, isWhole: true, broken: [], recoveredMs: {} }
}
