// Whether the far end takes bytes: told by what its kernel acknowledged, by its window acknowledgements, by its pongs. Pure.
//
// A kernel acknowledges as long as its buffers have room, seconds after its program froze. So where the program itself has
// shown that it answers, with pongs or with the small acknowledgements we ask for, it must go on answering what has reached it.
// Where it says nothing, the edge of its receive window must go on moving.
import { movesFromMs, unreadMs, type WindowEdge } from './window-edge.ts'

export type Witness = 'kernel' | 'window' | 'pong'

export type Evidence = {
  /** The most bytes ever known to have been taken by the far end's kernel, or told by its acknowledgements. */
  readonly ackedBytes: number
  /** Newest proof of each kind, monotonic milliseconds; -Infinity before the first. */
  readonly atMs: Readonly<Record<Witness, number>>
  /** How many proofs of each kind there were. */
  readonly count: Readonly<Record<Witness, number>>
  /** Since when a proof of that kind is owed; null when none is. */
  readonly owedSinceMs: Readonly<Record<Witness, number | null>>
  /** The far end's receive window is closed: its buffers are full of what its program did not read. */
  readonly isWindowClosed: boolean
  /** How far the far end's program was seen to read; null before the first look, and where nobody looks. */
  readonly edge: WindowEdge | null
  /** When it last began to take again after a long silence, monotonic milliseconds; -Infinity where it never did. */
  readonly againAtMs: number
}

export const noEvidence: Evidence = {
  ackedBytes: 0,
  atMs: { kernel: -Infinity, window: -Infinity, pong: -Infinity },
  count: { kernel: 0, window: 0, pong: 0 },
  owedSinceMs: { kernel: null, window: null, pong: null },
  isWindowClosed: false,
  edge: null,
  againAtMs: -Infinity,
}

/**
 * How long a program had not read by the time its kernel's buffers were full, which nobody can see: on loopback at 6 Mb/s they
 * took 0.3 to 0.9 s to fill, on slower links longer.
 */
const hiddenByBuffersMs = 600

/**
 * Before the edge of its window stands still, a kernel takes in some more that nobody reads: 29 of 30 frozen far ends had been silent
 * for 24 to 189 ms longer than was told by their edges, half of them for 95 or more.
 */
const hiddenByEdgeMs = 90

/** A far end cannot have been silent for longer than this before it owed its first proof. */
const mostUnseenMs = 250

/** What has been owed for so long was not only on its way. */
const longSilenceMs = 400

/** A far end that has answered this often is expected to go on answering. */
const provenAfter = 3

/** The kernel's count: a new maximum is progress; a mere change is not, since the estimate can dip. */
export function withKernelAcked(evidence: Evidence, ackedBytes: number, nowMs: number): Evidence {
  return ackedBytes <= evidence.ackedBytes
    ? evidence
    : { ...withProof(evidence, 'kernel', nowMs), ackedBytes }
}

/** The program's own words: a window acknowledgement or a pong. They pay what was owed of that kind, and to the kernel's count. */
export function withProof(evidence: Evidence, witness: Witness, nowMs: number): Evidence {
  const { kernel } = evidence.owedSinceMs
  const silentMs = Math.max(debtMs(evidence, 'kernel', nowMs), debtMs(evidence, witness, nowMs))
  const paid =
    witness === 'kernel' ? { kernel: kernel === null ? null : nowMs } : { kernel: null, [witness]: null }
  return {
    ...evidence,
    atMs: { ...evidence.atMs, [witness]: nowMs },
    count: { ...evidence.count, [witness]: evidence.count[witness] + 1 },
    owedSinceMs: { ...evidence.owedSinceMs, ...paid },
    isWindowClosed: witness === 'kernel' && evidence.isWindowClosed, // a program that speaks has read
    againAtMs: silentMs >= longSilenceMs ? nowMs : evidence.againAtMs,
  }
}

/** Its receive window was read. Of one that stood and moves on again, the program took again when that began. */
export function withEdge(evidence: Evidence, edge: WindowEdge): Evidence {
  const { edge: before, againAtMs } = evidence
  const isAgain = before !== null && before.stillMs >= longSilenceMs && edge.stillMs < longSilenceMs
  if (!isAgain) return { ...evidence, edge }
  const fromMs = movesFromMs(before, edge.readAtMs)
  // The kernel's own word comes about then, if at all; an older one was of another silence.
  const isOfThis = againAtMs >= fromMs - longSilenceMs
  return { ...evidence, edge, againAtMs: isOfThis ? Math.min(againAtMs, fromMs) : fromMs }
}

