// Whether a far end's program reads, told by the right edge of its TCP receive window. Pure.
//
// A kernel promises room up to an edge: bytes acknowledged plus the window announced. A program that reads moves the edge on. Where
// one has frozen the edge stands, while its kernel goes on acknowledging what still fits: seconds of media if its buffers are large.

export type WindowReading = {
  /** The kernel was read between these two, monotonic milliseconds. */
  readonly askedAtMs: number
  readonly readAtMs: number
  readonly ackedBytes: number
  /** Room that the far end announces beyond them. */
  readonly windowBytes: number
  /** Written to our kernel and not acknowledged. */
  readonly queuedBytes: number
}

export type WindowEdge = {
  /** As it was when the edge last moved on. */
  readonly moved: { readonly ackedBytes: number; readonly edgeBytes: number }
  readonly moves: number
  /** How often in turn it has moved a little since it was found still. */
  readonly slightMoves: number
  readonly ackedBytes: number
  readonly readAtMs: number
  /** Up to when `stillMs` is counted. */
  readonly countedToMs: number
  /** How long the edge has stood still while bytes came, or waited to come. */
  readonly stillMs: number
}

/**
 * An edge that stands still creeps: windows are rounded up to a multiple of their scale with each acknowledgement, which made 2 to
 * 5 % of 6 Mb/s on loopback. A program that takes this share of what comes, or more, reads, however slowly.
 */
const leastShare = 1 / 8
/**
 * Where reading may have stopped, an edge that moves less than this share has moved slightly. A key frame lies closer in a far end's
 * buffers than what came before it, and moved an edge that stood still by 17 to 29 % of itself; a program that reads slowly does so
 * again and again.
 */
const slightBelowShare = 1 / 2
const believedSlightMoves = 2
/** From here on reading may have stopped. */
export const mayHaveStoppedMs = 150
/** A window this small is closed: what waits is held back by the far end's program, not by the path. */
const closedBelowBytes = 16_384
/** Of the time between two readings, no more than this is ever guessed to have passed without reading. */
const mostGuessedMs = 600
/** An edge that has moved this often is expected to go on. */
const provenAfter = 3
/** An older reading tells nothing about now. */
const freshForMs = 1_500

export function withReading(edge: WindowEdge | null, reading: WindowReading): WindowEdge {
  const { askedAtMs, readAtMs, ackedBytes } = reading
  const edgeBytes = ackedBytes + reading.windowBytes
  const fresh = { moved: { ackedBytes, edgeBytes }, ackedBytes, readAtMs, countedToMs: readAtMs }
  if (edge === null) return { ...fresh, moves: 0, slightMoves: 0, stillMs: 0 }
  if (readAtMs <= edge.readAtMs) return edge
  const came = ackedBytes - edge.moved.ackedBytes
  const movedBy = edgeBytes - edge.moved.edgeBytes
  if (movedBy > 0 && movedBy >= came * leastShare) {
    const isSlight = movedBy < came * slightBelowShare && edge.stillMs >= mayHaveStoppedMs
    const slightMoves = isSlight ? edge.slightMoves + 1 : 0
    if (isSlight && slightMoves < believedSlightMoves) {
      const surelyMs = (1 - movedBy / came) * Math.max(0, askedAtMs - edge.countedToMs)
      return {
        ...fresh,
        moves: edge.moves,
        slightMoves,
        countedToMs: askedAtMs,
        stillMs: edge.stillMs + surelyMs,
      }
    }
    // Seen to move twice in turn: what came since and was not read tells how long ago the reading stopped.
    const movedBefore = edge.countedToMs === edge.readAtMs
    const unreadShare = movedBefore && came > 0 ? Math.max(0, 1 - movedBy / came) : 0
    const stillMs = unreadShare * Math.min(mostGuessedMs, readAtMs - edge.countedToMs)
    return { ...fresh, moves: edge.moves + 1, slightMoves: 0, stillMs }
  }
  const isFull = reading.queuedBytes > reading.windowBytes
  const isComing =
    came > 0 ? ackedBytes > edge.ackedBytes || isFull : isFull && reading.windowBytes < closedBelowBytes
  // From the end of one reading to the start of the next: the edge surely stood for so long.
  const surelyMs = isComing ? Math.max(0, askedAtMs - edge.countedToMs) : 0
  return {
    ...edge,
    slightMoves: 0,
    ackedBytes,
    readAtMs,
    countedToMs: askedAtMs,
    stillMs: edge.stillMs + surelyMs,
  }
}

/** How long the far end's program has read nothing of what came; 0 where its edge does not tell. */
export function unreadMs(edge: WindowEdge | null, nowMs: number): number {
  return edge === null || edge.moves < provenAfter || nowMs - edge.readAtMs > freshForMs ? 0 : edge.stillMs
}
