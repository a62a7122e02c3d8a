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
  readonly moved: { readonly ackedBytes: number; readonly edgeBytes: number; readonly atMs: number }
  readonly moves: number
  /** Windows, when all that had come was read: the last two times. */
  readonly openBytes: readonly number[]
  /** When that was last so; -Infinity before. */
  readonly wholeAtMs: number
  /** When it moved on of late and was not believed to: in the middle between two readings. */
  readonly doubtedAtMs: readonly number[]
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
/** With this share of what came, all was read: the rest is rounding. */
const wholeShare = 0.9
/**
 * Where reading may have stopped, an edge that moves a little is not believed at once: a key frame lies closer in a far end's buffers
 * than what came before it, and moved an edge that stood still by 17 to 29 % of itself. A program that reads again reads much of what
 * came in a while, or opens its window as wide as before, or moves the edge once more.
 */
const doubtedForMs = 2_000
const believedAfter = 2
const muchShare = 0.4
/** More than one key frame comes in this time. */
const aWhileMs = 250
/** Moves no further apart than this belong together. */
const togetherMs = 250
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
  const fresh = {
    moved: { ackedBytes, edgeBytes, atMs: readAtMs },
    ackedBytes,
    readAtMs,
    countedToMs: readAtMs,
  }
  if (edge === null)
    return { ...fresh, moves: 0, openBytes: [], wholeAtMs: -Infinity, doubtedAtMs: [], stillMs: 0 }
  if (readAtMs <= edge.readAtMs) return edge
  const came = ackedBytes - edge.moved.ackedBytes
  const movedBy = edgeBytes - edge.moved.edgeBytes
  if (movedBy > 0 && movedBy >= came * leastShare) {
    const { moves, openBytes, wholeAtMs } = edge
    const share = came > 0 ? Math.min(1, movedBy / came) : 1
    const ofLate = edge.doubtedAtMs.filter(atMs => readAtMs - atMs <= doubtedForMs)
    const doubtedAtMs = [...ofLate, (edge.countedToMs + readAtMs) / 2]
    const isOpen = openBytes.length > 0 && reading.windowBytes >= Math.min(...openBytes)
    const isMuch = share >= muchShare && readAtMs - edge.moved.atMs >= aWhileMs
    const isBelieved = isOpen || isMuch || doubtedAtMs.length >= believedAfter
    if (edge.stillMs >= mayHaveStoppedMs && !isBelieved) {
      const stillMs = edge.stillMs + (1 - share) * Math.max(0, askedAtMs - edge.countedToMs)
      return {
        ...fresh,
        moves: moves + 1,
        openBytes,
        wholeAtMs,
        doubtedAtMs,
        countedToMs: askedAtMs,
        stillMs,
      }
    }
    // Seen to move twice in turn: what came since and was not read tells how long ago the reading stopped.
    const movedBefore = edge.countedToMs === edge.readAtMs
    const guessedMs = movedBefore ? (1 - share) * Math.min(mostGuessedMs, readAtMs - edge.countedToMs) : 0
    const whole =
      share < wholeShare
        ? { openBytes, wholeAtMs }
        : { openBytes: [...openBytes.slice(-1), reading.windowBytes], wholeAtMs: readAtMs }
    return { ...fresh, ...whole, moves: moves + 1, doubtedAtMs: [], stillMs: guessedMs }
  }
  const isFull = reading.queuedBytes > reading.windowBytes
  const isComing =
    came > 0 ? ackedBytes > edge.ackedBytes || isFull : isFull && reading.windowBytes < closedBelowBytes
  // From the end of one reading to the start of the next: the edge surely stood for so long.
  const surelyMs = isComing ? Math.max(0, askedAtMs - edge.countedToMs) : 0
  return {
    ...edge,
    ackedBytes,
    readAtMs,
    countedToMs: askedAtMs,
    stillMs: edge.stillMs + surelyMs,
  }
}

/** Since when an edge that was last seen as `before` moves on again, once that is believed: with it all moves right before it. */
export function movesFromMs({ countedToMs, doubtedAtMs }: WindowEdge, readAtMs: number): number {
  return doubtedAtMs.reduceRight(
    (fromMs, atMs) => (fromMs - atMs <= togetherMs ? atMs : fromMs),
    (countedToMs + readAtMs) / 2,
  )
}

/** How long the far end's program has read nothing of what came; 0 where its edge does not tell. */
export function unreadMs(edge: WindowEdge | null, nowMs: number): number {
  return edge === null || edge.moves < provenAfter || nowMs - edge.readAtMs > freshForMs ? 0 : edge.stillMs
}
