// What a platform got over a stretch of time, from its receipts: when nothing came, and when it was shown something else. Pure.
import type { Receipt } from '../platform/receipts.ts'

export type Span = readonly [fromMs: number, toMs: number]

/** Every wait for media of more than 100 ms that began or ended in the stretch, wall clock, whole. */
export function missedSpans(receipts: readonly Receipt[], [fromMs, toMs]: Span): Span[] {
  const came = receipts.flatMap(mediaSpans).toSorted((a, b) => a[0] - b[0])
  const missed: Span[] = []
  let lastMs: number | null = null
  for (const [beganMs, endedMs] of came) {
    if (lastMs !== null && beganMs - lastMs > 100) missed.push([lastMs, beganMs])
    lastMs = Math.max(lastMs ?? endedMs, endedMs)
  }
  return missed.filter(([beganMs, endedMs]) => endedMs > fromMs && beganMs < toMs)
}

/** From first to last media of a publish, without its waits. */
function mediaSpans({ firstVideoAtMs, lastMediaAtMs, silences }: Receipt): Span[] {
  if (firstVideoAtMs === null || lastMediaAtMs === null) return []
  const waits = silences.filter(([from]) => from >= firstVideoAtMs)
  const starts = [firstVideoAtMs, ...waits.map(([, to]) => to)]
  const ends = [...waits.map(([from]) => from), lastMediaAtMs]
  return starts.map((startMs, i) => [startMs, ends[i] ?? lastMediaAtMs])
}

/** When pictures of another kind than the ones before the stretch were shown; the last may end with the stretch. */
export function otherSpans(receipts: readonly Receipt[], [fromMs, toMs]: Span): Span[] {
  const turns = receipts.flatMap(each => each.turns).toSorted((a, b) => a[0] - b[0])
  const usual = turns.findLast(([atMs]) => atMs <= fromMs)?.[1]
  const within = turns.filter(([atMs]) => atMs > fromMs && atMs <= toMs)
  const spans: Span[] = []
  let sinceMs: number | null = null
  for (const [atMs, header] of within) {
    if (header === usual && sinceMs !== null) spans.push([sinceMs, atMs])
    sinceMs = header === usual ? null : (sinceMs ?? atMs)
  }
  return sinceMs === null ? spans : [...spans, [sinceMs, toMs]]
}

export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((all, [fromMs, toMs]) => all + toMs - fromMs, 0)
}
