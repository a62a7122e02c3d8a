// A teller on a store of its own: time stands still, incidents are what the test says, the network is real.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '#core/log.ts'
import type { Incident } from '#monitoring'
import { Store } from '../../control/store/store.ts'
import { type ReceiverBody, receiverBody } from '../../control/telling/plan.ts'
import { post } from '../../control/telling/post.ts'
import { ReceiverCommands } from '../../control/telling/receivers.ts'
import { Teller, tellerLimits } from '../../control/telling/teller.ts'
import { openVault } from '../../control/vault.ts'
import { FakeClock } from './fake-clock.ts'
import { until } from './until.ts'

export class TellerRig implements AsyncDisposable {
  readonly clock = new FakeClock()
  readonly #data = mkdtempSync(join(tmpdir(), 'changming-telling-'))
  readonly #vault = openVault(randomBytes(32))
  readonly #incidents = new Map<string, Incident>()
  store!: Store
  teller!: Teller
  commands!: ReceiverCommands

  open(): this {
    this.store = new Store(this.#data)
    this.teller = new Teller({
      clock: this.clock,
      log: silentLog,
      store: this.store,
      vault: this.#vault,
      post,
      random: () => 0.5,
      publicUrl: null,
      limits: tellerLimits,
      incidents: {
        open: () => [...this.#incidents.values()].filter(({ overMs }) => overMs === null),
        find: id => this.#incidents.get(id),
      },
    })
    const { store, teller, clock } = this
    this.commands = new ReceiverCommands({ store, vault: this.#vault, clock, teller })
    teller.start()
    return this
  }

  async close(): Promise<void> {
    await this.teller.close('the test says so')
    this.store.close()
  }

  receiver(name: string, url: string, more: Partial<ReceiverBody> = {}): void {
    const secret = (more.platform ?? 'http') === 'http' ? 'a-secret-of-ours' : undefined
    this.commands.put(name, receiverBody.parse({ platform: 'http', url, secret, ...more }), 'tester')
  }

  /** It is so now, and an event tells of it. */
  say(change: 'opened' | 'changed' | 'over', incident: Incident): void {
    this.#incidents.set(incident.id, incident)
    const detail = { incident: incident.id }
    const event = { atMs: this.clock.wallMs(), broadcast: null, kind: `incident-${change}`, detail }
    this.store.command(event, () => {})
  }

  /** It is so now, and no event tells of it. */
  set(incident: Incident): void {
    this.#incidents.set(incident.id, incident)
  }

  /** Passes time in steps, leaving the network its turn after each; not waiting for `hanging` ones. */
  async pass(ms: number, hanging: readonly string[] = []): Promise<void> {
    const isIdle = () =>
      this.teller
        .views()
        .every(({ receiver, state }) => state.flight === null || hanging.includes(receiver.name))
    for (let leftMs = ms; leftMs > 0; leftMs -= 500) {
      await this.clock.advance(Math.min(500, leftMs))
      await until('the network had its turn', isIdle)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
    rmSync(this.#data, { recursive: true, force: true })
  }
}
