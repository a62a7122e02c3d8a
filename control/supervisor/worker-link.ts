// The few words control exchanges with a worker, over its Unix socket.
import { join } from 'node:path'
import type { JournalEvent } from '#core/journal.ts'
import type { Places } from '#core/places.ts'
import { askUnix } from '#core/unix-http.ts'
import type { FlightSlice, ProgramStills, SentPicture, StillPicture } from '#relay'

/** What every worker's snapshot holds, whatever its kind. */
export type AnySnapshot = {
  readonly process: {
    readonly pid: number
    readonly startedAtMs: number
    readonly rssBytes: number
    readonly cpuSeconds: number
  }
  readonly eventLoopLagMs: number
  readonly journalTrouble: string
}

export type EventsAnswer = { readonly events: JournalEvent[]; readonly lastSeq: number }

/** A worker holds a request for events up to 10 s. */
const eventsWithinMs = 15_000
const commandWithinMs = 3_000

export class WorkerLink {
  readonly socketPath: string

  constructor(places: Places, worker: string) {
    this.socketPath = join(places.sockets, `${worker}.sock`)
  }

  async snapshot(withinMs: number, signal: AbortSignal): Promise<AnySnapshot> {
    return (await this.#ask('GET', '/snapshot', undefined, withinMs, signal)) as AnySnapshot
  }

  async putDesired(desired: unknown, signal: AbortSignal): Promise<void> {
    await this.#ask('PUT', '/desired', desired, commandWithinMs, signal)
  }

  async events(after: number, signal: AbortSignal): Promise<EventsAnswer> {
    const path = `/events?after=${after}`
    return (await this.#ask('GET', path, undefined, eventsWithinMs, signal)) as EventsAnswer
  }

  /** What its flight recorder holds of a stretch of time. */
  async flight(fromMs: number, toMs: number, signal: AbortSignal): Promise<FlightSlice> {
    const path = `/flight?from=${Math.round(fromMs)}&to=${Math.round(toMs)}`
    return (await this.#ask('GET', path, undefined, commandWithinMs, signal)) as FlightSlice
  }

  /** Which key frames a program has sent, oldest first. */
  async imprints(program: string, signal: AbortSignal): Promise<readonly SentPicture[]> {
    const path = `/imprints?program=${encodeURIComponent(program)}`
    const answer = await this.#ask('GET', path, undefined, commandWithinMs, signal)
    return (answer as { pictures: SentPicture[] }).pictures
  }

  /** Has a host say something next. */
  async interject(feed: string, wanted: object, signal: AbortSignal): Promise<void> {
    await this.#ask('POST', `/feeds/${feed}/interjections`, wanted, commandWithinMs, signal)
  }

  async takeBack(feed: string, id: string, signal: AbortSignal): Promise<void> {
    await this.#ask('DELETE', `/feeds/${feed}/interjections/${id}`, undefined, commandWithinMs, signal)
  }

  /** Has a host feed show a viewer's comment. */
  async showComment(feed: string, wanted: object, signal: AbortSignal): Promise<void> {
    await this.#ask('POST', `/feeds/${feed}/comments`, wanted, commandWithinMs, signal)
  }

  async takeCommentBack(feed: string, id: string, signal: AbortSignal): Promise<void> {
    await this.#ask('DELETE', `/feeds/${feed}/comments/${id}`, undefined, commandWithinMs, signal)
  }

  /** Which pictures of late it still has, by program. */
  async stills(fromMs: number, toMs: number, signal: AbortSignal): Promise<readonly ProgramStills[]> {
    const path = `/stills?from=${Math.round(fromMs)}&to=${Math.round(toMs)}`
    const answer = await this.#ask('GET', path, undefined, commandWithinMs, signal)
    return (answer as { programs: ProgramStills[] }).programs
  }

  /** The newest picture that a program had sent by then; null where it has none. */
  async still(program: string, byMs: number, signal: AbortSignal): Promise<StillPicture | null> {
    const path = `/still?program=${encodeURIComponent(program)}&by=${Math.round(byMs)}`
    const answer = await this.#ask('GET', path, undefined, commandWithinMs, signal)
    return (answer as { still: StillPicture | null }).still
  }

  async close(signal: AbortSignal): Promise<void> {
    await this.#ask('POST', '/close', undefined, commandWithinMs, signal)
  }

  #ask(
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    path: string,
    body: unknown,
    withinMs: number,
    signal: AbortSignal,
  ) {
    return askUnix({ socketPath: this.socketPath, method, path, body, signal }, withinMs)
  }
}
