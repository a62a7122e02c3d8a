// How far the output runs ahead of time, and what to do about it: after a cut it is led back, then slow drift is followed.

/** What the output clock shall do: move what it puts out, or move its idea of what time it is. Milliseconds. */
export type Correction = { readonly shiftMs: number; readonly originMs: number }

const none: Correction = { shiftMs: 0, originMs: 0 }

/** The first pictures may come in one burst, from a cache: what time it is, is known only after this long. */
const startForMs = 1_000
/**
 * On a busy machine or uplink they may all be late, for longer than that. In the first minute, then, pictures that come earlier
 * by more than `leastMs` and stay so, to `flatMs`, for some windows say better what time it is.
 */
const late = { forMs: 60_000, leastMs: 60, flatMs: 10, windows: 3 }
const settleForMs = 10_000
const windowMs = 1_000
const fewPictures = 5
/** Nearer to time than this is on time: a picture takes a while to arrive. */
const onTimeMs = 20
/** A cut is led back by so little at each picture that nobody sees it: by the least of these, by more after many in a row. */
const settleStep = { leastMs: 1, mostMs: 4, share: 1 / 64 }
const farStepMs = 8
/** Pictures are shown in another order than they are sent: six steps, in three B-frames, must be less than one picture. */
const mostStepFrames = 0.12
/** A camera's clock runs up to 2 thousandths fast or slow; what runs away faster than that lies. */
const driftPerWindowMs = 2
/** Behind by more than this it catches up faster. */
const farMs = 400
/** Further away than this it is brought back at once, whatever that does to the order of pictures. */
const mostMs = 1_500
const lostStepFrames = 2

type Phase = 'starting' | 'settling' | 'following'

export class Lead {
  #phase: Phase = 'starting'
  #sinceMs = 0
  /** The most that any picture was ahead, in this window and the one before. */
  #best = { sinceMs: 0, nowMs: -Infinity, beforeMs: -Infinity, pictures: 0 }
  /** What a picture of this feed is ahead when all is well. */
  #usualMs = 0
  #owedMs = 0
  #isFar = false
  #isFresh = false
  /** What pictures were ahead some windows ago and still are. */
  #flat = { leadMs: 0, windows: 0 }

  /** `isFresh`: nothing was put out before, or not for long. `leadMs`: of the first picture. */
  begin({ isFresh, leadMs, nowMs }: { isFresh: boolean; leadMs: number; nowMs: number }): void {
    this.#phase = isFresh ? 'starting' : 'settling'
    this.#isFresh = isFresh
    this.#sinceMs = nowMs
    this.#usualMs = 0
    this.#isFar = false
    // What a cut is ahead by is known at once, and led back at once: cuts in quick succession would add up.
    this.#owedMs = isFresh ? 0 : -Math.max(0, leadMs - onTimeMs)
    this.#flat = { leadMs: 0, windows: 0 }
    this.#best = { sinceMs: nowMs, nowMs: -Infinity, beforeMs: -Infinity, pictures: 0 }
  }

  /** Called for each picture of a feed: `leadMs` is its output time less the time it is. `frameMs`: between two pictures. */
  picture(leadMs: number, frameMs: number, nowMs: number): Correction {
    if (this.#phase === 'starting') return this.#start(leadMs, nowMs)
    if (leadMs > mostMs) return this.#moved({ shiftMs: mostMs - leadMs, originMs: 0 })
    this.#best.nowMs = Math.max(this.#best.nowMs, leadMs)
    this.#best.pictures += 1
    if (nowMs - this.#best.sinceMs >= windowMs) {
      const correction = this.#judge(this.#best, nowMs)
      this.#best = { sinceMs: nowMs, nowMs: -Infinity, beforeMs: this.#best.nowMs, pictures: 0 }
      if (correction !== none) return this.#moved(correction)
    }
    return this.#pay(frameMs)
  }

  #start(leadMs: number, nowMs: number): Correction {
    if (nowMs - this.#sinceMs >= startForMs) this.#phase = 'following'
    return leadMs > 0 ? { shiftMs: 0, originMs: -leadMs } : none
  }

  #judge(best: { nowMs: number; beforeMs: number; pictures: number }, nowMs: number): Correction {
    const bestMs = Math.max(best.nowMs, best.beforeMs)
    // After a stall of ours the first picture alone looks late: those behind it are on time.
    const latelyMs = best.pictures < fewPictures ? bestMs : best.nowMs
    this.#isFar = latelyMs < -farMs
    this.#owedMs = this.#isFar ? -latelyMs : 0
    if (this.#isFar) return none
    if (this.#phase === 'following') return this.#follow(bestMs, nowMs)
    const isOver = nowMs - this.#sinceMs >= settleForMs
    if (!isOver && Math.abs(bestMs) > onTimeMs) {
      this.#owedMs = -bestMs
      return none
    }
    this.#phase = 'following'
    this.#usualMs = Math.max(-onTimeMs, Math.min(onTimeMs, bestMs))
    return { shiftMs: 0, originMs: this.#usualMs - bestMs }
  }

  /** Time follows the feed's own clock: what it is ahead now beyond what it was ahead when it had settled. */
  #follow(bestMs: number, nowMs: number): Correction {
    const driftMs = bestMs - this.#usualMs
    if (this.#startedLate(bestMs, nowMs)) return { shiftMs: 0, originMs: -driftMs }
    return { shiftMs: 0, originMs: -Math.max(-driftPerWindowMs, Math.min(driftPerWindowMs, driftMs)) }
  }

  #startedLate(bestMs: number, nowMs: number): boolean {
    const isFlat = Math.abs(bestMs - this.#flat.leadMs) <= late.flatMs
    this.#flat = isFlat ? { ...this.#flat, windows: this.#flat.windows + 1 } : { leadMs: bestMs, windows: 1 }
    const isEarly = this.#isFresh && nowMs - this.#sinceMs < late.forMs
    return isEarly && this.#flat.windows >= late.windows && bestMs - this.#usualMs > late.leastMs
  }

  /** What is owed is paid in small steps; a long way behind, in large ones. */
  #pay(frameMs: number): Correction {
    if (this.#owedMs === 0) return none
    const stepMs = this.#isFar ? farStep(this.#owedMs, frameMs) : settleStepMs(this.#owedMs, frameMs)
    const shiftMs = Math.sign(this.#owedMs) * Math.min(stepMs, Math.abs(this.#owedMs))
    this.#owedMs -= shiftMs
    return this.#moved({ shiftMs, originMs: 0 })
  }

  /** What was measured moves along with what is corrected. */
  #moved(correction: Correction): Correction {
    const byMs = correction.shiftMs + correction.originMs
    this.#best.nowMs += byMs
    this.#best.beforeMs += byMs
    return correction
  }
}

function settleStepMs(owedMs: number, frameMs: number): number {
  const { leastMs, mostMs, share } = settleStep
  return Math.min(mostMs, mostStepFrames * frameMs, Math.max(leastMs, Math.abs(owedMs) * share))
}

function farStep(owedMs: number, frameMs: number): number {
  return owedMs > mostMs ? lostStepFrames * frameMs : Math.min(farStepMs, mostStepFrames * frameMs)
}
