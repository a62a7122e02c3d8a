// A made-up evening for the incident engine: what happens is said in a line, time moves only when told.
import {
  acknowledge,
  advance,
  type EngineState,
  type Happening,
  type Incident,
  newState,
  presentIncidents,
} from '#monitoring'

const startMs = 1_700_000_000_000
const tickMs = 250

export class Happenings {
  state: EngineState = newState()
  /** Every record as it was kept last. */
  readonly kept = new Map<string, Incident>()
  readonly told: string[] = []
  readonly events: Happening[] = []
  ms = 0

  /** Broadcasts that are on air, each with its destinations, all carrying the program `main` from `camera-a`. */
  static onAir(
    broadcasts: Record<string, readonly string[]> = { evening: ['douyin', 'kuaishou'] },
  ): Happenings {
    const made = new Happenings()
    for (const [broadcast, destinations] of Object.entries(broadcasts)) {
      made.say(broadcast, 'start', {})
      for (const destination of destinations)
        for (const to of ['armed', 'connecting', 'publishing', 'carrying'])
          made.leg(destination, to, {}, broadcast)
      made.say(broadcast, 'feed-live', { feed: 'camera-a' })
      made.cut('camera-a', { from: null, cause: 'start' }, broadcast)
    }
    made.say(null, 'feed-up', { feed: 'camera-a' })
    return made
  }

  at(ms: number): number {
    return startMs + ms
  }

  get nowMs(): number {
    return this.at(this.ms)
  }

  say(broadcast: string | null, kind: string, detail: Record<string, unknown>): void {
    const event = { id: String(this.events.length + 1), atMs: this.nowMs, broadcast, kind, detail }
    this.events.push(event)
    this.#advance([event])
  }

  /** A leg moves; `agoMs` before now by the evidence. */
  leg(destination: string, to: string, more: Record<string, unknown> = {}, broadcast = 'evening'): void {
    const { agoMs = 0, ...detail } = more
    const from = this.state.house.legs[`${broadcast}/${destination}`]?.at ?? 'idle'
    const sinceMs = this.nowMs - Number(agoMs)
    const usual = { program: 'main', endpoint: 0, cause: null, why: null }
    this.say(broadcast, 'leg-state', { destination, from, to, sinceMs, ...usual, ...detail })
  }

  cut(to: string, more: Record<string, unknown> = {}, broadcast = 'evening'): void {
    const program = typeof more.program === 'string' ? more.program : 'main'
    const from = this.state.house.programs[`${broadcast}/${program}`]?.onAir ?? null
    const usual = { program, from, to, cause: 'lost', gapMs: 0, silenceMs: 40, misfit: null }
    this.say(broadcast, 'program-cut', { ...usual, ...more })
  }

  pass(ms: number): void {
    const untilMs = this.ms + ms
    while (this.ms < untilMs) {
      this.ms = Math.min(untilMs, this.ms + tickMs)
      this.#advance([])
    }
  }

  #advance(events: readonly Happening[]): void {
    const { state, told, incidents } = advance(this.state, events, this.nowMs)
    this.state = JSON.parse(JSON.stringify(state)) as EngineState // what does not survive this is not state
    for (const { change, incident } of told) this.told.push(`${change} ${incident.kind}`)
    for (const incident of incidents) this.kept.set(incident.id, incident)
  }

  acknowledge(id: string, by: string): void {
    this.state = acknowledge(this.state, id, by, this.nowMs)
    this.#advance([])
  }

  /** Everything that was opened and is not part of something else, as it is now. */
  get incidents(): Incident[] {
    for (const incident of presentIncidents(this.state, this.nowMs)) this.kept.set(incident.id, incident)
    return [...this.kept.values()].filter(({ mergedInto }) => mergedInto === null)
  }

  get only(): Incident {
    const [first, ...others] = this.incidents
    if (first === undefined || others.length > 0)
      throw new Error(`there are ${this.incidents.map(({ kind }) => kind).join(', ') || 'none'}`)
    return first
  }
}
