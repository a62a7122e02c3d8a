// Carries one worker's journal into the store, each event exactly once, whoever was restarted meanwhile.
import { type Clock, slept } from '#core/clock.ts'
import { Failure, messageOf } from '#core/failure.ts'
import { openJournal } from '#core/journal.ts'
import type { Log } from '#core/log.ts'
import type { EventStore } from '../store/event-store.ts'
import type { EventsAnswer, WorkerLink } from './worker-link.ts'

export type EventReaderPlan = { readonly worker: string; readonly broadcast: string | null }
export type EventReaderDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly events: EventStore
  readonly link: WorkerLink
  /** Called when a request that was being held breaks: the worker may have died this very moment. */
  readonly onBroken: () => void
  /** Called when something has happened there: what it is now differs from what it last said. */
  readonly onNews: () => void
}

const againAfterMs = 500

/** Reads until the signal. A worker that is away, or a disk that is full, is tried again: its journal keeps what we lack. */
export async function readEvents(
  plan: EventReaderPlan,
  deps: EventReaderDeps,
  signal: AbortSignal,
): Promise<void> {
  let said = ''
  while (!signal.aborted) {
    try {
      const answer = await deps.link.events(deps.events.cursor(plan.worker), signal)
      takeOver(plan, deps, answer)
      if (answer.events.length > 0) deps.onNews()
      said = ''
    } catch (error) {
      const message = messageOf(error)
      const isNews = message !== said && !(error instanceof Failure && error.code === 'core/unix-unreachable')
      if (isNews && !signal.aborted)
        deps.log.warn({ worker: plan.worker, error: message }, 'control/events-not-read')
      if (said === '' && !signal.aborted) deps.onBroken()
      said = message
      await slept(deps.clock, againAfterMs, signal)
    }
  }
}

function takeOver(
  { worker, broadcast }: EventReaderPlan,
  { events, log }: EventReaderDeps,
  answer: EventsAnswer,
) {
  if (answer.lastSeq < events.cursor(worker)) {
    log.warn({ worker, lastSeq: answer.lastSeq }, 'control/journal-began-anew')
    events.setCursor(worker, 0)
    return
  }
  events.takeOver(worker, broadcast, answer.events)
}

/** What a dead worker wrote and nobody read, straight from its file. */
export function readJournalOfTheDead(file: string, plan: EventReaderPlan, deps: EventReaderDeps): void {
  try {
    const journal = openJournal(file)
    try {
      const cursor = deps.events.cursor(plan.worker)
      deps.events.takeOver(plan.worker, plan.broadcast, journal.after(cursor, 20_000))
    } finally {
      journal.close()
    }
  } catch (error) {
    deps.log.warn({ worker: plan.worker, error: messageOf(error) }, 'control/journal-not-read') // its next start tells it
  }
}
