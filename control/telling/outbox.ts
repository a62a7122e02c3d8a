// What is to be told to whom and how far it got: in memory, and on disk with every change. A full disk silences nobody.
import { Failure } from '#core/failure.ts'
import type { Store } from '../store/store.ts'
import { newReceiverState, type ReceiverState } from './receiver-state.ts'
import type { StoredReceiver } from './receiver-store.ts'
import type { Telling } from './schedule.ts'

export class Outbox {
  readonly #store: Store
  readonly #tellings = new Map<string, Telling>()
  readonly #states: Map<string, ReceiverState>
  #receivers: ReadonlyMap<string, StoredReceiver> = new Map()
  #cursor: number
  /** Changed since it was last on disk. */
  #unsaved = { tellings: new Set<string>(), dropped: new Map<string, Telling>(), states: new Set<string>() }
  #isCursorUnsaved: boolean

  constructor(store: Store) {
    this.#store = store
    this.#states = store.receivers.states()
    for (const telling of store.receivers.tellings()) this.#tellings.set(keyOf(telling), telling)
    const cursor = store.receivers.cursor()
    this.#cursor = cursor ?? store.events.lastId()
    this.#isCursorUnsaved = cursor === null
    this.reload()
  }

  /** Receivers were made, changed or removed. */
  reload(): void {
    this.#receivers = new Map(this.#store.receivers.all().map(each => [each.name, each]))
    for (const name of [...this.#states.keys()]) if (!this.#receivers.has(name)) this.#states.delete(name)
    for (const [key, { receiver }] of this.#tellings)
      if (!this.#receivers.has(receiver)) this.#tellings.delete(key) // the store forgot them with the receiver
  }

  receivers(): StoredReceiver[] {
    return [...this.#receivers.values()]
  }

  receiver(name: string): StoredReceiver | undefined {
    return this.#receivers.get(name)
  }

  state(name: string): ReceiverState {
    return this.#states.get(name) ?? newReceiverState()
  }

  setState(name: string, changes: Partial<ReceiverState>): void {
    if (!this.#receivers.has(name)) return // removed meanwhile
    this.#states.set(name, { ...this.state(name), ...changes })
    this.#unsaved.states.add(name)
  }

  tellings(): Telling[] {
    return [...this.#tellings.values()]
  }

  telling(receiver: string, incident: string): Telling | undefined {
    return this.#tellings.get(keyOf({ receiver, incident }))
  }

  put(telling: Telling): void {
    const key = keyOf(telling)
    this.#tellings.set(key, telling)
    this.#unsaved.tellings.add(key)
    this.#unsaved.dropped.delete(key)
  }

  drop(telling: Telling): void {
    const key = keyOf(telling)
    this.#tellings.delete(key)
    this.#unsaved.tellings.delete(key)
    this.#unsaved.dropped.set(key, telling)
  }

  get cursor(): number {
    return this.#cursor
  }

  /** `isNews`: going back before it would tell of it twice. */
  moveTo(event: number, isNews: boolean): void {
    this.#cursor = event
    this.#isCursorUnsaved ||= isNews
  }

  /** All changes together or none; what does not fit is kept in memory and tried again. */
  save(): void {
    const { tellings, dropped, states } = this.#unsaved
    const isMoved = this.#isCursorUnsaved
    if (!isMoved && tellings.size + dropped.size + states.size === 0) return
    const { receivers, database } = this.#store
    try {
      database.transaction(() => {
        if (isMoved) receivers.keepCursor(this.#cursor)
        for (const telling of dropped.values()) receivers.dropTelling(telling)
        for (const key of tellings) {
          const telling = this.#tellings.get(key)
          if (telling !== undefined) receivers.keepTelling(telling)
        }
        for (const name of states) receivers.keepState(name, this.state(name))
      })
    } catch (error) {
      if (!(error instanceof Failure && error.code === 'core/disk-full')) throw error
      return
    }
    this.#isCursorUnsaved = false
    this.#unsaved = { tellings: new Set(), dropped: new Map(), states: new Set() }
  }
}

function keyOf({ receiver, incident }: Pick<Telling, 'receiver' | 'incident'>): string {
  return `${receiver} ${incident}`
}
