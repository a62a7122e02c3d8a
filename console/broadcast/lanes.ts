// The lanes of a timeline: what was on air, what each leg did, incidents, as blocks of time. Pure.
import type { HouseEvent } from '../live/types.ts'
import { slateName } from '../live/types.ts'
import type { Level } from '../tell/level.ts'

/** What control answers. */
export type Timeline = {
  readonly sinceMs: number
  readonly nowMs: number
  readonly before: readonly HouseEvent[]
  readonly events: readonly HouseEvent[]
  readonly isCut: boolean
  readonly incidents: readonly {
    readonly id: string
    readonly cause: { readonly en: string; readonly zh: string }
    readonly beganMs: number
    readonly overMs: number | null
  }[]
  readonly rates: {
    readonly everyMs: number
    readonly atMs: readonly number[]
    readonly destinations: readonly {
      readonly destination: string
      readonly kbps: readonly (number | null)[]
    }[]
  }
}

export type Block = {
  readonly fromMs: number
  /** The end of the timeline where it goes on. */
  readonly toMs: number
  /** A feed, `slate`, a leg's state, or an incident's id. */
  readonly what: string
  readonly level: Level
  /** It goes on now. */
  readonly isOpen: boolean
}

export type Lane = { readonly of: string; readonly blocks: readonly Block[] }

export type Lanes = {
  /** By program. */
  readonly air: readonly Lane[]
  /** By destination. */
  readonly legs: readonly Lane[]
  readonly incidents: readonly Block[]
}

type Span = { readonly sinceMs: number; readonly nowMs: number }
type Told = { readonly atMs: number; readonly what: string }

export function lanesOf(timeline: Timeline, hosts: ReadonlySet<string>): Lanes {
  const events = [...timeline.before, ...timeline.events]
  return {
    air: airOf(events).map(([of, told]) => ({
      of,
      blocks: blocksOf(told, timeline, what => levelOfAir(what, hosts)),
    })),
    legs: legsOf(events).map(([of, told]) => ({ of, blocks: blocksOf(told, timeline, levelOfState) })),
    incidents: timeline.incidents
      .map(({ id, beganMs, overMs }) =>
        block(beganMs, overMs, { what: id, level: overMs === null ? 'bad' : 'busy' }, timeline),
      )
      .toSorted((a, b) => a.fromMs - b.fromMs),
  }
}

/** `''` is said where nothing is on air. */
function airOf(events: readonly HouseEvent[]): [string, Told[]][] {
  const programs = new Map<string, Told[]>()
  for (const { kind, atMs, detail } of events) {
    const program = typeof detail.program === 'string' ? detail.program : 'main'
    if (kind === 'program-cut') into(programs, program).push({ atMs, what: textIn(detail.to) })
    else if (kind === 'program-dark') into(programs, program).push({ atMs, what: '' })
    else if (kind === 'program-lit') lit(programs.get(program), atMs)
    else if (kind === 'stop') for (const told of programs.values()) told.push({ atMs, what: '' })
  }
  return [...programs]
}

const textIn = (value: unknown) => (typeof value === 'string' ? value : '')

/** What was on air before it went dark is there again. */
function lit(told: Told[] | undefined, atMs: number): void {
  const what = told?.findLast(each => each.what !== '')?.what
  if (told !== undefined && what !== undefined) told.push({ atMs, what })
}

function legsOf(events: readonly HouseEvent[]): [string, Told[]][] {
  const legs = new Map<string, Told[]>()
  for (const { kind, atMs, detail } of events)
    if (kind === 'leg-state' && typeof detail.destination === 'string')
      into(legs, detail.destination).push({ atMs, what: textIn(detail.to) })
  return [...legs]
}

function into(lists: Map<string, Told[]>, name: string): Told[] {
  const list = lists.get(name) ?? []
  lists.set(name, list)
  return list
}

const nothing: readonly string[] = ['', 'idle', 'stopped']

function blocksOf(told: readonly Told[], span: Span, levelOf: (what: string) => Level): Block[] {
  const blocks: Block[] = []
  const inOrder = told.toSorted((a, b) => a.atMs - b.atMs)
  for (const [i, { atMs, what }] of inOrder.entries()) {
    const endMs = inOrder[i + 1]?.atMs ?? null
    if (nothing.includes(what) || (endMs ?? span.nowMs) <= span.sinceMs) continue
    const last = blocks.at(-1)
    const isSame = last !== undefined && last.what === what && last.toMs === atMs
    const now = block(isSame ? last.fromMs : atMs, endMs, { what, level: levelOf(what) }, span)
    if (isSame) blocks.pop()
    blocks.push(now)
  }
  return blocks
}

function block(
  fromMs: number,
  toMs: number | null,
  about: { readonly what: string; readonly level: Level },
  { sinceMs, nowMs }: Span,
): Block {
  return { fromMs: Math.max(fromMs, sinceMs), toMs: toMs ?? nowMs, ...about, isOpen: toMs === null }
}

function levelOfAir(what: string, hosts: ReadonlySet<string>): Level {
  if (what === slateName) return 'wait'
  return hosts.has(what) ? 'busy' : 'good'
}

const levels: Readonly<Record<string, Level>> = { carrying: 'good', blocked: 'bad', armed: 'wait' }

/** Those between are on their way, or coming back. */
function levelOfState(state: string): Level {
  return levels[state] ?? 'busy'
}

/** Where a moment stands, from 0 at the left to 100 at the right. */
export function percentOf(atMs: number, { sinceMs, nowMs }: Span): number {
  return Math.min(100, Math.max(0, ((atMs - sinceMs) / Math.max(1, nowMs - sinceMs)) * 100))
}
