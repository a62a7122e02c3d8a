// An incident as a story: what happened when, with the pictures that viewers had in between. Pure.
import type { Level } from '../tell/level.ts'
import { long } from './list.ts'
import type { How, Incident, Shown, Span } from './types.ts'
import type { IncidentWords } from './words.ts'

export type Step = {
  readonly key: string
  readonly atMs: number
  readonly level: Level
  readonly says: string
  /** Of a piece in which viewers saw nothing new. */
  readonly nothing: Shown | null
  readonly pictures: readonly Shown[]
}

export type StoryDeps = {
  readonly words: IncidentWords
  readonly units: Parameters<typeof long>[1]
  readonly join: (names: string[]) => string
  readonly nameOf: (broadcast: string, destination: string) => string
  readonly nowMs: number
}

/** Shorter pieces are not told one by one. */
const leastToldMs = 150
const mostPieces = 10
const levels: Readonly<Record<How, Level>> = { dark: 'bad', frozen: 'bad', slate: 'busy' }

export function stepsOf(incident: Incident, shown: readonly Shown[], deps: StoryDeps): Step[] {
  const steps = [...marksOf(incident, deps), ...piecesOf(incident, shown, deps)].toSorted(
    (a, b) => a.atMs - b.atMs || order(a) - order(b),
  )
  const pictures = shown.filter(({ picture }) => picture !== null)
  const owners = pictures.map(picture => ownerOf(picture, steps))
  return steps.map(step => ({ ...step, pictures: pictures.filter((_, i) => owners[i] === step.key) }))
}

/** Of one moment, what happened first is told first. */
const keysInOrder = ['began', 'noticed', 'acted', 'piece', 'recovered', 'over', 'acknowledged', 'now']
const order = ({ key }: Step) => keysInOrder.indexOf(key.split(' ')[0] ?? '')

function marksOf(incident: Incident, { words, units, nowMs }: StoryDeps): Step[] {
  const { step } = words
  const { beganMs, noticedMs, actedMs, recoveredMs, overMs, openedMs } = incident
  const after = (ms: number, fromMs = beganMs) => long(Math.max(0, ms - fromMs), units)
  const mark = (key: string, atMs: number, level: Level, says: string): Step => ({
    key,
    atMs,
    level,
    says,
    nothing: null,
    pictures: [],
  })
  const marks = [
    mark('began', beganMs, 'bad', step.began),
    mark('noticed', noticedMs, 'busy', step.noticed(after(noticedMs))),
  ]
  if (actedMs !== null) marks.push(mark('acted', actedMs, 'busy', step.acted(after(actedMs))))
  if (recoveredMs !== null)
    marks.push(mark('recovered', recoveredMs, 'good', step.recovered(after(recoveredMs))))
  if (overMs === null) marks.push(mark('now', nowMs, 'bad', step.now(after(nowMs))))
  else if (recoveredMs === null || overMs - recoveredMs > leastToldMs)
    marks.push(mark('over', overMs, 'off', step.overAfter(after(overMs))))
  const { acknowledgedMs, acknowledgedBy } = incident
  if (acknowledgedMs !== null)
    marks.push(
      mark(
        'acknowledged',
        acknowledgedMs,
        'good',
        step.acknowledged(acknowledgedBy ?? '?', after(acknowledgedMs, openedMs)),
      ),
    )
  return marks
}

type Piece = Pick<Span, 'broadcast' | 'how' | 'fromMs' | 'toMs'> & {
  readonly destinations: readonly string[]
}

/** What viewers saw, a step for each piece; destinations that saw the same are told of together. */
function piecesOf({ spans = [] }: Incident, shown: readonly Shown[], deps: StoryDeps): Step[] {
  const pieces = together(spans).filter(({ fromMs, toMs }) => (toMs ?? deps.nowMs) - fromMs >= leastToldMs)
  const told = pieces.slice(0, mostPieces).map(piece => pieceStep(piece, shown, deps))
  const left = pieces[mostPieces]
  if (left === undefined) return told
  const says = deps.words.step.more(pieces.length - mostPieces)
  return [...told, { key: 'piece more', atMs: left.fromMs, level: 'busy', says, nothing: null, pictures: [] }]
}

