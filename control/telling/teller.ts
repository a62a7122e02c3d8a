// Tells people of incidents: takes in what happened, and keeps one queue for each receiver.
import { type Clock, slept } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { Tasks } from '#core/tasks.ts'
import type { Incident } from '#monitoring'
import { follow } from '../store/follow.ts'
import type { Store } from '../store/store.ts'
import type { Vault } from '../vault.ts'
import { type DeliverDeps, deliver, type Delivery } from './deliver.ts'
import { lookAt } from './look.ts'
import { Outbox } from './outbox.ts'
import { Pace } from './pace.ts'
import { platformsByName } from './platforms/all.ts'
import { type QueueLimits, ReceiverQueue } from './queue.ts'
import type { ReceiverState } from './receiver-state.ts'
import type { StoredReceiver } from './receiver-store.ts'
import { testText } from './words/message.ts'

export type TellerDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly store: Store
  readonly vault: Vault
  readonly post: DeliverDeps['post']
  readonly random: () => number
  readonly publicUrl: string | null
  readonly limits: TellerLimits
  readonly incidents: {
    /** Open now, or over a moment ago. */
    readonly open: () => Incident[]
    readonly find: (id: string) => Incident | undefined
  }
}

export type TellerLimits = QueueLimits & { readonly withinMs: number }

export const tellerLimits: TellerLimits = {
  withinMs: 5_000,
  groupMs: 2_000,
  settledMs: 6_000, // a fault that comes back within 5 s is the same incident
  lookEveryMs: 1_000,
  backoff: { firstMs: 5_000, factor: 2, maxMs: 300_000, jitter: 0.2 },
  lifeMs: 6 * 3_600_000,
}

const atOnce = 500
const tells = ['incident-opened', 'incident-changed', 'incident-over']
/** A person who tries a receiver out waits for its free place no longer. */
const mostTestWaitMs = 8_000

export class Teller {
  readonly outbox: Outbox
  readonly #deps: TellerDeps
  readonly #tasks: Tasks
  readonly #pace: Pace
  readonly #stop = new AbortController()
  readonly #queues = new Map<string, { queue: ReceiverQueue; stop: AbortController }>()

  constructor(deps: TellerDeps) {
    this.#deps = deps
    this.#tasks = new Tasks(deps.log)
    this.#pace = new Pace(deps.clock)
    this.outbox = new Outbox(deps.store)
  }

  start(): void {
    this.#openQueues()
    this.#tasks.tend('control/telling', this.#run(this.#stop.signal))
  }

  async close(why: string): Promise<void> {
    this.#stop.abort(new Error(why))
    await this.#tasks.allEnded()
    this.outbox.save()
  }

  /** Receivers were made, changed or removed. A changed one is tried again at once. */
  changed(name: string): void {
    this.outbox.reload()
    this.outbox.setState(name, { failures: 0, nextMs: 0, trouble: '' })
    this.#openQueues()
    this.#queues.get(name)?.queue.poke()
  }

  /** For metrics and pages: how it goes with each receiver. */
  views(): { receiver: StoredReceiver; state: ReceiverState; pending: number }[] {
    const due = this.outbox.tellings().filter(({ dueMs }) => dueMs !== null)
    return this.outbox.receivers().map(receiver => ({
      receiver,
      state: this.outbox.state(receiver.name),
      pending: due.filter(each => each.receiver === receiver.name).length,
    }))
  }

  /** A message that tells of nothing; null where too much is sent to this address already. */
  async test(receiver: StoredReceiver): Promise<Delivery | null> {
    const { clock, limits } = this.#deps
    const { plan, name, fingerprint } = receiver
    const waitMs = this.#pace.take(fingerprint, platformsByName[plan.platform].gapMs)
    if (waitMs > mostTestWaitMs || !(await slept(clock, waitMs, this.#stop.signal))) return null
    const madeMs = Math.round(clock.wallMs())
    const text = testText(name, plan.language)
    const message = { id: `${name}-${madeMs}-test`, madeMs, receiver: name, text, notices: [] }
    return await deliver(receiver, message, { ...this.#deps, withinMs: limits.withinMs }, this.#stop.signal)
  }

  #run(signal: AbortSignal): Promise<void> {
    const { clock, log, store, limits } = this.#deps
    const follower = {
      look: () => this.look(),
      waitMs: () => limits.lookEveryMs,
      onTrouble: (error: string) => log.error({ error }, 'control/telling-not-looked'),
    }
    return follow(store.events, follower, clock, signal)
  }

  /** Takes in what is there; true when there may be more. */
  look(): boolean {
    const { store, incidents, limits, clock } = this.#deps
    const events = store.events.after(this.outbox.cursor, null, atOnce)
    const known = new Map(incidents.open().map(each => [each.id, each]))
    const incident = (id: string) => known.get(id) ?? incidents.find(id)
    const told = events
      .filter(({ kind }) => tells.includes(kind))
      .map(({ detail }) => String(detail.incident))
    const news = [...new Set([...known.keys(), ...told])].map(incident).filter(each => each !== undefined)
    lookAt(news, { outbox: this.outbox, limits, incident }, Math.round(clock.wallMs()))
    const last = events.at(-1)
    if (last !== undefined) this.outbox.moveTo(Number(last.id), told.length > 0)
    this.outbox.save()
    for (const { queue } of this.#queues.values()) queue.poke()
    return events.length === atOnce
  }

  #openQueues(): void {
    const { limits, incidents } = this.#deps
    for (const [name, { stop }] of this.#queues)
      if (this.outbox.receiver(name) === undefined) {
        stop.abort(new Error('removed'))
        this.#queues.delete(name)
      }
    for (const { name } of this.outbox.receivers()) {
      if (this.#queues.has(name) || this.#stop.signal.aborted) continue
      const shared = { ...this.#deps, outbox: this.outbox, pace: this.#pace, limits }
      const queue = new ReceiverQueue(name, {
        ...shared,
        withinMs: limits.withinMs,
        incident: incidents.find,
      })
      const stop = new AbortController()
      this.#queues.set(name, { queue, stop })
      this.#tasks.tend(
        `control/telling ${name}`,
        queue.run(AbortSignal.any([this.#stop.signal, stop.signal])),
      )
    }
  }
}
