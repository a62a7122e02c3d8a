// A worker's modules compiled before its first start: only then does it start as small as every time after.
import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compileCache, type Runtime, runChild } from '#core/child.ts'
import { type Clock, within } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import type { Places } from '#core/places.ts'

/** Takes a second on an idle machine, a quarter of one where all lies in the cache already. */
const compileWithinMs = 10_000
const graceMs = 500
/** A hall that is given nothing to serve says how it is used, and ends so. */
const usageCode = 2

export class Modules {
  readonly #deps: { readonly clock: Clock; readonly log: Log; readonly places: Places }
  readonly #compiled = new Map<string, Promise<void>>()

  constructor(deps: { readonly clock: Clock; readonly log: Log; readonly places: Places }) {
    this.#deps = deps
  }

  /** Resolves when a worker's program lies in the compile cache, as it may from an earlier life; or could not be brought there. */
  compiled(program: string, runtime: Runtime, signal: AbortSignal): Promise<void> {
    const known = this.#compiled.get(program) ?? this.#compile(program, runtime, signal)
    this.#compiled.set(program, known)
    return known
  }

  /** Run without arguments it loads what it is made of, says how it is used, and ends; the cache is bound to Node's flags. */
  async #compile(program: string, { flags }: Runtime, signal: AbortSignal): Promise<void> {
    const { clock, log, places } = this.#deps
    const env = compileCache(places.data)
    const plan = { program: process.execPath, args: [...flags, program], env, graceMs }
    const late = () => new Error(`not within ${compileWithinMs} ms`)
    try {
      const mark = join(env.NODE_COMPILE_CACHE, markOf(program, flags))
      if (existsSync(mark)) return
      const end = await within(clock, compileWithinMs, stop => runChild(plan, clock, stop), late, signal)
      if (end.by === 'exit' && end.code === usageCode) await writeFile(mark, '')
    } catch (error) {
      if (!signal.aborted) log.warn({ program, error: messageOf(error) }, 'control/modules-not-compiled') // it starts all the same
    }
  }
}

/** Changes with Node, its flags and what was installed when: what is out of date only costs the first start what it saves. */
function markOf(program: string, flags: readonly string[]): string {
  const about = [process.version, program, statSync(program).mtimeMs, ...flags]
  return `compiled-${createHash('sha256').update(about.join(' ')).digest('hex').slice(0, 16)}`
}
