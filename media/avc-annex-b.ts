// A key frame as decoders of bare H.264 read it: units behind start codes instead of lengths (ISO/IEC 14496-10, annex B).
import { unitLengthBytes } from './avc-lone.ts'
import { withParameterSets } from './avc-parameter-sets.ts'

const tagPartBytes = 5
const startCode = Buffer.from([0, 0, 0, 1])

/** `payload`: of a video tag with a key frame; `header`: the sequence header in force. Undefined where it is not made of whole units. */
export function annexB(payload: Buffer, header: Buffer): Buffer | undefined {
  const lengthBytes = unitLengthBytes(header)
  const whole = withParameterSets(payload, header)
  const parts: Buffer[] = []
  for (let at = tagPartBytes; at < whole.length; ) {
    const from = at + lengthBytes
    if (from >= whole.length) return undefined
    const to = from + whole.readUIntBE(at, lengthBytes)
    if (to > whole.length || to === from) return undefined
    parts.push(startCode, whole.subarray(from, to))
    at = to
  }
  return parts.length === 0 ? undefined : Buffer.concat(parts)
}
