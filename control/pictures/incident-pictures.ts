// Pictures of what viewers saw of each incident: fetched from the relay's memory while it lasts, kept on disk, shown on request.
import { type Clock, every } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import type { Places } from '#core/places.ts'
import type { Incident } from '#monitoring'
import type { ProgramStills, RelaySnapshot } from '#relay'
import { noSuch } from '../commands/refusals.ts'
import type { Store } from '../store/store.ts'
import type { Supervisor } from '../supervisor/supervisor.ts'
import { WorkerLink } from '../supervisor/worker-link.ts'
import type { PictureMaker } from './maker.ts'
import { type Chosen, chooseStills, isSettled } from './moments.ts'
import { type KeptPicture, type PictureIndex, PictureShelf } from './shelf.ts'

export type IncidentPicturesDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly places: Places
  readonly store: Store
  readonly supervisor: Supervisor
  readonly maker: PictureMaker
  /** Open ones, and those that were not over before then. */
  readonly incidents: (sinceMs: number) => readonly Incident[]
}

const lookEveryMs = 1_000
/** A relay remembers for so long. */
const rememberedMs = 180_000
const aroundMs = 15_000
/** An incident that has lasted is looked at less often. */
const freshMs = 90_000
const laterEveryMs = 10_000
const mostPx = 1_280
/** Of one program; its end has room in any case. */
const mostPictures = 16
const mostDuring = 11
/** One of the same so close to another shows nothing new. */
const alikeMs = 1_500
const mostPrograms = 4
/** Those that a storm opens at once wait for their turn. */
const mostAtOnce = 12

type Held = { index: PictureIndex; dueMs: number }

export class IncidentPictures {
  readonly #deps: IncidentPicturesDeps
  readonly #shelf: PictureShelf
  readonly #held = new Map<string, Held>()

  constructor(deps: IncidentPicturesDeps) {
    this.#deps = deps
    this.#shelf = new PictureShelf(deps.places.data)
  }

  /** Keeps what is due until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#deps
    let said = ''
    const look = () =>
      this.keepDue(signal).then(
        () => {
          said = ''
        },
        (error: unknown) => {
          if (messageOf(error) !== said && !signal.aborted)
            log.warn({ error: messageOf(error) }, 'control/pictures-not-kept')
          said = messageOf(error)
        },
      )
    await every(clock, lookEveryMs, look, signal)
  }

  async keepDue(signal: AbortSignal): Promise<void> {
    const { clock, incidents } = this.#deps
    const fresh = incidents(clock.wallMs() - rememberedMs).filter(({ mergedInto }) => mergedInto === null)
    const ids = new Set(fresh.map(({ id }) => id))
    for (const id of this.#held.keys()) if (!ids.has(id)) this.#held.delete(id)
    const due: Incident[] = []
    for (const incident of fresh) if (await this.#isDue(incident)) due.push(incident)
    for (const incident of due.slice(0, mostAtOnce)) {
      if (signal.aborted) return
      await this.#keep(incident, signal)
    }
  }

  async #isDue({ id, beganMs }: Incident): Promise<boolean> {
    const known = this.#held.get(id)
    if (known !== undefined) return !known.index.isSettled && known.dueMs <= this.#deps.clock.nowMs()
    const index = (await this.#shelf.index(id)) ?? { beganMs, isSettled: false, pictures: [] }
    this.#held.set(id, { index, dueMs: 0 })
    return !index.isSettled
  }

  async #keep(incident: Incident, signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps
    const held = this.#held.get(incident.id) as Held
    const nowMs = clock.wallMs()
    const isLasting = incident.overMs === null && nowMs - incident.beganMs > freshMs
    held.dueMs = clock.nowMs() + (isLasting ? laterEveryMs : lookEveryMs)
    for (const broadcast of this.#broadcastsOf(incident)) {
      const link = new WorkerLink(this.#deps.places, `relay-${broadcast}`)
      const toMs = (incident.overMs ?? nowMs) + aroundMs
      const programs = await link.stills(incident.beganMs - aroundMs, toMs, signal).catch(() => []) // it is gone
      for (const program of programs.slice(0, mostPrograms))
        await this.#keepOf({ incident, held, broadcast, link }, program, signal)
    }
    if (!isSettled(incident, nowMs)) return
    held.index = { ...held.index, isSettled: true }
    if (held.index.pictures.length > 0) await this.#shelf.write(incident.id, held.index)
  }

  async #keepOf(
    { incident, held, broadcast, link }: Fetching,
    { program, stills }: ProgramStills,
    signal: AbortSignal,
  ): Promise<void> {
    const own = () =>
      held.index.pictures.filter(each => each.broadcast === broadcast && each.program === program)
    for (const { still, moment } of chooseStills(incident, stills, own())) {
      if (!hasRoom(own(), { still, moment })) continue
      const found = await link.still(program, still.atMs, signal).catch(() => null) // it ended meanwhile
      if (found === null || found.atMs !== still.atMs) continue
      const added: KeptPicture = {
        picture: `p${held.index.pictures.length + 1}`,
        broadcast,
        program,
        atMs: still.atMs,
        moment,
        shows: still.shows,
        destinations: this.#carriersOf(broadcast, program),
      }
      const index = { ...held.index, pictures: [...held.index.pictures, added] }
      await this.#shelf.add(incident.id, index, added, Buffer.from(found.h264, 'base64'))
      held.index = index
    }
  }

  /** Of an incident that concerns none, such as control's death: all that are on air. */
  #broadcastsOf({ broadcasts }: Incident): readonly string[] {
    if (broadcasts.length > 0) return broadcasts.slice(0, mostPrograms)
    const onAir = this.#deps.store.broadcasts.all().filter(({ wish }) => wish === 'on')
    return onAir.map(({ name }) => name).slice(0, mostPrograms)
  }

  #carriersOf(broadcast: string, program: string): string[] {
    const snapshot = this.#deps.supervisor.snapshot(`relay-${broadcast}`) as RelaySnapshot | undefined
    return (snapshot?.legs ?? [])
      .filter(leg => leg.program === program && leg.wanted === 'on')
      .map(({ destination }) => destination)
  }

  /** Oldest first. */
  async of(id: string): Promise<readonly KeptPicture[]> {
    const index = this.#held.get(id)?.index ?? (await this.#shelf.index(id))
    return (index?.pictures ?? []).toSorted((a, b) => a.atMs - b.atMs)
  }

  async jpeg(id: string, picture: string, signal: AbortSignal): Promise<Buffer> {
    const made = await this.#shelf.jpeg(id, picture, h264 => this.#deps.maker.jpeg(h264, mostPx, signal))
    if (made === undefined) throw noSuch('picture', picture, `GET /api/incidents/${id}/pictures lists them`)
    return made
  }
}

type Fetching = {
  readonly incident: Incident
  readonly held: Held
  readonly broadcast: string
  readonly link: WorkerLink
}

function hasRoom(kept: readonly KeptPicture[], { still, moment }: Chosen): boolean {
  if (kept.length >= mostPictures) return false
  const during = kept.filter(each => each.moment === 'during')
  if (moment === 'during' && during.length >= mostDuring) return false
  const isAlike = ({ atMs, shows }: KeptPicture) =>
    shows === still.shows && Math.abs(atMs - still.atMs) < alikeMs
  return !kept.some(each => each.atMs === still.atMs || (moment === 'during' && isAlike(each)))
}
