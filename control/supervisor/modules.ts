// A worker's modules compiled before its first start: only then does it start as small as every time after.
import { compileCache, type Runtime, runChild } from '#core/child.ts'
import { type Clock, within } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import type { Places } from '#core/places.ts'

/** Takes a second on an idle machine, a quarter of one where all lies in the cache already. */
const compileWithinMs = 10_000
const graceMs = 500

export class Modules {
  readonly #deps: { readonly clock: Clock; readonly log: Log; readonly places: Places }
  readonly #compiled = new Map<string, Promise<void>>()

  constructor(deps: { readonly clock: Clock; readonly log: Log; readonly places: Places }) {
    this.#deps = deps
  }

  /** Resolves when a worker's program lies in the compile cache, once in our life; or could not be brought there. */
  compiled(program: string, runtime: Runtime, signal: AbortSignal): Promise<void> {
    const known = this.#compiled.get(program) ?? this.#compile(program, runtime, signal)
    this.#compiled.set(program, known)
    return known
  }

  /** Run without arguments it loads what it is made of, says how it is used, and ends; the cache is bound to Node's flags. */
  async #compile(program: string, { flags }: Runtime, signal: AbortSignal): Promise<void> {
    const { clock, log, places } = this.#deps
    const args = [...flags, program]
    const plan = { program: process.execPath, args, env: compileCache(places.data), graceMs }
    const late = () => new Error(`not within ${compileWithinMs} ms`)
    try {
      await within(clock, compileWithinMs, stop => runChild(plan, clock, stop), late, signal)
    } catch (error) {
      if (!signal.aborted) log.warn({ program, error: messageOf(error) }, 'control/modules-not-compiled') // it starts all the same
    }
  }
}