/** A proof of that kind is owed since `sinceMs`, or none is. An earlier debt is not forgiven by a later one. */
export function withOwed(evidence: Evidence, witness: Witness, sinceMs: number | null): Evidence {
  const before = evidence.owedSinceMs[witness]
  if (before === sinceMs || (before !== null && sinceMs !== null)) return evidence
  return { ...evidence, owedSinceMs: { ...evidence.owedSinceMs, [witness]: sinceMs } }
}

export type Standing = 'unproved' | 'carrying' | 'stalled' | 'abandon'

export type Patience = { readonly stalledAfterMs: number; readonly abandonAfterMs: number }

export function standingOf(evidence: Evidence, patience: Patience, nowMs: number): Standing {
  const silentMs = silenceMs(evidence, nowMs)
  if (silentMs >= patience.abandonAfterMs) return 'abandon'
  if (silentMs >= patience.stalledAfterMs) return 'stalled'
  return provedAtMs(evidence) === -Infinity ? 'unproved' : 'carrying'
}

/** How long the far end has owed a proof and given none: the longest of those that may be asked of it. */
export function silenceMs(evidence: Evidence, nowMs: number): number {
  const owedMs = debtMs(evidence, 'kernel', nowMs)
  const ackedMs = owedMs > 0 && evidence.isWindowClosed ? owedMs + hiddenByBuffersMs : owedMs
  const kernelMs = Math.max(ackedMs, unreadMs(evidence.edge, nowMs))
  if (evidence.count.pong >= provenAfter) {
    const wordsAtMs = Math.max(evidence.atMs.pong, evidence.atMs.window) // either shows that its program reads
    const owed = evidence.owedSinceMs.pong
    return Math.max(kernelMs, owed === null ? 0 : nowMs - Math.max(owed, wordsAtMs))
  }
  return evidence.count.window >= provenAfter
    ? Math.max(kernelMs, debtMs(evidence, 'window', nowMs))
    : kernelMs
}

/**
 * When the far end stopped taking, as near as can be told: between the last time it proved something, and the first that it
 * failed to. Pings are some 250 ms apart, so that the middle is wrong by half of that.
 */
export function silentFromMs(evidence: Evidence, nowMs: number): number {
  const { atMs, edge } = evidence
  const silentMs = silenceMs(evidence, nowMs)
  // An edge has been counted up to its last reading only; it stood until now.
  const isEdges = edge !== null && silentMs > 0 && silentMs === unreadMs(edge, nowMs)
  const owedFromMs = (isEdges ? edge.countedToMs - hiddenByEdgeMs : nowMs) - silentMs
  const provedMs = hasWords(evidence) ? Math.max(atMs.pong, atMs.window) : atMs.kernel
  const fromMs = provedMs < owedFromMs ? (provedMs + owedFromMs) / 2 : owedFromMs
  // Nobody who had read everything then had stopped before.
  return Math.max(owedFromMs - mostUnseenMs, fromMs, edge?.wholeAtMs ?? -Infinity)
}

function debtMs(evidence: Evidence, witness: Witness, nowMs: number): number {
  const owed = evidence.owedSinceMs[witness]
  return owed === null ? 0 : Math.max(0, nowMs - Math.max(owed, evidence.atMs[witness]))
}

/** Whether the far end's program has shown that it answers: then its kernel need not be asked while it does. */
export function hasWords({ count }: Evidence): boolean {
  return count.pong >= provenAfter || count.window >= provenAfter
}

/** The newest proof of any kind, monotonic milliseconds; -Infinity before the first. */
export function provedAtMs({ atMs }: Evidence): number {
  return Math.max(atMs.kernel, atMs.window, atMs.pong)
}

/** Which kinds of proof this far end has ever given. */
export function kindsOf({ count }: Evidence): { kernelAcked: boolean; windowAck: boolean; pong: boolean } {
  return { kernelAcked: count.kernel > 0, windowAck: count.window > 0, pong: count.pong > 0 }
}
