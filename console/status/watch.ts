// Looks at control each second and hears its events; tells one listener, and never stops trying.
import { ask, NotSignedIn } from './api.ts'
import type { Broadcast, Drills, Feeds, HouseEvent, Incident, Visitor } from './types.ts'

export type View = {
  readonly broadcasts: readonly Broadcast[]
  readonly feeds: Feeds | null
  /** Newest last. */
  readonly events: readonly HouseEvent[]
  /** Newest first. */
  readonly incidents: readonly Incident[]
  /** Null until they were asked for. */
  readonly drills: Drills | null
  /** How long ago control last answered; 0 while it does. */
  readonly silentMs: number
  /** This visitor may start, stop and cut; until control has said who it is, its buttons are not shown. */
  readonly mayAct: boolean
}

export type WatchEars = { view(view: View): void; signedOut(): void }

const everyMs = 1_000
const keptEvents = 240
const incidentsOfMs = 12 * 3_600_000
/** They are asked for when an event tells of one, and this often for what viewers see of open ones. */
const incidentsEveryMs = 5_000
const drillsEveryMs = 30_000
/** One late answer is not a dead control. */
const goneAfterMs = 2_500

export class Watch {
  readonly #ears: WatchEars
  #broadcasts: readonly Broadcast[] = []
  #feeds: Feeds | null = null
  #events: readonly HouseEvent[] = []
  #incidents: readonly Incident[] = []
  #incidentsDueMs = 0
  #drills: Drills | null = null
  #drillsDueMs = 0
  #visitor: Visitor | undefined
  #answeredMs = performance.now()
  #timer: ReturnType<typeof setTimeout> | undefined
  #stream: EventSource | undefined
  #isClosed = false

  constructor(ears: WatchEars) {
    this.#ears = ears
  }

  start(): void {
    void this.#round()
    this.#listen()
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#stream?.close()
  }

  /** Looks now, e.g. after a button. */
  lookNow(): void {
    clearTimeout(this.#timer)
    this.#incidentsDueMs = 0
    this.#drillsDueMs = 0
    void this.#round()
  }

  async #round(): Promise<void> {
    const began = performance.now()
    const tick = setInterval(() => this.#tell(), everyMs) // the age of the last answer goes on while we wait
    try {
      const [seen, feeds, incidents, drills, visitor] = await Promise.all([
        ask('GET', '/api/broadcasts'),
        ask('GET', '/api/feeds'),
        this.#askIncidents(began),
        this.#askDrills(began),
        this.#visitor ?? ask('GET', '/api/session'),
      ])
      this.#broadcasts = (seen as { broadcasts: Broadcast[] }).broadcasts
      this.#feeds = feeds as Feeds
      this.#visitor = visitor as Visitor
      this.#incidents = incidents
      this.#drills = drills
      this.#answeredMs = performance.now()
    } catch (error) {
      if (error instanceof NotSignedIn && !this.#isClosed) {
        this.close()
        return this.#ears.signedOut()
      }
    } finally {
      clearInterval(tick)
    }
    if (this.#isClosed) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#round(), Math.max(200, everyMs - (performance.now() - began)))
    this.#tell() // last: should showing it fail, the next round comes all the same
  }

  async #askIncidents(nowMs: number): Promise<readonly Incident[]> {
    if (nowMs < this.#incidentsDueMs) return this.#incidents
    this.#incidentsDueMs = nowMs + incidentsEveryMs
    const answer = await ask('GET', `/api/incidents?since=${Date.now() - incidentsOfMs}`)
    return (answer as { incidents: Incident[] }).incidents
  }

  async #askDrills(nowMs: number): Promise<Drills | null> {
    if (nowMs < this.#drillsDueMs) return this.#drills
    this.#drillsDueMs = nowMs + drillsEveryMs
    return (await ask('GET', '/api/drills')) as Drills
  }

  #tell(): void {
    if (this.#isClosed) return
    const silentMs = performance.now() - this.#answeredMs
    this.#ears.view({
      broadcasts: this.#broadcasts,
      feeds: this.#feeds,
      events: this.#events,
      incidents: this.#incidents,
      drills: this.#drills,
      silentMs: silentMs > goneAfterMs ? silentMs : 0,
      mayAct: this.#visitor !== undefined && this.#visitor.role !== 'viewer',
    })
  }

  #listen(): void {
    if (this.#isClosed) return
    const lastId = this.#events.at(-1)?.id
    const stream = new EventSource(
      lastId === undefined ? `/api/events?last=${keptEvents}` : `/api/events?after=${lastId}`,
    )
    this.#stream = stream
    stream.addEventListener('message', message => {
      const event = JSON.parse(String(message.data)) as HouseEvent
      if (Number(event.id) <= Number(this.#events.at(-1)?.id ?? 0)) return
      this.#events = [...this.#events, event].slice(-keptEvents)
      if (event.kind.startsWith('incident-')) this.#incidentsDueMs = 0
      if (event.kind.startsWith('drill-')) this.#drillsDueMs = 0
    })
    stream.addEventListener('error', () => {
      // The browser itself comes back after a broken connection, but not after an answer such as 502.
      if (stream.readyState !== EventSource.CLOSED) return
      stream.close()
      setTimeout(() => this.#listen(), 3_000)
    })
  }
}
