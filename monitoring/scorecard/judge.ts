// Judges one fault of a drill: what became of it, how soon, what viewers lost, and whether that keeps the promises. Pure.
import type { Incident, Sentences } from '../incident/types.ts'
import { type Promised, promises } from './promises.ts'
import { drillLimits, type Lost, type Played, type Result, type Span, type Witness } from './types.ts'

/** A shorter wait is none: pictures are not even, and neither are looks at them. */
const waitMs = 150
/** A longer one is of the fault, and so is the longest of a platform that was struck; others may be a busy machine's own. */
const sureMs = 700

export function judge(played: Played): Result {
  const { fault, atMs } = played
  const promised = promises[fault]
  const incident = incidentOf(played, promised)
  const viewers = played.witnesses.map(each => lostOf(played, incident, each))
  const { noticedMs, recoveredMs, lostMs } = promised
  const result = {
    fault,
    atMs,
    since: promised.since,
    noticedMs: sinceFault(incident?.noticedMs, atMs),
    actedMs: sinceFault(incident?.actedMs, atMs),
    recoveredMs: recoveredOf(played, promised, incident),
    became: incident === undefined ? null : { id: incident.id, kind: incident.kind, scope: incident.scope },
    cause: incident?.cause ?? null,
    limits: { noticedMs, recoveredMs, lostMs },
    viewers,
  }
  const why = [...brokenTimes(result, played), ...brokenRecord(incident, promised), ...brokenViews(result)]
  return { ...result, verdict: why.length === 0 ? 'kept' : 'broken', why }
}

/** One that cannot be acted here. */
export function notRun(fault: Played['fault'], why: Sentences): Result {
  const { since, noticedMs, recoveredMs, lostMs } = promises[fault]
  return {
    fault,
    verdict: 'not-run',
    why: [why],
    atMs: null,
    since,
    noticedMs: null,
    actedMs: null,
    recoveredMs: null,
    became: null,
    cause: null,
    limits: { noticedMs, recoveredMs, lostMs },
    viewers: [],
  }
}

/** The one that the fault should become, else the first that came of it. */
function incidentOf({ incidents }: Played, { expected }: Promised): Incident | undefined {
  const own = incidents.filter(({ mergedInto }) => mergedInto === null)
  return own.find(each => isExpected(each, expected)) ?? own[0]
}

function isExpected({ kind, scope }: Incident, expected: Promised['expected']): boolean {
  return expected.some(([what, where]) => kind === what && scope === where)
}

function sinceFault(ms: number | null | undefined, atMs: number): number | null {
  return ms == null ? null : Math.max(0, Math.round(ms - atMs))
}

/** By what platforms received; where nothing was missing there, by our own record. */
function recoveredOf(
  { atMs, mendedMs, wellMs, witnesses }: Played,
  { since }: Promised,
  incident: Incident | undefined,
): number | null {
  if (wellMs === null) return null
  const fromMs = since === 'mend' ? (mendedMs ?? atMs) : atMs
  const ends = witnesses.flatMap(({ missed, slate }) => [...longer(missed, sureMs), ...slate])
  const backMs = Math.max(...ends.map(([, toMs]) => toMs), ...shortOf(witnesses))
  const overMs = Number.isFinite(backMs) ? backMs : (incident?.overMs ?? wellMs)
  return Math.max(0, Math.round(overMs - fromMs))
}

/** Where nothing is missing for long, the longest wait of those that were struck. */
function shortOf(witnesses: readonly Witness[]): number[] {
  return witnesses.flatMap(({ isStruck, missed }) => {
    const longest = isStruck ? longestOf(missed) : undefined
    return longest === undefined || lengthOf([longest]) <= waitMs ? [] : [longest[1]]
  })
}

function lostOf(
  { atMs, wellMs }: Played,
  incident: Incident | undefined,
  { destination, isStruck, missed, slate }: Witness,
): Lost {
  const said = incident?.seen.find(each => each.destination === destination)
  const saidLostMs = Math.round((said?.darkMs ?? 0) + (said?.frozenMs ?? 0))
  const saidSlateMs = Math.round(said?.slateMs ?? 0)
  const waits = longer(missed, waitMs)
  const longest = longestOf(missed)
  const sure = waits.filter(each => (isStruck && each === longest) || lengthOf([each]) > sureMs)
  const slateMs = Math.round(lengthOf(slate))
  const isKnown = incident !== undefined && wellMs !== null && wellMs > atMs
  return {
    destination,
    isStruck,
    longestMs: Math.round(longest === undefined ? 0 : lengthOf([longest])),
    lostMs: Math.round(lengthOf(waits)),
    slateMs,
    saidLostMs,
    saidSlateMs,
    offMs: isKnown
      ? Math.max(outside(saidLostMs, sureLostMs(sure), lengthOf(waits)), Math.abs(saidSlateMs - slateMs))
      : 0,
  }
}

