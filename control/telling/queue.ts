// One receiver's queue: a loop of its own, so that an address that hangs delays nobody else.
import { type Backoff, waitMs } from '#core/backoff.ts'
import { slept } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import type { Incident } from '#monitoring'
import { type Delivery, deliver, type DeliverDeps } from './deliver.ts'
import type { Outbox } from './outbox.ts'
import type { Pace } from './pace.ts'
import { platformsByName } from './platforms/all.ts'
import { counted, delayed, type Flight, type ReceiverState } from './receiver-state.ts'
import type { StoredReceiver } from './receiver-store.ts'
import { bySeverity, saidOf, type Telling, type TellingLimits, whyDue } from './schedule.ts'
import { type Notice, textOf } from './words/message.ts'

export type QueueLimits = TellingLimits & {
  readonly backoff: Backoff
  /** What could not be said for so long is not worth saying any more. */
  readonly lifeMs: number
  /** Without news it looks this often. */
  readonly lookEveryMs: number
}

export type QueueDeps = DeliverDeps & {
  readonly log: Log
  readonly outbox: Outbox
  readonly pace: Pace
  readonly limits: QueueLimits
  readonly publicUrl: string | null
  readonly random: () => number
  readonly incident: (id: string) => Incident | undefined
}

type Item = { readonly telling: Telling; readonly notice: Notice }

export class ReceiverQueue {
  readonly #name: string
  readonly #deps: QueueDeps
  #news = new AbortController()

  constructor(name: string, deps: QueueDeps) {
    this.#name = name
    this.#deps = deps
  }

