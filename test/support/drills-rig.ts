// Drills on a data folder of their own: time stands still, the drill is a real child that does what it is told by who asked.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '#core/log.ts'
import { makePlaces } from '#core/places.ts'
import { readSettings } from '#core/settings.ts'
import { settingsSchema } from '#control'
import { Drills } from '../../control/drills/drills.ts'
import { DrillShelf } from '../../control/drills/shelf.ts'
import { Store } from '../../control/store/store.ts'
import { openVault } from '../../control/vault.ts'
import { ReceiverCommands } from '../../control/telling/receivers.ts'
import { Teller, tellerLimits } from '../../control/telling/teller.ts'
import { fakeDrill } from './control-rig.ts'
import { FakeClock } from './fake-clock.ts'
import { until } from './until.ts'

export class DrillsRig implements AsyncDisposable {
  readonly clock = new FakeClock()
  readonly shelf: DrillShelf
  readonly store: Store
  drills!: Drills
  readonly #data = mkdtempSync(join(tmpdir(), 'changming-drills-'))
  readonly #settings: Record<string, unknown>

  constructor(drills: Record<string, unknown> = {}) {
    this.#settings = { data: this.#data, drills }
    this.shelf = new DrillShelf(this.#data)
    this.store = new Store(this.#data)
  }

  /** A control that begins; again for the next one. */
  open(): this {
    const { clock, store, shelf } = this
    const vault = openVault(randomBytes(32))
    const incidents = { open: () => [], find: () => undefined }
    const told = { publicUrl: null, limits: tellerLimits, incidents, random: () => 0.5 }
    const post = async () => ({ taken: false, why: 'nobody is told', retryAfterMs: null }) as never
    const teller = new Teller({ clock, log: silentLog, store, vault, post, ...told })
    this.drills = new Drills({
      clock,
      log: silentLog,
      places: makePlaces(this.#data),
      settings: readSettings(settingsSchema, { file: this.#settings, env: {}, prefix: 'CHANGMING' }),
      store,
      shelf,
      receivers: new ReceiverCommands({ store, vault, clock, teller }),
      program: fakeDrill,
    })
    this.drills.start()
    return this
  }

  /** The summary of a drill once it is over. */
  async over(id: string) {
    const find = () => this.drills.view().drills.find(each => each.id === id)
    return await until('the drill is over', () => (find()?.outcome === 'running' ? undefined : find()))
  }

  events(): { kind: string; detail: Readonly<Record<string, unknown>> }[] {
    return this.store.events.after(0, null, 100).map(({ kind, detail }) => ({ kind, detail }))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.drills.close('the test is over')
    this.store.close()
    rmSync(this.#data, { recursive: true, force: true })
  }
}