/** Of what nobody need call a loss, our record may be silent. */
function sureLostMs(sure: readonly Span[]): number {
  const ms = lengthOf(sure)
  return ms <= drillLimits.offMs ? 0 : ms
}

function outside(value: number, least: number, most: number): number {
  return Math.round(Math.max(0, least - value, value - most))
}

const longer = (spans: readonly Span[], ms: number) => spans.filter(each => lengthOf([each]) > ms)

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, [fromMs, toMs]) => sum + toMs - fromMs, 0)
}

function longestOf(spans: readonly Span[]): Span | undefined {
  return spans.toSorted((a, b) => b[1] - b[0] - (a[1] - a[0]))[0]
}

const seconds = (ms: number) => (ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)

type Unjudged = Omit<Result, 'verdict' | 'why'>

function brokenTimes({ noticedMs, recoveredMs, limits, since }: Unjudged, { lack, wellMs }: Played) {
  const broken: Sentences[] = []
  if (wellMs === null) broken.push({ zh: `未能恢复：${lack}`, en: `not well again in time: ${lack}` })
  if (noticedMs !== null && noticedMs > limits.noticedMs)
    broken.push({
      zh: `${seconds(noticedMs)} 秒后才发现，承诺 ${seconds(limits.noticedMs)} 秒`,
      en: `noticed after ${seconds(noticedMs)} s, promised are ${seconds(limits.noticedMs)} s`,
    })
  if (recoveredMs !== null && recoveredMs > limits.recoveredMs)
    broken.push({
      zh: `${since === 'mend' ? '排除后 ' : ''}${seconds(recoveredMs)} 秒才恢复，承诺 ${seconds(limits.recoveredMs)} 秒`,
      en: `recovered after ${seconds(recoveredMs)} s${since === 'mend' ? ' from its being undone' : ''}, promised are ${seconds(limits.recoveredMs)} s`,
    })
  return broken
}

function brokenRecord(incident: Incident | undefined, { expected }: Promised): Sentences[] {
  const wanted = expected.map(([kind, scope]) => `${kind}/${scope}`).join(' or ')
  if (incident === undefined)
    return [{ zh: '没有事件记录', en: `there is no incident; it should be ${wanted}` }]
  const broken: Sentences[] = []
  if (!isExpected(incident, expected)) {
    const is = `${incident.kind}/${incident.scope}`
    broken.push({ zh: `记为 ${is}，应为 ${wanted}`, en: `the incident is ${is}; it should be ${wanted}` })
  }
  const { openedMs, actedMs, noticedMs } = incident
  const lateMs = openedMs - (actedMs ?? noticedMs)
  if (lateMs > drillLimits.openedMs)
    broken.push({
      zh: `事件在处置 ${seconds(lateMs)} 秒后才建立，承诺 ${seconds(drillLimits.openedMs)} 秒`,
      en: `its record was opened ${seconds(lateMs)} s after we acted, promised are ${seconds(drillLimits.openedMs)} s`,
    })
  return broken
}

function brokenViews({ viewers, limits }: Unjudged): Sentences[] {
  return viewers.flatMap(({ destination, isStruck, longestMs, offMs }) => {
    const broken: Sentences[] = []
    if (!isStruck && longestMs > limits.lostMs)
      broken.push({
        zh: `${destination} 有 ${seconds(longestMs)} 秒没有画面，承诺 ${seconds(limits.lostMs)} 秒`,
        en: `${destination} got nothing for ${seconds(longestMs)} s, promised are ${seconds(limits.lostMs)} s`,
      })
    if (offMs > drillLimits.offMs)
      broken.push({
        zh: `${destination} 的记录与实收相差 ${seconds(offMs)} 秒，承诺 ${seconds(drillLimits.offMs)} 秒`,
        en: `our record and what ${destination} received differ by ${seconds(offMs)} s, promised are ${seconds(drillLimits.offMs)} s`,
      })
    return broken
  })
}
