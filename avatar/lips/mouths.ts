// From gestures to one mouth for each picture: opening before the vowel is heard, closing before the burst, never from one shape
// straight into another at strength.
import { type Mouth, type MouthShape, restingMouth } from '#stage'
import type { TimedGesture } from './timed.ts'

/** A moment at which the mouth is in a shape. */
type Key = { readonly atMs: number; readonly shape: MouthShape; readonly strength: number }

/** The mouth is where a sound needs it this much before the sound is heard (people: 20 to 70 ms). */
export const leadMs = 25
/** How long opening and closing take where there is time. */
const easeMs = 70
/** A pause at least so long lets the mouth come to rest. */
const restAfterMs = 140
/** The most of two shapes next to each other, in neighbouring pictures: more would look like two mouths at once. */
export const mostAtChange = 0.45
const bursts = 0.75

/** One mouth per picture, of what is seen at the middle of its time. */
export function mouthsOf(gestures: readonly TimedGesture[], pictures: number, frameRateFps: number): Mouth[] {
  const pictureMs = 1_000 / frameRateFps
  const keys = keysOf(gestures)
  let at = 0
  const mouths = Array.from({ length: pictures }, (_, i) => {
    const ms = (i + 0.5) * pictureMs
    while (at + 1 < keys.length && (keys[at + 1] as Key).atMs <= ms) at++
    return seenAt(keys, at, ms)
  })
  closeLips(mouths, gestures, pictureMs)
  return calmed(mouths)
}

/** Two keys for each gesture, where it is reached and where it is left; rest in longer pauses and around all. */
function keysOf(gestures: readonly TimedGesture[]): Key[] {
  const keys: Key[] = []
  let endMs = Number.NEGATIVE_INFINITY
  for (const [i, { kind, shape, strength, startMs, endMs: ownEndMs }] of gestures.entries()) {
    const ms = ownEndMs - startMs
    if (startMs - endMs > restAfterMs) {
      if (keys.length > 0) keys.push(rest(endMs + easeMs / 2))
      keys.push(rest(startMs - leadMs - easeMs))
    }
    const rise = kind === 'closure' ? 0 : Math.min(kind === 'vowel' ? 45 : 25, ms / 3)
    const fall = kind === 'closure' ? ms * (1 - bursts) : Math.min(45, ms / 3)
    const isShort = kind === 'vowel' && ms < 70
    const reached = { shape, strength: isShort ? strength * 0.85 : strength }
    keys.push({ atMs: startMs - leadMs + rise, ...reached })
    keys.push({ atMs: Math.max(startMs - leadMs + rise, ownEndMs - leadMs - fall), ...reached })
    endMs = ownEndMs
    if (i === gestures.length - 1) keys.push(rest(endMs + easeMs / 2))
  }
  return keys
}

function rest(atMs: number): Key {
  return { atMs, ...restingMouth }
}

function seenAt(keys: readonly Key[], at: number, ms: number): Mouth {
  const [a, b] = [keys[at], keys[at + 1]]
  if (a === undefined || ms < a.atMs) return restingMouth
  if (b === undefined) return { shape: a.shape, strength: a.strength }
  const share = b.atMs > a.atMs ? (ms - a.atMs) / (b.atMs - a.atMs) : 1
  const eased = 0.5 - 0.5 * Math.cos(Math.PI * Math.min(1, Math.max(0, share)))
  if (a.shape === b.shape || a.strength === 0 || b.strength === 0) {
    const shape = a.strength === 0 ? b.shape : a.shape
    return { shape, strength: a.strength + (b.strength - a.strength) * eased }
  }
  // Half-way the shape changes, and there the mouth is least open: as much as both have, but little.
  const low = Math.min(a.strength, b.strength, mostAtChange - 0.1)
  return eased < 0.5
    ? { shape: a.shape, strength: a.strength + (low - a.strength) * eased * 2 }
    : { shape: b.shape, strength: low + (b.strength - low) * (eased - 0.5) * 2 }
}

/** Lips that close must be seen closed, however short: the picture nearest to the middle of the closure shows it. */
function closeLips(mouths: Mouth[], gestures: readonly TimedGesture[], pictureMs: number): void {
  for (const { kind, startMs, endMs } of gestures) {
    if (kind !== 'closure') continue
    const heldMs = (startMs + startMs + (endMs - startMs) * bursts) / 2 - leadMs / 2
    const nearest = Math.min(mouths.length - 1, Math.max(0, Math.round(heldMs / pictureMs - 0.5)))
    const now = mouths[nearest]
    if (now !== undefined && (now.shape !== 'closed' || now.strength < 0.6))
      mouths[nearest] = { shape: 'closed', strength: 0.8 }
  }
}

/** Where two shapes meet, the one that is held for less is shown less. Closed lips keep their strength, and so do their neighbours half of theirs. */
function calmed(mouths: readonly Mouth[]): Mouth[] {
  const out = [...mouths]
  for (let i = 1; i < out.length; i++) {
    const [a, b] = [out[i - 1] as Mouth, out[i] as Mouth]
    if (a.shape === b.shape || Math.min(a.strength, b.strength) <= mostAtChange) continue
    const weaker = b.shape === 'closed' || (a.shape !== 'closed' && a.strength < b.strength) ? i - 1 : i
    out[weaker] = { shape: (out[weaker] as Mouth).shape, strength: mostAtChange }
  }
  return out
}
