// A publisher's tags: kept beyond the call that brought them, and read where they are data.
import { type FrameMemory, readMetadata, type Tag } from '#media'

/** A tag of the same bytes in memory of ours. */
export function copyOf({ kind, timestampMs, bytes, payload }: Tag, memory: FrameMemory): Tag {
  const copy = memory.take(bytes.length)
  bytes.copy(copy)
  const from = payload.byteOffset - bytes.byteOffset
  return { kind, timestampMs, bytes: copy, payload: copy.subarray(from, from + payload.length) }
}

/** What a script tag tells of the stream; null where that is nothing. */
export function metadataIn(tag: Tag): ReturnType<typeof readMetadata> {
  try {
    return readMetadata(tag.payload)
  } catch {
    return null // script data that is no AMF0 is no reason to take a picture off the air
  }
}
