// Commands on scripts: what hosts say, as people wrote it.
import { createHash } from 'node:crypto'
import { mistakesIn, sampleScripts } from '#avatar'
import { Mistakes } from '../rules/mistakes.ts'
import type { CommandDeps } from './deps.ts'
import { conflict, noSuch } from './refusals.ts'

const mostScripts = 500
/** All scripts are told to the avatar worker at once; its door takes a little more than this. */
const mostBytes = 32_000_000

export type KnownScript = {
  readonly name: string
  readonly script: unknown
  readonly isSample: boolean
  /** Of its content: whoever changes it says which one it was made from. */
  readonly version: string
}

export class ScriptCommands {
  readonly #deps: CommandDeps

  constructor(deps: CommandDeps) {
    this.#deps = deps
  }

  /** Those that people put, and those that came with us and were not put anew. */
  all(): KnownScript[] {
    const own = this.#deps.store.scripts.all().map(({ name, script }) => known(name, script, false))
    const samples = Object.entries(sampleScripts()).map(([name, script]) => known(name, script, true))
    return [...own, ...samples.filter(({ name }) => own.every(each => each.name !== name))]
  }

  find(name: string): KnownScript {
    const found = this.all().find(each => each.name === name)
    if (found === undefined) throw noSuch('script', name, `put it with PUT /api/scripts/${name}`)
    return found
  }

  /**
   * Keeps the script; hosts that play it go over to it at their next sentence. Throws every mistake in it. `madeFrom`: the version
   * that was changed, '' for none; null does not ask.
   */
  put(name: string, written: unknown, madeFrom: string | null): void {
    const { store, clock, changed } = this.#deps
    const mistakes = mistakesIn(written)
    if (mistakes.length > 0) throw new Mistakes(mistakes)
    const before = store.scripts.find(name)
    this.#refuseOverwriting(name, before?.script, madeFrom)
    const others = store.scripts.sizeBeside(name)
    if (before === undefined && others.count >= mostScripts)
      throw conflict('exists', `${mostScripts} scripts are kept already; delete some first`)
    if (others.bytes + Buffer.byteLength(JSON.stringify(written)) > mostBytes)
      throw conflict('exists', `scripts together may hold ${mostBytes / 1e6} MB; delete some first`)
    const event = { atMs: clock.wallMs(), broadcast: null, kind: 'script-changed', detail: { script: name } }
    store.command(event, () => store.scripts.put(name, written, clock.wallMs()))
    changed.feeds()
  }

  /** Refuses to write over what somebody else wrote meanwhile. */
  #refuseOverwriting(name: string, before: unknown, madeFrom: string | null): void {
    if (madeFrom === null) return
    const present = before === undefined && madeFrom !== '' ? sampleScripts()[name] : before
    const isSame = present === undefined ? madeFrom === '' : versionOf(present) === madeFrom
    if (isSame) return
    throw conflict(
      'changed',
      present === undefined
        ? `the script ${name} was deleted meanwhile; save it as a new one, or leave it`
        : madeFrom === ''
          ? `there is a script ${name} already; choose another name`
          : `somebody else changed the script ${name} since you opened it; look at theirs, then save yours over it or as a copy`,
    )
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
    const readers = store.prompters.readersOf(name)
    if (readers.length > 0 && !(name in sampleScripts()))
      throw conflict(
        'in-use',
        `${name} stands on the teleprompter of ${readers.join(', ')}; choose another there first`,
      )
    const event = { atMs: clock.wallMs(), broadcast: null, kind: 'script-removed', detail: { script: name } }
    store.command(event, () => store.scripts.remove(name))
    changed.feeds()
  }
}

function known(name: string, script: unknown, isSample: boolean): KnownScript {
  return { name, script, isSample, version: versionOf(script) }
}

function versionOf(script: unknown): string {
  return createHash('sha256').update(JSON.stringify(script)).digest('base64url').slice(0, 16)
}
