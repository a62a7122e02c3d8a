// Commands on sets: what stands behind a host, kept under a name so that rotations can say it.
import type { SetBrief } from '#scene-gen'
import type { CommandDeps } from './deps.ts'
import { conflict, noSuch } from './refusals.ts'

const mostSets = 200

export class SetCommands {
  readonly #deps: CommandDeps

  constructor(deps: CommandDeps) {
    this.#deps = deps
  }

  /** Keeps a set; hosts that stand before it go over to it at their next sentence. */
  put(name: string, brief: SetBrief): void {
    const { store, clock, changed } = this.#deps
    if (store.sets.find(name) === undefined && store.sets.all().length >= mostSets)
      throw conflict('exists', `${mostSets} sets are kept already; delete some first`)
    const event = { atMs: clock.wallMs(), broadcast: null, kind: 'set-changed', detail: { set: name } }
    store.command(event, () => store.sets.put(name, brief, clock.wallMs()))
    changed.feeds()
  }

  remove(name: string): void {
    const { store, clock, changed } = this.#deps
    if (store.sets.find(name) === undefined) throw noSuch('set of your own', name, 'GET /api/sets lists them')
    const users = store.feeds.hosts().filter(({ plan }) => plan.rotation.some(({ set }) => set === name))
    if (users.length > 0)
      throw conflict(
        'in-use',
        `${name} stands behind the hosts of ${users.map(user => user.name).join(', ')}; give them another first`,
      )
    const event = { atMs: clock.wallMs(), broadcast: null, kind: 'set-removed', detail: { set: name } }
    store.command(event, () => store.sets.remove(name))
    changed.feeds()
  }
}
