// Incidents as control has them: kept as they come, with the recorder's minutes around them, handed out and acknowledged.
import type { Clock } from '#core/clock.ts'
import { every } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import type { Places } from '#core/places.ts'
import { Tasks } from '#core/tasks.ts'
import { sayAlive } from '#core/worker-file.ts'
import type { FlightSlice } from '#relay'
import type { Settings } from '../settings.ts'
import type { Store } from '../store/store.ts'
import { controlFile } from '../supervisor/end-all.ts'
import type { Supervisor } from '../supervisor/supervisor.ts'
import type { Vault } from '../vault.ts'
import { type Bundle, bundleOf, withoutKeys } from './bundle.ts'
import { type DiskView, diskTroubles } from './disk-troubles.ts'
import { Flights } from './flights.ts'
import { IncidentKeeper } from './keeper.ts'
import { IncidentPictures } from '../pictures/incident-pictures.ts'
import type { PictureMaker } from '../pictures/maker.ts'

export type IncidentsDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly places: Places
  readonly settings: Settings
  readonly store: Store
  readonly vault: Vault
  readonly supervisor: Supervisor
  readonly pictureMaker: PictureMaker
}

/** Nobody on air notices when control dies: half a second tells well enough when that was. */
const aliveEveryMs = 500
/** Incidents at once that get pictures; there are no more in any evening. */
const mostPictured = 100

export class Incidents {
  readonly keeper: IncidentKeeper
  readonly pictures: IncidentPictures
  readonly #deps: IncidentsDeps
  readonly #flights: Flights
  readonly #tasks: Tasks
  readonly #stop = new AbortController()

  constructor(deps: IncidentsDeps) {
    this.#deps = deps
    this.#tasks = new Tasks(deps.log)
    this.#flights = new Flights(deps)
    this.keeper = new IncidentKeeper({ ...deps, disks: diskTroubles(() => diskViews(deps)) })
    this.pictures = new IncidentPictures({
      ...deps,
      maker: deps.pictureMaker,
      incidents: sinceMs => this.keeper.list({ broadcast: null, sinceMs, limit: mostPictured }),
    })
  }

  start(): void {
    const { signal } = this.#stop
    const file = controlFile(this.#deps.places)
    this.#tasks.tend('control/incidents', this.keeper.run(signal))
    this.#tasks.tend('control/flights', this.#flights.run(signal))
    this.#tasks.tend('control/pictures', this.pictures.run(signal))
    this.#tasks.tend(
      'control/alive',
      every(this.#deps.clock, aliveEveryMs, () => sayAlive(file), signal),
    )
  }

  /** What the recorders took down around it. */
  async flights(id: string): Promise<readonly FlightSlice[]> {
    return withoutKeys(await this.#flights.of(this.keeper.find(id), this.#stop.signal), this.#deps)
  }

  bundle(id: string): Promise<Bundle> {
    return bundleOf(this.keeper.find(id), { ...this.#deps, flights: this.#flights }, this.#stop.signal)
  }

  async close(why: string): Promise<void> {
    this.#stop.abort(new Error(why))
    await this.#tasks.allEnded()
  }
}

function diskViews({ store, supervisor }: IncidentsDeps): DiskView[] {
  const onAir = store.broadcasts.all().flatMap(({ name, wish }) => (wish === 'on' ? [name] : []))
  const workers = [
    { process: 'ingest', broadcast: null },
    ...onAir.map(broadcast => ({ process: `relay-${broadcast}`, broadcast })),
  ]
  const seen = workers.map(worker => ({ ...worker, trouble: supervisor.view(worker.process).journalTrouble }))
  return [{ process: 'control', broadcast: null, trouble: store.trouble() }, ...seen]
}
