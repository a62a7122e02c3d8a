// Parameter sets within a picture, for those who read a sequence header only once (ISO/IEC 14496-15, 5.2.4.1; 14496-10, 7.4.1.2).

const tagPartBytes = 5
const sequenceSet = 7
const accessUnitDelimiter = 9

/**
 * A key frame's payload with the parameter sets of `header` in front of its slices, so that it can be decoded without
 * the header; the same where it has its own or is not made of whole units. `header` is the payload of a video tag that
 * holds the AVC sequence header in force.
 */
export function withParameterSets(payload: Buffer, header: Buffer): Buffer {
  const lengthBytes = ((header[tagPartBytes + 4] ?? 3) & 3) + 1
  const sets = setsOf(header)
  const kinds = [...unitsOf(payload, tagPartBytes, lengthBytes)]
  if (sets.length === 0 || kinds.length === 0 || kinds.some(({ kind }) => kind === sequenceSet))
    return payload
  // A delimiter stays the first unit of its picture.
  const at = kinds[0]?.kind === accessUnitDelimiter ? kinds[0].endsAt : tagPartBytes
  const units = sets.flatMap(set => {
    const length = Buffer.alloc(lengthBytes)
    length.writeUIntBE(set.length, 0, lengthBytes)
    return [length, set]
  })
  return Buffer.concat([payload.subarray(0, at), ...units, payload.subarray(at)])
}

/** Sequence sets, then picture sets; none where the record is cut short. */
function setsOf(header: Buffer): Buffer[] {
  const sets: Buffer[] = []
  let at = tagPartBytes + 5
  for (const mask of [31, 255]) {
    const count = (header[at] ?? 0) & mask
    at += 1
    for (let i = 0; i < count; i++) {
      if (at + 2 > header.length) return []
      const end = at + 2 + header.readUInt16BE(at)
      if (end > header.length) return []
      sets.push(header.subarray(at + 2, end))
      at = end
    }
  }
  return sets
}

/** The units of a picture; nothing where they do not fill it. */
function unitsOf(payload: Buffer, from: number, lengthBytes: number): { kind: number; endsAt: number }[] {
  const units: { kind: number; endsAt: number }[] = []
  for (let at = from; at < payload.length; ) {
    if (at + lengthBytes >= payload.length) return []
    const endsAt = at + lengthBytes + payload.readUIntBE(at, lengthBytes)
    if (endsAt > payload.length || endsAt === at + lengthBytes) return []
    units.push({ kind: (payload[at + lengthBytes] ?? 0) & 31, endsAt })
    at = endsAt
  }
  return units
}
