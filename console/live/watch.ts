// Looks at control each second and at every event; tells one listener, and never stops trying.
import { addressOf, ask, NotSignedIn } from './ask.ts'
import type { Broadcast, Drills, Feeds, HouseEvent, Incident } from './types.ts'

export type View = {
  /** Null until control has answered once. */
  readonly broadcasts: readonly Broadcast[] | null
  readonly feeds: Feeds | null
  /** Newest last. */
  readonly events: readonly HouseEvent[]
  /** Newest first. */
  readonly incidents: readonly Incident[]
  /** Null until they were asked for. */
  readonly drills: Drills | null
  /** How long ago control last answered; 0 while it does. */
  readonly silentMs: number
}

export type WatchEars = {
  view(view: View): void
  /** Each event once, in order, whatever became of the connection between. */
  event(event: HouseEvent): void
  signedOut(): void
}

const everyMs = 1_000
/** An event is looked into at once, but no oftener. */
const restMs = 200
const keptEvents = 240
const incidentsOfMs = 12 * 3_600_000
/** They are asked for when an event tells of one, and this often for what viewers see of open ones. */
const incidentsEveryMs = 5_000
const drillsEveryMs = 30_000
/** One late answer is not a dead control. */
const goneAfterMs = 2_500
const listenAgainMs = 3_000
/** A host who reads moves each few seconds: whoever follows hears it, and nothing else waits on it. */
const passing: ReadonlySet<string> = new Set(['prompter-moved', 'cue-shown'])

export class Watch {
  readonly #ears: WatchEars
  #view: View = { broadcasts: null, feeds: null, events: [], incidents: [], drills: null, silentMs: 0 }
  #lastId = 0
  #incidentsDueMs = 0
  #drillsDueMs = 0
  #answeredMs = performance.now()
  #beganMs = 0
  #isLooking = false
  #isWanted = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #listenTimer: ReturnType<typeof setTimeout> | undefined
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
    clearTimeout(this.#listenTimer)
    this.#stream?.close()
  }

  /** Looks now, e.g. after a button. */
  lookNow(): void {
    this.#incidentsDueMs = 0
    this.#drillsDueMs = 0
    this.#hurry(0)
  }

  #hurry(restedMs: number): void {
    if (this.#isLooking) {
      this.#isWanted = true // what is being answered may be older than what happened
      return
    }
    clearTimeout(this.#timer)
    const waitMs = Math.max(0, restedMs - (performance.now() - this.#beganMs))
    this.#timer = setTimeout(() => void this.#round(), waitMs)
  }

  async #round(): Promise<void> {
    if (this.#isLooking || this.#isClosed) return
    this.#isLooking = true
    this.#isWanted = false
    this.#beganMs = performance.now()
    const tick = setInterval(() => this.#tell({}), everyMs) // the age of the last answer goes on while we wait
    let news: Partial<View> = {}
    try {
      const [seen, feeds, incidents, drills] = await Promise.all([
        ask('GET', 'api/broadcasts'),
        ask('GET', 'api/feeds'),
        this.#askIncidents(this.#beganMs),
        this.#askDrills(this.#beganMs),
      ])
      const { broadcasts } = seen as { broadcasts: Broadcast[] }
      news = { broadcasts, feeds: feeds as Feeds, incidents, drills }
      this.#answeredMs = performance.now()
    } catch (error) {
      if (error instanceof NotSignedIn && !this.#isClosed) {
        this.close()
        this.#ears.signedOut()
      }
    } finally {
      clearInterval(tick)
      this.#isLooking = false
    }
    if (this.#isClosed) return
    this.#hurry(this.#isWanted ? restMs : everyMs)
    this.#tell(news) // last: should showing it fail, the next round comes all the same
  }

  async #askIncidents(nowMs: number): Promise<readonly Incident[]> {
    if (nowMs < this.#incidentsDueMs) return this.#view.incidents
    const answer = await ask('GET', `api/incidents?since=${Date.now() - incidentsOfMs}`)
    this.#incidentsDueMs = nowMs + incidentsEveryMs
    return (answer as { incidents: Incident[] }).incidents
  }

  async #askDrills(nowMs: number): Promise<Drills | null> {
    if (nowMs < this.#drillsDueMs) return this.#view.drills
    const answer = (await ask('GET', 'api/drills')) as Drills
    this.#drillsDueMs = nowMs + drillsEveryMs
    return answer
  }

  #tell(news: Partial<View>): void {
    if (this.#isClosed) return
    const silentMs = performance.now() - this.#answeredMs
    this.#view = { ...this.#view, ...news, silentMs: silentMs > goneAfterMs ? silentMs : 0 }
    this.#ears.view(this.#view)
  }

  #listen(): void {
    if (this.#isClosed) return
    const path = this.#lastId === 0 ? `api/events?last=${keptEvents}` : `api/events?after=${this.#lastId}`
    const stream = new EventSource(addressOf(path))
    this.#stream = stream
    stream.addEventListener('message', message => this.#hear(JSON.parse(String(message.data)) as HouseEvent))
    stream.addEventListener('error', () => {
      // The browser itself comes back after a broken connection, but not after an answer such as 502.
      if (stream.readyState !== EventSource.CLOSED) return
      stream.close()
      this.#listenTimer = setTimeout(() => this.#listen(), listenAgainMs)
    })
  }

  #hear(event: HouseEvent): void {
    if (Number(event.id) <= this.#lastId) return // told again after a break
    this.#lastId = Number(event.id)
    if (passing.has(event.kind)) return this.#ears.event(event)
    this.#view = { ...this.#view, events: [...this.#view.events, event].slice(-keptEvents) }
    if (event.kind.startsWith('incident-')) this.#incidentsDueMs = 0
    if (event.kind.startsWith('drill-')) this.#drillsDueMs = 0
    this.#ears.event(event)
    this.#hurry(restMs)
  }
}
