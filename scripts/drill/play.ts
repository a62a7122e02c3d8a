// Plays the faults of a drill one after another, each once all is well, and has each judged.
import { setTimeout as delay } from 'node:timers/promises'
import { messageOf } from '#core/failure.ts'
import { type DrillFault, judge, notRun, type Result, type Span, type Witness } from '#monitoring'
import { missedSpans, otherSpans } from '../faults/received.ts'
import { acts, hindranceOf } from './acts.ts'
import { incidentsSince, type Instance, untilWell } from './instance.ts'

export type PlayEvents = {
  readonly onFault: (fault: DrillFault) => void
  readonly onResult: (result: Result) => void
}

/** What follows a fault may take so long; a company that gives three minutes would have been told long before. */
const wellWithinMs = 60_000
/** What else comes of a fault comes within this time. */
const settleMs = 1_500
/** The same trouble again within 5 s counts as one incident. */
const apartMs = 5_500
/** Media that was on its way when the fault was acted. */
const beforeMs = 300

/** Ends early when all is not well again after a fault: what came next would say nothing. */
export async function playAll(
  instance: Instance,
  faults: readonly DrillFault[],
  { onFault, onResult }: PlayEvents,
  signal: AbortSignal,
): Promise<Result[]> {
  const results: Result[] = []
  let lack = ''
  for (const fault of faults) {
    const hindrance = hindranceOf(fault) ?? (lack === '' ? null : notWell(lack))
    if (hindrance === null) onFault(fault)
    const result = hindrance === null ? await play(instance, fault, signal) : notRun(fault, hindrance)
    results.push(result)
    onResult(result)
    if (result.verdict !== 'not-run' && fault !== faults.at(-1)) {
      await delay(apartMs, undefined, { signal })
      lack = await untilWell(instance, wellWithinMs, signal)
    }
  }
  return results
}

function notWell(lack: string) {
  return { zh: `前一项之后没有恢复：${lack}`, en: `all was not well again after the one before: ${lack}` }
}

async function play(instance: Instance, fault: DrillFault, signal: AbortSignal): Promise<Result> {
  const atMs = Date.now()
  let acted
  try {
    acted = await acts[fault](instance, signal)
  } catch (error) {
    signal.throwIfAborted()
    const said = messageOf(error)
    return {
      ...notRun(fault, { zh: `演到一半出错：${said}`, en: `it could not be acted: ${said}` }),
      verdict: 'broken',
    }
  }
  const lack = await untilWell(instance, wellWithinMs, signal)
  const wellMs = Date.now()
  await delay(settleMs, undefined, { signal })
  const incidents = lack === '' ? await incidentsSince(instance, atMs) : []
  return judge({
    fault,
    atMs,
    mendedMs: acted.mendedMs,
    wellMs: lack === '' ? wellMs : null,
    lack,
    incidents: incidents.filter(({ openedMs, beganMs }) => openedMs >= atMs && beganMs >= atMs - apartMs),
    witnesses: await witnessesOf(instance, acted.struck, [atMs - beforeMs, Date.now()]),
  })
}

async function witnessesOf(
  { platforms }: Instance,
  struck: readonly string[],
  stretch: Span,
): Promise<Witness[]> {
  return await Promise.all(
    platforms.map(async platform => {
      const { publishes } = await platform.received()
      return {
        destination: platform.name,
        isStruck: struck.includes(platform.name),
        missed: missedSpans(publishes, stretch),
        slate: otherSpans(publishes, stretch),
      }
    }),
  )
}
