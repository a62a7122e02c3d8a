// Feeds in trouble: lost while on air, without sound, or other than was promised; and what viewers saw meanwhile.
import { numberIn, sinceIn, textIn } from './detail.ts'
import {
  addSpans,
  begin,
  change,
  closed,
  end,
  type EngineState,
  type Fault,
  isWished,
  openFault,
  prove,
  type Span,
} from './state.ts'
import { isOf, nameOf, type OnAir, seenBy, slateName } from './sight.ts'
import type { Happening } from './types.ts'

/** A shorter hole passes unnoticed. */
const unnoticedMs = 200
/** Ingest and relay tell of the same loss within this time. */
const sameLossMs = 3_000
/** A connection that was silent for no longer than this ended, rather than its encoder. */
const brokeMs = 500

const feedKey = (feed: string) => `feed ${feed}`

export function onProgramCut(state: EngineState, event: Happening): void {
  const [program, to] = [textIn(event, 'program'), textIn(event, 'to')]
  const { broadcast } = event
  if (broadcast === null || program === null || to === null) return
  const air = { broadcast, program }
  const from = textIn(event, 'from')
  state.house.programs[nameOf(air)] = { broadcast, name: program, onAir: to }
  if (!isWished(state, broadcast)) return
  endSound(state, event, air)
  noteMisfit(state, event, { air, feed: to, misfit: textIn(event, 'misfit') })
  const isLoss = textIn(event, 'cause') === 'lost' && from !== null && from !== slateName
  if (isLoss) loses(state, event, { air, from, to })
  else if (to !== slateName || textIn(event, 'cause') === 'take') shows(state, event, air)
}

function loses(
  state: EngineState,
  event: Happening,
  { air, from, to }: { air: OnAir; from: string; to: string },
): void {
  const beganMs = event.atMs - (numberIn(event, 'silenceMs') ?? 0)
  state.house.live[`${air.broadcast}/${from}`] = false
  const fault = beginFeed(state, event, { feed: from, air, beganMs, actedMs: event.atMs })
  const spans = [
    ...holes(state, event, air),
    ...(to === slateName ? seenBy(state, air, 'slate', event.atMs) : []),
  ]
  addSpans(state, fault, spans)
  if (to !== slateName) settle(state, from, event.atMs, nameOf(air))
}

/** A live picture is shown, or a person has chosen otherwise: whoever waited for one has it. */
function shows(state: EngineState, event: Happening, air: OnAir): void {
  for (const fault of waitingFor(state, air)) {
    const wasDark = fault.spans.some(span => span.how === 'dark' && span.toMs === null)
    const proved = prove(state, fault, event)
    const spans = closed(proved.spans, event.atMs, span => isOf(span, air))
    const changed = change(state, proved, { spans })
    if (!wasDark) addSpans(state, changed, holes(state, event, air))
    settle(state, fault.subject.feed ?? '', event.atMs, nameOf(air))
  }
}

/** What passed before a cut without a picture, where it was long enough to be seen. */
function holes(state: EngineState, event: Happening, air: OnAir): Span[] {
  const holeMs = Math.max(numberIn(event, 'gapMs') ?? 0, numberIn(event, 'silenceMs') ?? 0)
  if (holeMs <= unnoticedMs) return []
  return seenBy(state, air, 'frozen', event.atMs - holeMs).map(span => ({ ...span, toMs: event.atMs }))
}

type FeedLoss = {
  readonly feed: string
  readonly air: OnAir
  readonly beganMs: number
  readonly actedMs?: number
}

function beginFeed(state: EngineState, event: Happening, { feed, air, beganMs, actedMs }: FeedLoss): Fault {
  const isNew = openFault(state, feedKey(feed)) === undefined
  const fault = begin(state, event, {
    key: feedKey(feed),
    kind: 'feed-lost',
    scope: 'encoder', // connected, and nothing comes; ingest may know better
    broadcasts: [air.broadcast],
    subject: { feed },
    beganMs,
    ...(actedMs === undefined ? {} : { actedMs }),
  })
  const down = state.house.lastDown[feed]
  const scope =
    isNew && down !== undefined && event.atMs - down.atMs < sameLossMs
      ? scopeOf(down.silentForMs)
      : fault.scope
  const waiting = [...new Set([...fault.waiting, nameOf(air)])]
  return change(state, fault, { scope, waiting, recoveredMs: null })
}

const scopeOf = (silentForMs: number) => (silentForMs <= brokeMs ? ('feed' as const) : ('encoder' as const))

function waitingFor(state: EngineState, air: OnAir): Fault[] {
  return state.faults.filter(fault => fault.endedMs === null && fault.waiting.includes(nameOf(air)))
}

/** A program has a live picture again, or the feed has: over when both hold. */
function settle(state: EngineState, feed: string, atMs: number, program: string | null): void {
  const fault = openFault(state, feedKey(feed))
  if (fault === undefined) return
  const waiting = fault.waiting.filter(each => each !== program)
  const recoveredMs = waiting.length === 0 ? (fault.recoveredMs ?? atMs) : null
  const changed = change(state, fault, { waiting, recoveredMs })
  const isBack = fault.broadcasts.every(broadcast => isShownOrLive(state, broadcast, feed))
  if (waiting.length === 0 && isBack) end(state, changed, atMs, true)
}

function isShownOrLive(state: EngineState, broadcast: string, feed: string): boolean {
  const isShown = Object.values(state.house.programs).some(
    program => program.broadcast === broadcast && program.onAir === feed,
  )
  return isShown || state.house.live[`${broadcast}/${feed}`] === true
}

