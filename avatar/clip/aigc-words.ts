// The mark of a machine's work within the pictures themselves: it outlives whoever throws a stream's metadata away.
import { unitLengthBytes, userDataIn, withUserData } from '#media'
import type { AigcMark } from '#scene-gen'

/** Says that the words are an AIGC mark: the first half of SHA-256 of `changming AIGC mark`. */
export const aigcUuid: Buffer = Buffer.from('74cfc52b65101bb3df1a50519969f4a4', 'hex')

/** A key frame's payload with its mark; `videoHeader`: the sequence header in force. */
export function markedPicture(payload: Buffer, videoHeader: Buffer, mark: AigcMark): Buffer {
  return withUserData(
    payload,
    unitLengthBytes(videoHeader),
    aigcUuid,
    Buffer.from(JSON.stringify({ AIGC: mark })),
  )
}

/** The mark in a picture, as JSON; undefined where there is none. */
export function markIn(payload: Buffer, videoHeader: Buffer): string | undefined {
  return userDataIn(payload, unitLengthBytes(videoHeader), aigcUuid)?.toString()
}
