// Samples as a clip needs them: from silence, exactly so many, in the bytes that FFmpeg reads.
import { badClip, samplesPerSound } from './clip.ts'

/** Mono, 16 bits. */
export type Samples = Int16Array | AsyncIterable<Int16Array>

/**
 * `count` samples as bytes, silence behind the last that came. The first 1,024 fade in: a decoder that comes from another clip
 * hears them before it knows what went before them. Throws `avatar/bad-clip` where more come.
 */
export async function* soundPieces(
  samples: Samples,
  count: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let done = 0
  for await (const piece of samples instanceof Int16Array ? [samples] : samples) {
    if (done + piece.length > count)
      throw badClip(
        `there are more than ${count} samples of sound for the pictures; give the clip more pictures`,
      )
    yield bytesOf(done < samplesPerSound ? fadedIn(piece, done) : piece)
    done += piece.length
  }
  if (done < count) yield new Uint8Array((count - done) * 2)
}

function fadedIn(piece: Int16Array, from: number): Int16Array {
  return piece.map((sample, i) => Math.round(sample * Math.min(1, (from + i) / samplesPerSound)))
}

const bytesOf = (piece: Int16Array) => new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength)