function pieceStep(piece: Piece, shown: readonly Shown[], deps: StoryDeps): Step {
  const { broadcast, how, fromMs, toMs, destinations } = piece
  const { words, units, join, nameOf, nowMs } = deps
  const who = join(destinations.map(destination => nameOf(broadcast, destination)))
  const tell = words.step[toMs === null ? (`${how}Now` as const) : how]
  const nothing = shown.find(
    each =>
      each.picture === null &&
      each.broadcast === broadcast &&
      each.how === how &&
      isNear(each.atMs, fromMs) &&
      each.destinations.some(destination => destinations.includes(destination)),
  )
  return {
    key: `piece ${broadcast} ${how} ${fromMs} ${destinations.join(' ')}`,
    atMs: fromMs,
    level: levels[how],
    says: tell(who, long((toMs ?? nowMs) - fromMs, units)),
    nothing: nothing === undefined ? null : { ...nothing, atMs: fromMs, untilMs: toMs, destinations },
    pictures: [],
  }
}

/** What began and ended this close together, as one fault makes it of several destinations, is one thing to tell. */
const alikeMs = 500
const isNear = (a: number | null, b: number | null) =>
  a === null || b === null ? a === b : Math.abs(a - b) <= alikeMs

export function together(spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = []
  for (const { broadcast, how, fromMs, toMs, destination } of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const isAlike = (each: Piece) =>
      each.broadcast === broadcast &&
      each.how === how &&
      !each.destinations.includes(destination) &&
      isNear(each.fromMs, fromMs) &&
      isNear(each.toMs, toMs)
    const at = pieces.findIndex(isAlike)
    const known = pieces[at]
    if (known === undefined) pieces.push({ broadcast, how, fromMs, toMs, destinations: [destination] })
    else
      pieces[at] = {
        ...known,
        toMs: toMs === null || known.toMs === null ? null : Math.max(known.toMs, toMs),
        destinations: [...known.destinations, destination],
      }
  }
  return pieces
}

/** A picture may be a moment older than the end that it shows. */
const looseMs = 1_000

/**
 * Before it and its last picture belong to its beginning, what came after to its end, the rest to what was told last by then. An
 * end that was none, since it came back, leaves pictures that are told with the rest.
 */
function ownerOf(picture: Shown, steps: readonly Step[]): string {
  const has = (key: string) => steps.some(step => step.key === key)
  const isEnd = ({ key, atMs }: Step) =>
    (key === 'recovered' || key === 'over') && atMs <= picture.atMs + looseMs
  if (picture.moment === 'before' || picture.moment === 'began') return 'began'
  const end = steps.find(isEnd)
  if ((picture.moment === 'recovered' || picture.moment === 'after') && end !== undefined) return end.key
  const piece = steps.findLast(({ key, atMs }) => key.startsWith('piece ') && atMs <= picture.atMs)
  return piece?.key ?? (has('acted') ? 'acted' : 'noticed')
}

export type Segment = { readonly how: How | 'picture'; readonly fromMs: number; readonly toMs: number }
export type Bar = {
  readonly broadcast: string
  readonly destination: string
  readonly segments: readonly Segment[]
}

/** Worst first: where two tell of one moment, the worse is what viewers had. */
const worst: readonly How[] = ['dark', 'frozen', 'slate']

/** What viewers of each destination saw between two times, without a gap. */
export function barsOf(incident: Incident, fromMs: number, toMs: number): Bar[] {
  const { spans = [], seen } = incident
  return seen.map(({ broadcast, destination }) => {
    const own = spans.filter(each => each.broadcast === broadcast && each.destination === destination)
    const ends = own.flatMap(each => [each.fromMs, each.toMs ?? toMs])
    const cuts = [...new Set([fromMs, toMs, ...ends])]
      .filter(ms => ms >= fromMs && ms <= toMs)
      .toSorted((a, b) => a - b)
    const pieces = cuts.slice(1).map((ms, i): Segment => {
      const start = cuts[i] ?? fromMs
      const how = worst.find(each =>
        own.some(span => span.how === each && span.fromMs < ms && (span.toMs ?? Infinity) > start),
      )
      return { how: how ?? 'picture', fromMs: start, toMs: ms }
    })
    return { broadcast, destination, segments: pieces.reduce<Segment[]>(merged, []) }
  })
}

function merged(segments: Segment[], next: Segment): Segment[] {
  const last = segments.at(-1)
  return last?.how === next.how
    ? [...segments.slice(0, -1), { ...last, toMs: next.toMs }]
    : [...segments, next]
}
