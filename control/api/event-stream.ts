// Server-sent events: every stored event from a number on, to each listener at its own pace.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Clock, slept } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import type { EventStore, HouseEvent } from '../store/event-store.ts'

const heartbeatMs = 15_000
const atOnce = 200
const maxListeners = 200
/** A listener that lets this much wait unread is let go: it comes back with its Last-Event-ID. */
const maxWaitingBytes = 1_048_576
const stuckForMs = 60_000

export class EventStreams {
  readonly #events: EventStore
  readonly #clock: Clock
  readonly #stop = new AbortController()
  #listeners = 0

  constructor(events: EventStore, clock: Clock) {
    this.#events = events
    this.#clock = clock
  }

  /** Serves one listener until it leaves or the house closes. */
  async serve(request: IncomingMessage, response: ServerResponse, broadcast: string | null): Promise<void> {
    if (this.#listeners >= maxListeners)
      throw new Failure('control/too-many', `${maxListeners} listeners are here already; close some pages`, {
        fault: 'operator',
        remedy: 'retry',
      })
    let lastId = startOf(request, this.#events.lastId())
    const left = new AbortController()
    response.once('close', () => left.abort(new Error('the listener left')))
    const over = AbortSignal.any([left.signal, this.#stop.signal])
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    response.write(`retry: 1000\n: the last event is ${this.#events.lastId()}\n\n`)
    let news = new AbortController()
    using _watch = this.#events.watch(() => news.abort(new Error('news')))
    this.#listeners += 1
    try {
      while (!over.aborted) {
        news = new AbortController()
        const batch = this.#events.after(lastId, broadcast, atOnce)
        for (const event of batch) response.write(written(event))
        lastId = Number(batch.at(-1)?.id ?? lastId)
        if (response.writableLength > maxWaitingBytes) return void response.destroy()
        if (response.writableNeedDrain && !(await this.#drained(response, over)))
          return void response.destroy()
        if (batch.length === atOnce) continue
        if (await slept(this.#clock, heartbeatMs, AbortSignal.any([over, news.signal])))
          response.write(': still here\n\n')
      }
    } finally {
      this.#listeners -= 1
      response.end()
    }
  }

  async #drained(response: ServerResponse, over: AbortSignal): Promise<boolean> {
    const drained = new AbortController()
    response.once('drain', () => drained.abort(new Error('drained')))
    await slept(this.#clock, stuckForMs, AbortSignal.any([over, drained.signal]))
    return drained.signal.aborted || over.aborted
  }

  close(): void {
    this.#stop.abort(new Error('the house closes'))
  }
}

/** Where a listener begins: after `Last-Event-ID` or `?after=`; a first visit may ask for the `?last=` few. */
function startOf(request: IncomingMessage, lastId: number): number {
  const asked = URL.parse(request.url ?? '', 'http://house')?.searchParams
  const after = numberIn(request.headers['last-event-id']) ?? numberIn(asked?.get('after'))
  const last = numberIn(asked?.get('last'))
  return after ?? (last === undefined ? lastId : Math.max(0, lastId - last))
}

function numberIn(text: unknown): number | undefined {
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

// Without an `event:` line, so that one listener hears all kinds; the kind stands in the data.
function written(event: HouseEvent): string {
  return `id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`
}
