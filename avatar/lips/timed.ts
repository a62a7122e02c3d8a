// Sounds of speech with their times, as gestures of the mouth with theirs.
import type { MouthShape } from '#stage'
import { type Gesture, gesturesOf } from './gestures.ts'

/** A sound and when it is heard; where it stands in the spoken text, where that is known. */
export type TimedPhone = {
  readonly phone: string
  readonly startMs: number
  readonly endMs: number
  readonly at?: number
}

export type TimedGesture = {
  readonly kind: Gesture['kind']
  readonly shape: MouthShape
  readonly strength: number
  readonly startMs: number
  readonly endMs: number
}

/** A gap no longer than this before a stop is the stop itself: the air is held back, and nothing is heard. */
const longestHoldMs = 90

/** Lips are pressed together at least so long: in words eSpeak marks a stop where it bursts, not where it closes. */
const shortestClosureMs = 65

/** All gestures in order. Rounding spreads to the consonants before it; k and h take the shape of the vowel that follows. */
export function timedGestures(phones: readonly TimedPhone[]): TimedGesture[] {
  const heard = withHolds(phones)
  const all = heard.flatMap(({ phone, startMs, endMs }) => {
    let at = startMs
    return gesturesOf(phone).map(gesture => {
      const from = at
      at += (endMs - startMs) * gesture.share
      return { ...gesture, startMs: from, endMs: at }
    })
  })
  return all.map((gesture, i) => {
    const { kind, startMs, endMs, strength } = gesture
    const next = followingVowel(all, i)
    const shape = shapeOf(gesture, next?.shape ?? null)
    const isRounded = shape !== gesture.shape && gesture.shape !== null
    const closesMs = kind === 'closure' ? Math.min(startMs, endMs - shortestClosureMs) : startMs
    return {
      kind,
      shape,
      strength: isRounded ? Math.max(0.35, strength * 0.8) : strength,
      startMs: closesMs,
      endMs: Math.min(endMs, closureBehind(all, i)),
    }
  })
}

/** When the lips begin to close for what comes next: until then the present gesture may last. */
function closureBehind(all: readonly (Gesture & { startMs: number; endMs: number })[], at: number): number {
  const [now, next] = [all[at], all[at + 1]]
  if (now === undefined || next?.kind !== 'closure') return Number.POSITIVE_INFINITY
  return Math.max(now.startMs + (now.endMs - now.startMs) / 2, next.endMs - shortestClosureMs)
}

const rounded: readonly (MouthShape | null)[] = ['ou', 'oh']

function shapeOf({ kind, shape }: Gesture, next: MouthShape | null): MouthShape {
  if (shape === null) return next ?? 'ih'
  // Lips are round for u and o before the vowel is heard; f and closed lips stay what they are.
  const yields = kind === 'consonant' && (shape === 'ih' || shape === 'teeth')
  return yields && next === 'ou' && rounded.includes(next) ? 'ou' : shape
}

function followingVowel(all: readonly (Gesture & { startMs: number; endMs: number })[], at: number) {
  const end = all[at]?.endMs ?? 0
  const next = all.slice(at + 1, at + 3).find(each => each.kind === 'vowel' || each.shape === 'ou')
  return next !== undefined && next.startMs - end < longestHoldMs ? next : undefined
}

const holds = /^(?:[pbtdkɡg]|ts|tɕ|tʃ|dʒ)/

/** Stops begin where the gap before them does. */
function withHolds(phones: readonly TimedPhone[]): TimedPhone[] {
  const out: TimedPhone[] = []
  for (const [i, each] of phones.entries()) {
    if (each.phone === '') continue
    const before = phones[i - 1]
    const gap = before?.phone === '' && i > 1 ? each.startMs - before.startMs : Number.POSITIVE_INFINITY
    out.push(
      holds.test(each.phone) && gap <= longestHoldMs ? { ...each, startMs: before?.startMs ?? 0 } : each,
    )
  }
  return out
}
