// FLV tags: the house's one currency of picture and sound (Adobe FLV File Format v10.1, annex E).

export type TagKind = 'audio' | 'video' | 'script'

/** One FLV tag. Its buffers are shared by all who hold it: read them, never write. */
export type Tag = {
  readonly kind: TagKind
  /** Decoding time in milliseconds, uint32; wraps after 49.7 days. */
  readonly timestampMs: number
  readonly payload: Buffer
  /** The whole tag in one piece: 11-byte header, payload, 4-byte size of the tag before. */
  readonly bytes: Buffer
}

/** What opens every FLV stream: the 9-byte header that promises sound and picture, and the first back pointer. */
export const flvFileHeader: Buffer = Buffer.from('464c5601050000000900000000', 'hex')

/** Bytes before a payload in a tag. */
export const tagHeaderBytes = 11
/** Bytes behind a payload in a tag: the size of the tag before. */
export const tagTailBytes = 4

/** The number that FLV (as tag type) and RTMP (as message type) give each kind. */
export const typeOfKind = { audio: 8, video: 9, script: 18 } as const satisfies Record<TagKind, number>

/** The kind behind a tag type; null when FLV knows none. */
export function kindOfType(typeId: number): TagKind | null {
  if (typeId === 9) return 'video'
  if (typeId === 8) return 'audio'
  return typeId === 18 ? 'script' : null
}

/** A tag around a copy of `payload`. `timestampMs` is taken modulo 2^32. */
export function flvTag(kind: TagKind, timestampMs: number, payload: Buffer): Tag {
  const bytes = Buffer.allocUnsafe(tagHeaderBytes + payload.length + tagTailBytes)
  payload.copy(bytes, tagHeaderBytes)
  return frameTag(kind, timestampMs, bytes)
}

/** Makes a tag of a buffer that already holds the payload between free room for header and tail. */
export function frameTag(kind: TagKind, timestampMs: number, bytes: Buffer): Tag {
  const sizeBytes = bytes.length - tagHeaderBytes - tagTailBytes
  const timeMs = timestampMs >>> 0
  bytes[0] = typeOfKind[kind]
  bytes[1] = sizeBytes >>> 16
  bytes[2] = sizeBytes >>> 8
  bytes[3] = sizeBytes
  bytes[4] = timeMs >>> 16
  bytes[5] = timeMs >>> 8
  bytes[6] = timeMs
  bytes[7] = timeMs >>> 24
  bytes[8] = bytes[9] = bytes[10] = 0
  bytes.writeUInt32BE(tagHeaderBytes + sizeBytes, tagHeaderBytes + sizeBytes)
  return {
    kind,
    timestampMs: timeMs,
    payload: bytes.subarray(tagHeaderBytes, tagHeaderBytes + sizeBytes),
    bytes,
  }
}
