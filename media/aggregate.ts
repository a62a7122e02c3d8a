// Aggregate messages: several messages in one, each as it would stand in an FLV file (Adobe RTMP 1.0, section 7.1.6).
import { flvFileHeader, flvTag, type Tag } from './flv.ts'
import { FlvReader } from './flv-reader.ts'
import type { Message } from './message.ts'

/** Copies of the tags inside, on the stream's clock: their own times only say how far they stand behind the first of them. */
export function tagsOfAggregate({ timestampMs, payload }: Message): Tag[] {
  const tags: Tag[] = []
  const reader = new FlvReader(tag => tags.push(tag), { maxTagBytes: payload.length })
  reader.push(flvFileHeader)
  reader.push(payload)
  const offsetMs = timestampMs - (tags[0]?.timestampMs ?? 0)
  return tags.map(tag => flvTag(tag.kind, tag.timestampMs + offsetMs, tag.payload))
}