export function onFeedGone(state: EngineState, event: Happening): void {
  const feed = textIn(event, 'feed')
  const { broadcast } = event
  if (broadcast === null || feed === null) return
  state.house.live[`${broadcast}/${feed}`] = false
  if (!isWished(state, broadcast)) return
  for (const program of Object.values(state.house.programs)) {
    if (program.broadcast !== broadcast || program.onAir !== feed) continue
    beginFeed(state, event, { feed, air: { broadcast, program: program.name }, beganMs: sinceIn(event) })
  }
  const fault = openFault(state, feedKey(feed))
  // The last picture is the first evidence, where it is that loss and not a later one.
  const isSame = fault !== undefined && Math.abs(fault.beganMs - sinceIn(event)) < sameLossMs
  if (isSame) prove(state, change(state, fault, { beganMs: Math.min(fault.beganMs, sinceIn(event)) }), event)
}

export function onFeedLive(state: EngineState, event: Happening): void {
  const feed = textIn(event, 'feed')
  if (event.broadcast === null || feed === null) return
  state.house.live[`${event.broadcast}/${feed}`] = true
  const fault = openFault(state, feedKey(feed))
  if (fault !== undefined) prove(state, fault, event)
  settle(state, feed, event.atMs, null)
}

/** Nothing goes out: there is no slate. */
export function onProgramDark(state: EngineState, event: Happening): void {
  const [program, feed] = [textIn(event, 'program'), textIn(event, 'feed')]
  const { broadcast } = event
  if (broadcast === null || program === null || feed === null || !isWished(state, broadcast)) return
  const air = { broadcast, program }
  state.house.programs[nameOf(air)] = { broadcast, name: program, onAir: null }
  const fault = beginFeed(state, event, { feed, air, beganMs: sinceIn(event) })
  addSpans(state, fault, seenBy(state, air, 'dark', sinceIn(event)))
}

export function onProgramLit(state: EngineState, event: Happening): void {
  const [program, feed] = [textIn(event, 'program'), textIn(event, 'feed')]
  if (event.broadcast === null || program === null || feed === null) return
  const air = { broadcast: event.broadcast, program }
  for (const fault of waitingFor(state, air)) {
    const spans = closed(fault.spans, sinceIn(event), span => span.how === 'dark' && isOf(span, air))
    change(state, prove(state, fault, event), { spans })
    settle(state, fault.subject.feed ?? '', sinceIn(event), nameOf(air))
  }
}

/** Ingest knows whether the connection ended or only the pictures. */
export function onFeedDown(state: EngineState, event: Happening): void {
  const feed = textIn(event, 'feed')
  if (feed === null) return
  const silentForMs = numberIn(event, 'silentForMs') ?? 0
  state.house.publishing[feed] = false
  state.house.lastDown[feed] = { atMs: event.atMs, silentForMs }
  const fault = state.faults.findLast(({ key }) => key === feedKey(feed))
  if (fault === undefined || Math.abs(event.atMs - fault.noticedMs) > sameLossMs) return
  prove(state, change(state, fault, { scope: scopeOf(silentForMs) }), event)
}

export function onFeedUp(state: EngineState, event: Happening): void {
  const feed = textIn(event, 'feed')
  if (feed === null) return
  state.house.publishing[feed] = true
  const fault = openFault(state, feedKey(feed))
  if (fault !== undefined) prove(state, fault, event)
}

const soundKey = (air: OnAir) => `sound ${nameOf(air)}`

export function onSoundLost(state: EngineState, event: Happening): void {
  const [program, feed] = [textIn(event, 'program'), textIn(event, 'feed')]
  const { broadcast } = event
  if (broadcast === null || program === null || feed === null || !isWished(state, broadcast)) return
  begin(state, event, {
    key: soundKey({ broadcast, program }),
    kind: 'sound-lost',
    scope: 'encoder',
    broadcasts: [broadcast],
    subject: { feed, program },
    beganMs: sinceIn(event),
    actedMs: event.atMs, // silence goes out
  })
}

export function onSoundBack(state: EngineState, event: Happening): void {
  const program = textIn(event, 'program')
  if (event.broadcast !== null && program !== null)
    endSound(state, event, { broadcast: event.broadcast, program })
}

function endSound(state: EngineState, event: Happening, air: OnAir): void {
  const fault = openFault(state, soundKey(air))
  if (fault !== undefined) end(state, prove(state, fault, event), event.atMs, true)
}

export function onFeedChanged(state: EngineState, event: Happening): void {
  const [program, feed] = [textIn(event, 'program'), textIn(event, 'feed')]
  const { broadcast } = event
  if (broadcast === null || program === null || feed === null || !isWished(state, broadcast)) return
  noteMisfit(state, event, { air: { broadcast, program }, feed, misfit: textIn(event, 'misfit') })
}

/** What a person took on air knowingly is no trouble. */
function noteMisfit(
  state: EngineState,
  event: Happening,
  { air, feed, misfit }: { air: OnAir; feed: string; misfit: string | null },
): void {
  const key = `misfit ${nameOf(air)}`
  const fault = openFault(state, key)
  if (misfit === null) return void (fault && end(state, prove(state, fault, event), event.atMs, true))
  if (fault === undefined && textIn(event, 'cause') === 'take') return
  const about = { broadcasts: [air.broadcast], subject: { feed, program: air.program } }
  begin(state, event, { key, kind: 'profile-changed', scope: 'encoder', ...about, beganMs: event.atMs })
}
