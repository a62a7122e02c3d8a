// The desk is built at the first start, and anew where its sources changed: in a child, beside everything that matters more.
import { leashed, runChild } from '#core/child.ts'
import { type Clock, slept } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { stampOfBuilt, stampOfSources } from './stamp.ts'

const withinMs = 180_000
const niceness = 15
const linesKept = 20

export type DeskBuild = {
  /** '' while the pages are there or on their way; else why they are not. */
  trouble(): string
  close(): Promise<void>
}

type DeskBuildPlan = {
  readonly clock: Clock
  readonly log: Log
  /** What builds, a file for Node. */
  readonly program: string
  /** Whether the pages that are there are of the sources that are there. */
  readonly isBuilt?: () => boolean
}

/** Returns at once; pages that were built before are served until the new ones are there. */
export function openDeskBuild(plan: DeskBuildPlan): DeskBuild {
  const { clock, log, program, isBuilt = () => stampOfSources() === stampOfBuilt() } = plan
  const stop = new AbortController()
  let trouble = ''
  const build = async () => {
    if (isBuilt()) return
    log.info({}, 'control/desk-building')
    const lines: string[] = []
    const [first, rest] = leashed(process.execPath, [program], niceness)
    const over = new AbortController()
    const signal = AbortSignal.any([stop.signal, over.signal])
    void slept(clock, withinMs, signal).then(isWhole => isWhole && over.abort(new Error('it took too long')))
    const end = await runChild(
      {
        program: first,
        args: rest,
        graceMs: 1_000,
        onLine: line => {
          lines.push(line)
          if (lines.length > linesKept) lines.shift()
        },
      },
      clock,
      signal,
    ).finally(() => over.abort(new Error('the build is over')))
    if (stop.signal.aborted) return
    if (end.by === 'exit' && end.code === 0) return log.info({}, 'control/desk-built')
    trouble = lines.at(-1) ?? 'the build ended without a word'
    log.error({ end, lines }, 'control/desk-not-built')
  }
  const built = build().catch((error: unknown) => {
    trouble = String(error)
    log.error({ error: trouble }, 'control/desk-not-built')
  })
  return {
    trouble: () => trouble,
    close: async () => {
      stop.abort(new Error('the house closes'))
      await built
    },
  }
}
