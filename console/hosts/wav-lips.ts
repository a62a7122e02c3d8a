// Lips in a tried voice's WAV: its chunk "lips", which players look past. Pure.
import type { Mouth } from '#stage'
import type { Lips } from './types.ts'

/** Null where it has none. */
export function lipsIn(bytes: ArrayBuffer): Lips | null {
  const view = new DataView(bytes)
  for (let at = 12; at + 8 <= bytes.byteLength; ) {
    const size = view.getUint32(at + 4, true)
    const end = Math.min(bytes.byteLength, at + 8 + size)
    if (nameAt(view, at) === 'lips') {
      try {
        return JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, at + 8, end - at - 8))) as Lips
      } catch {
        return null // cut off on its way: the sound is there all the same
      }
    }
    at += 8 + size + (size % 2)
  }
  return null
}

function nameAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map(i => view.getUint8(at + i)))
}

/** The mouth so long into the sound; null before it and after. */
export function mouthAt({ frameRateFps, mouths }: Lips, seconds: number): Mouth | null {
  const found = mouths[Math.floor(seconds * frameRateFps)]
  return found === undefined ? null : { shape: found[0], strength: found[1] }
}