  /** Something may be due. */
  poke(): void {
    this.#news.abort(new Error('news'))
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock, outbox, limits } = this.#deps
    while (!signal.aborted) {
      this.#news = new AbortController()
      const receiver = outbox.receiver(this.#name)
      if (receiver === undefined) return
      const restMs = outbox.state(this.#name).nextMs - clock.wallMs()
      if (restMs <= 0 && this.#isPending() && (await this.#send(receiver, signal))) continue
      const sleepMs = Math.min(restMs > 0 ? restMs : Infinity, limits.lookEveryMs)
      await slept(clock, sleepMs, AbortSignal.any([signal, this.#news.signal]))
    }
  }

  #isPending(): boolean {
    const { outbox } = this.#deps
    const isDue = ({ receiver, dueMs }: Telling) => receiver === this.#name && dueMs !== null
    return outbox.state(this.#name).flight !== null || outbox.tellings().some(isDue)
  }

  /** False when there was nothing to send after all. */
  async #send(receiver: StoredReceiver, signal: AbortSignal): Promise<boolean> {
    const { clock, outbox, pace } = this.#deps
    const { gapMs } = platformsByName[receiver.plan.platform]
    const sinceMs = clock.wallMs() - (outbox.state(this.#name).triedMs ?? -Infinity) // through a restart
    const paceMs = Math.max(pace.take(receiver.fingerprint, gapMs), Math.min(gapMs, gapMs - sinceMs))
    if (paceMs > 0 && !(await slept(clock, paceMs, signal))) return false
    const flight = outbox.state(this.#name).flight ?? this.#make(receiver)
    if (flight === null) return false
    outbox.setState(this.#name, { flight, triedMs: Math.round(clock.wallMs()) })
    outbox.save() // on disk before it is on the wire: repeated under the same id by whoever comes after us
    const delivery = await deliver(receiver, flight.message, this.#deps, signal)
    if (signal.aborted && !delivery.taken) return false // its fate is the next one's to find out
    this.#take(flight, delivery)
    outbox.save()
    return true
  }

  #due(limits: TellingLimits): Item[] {
    const { outbox, clock, incident: lookUp } = this.#deps
    const receiver = outbox.receiver(this.#name)
    if (receiver === undefined) return []
    return outbox.tellings().flatMap(telling => {
      if (telling.receiver !== this.#name) return []
      const incident = lookUp(telling.incident)
      if (incident === undefined || incident.mergedInto !== null) return []
      const why = whyDue({ plan: receiver.plan, incident, telling, limits, nowMs: clock.wallMs() })
      return why === null ? [] : [{ telling, notice: { why, incident, from: telling.from } }]
    })
  }

  /** Everything there is to say, the youngest too, as one message; null when nothing is any more. */
  #make({ plan }: StoredReceiver): Flight | null {
    const { outbox, clock, publicUrl, limits } = this.#deps
    const items = this.#due({ ...limits, groupMs: 0 }).toSorted((a, b) =>
      bySeverity(a.notice.incident, b.notice.incident),
    )
    if (items.length === 0) return null
    const nowMs = Math.round(clock.wallMs())
    const notices = items.map(({ notice }) => notice)
    const { limitBytes } = platformsByName[plan.platform]
    const text = textOf(notices, { ...plan, publicUrl, nowMs, limitBytes })
    const made = outbox.state(this.#name).made + 1
    outbox.setState(this.#name, { made })
    return {
      message: { id: `${this.#name}-${nowMs}-${made}`, madeMs: nowMs, receiver: this.#name, text, notices },
      says: items.map(({ telling, notice }) => ({
        incident: telling.incident,
        said: saidOf(notice.incident, telling.said, nowMs),
        dueMs: telling.dueMs ?? nowMs,
      })),
    }
  }

  #take(flight: Flight, delivery: Delivery): void {
    const { outbox, clock, log, limits, random } = this.#deps
    const nowMs = Math.round(clock.wallMs())
    const state = outbox.state(this.#name)
    const told = { receiver: this.#name, message: flight.message.id }
    if (delivery.taken) {
      let after: ReceiverState = counted(state, 'delivered')
      for (const { dueMs } of flight.says) after = delayed(after, nowMs - dueMs)
      const well = {
        flight: null,
        failures: 0,
        failingSinceMs: null,
        nextMs: 0,
        trouble: '',
        deliveredMs: nowMs,
      }
      outbox.setState(this.#name, { ...after, ...well })
      this.#said(flight)
      log.info(told, 'control/told')
      return
    }
    const failingSinceMs = state.failingSinceMs ?? nowMs
    const wait = Math.max(waitMs(limits.backoff, state.failures, random), delivery.restMs)
    outbox.setState(this.#name, {
      ...counted(state, 'failed'),
      // What certainly did not arrive is made anew, with whatever there is to say by then.
      flight: delivery.isSure ? null : flight,
      failures: state.failures + 1,
      failingSinceMs,
      nextMs: nowMs + wait,
      trouble: `${this.#name} ${delivery.why}`,
    })
    log.warn({ ...told, why: delivery.why, retryInMs: wait }, 'control/not-told')
    this.#expire(flight, failingSinceMs)
  }

  /** Gives up what was due before the failing began and has outlived its worth since. */
  #expire(flight: Flight, failingSinceMs: number): void {
    const { outbox, clock, limits } = this.#deps
    const oldest = clock.wallMs() - limits.lifeMs
    const old = flight.says.filter(({ dueMs }) => Math.max(dueMs, failingSinceMs) <= oldest)
    if (old.length === 0) return
    this.#said({ ...flight, says: old })
    const state = counted(outbox.state(this.#name), 'expired', old.length)
    const isAllOld = old.length === flight.says.length
    outbox.setState(this.#name, { ...state, flight: isAllOld ? null : state.flight })
  }

  #said({ says }: Flight): void {
    for (const { incident, said, dueMs } of says) {
      const telling = this.#deps.outbox.telling(this.#name, incident)
      if (telling === undefined) continue
      this.#deps.outbox.put({ ...telling, said, dueMs: null, firstDueMs: telling.firstDueMs ?? dueMs })
    }
  }
}
