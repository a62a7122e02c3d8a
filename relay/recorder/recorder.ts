// The flight recorder of a worker: each second how every leg and program stands, for the last quarter of an hour.
import type { LegFlight } from '../leg/leg-snapshot.ts'
import { keptSamples, Track, type TrackPlan } from './track.ts'
import { type FlightSlice, type FlightTrack, legFigures, programFigures } from './slice.ts'

export type ProgramFlight = {
  readonly name: string
  readonly onAir: string | null
  readonly videoKbps: number
  readonly dtsMs: number
  readonly soundSkewMs: number
  readonly aheadMs: number
}

/** Everything of one second; plain values that survive JSON. */
export type FlightSample = {
  /** Wall clock. */
  readonly atMs: number
  /** Monotonic, of this process. */
  readonly upMs: number
  readonly legs: readonly LegFlight[]
  readonly programs: readonly ProgramFlight[]
  /** What was said since the second before. */
  readonly heard?: readonly Heard[]
}

export type Heard = { readonly destination: string; readonly atMs: number; readonly text: string }

/** What keeps samples beyond this process. */
export type FlightShelf = { load(): FlightSample[]; keep(sample: FlightSample): void }

/** Things that are gone are forgotten with the last of what was recorded of them; more than these are not kept. */
const mostTracks = 64
/** Of one second; a storm says the same. */
const mostHeard = 20

const wide = ['wide', 'plain'] as const
const legPlan: Omit<TrackPlan, 'name'> = {
  figures: legFigures,
  kinds: [...wide, 'wide', 'wide', 'plain', 'plain', 'wide', 'plain', 'ordinal', 'ordinal'],
}
const programPlan: Omit<TrackPlan, 'name'> = {
  figures: programFigures,
  kinds: [...wide, 'ordinal', 'plain', 'wide', 'plain', 'plain'],
}

export class FlightRecorder {
  readonly #broadcast: string
  readonly #shelf: FlightShelf
  readonly #legs = new Map<string, Track>()
  readonly #programs = new Map<string, Track>()
  #heard: Heard[] = []
  #isRestored = false

  constructor(broadcast: string, shelf: FlightShelf) {
    this.#broadcast = broadcast
    this.#shelf = shelf
  }

  /** Takes one second down, and onto the shelf. */
  record(seen: FlightSample): void {
    const sample = { ...seen, programs: seen.programs.map(programFlight), heard: this.#heard }
    this.#heard = []
    this.#restore()
    this.#take(sample)
    this.#shelf.keep(sample)
  }

  /** Words of a platform, a child or our own about a leg, without keys: taken down with the next second. */
  hear(destination: string, text: string, atMs: number): void {
    this.#heard = [...this.#heard.slice(-mostHeard), { destination, atMs: Math.round(atMs), text }]
  }

  /** A stretch of time, by the wall clock. */
  slice(fromMs: number, toMs: number): FlightSlice {
    this.#restore()
    const flown = (tracks: Iterable<Track>): FlightTrack[] =>
      [...tracks].map(track => track.slice(fromMs, toMs)).filter(({ rows }) => rows.length > 0)
    return {
      broadcast: this.#broadcast,
      fromMs,
      toMs,
      legs: flown(this.#legs.values()),
      programs: flown(this.#programs.values()),
    }
  }

  /** What one leg's record takes of memory, at most; for tests. */
  legBytes(destination: string): number {
    return this.#legs.get(destination)?.bytes ?? 0
  }

  /** What a predecessor recorded; not in the moment of the start, when legs have better to do. */
  #restore(): void {
    if (this.#isRestored) return
    this.#isRestored = true
    for (const sample of this.#shelf.load().slice(-keptSamples)) this.#take(sample)
  }

  #take({ atMs, upMs, legs, programs, heard = [] }: FlightSample): void {
    for (const leg of legs) {
      const track = trackOf(this.#legs, { ...legPlan, name: leg.destination })
      const { sentBytes, ackedBytes, rttMs, queueMs, dtsMs, skewMs, endpoint } = leg
      const state = track.ordinalOf(leg.state)
      const seconds = upMs / 1_000 // a monotonic clock of weeks fits a small number only so
      track.add([atMs, seconds, sentBytes, ackedBytes, rttMs, queueMs, dtsMs, skewMs, state, endpoint])
    }
    for (const { destination, atMs: heardMs, text } of heard) this.#legs.get(destination)?.hear(text, heardMs)
    for (const { name, onAir, videoKbps, dtsMs, soundSkewMs, aheadMs } of programs) {
      const track = trackOf(this.#programs, { ...programPlan, name })
      track.add([atMs, upMs / 1_000, track.ordinalOf(onAir), videoKbps, dtsMs, soundSkewMs, aheadMs])
    }
  }
}

/** Of all that a program shows, what is taken down. */
function programFlight(shown: ProgramFlight): ProgramFlight {
  const { name, onAir, videoKbps, dtsMs, soundSkewMs, aheadMs } = shown
  return { name, onAir, videoKbps, dtsMs, soundSkewMs, aheadMs }
}

function trackOf(tracks: Map<string, Track>, plan: TrackPlan): Track {
  const known = tracks.get(plan.name)
  if (known !== undefined) return known
  const oldest = [...tracks.keys()][0]
  if (tracks.size >= mostTracks && oldest !== undefined) tracks.delete(oldest)
  const track = new Track(plan)
  tracks.set(plan.name, track)
  return track
}
