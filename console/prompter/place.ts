// Where in a script a host is: a script as one run of lines, and the line that a place means. Pure.
import type { Cue, Line, Mode, Place, Product, Segment } from './types.ts'

/** A line with what it belongs to. */
export type Step = Line & {
  readonly segment: string
  readonly sentence: number
  /** Null: it has none to be read. */
  readonly title: string | null
  /** Which segment it is, from 1. */
  readonly ordinal: number
  readonly product: Product | null
  /** Begins a segment. */
  readonly isFirst: boolean
}

export function stepsOf(segments: readonly Segment[]): Step[] {
  return segments.flatMap(({ name, title, product, lines }, i) =>
    lines.map((line, sentence) => ({
      ...line,
      segment: name,
      sentence,
      title: title ?? product?.name ?? null,
      ordinal: i + 1,
      product,
      isFirst: sentence === 0,
    })),
  )
}

/** The same sentence; where it is gone, its place in its segment; where that is gone, the beginning. */
export function indexOfPlace(steps: readonly Step[], place: Place | null): number {
  if (place === null) return 0
  const isSame = (step: Step | undefined) => step?.segment === place.segment && step.written === place.text
  const near = steps.findLastIndex(step => step.segment === place.segment && step.sentence <= place.sentence)
  const same = isSame(steps[near]) ? near : steps.findIndex(isSame)
  return Math.max(0, same >= 0 ? same : near)
}

export function placeAt(steps: readonly Step[], index: number, mode: Mode): Place | null {
  const step = steps[Math.min(Math.max(0, index), steps.length - 1)]
  return step === undefined
    ? null
    : { segment: step.segment, sentence: step.sentence, text: step.written, mode }
}

/** How long the rest takes to say, from a line on: of its segment, and of all. */
export function leftMs(
  steps: readonly Step[],
  index: number,
  perMinute: number | null,
): { segmentMs: number; allMs: number } {
  const segment = steps[index]?.segment
  let [segmentMs, allMs] = [0, 0]
  for (const step of steps.slice(index)) {
    const ms = msOf(step, perMinute)
    allMs += ms
    if (step.segment === segment) segmentMs += ms
  }
  return { segmentMs, allMs }
}

const leastMs = 700

/** How long a line stands at the reading line: at a pace of Hanzi or words a minute, or (null) as it is usually spoken. */
export function msOf(
  { units, spokenMs }: Pick<Line, 'units' | 'spokenMs'>,
  perMinute: number | null,
): number {
  if (perMinute === null || perMinute <= 0) return Math.max(leastMs, spokenMs)
  return Math.max(leastMs, (units * 60_000) / perMinute)
}

/** A point within the script: a line, and how much of it has gone by, from 0 to 1. */
export type Point = { readonly index: number; readonly share: number }

/** Where a moving text is after some time; it stops at the end of the last line. */
export function pointAfter(steps: readonly Step[], from: Point, passedMs: number, perMinute: number): Point {
  let { index, share } = from
  let rest = passedMs
  for (;;) {
    const step = steps[index]
    if (step === undefined) return { index: Math.max(0, steps.length - 1), share: 1 }
    const wholeMs = msOf(step, perMinute)
    const neededMs = (1 - share) * wholeMs
    if (rest < neededMs) return { index, share: share + rest / wholeMs }
    if (index >= steps.length - 1) return { index, share: 1 }
    rest -= neededMs
    index += 1
    share = 0
  }
}

/** Cards that stand on the screen, oldest first; the urgent ones before the others. */
export function openCues(cues: readonly Cue[], nowMs: number, seen: ReadonlySet<number>): Cue[] {
  const isOpen = ({ id, seenMs, withdrawnMs, untilMs }: Cue) =>
    seenMs === null && withdrawnMs === null && !seen.has(id) && (untilMs === null || untilMs > nowMs)
  return cues
    .filter(isOpen)
    .toSorted((a, b) => Number(b.kind === 'urgent') - Number(a.kind === 'urgent') || a.id - b.id)
}

/** Usual paces, slowest and fastest. */
export function paceRange(language: string): {
  readonly least: number
  readonly usual: number
  readonly most: number
} {
  return language === 'en' || language === 'es'
    ? { least: 60, usual: 145, most: 260 }
    : { least: 100, usual: 250, most: 420 }
}
