// What a pull of a playback proves, held against the key frames that were sent. Pure.
import type { SentPicture } from '#relay'
import type { Pulled } from './pull.ts'

export const verifiedStates = ['live', 'late', 'frozen', 'old', 'dark', 'unknown'] as const
export type VerifiedState = (typeof verifiedStates)[number]

export type Verdict = {
  readonly state: VerifiedState
  /** From sending a picture to its being played; null where no picture was known again. */
  readonly latencyMs: number | null
  /** In English, for a person; '' where it is live. */
  readonly why: string
  /** When the newest picture that was known again had been sent, wall clock. */
  readonly newestSentAtMs: number | null
}

/** Later than this viewers are told of what is long over. */
export const lateAfterMs = 15_000
/** A stream that brings nothing for this long stands. */
const standsAfterMs = 2_500
/** What was sent must be known for so long before what is played can be called old. */
const knownBackMs = 2 * lateAfterMs
/** Clocks of our processes agree this well. */
const looseMs = 500

export type Asked = {
  readonly sent: readonly SentPicture[]
  readonly pulled: Pulled
  /** Of the pull before this one. */
  readonly before: Pick<Verdict, 'newestSentAtMs'> | null
  readonly nowMs: number
}

export function judgePull({ sent, pulled, before, nowMs }: Asked): Verdict {
  const { lastAtMs, tags } = pulled
  if (tags === 0 || lastAtMs === null) return verdict('dark', 'it plays no picture')
  const isStanding = nowMs - lastAtMs >= standsAfterMs
  const match = newestMatch(sent, pulled, nowMs)
  const known = { newestSentAtMs: match?.sentAtMs ?? null, latencyMs: match?.latencyMs ?? null }
  if (isStanding) return { ...verdict('frozen', 'its picture stands'), ...known }
  if (match === undefined) return unknownPicture({ sent, before, nowMs })
  if (match.latencyMs <= lateAfterMs) return { ...verdict('live', ''), ...known }
  const isRepeated = before?.newestSentAtMs != null && match.sentAtMs <= before.newestSentAtMs
  return isRepeated
    ? { ...verdict('old', 'it plays again what it played before'), ...known }
    : { ...verdict('late', `it is ${Math.round(match.latencyMs / 1_000)} s behind`), ...known }
}

/** Whether more of the stream would say nothing new: it is live, and goes on after what a server hands out at once. */
export function isEnough(asked: Omit<Asked, 'before'>): boolean {
  const { firstAtMs, lastAtMs, pictures } = asked.pulled
  if (firstAtMs === null || lastAtMs === null || pictures.length === 0) return false
  const goesOn = lastAtMs - firstAtMs >= 700 && asked.nowMs - lastAtMs < 500
  return goesOn && judgePull({ ...asked, before: null }).state === 'live'
}

function verdict(state: VerifiedState, why: string): Verdict {
  return { state, why, latencyMs: null, newestSentAtMs: null }
}

function unknownPicture({ sent, before, nowMs }: Pick<Asked, 'sent' | 'before' | 'nowMs'>): Verdict {
  if (sent.length === 0) return verdict('unknown', 'nothing that was sent is known yet')
  // It has been passed on as it was: what is played now was not sent of late.
  const isKnownBack = (sent[0]?.sentAtMs ?? nowMs) < nowMs - knownBackMs
  return before?.newestSentAtMs != null && isKnownBack
    ? { ...verdict('old', 'it plays what was not sent of late'), newestSentAtMs: before.newestSentAtMs }
    : verdict(
        'unknown',
        'its pictures move, but are not ours byte for byte: they are encoded anew, or others',
      )
}

type Match = { readonly sentAtMs: number; readonly latencyMs: number }

/** The newest sent picture among those that came; of pictures that were sent more than once, the last time. */
function newestMatch(
  sent: readonly SentPicture[],
  { pictures, leastOffsetMs }: Pulled,
  nowMs: number,
): Match | undefined {
  const matches = pictures.flatMap(({ imprint, timestampMs }) => {
    const found = sent.findLast(each => each.imprint === imprint && each.sentAtMs <= nowMs + looseMs)
    if (found === undefined || leastOffsetMs === null) return []
    // By the stream's own clock the newest tag was sent so long after this picture, and has just come.
    return [
      { sentAtMs: found.sentAtMs, latencyMs: Math.max(0, leastOffsetMs + timestampMs - found.sentAtMs) },
    ]
  })
  return matches.toSorted((a, b) => a.sentAtMs - b.sentAtMs).at(-1)
}
