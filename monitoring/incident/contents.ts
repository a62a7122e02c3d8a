// Feeds on air that show or sound of nothing.
import { sinceIn, textIn } from './detail.ts'
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
import type { Happening, Kind } from './types.ts'

const kindsOf: Readonly<Record<string, Kind>> = {
  black: 'picture-black',
  frozen: 'picture-frozen',
  silent: 'sound-silent',
  clipped: 'sound-clipped',
}
/** What viewers see of it, where it is to be seen. */
const seenAs: Readonly<Record<string, Span['how']>> = { black: 'dark', frozen: 'frozen' }

const contentKey = (broadcast: string, feed: string, what: string) => `content ${broadcast}/${feed} ${what}`

export function onContentBad(state: EngineState, event: Happening): void {
  const { broadcast, detail } = event
  const [feed, what] = [textIn(event, 'feed'), textIn(event, 'what') ?? '']
  const kind = kindsOf[what]
  if (broadcast === null || feed === null || kind === undefined || !isWished(state, broadcast)) return
  const fault = begin(state, event, {
    key: contentKey(broadcast, feed, what),
    kind,
    scope: 'encoder',
    broadcasts: [broadcast],
    subject: { feed },
    beganMs: sinceIn(event),
  })
  const how = seenAs[what]
  const programs = Array.isArray(detail.programs) ? detail.programs.map(String) : []
  if (how !== undefined)
    addSpans(
      state,
      fault,
      programs.flatMap(program => seenBy(state, { broadcast, program }, how, sinceIn(event))),
    )
}

/** The feed is well, or nobody sees it any more; where viewers see the slate for it, it is over when they see a picture. */
export function onContentGood(state: EngineState, event: Happening): void {
  const [feed, what] = [textIn(event, 'feed'), textIn(event, 'what')]
  if (event.broadcast === null || feed === null || what === null) return
  const fault = openFault(state, contentKey(event.broadcast, feed, what))
  if (fault === undefined) return
  const proved = prove(state, fault, event)
  if (proved.waiting.length === 0) end(state, proved, event.atMs, true)
  else change(state, proved, { recoveredMs: event.atMs })
}

/** A feed left the air for what it shows, or another came on: what viewers saw of it is over. */
export function onContentCut(state: EngineState, event: Happening): void {
  const { broadcast } = event
  const [program, from, to] = [textIn(event, 'program'), textIn(event, 'from'), textIn(event, 'to')]
  if (broadcast === null || program === null) return
  const air = { broadcast, program }
  const mine = state.faults.filter(
    each => each.endedMs === null && each.key.startsWith(`content ${broadcast}/`),
  )
  for (const fault of mine) {
    const changed = change(state, fault, { spans: closed(fault.spans, event.atMs, span => isOf(span, air)) })
    if (textIn(event, 'cause') === 'content' && fault.subject.feed === from)
      leaves(state, event, { fault: changed, air, to })
    else if (fault.waiting.includes(nameOf(air)) && to !== slateName) returns(state, event, changed, air)
  }
}

function leaves(
  state: EngineState,
  event: Happening,
  { fault, air, to }: { fault: Fault; air: OnAir; to: string | null },
): void {
  const proved = prove(state, change(state, fault, { actedMs: fault.actedMs ?? event.atMs }), event)
  if (to !== slateName) return
  const waiting = [...new Set([...proved.waiting, nameOf(air)])]
  addSpans(state, change(state, proved, { waiting }), seenBy(state, air, 'slate', event.atMs))
}

function returns(state: EngineState, event: Happening, fault: Fault, air: OnAir): void {
  const waiting = fault.waiting.filter(each => each !== nameOf(air))
  const isWell = fault.recoveredMs !== null
  const changed = change(state, prove(state, fault, event), { waiting, recoveredMs: null })
  if (isWell && waiting.length === 0) end(state, changed, event.atMs, true)
}
