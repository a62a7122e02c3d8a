// Words of ours within a picture, which players pass over: H.264 user data of no registered kind (ISO/IEC 14496-10, 7.3.2.3, D.1.7).
import { guarded, unguarded } from './emulation.ts'

const tagPartBytes = 5
const message = 6
const slice = 1
const idrSlice = 5
const unregistered = 5
const uuidBytes = 16
/** Beyond it a size is told by bytes of 255 and a rest. */
const sizeByte = 255
const trailing = 0x80

/**
 * The payload of a video tag with a message in front of its first slice; the same where it has none or is not made of whole
 * units. `uuid`: sixteen bytes that say whose words these are.
 */
export function withUserData(payload: Buffer, lengthBytes: number, uuid: Buffer, words: Buffer): Buffer {
  const at = unitsOf(payload, lengthBytes).find(({ kind }) => kind === slice || kind === idrSlice)?.at
  if (at === undefined) return payload
  const size = uuidBytes + words.length
  const sizes = [...Buffer.alloc(Math.floor(size / sizeByte), sizeByte), size % sizeByte]
  const body = guarded(
    Buffer.concat([Buffer.from([unregistered, ...sizes]), uuid, words, Buffer.from([trailing])]),
  )
  const length = Buffer.alloc(lengthBytes)
  length.writeUIntBE(body.length + 1, 0, lengthBytes)
  return Buffer.concat([payload.subarray(0, at), length, Buffer.from([message]), body, payload.subarray(at)])
}

/** The words under `uuid` in a picture; undefined where there are none. */
export function userDataIn(payload: Buffer, lengthBytes: number, uuid: Buffer): Buffer | undefined {
  for (const { kind, at, endsAt } of unitsOf(payload, lengthBytes)) {
    if (kind !== message) continue
    const found = wordsIn(unguarded(payload.subarray(at + lengthBytes + 1, endsAt)), uuid)
    if (found !== undefined) return found
  }
  return undefined
}

/** A unit may hold several messages. */
function wordsIn(body: Buffer, uuid: Buffer): Buffer | undefined {
  let at = 0
  const number = () => {
    let sum = 0
    for (; body[at] === sizeByte; at += 1) sum += sizeByte
    sum += body[at] ?? 0
    at += 1
    return sum
  }
  while (at + 2 < body.length) {
    const [kind, size] = [number(), number()]
    const data = body.subarray(at, at + size)
    if (kind === unregistered && data.length === size && data.subarray(0, uuidBytes).equals(uuid))
      return data.subarray(uuidBytes)
    at += size
  }
  return undefined
}

/** The units of a picture, each from its length on; none where they do not fill it. */
function unitsOf(payload: Buffer, lengthBytes: number): { kind: number; at: number; endsAt: number }[] {
  const units: { kind: number; at: number; endsAt: number }[] = []
  for (let at = tagPartBytes; at < payload.length; ) {
    if (at + lengthBytes >= payload.length) return []
    const endsAt = at + lengthBytes + payload.readUIntBE(at, lengthBytes)
    if (endsAt > payload.length || endsAt === at + lengthBytes) return []
    units.push({ kind: (payload[at + lengthBytes] ?? 0) & 31, at, endsAt })
    at = endsAt
  }
  return units
}
