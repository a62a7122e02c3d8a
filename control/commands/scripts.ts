// Commands on scripts: what hosts say, as people wrote it.
import { readScript, sampleScripts } from '#avatar'
import { Failure } from '#core/failure.ts'
import { Mistakes } from '../rules/mistakes.ts'
import type { CommandDeps } from './deps.ts'
import { conflict, noSuch } from './refusals.ts'

const mostScripts = 500

export class ScriptCommands {
  readonly #deps: CommandDeps

  constructor(deps: CommandDeps) {
    this.#deps = deps
  }

  /** Those that people put, and those that came with us and were not put anew. */
  all(): { name: string; script: unknown; isSample: boolean }[] {
    const own = this.#deps.store.scripts.all().map(({ name, script }) => ({ name, script, isSample: false }))
    const samples = Object.entries(sampleScripts()).map(([name, script]) => ({
      name,
      script,
      isSample: true,
    }))
    return [...own, ...samples.filter(({ name }) => own.every(each => each.name !== name))]
  }

  find(name: string): { name: string; script: unknown; isSample: boolean } {
    const found = this.all().find(each => each.name === name)
    if (found === undefined) throw noSuch('script', name, `put it with PUT /api/scripts/${name}`)
    return found
  }

  /** Keeps the script; hosts that play it go over to it at their next sentence. Throws every mistake in it. */
  put(name: string, written: unknown): void {
    const { store, clock, changed } = this.#deps
    refuseMistakes(written)
    if (store.scripts.find(name) === undefined && store.scripts.all().length >= mostScripts)
      throw conflict('exists', `${mostScripts} scripts are kept already; delete some first`)
    const event = { atMs: clock.wallMs(), broadcast: null, kind: 'script-changed', detail: { script: name } }
    store.command(event, () => store.scripts.put(name, written, clock.wallMs()))
    changed.feeds()
  }

  remove(name: string): void {
    const { store, clock, changed } = this.#deps
    if (store.scripts.find(name) === undefined)
      throw noSuch('script of your own', name, 'GET /api/scripts lists them')
    const users = store.feeds.hosts().filter(({ plan }) => plan.rotation.some(turn => turn.script === name))
    if (users.length > 0 && !(name in sampleScripts()))
      throw conflict(
        'in-use',
        `${name} is played by ${users.map(user => user.name).join(', ')}; give them another first`,
      )
    const event = { atMs: clock.wallMs(), broadcast: null, kind: 'script-removed', detail: { script: name } }
    store.command(event, () => store.scripts.remove(name))
    changed.feeds()
  }
}

/** Each mistake begins with the field it is in. */
function refuseMistakes(written: unknown): void {
  try {
    readScript(written)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    throw new Mistakes(
      error.message.split('\n').map(line => {
        const [, field = '', detail = line] = /^([\w.[\]-]+):? (.*)$/.exec(line) ?? []
        return { field, detail }
      }),
    )
  }
}
