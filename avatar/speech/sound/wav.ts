// WAV, read as servers send it (sizes may be unknown while they stream) and written for people.
import { Failure } from '#core/failure.ts'

/** Mono sound of a WAV of 16-bit, 24-bit or float samples; more channels are mixed. Throws `avatar/not-wav`. */
export function readWav(bytes: Buffer): { samples: Float32Array; sampleRateHz: number } {
  if (
    bytes.length < 12 ||
    bytes.toString('latin1', 0, 4) !== 'RIFF' ||
    bytes.toString('latin1', 8, 12) !== 'WAVE'
  )
    throw notWav('it does not begin with RIFF')
  let format: { code: number; channels: number; sampleRateHz: number; bits: number } | undefined
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4)
    const size = bytes.readUInt32LE(at + 4)
    const from = at + 8
    if (name === 'fmt ' && from + 16 <= bytes.length)
      format = {
        code:
          size >= 26 && bytes.readUInt16LE(from) === 0xfffe
            ? bytes.readUInt16LE(from + 24)
            : bytes.readUInt16LE(from),
        channels: bytes.readUInt16LE(from + 2),
        sampleRateHz: bytes.readUInt32LE(from + 4),
        bits: bytes.readUInt16LE(from + 14),
      }
    if (name === 'data') {
      if (format === undefined) throw notWav('its sound comes before its format')
      return {
        samples: mixed(bytes.subarray(from, Math.min(bytes.length, from + size)), format),
        sampleRateHz: format.sampleRateHz,
      }
    }
    at = from + size + (size % 2)
  }
  throw notWav('it holds no sound')
}

function mixed(
  data: Buffer,
  {
    code,
    channels,
    sampleRateHz,
    bits,
  }: { code: number; channels: number; sampleRateHz: number; bits: number },
): Float32Array {
  const read = readers[`${code}/${bits}`]
  if (read === undefined) throw notWav(`format ${code} with ${bits} bits is not supported`)
  if (channels < 1 || channels > 8 || sampleRateHz < 8_000 || sampleRateHz > 192_000)
    throw notWav(`${channels} channels at ${sampleRateHz} Hz`)
  const width = bits / 8
  const samples = new Float32Array(Math.floor(data.length / (width * channels)))
  for (let i = 0; i < samples.length; i++) {
    let sum = 0
    for (let channel = 0; channel < channels; channel++) sum += read(data, (i * channels + channel) * width)
    samples[i] = Math.max(-1, Math.min(1, sum / channels)) || 0
  }
  return samples
}

const readers: Readonly<Record<string, (data: Buffer, at: number) => number>> = {
  '1/16': (data, at) => data.readInt16LE(at) / 32_768,
  '1/24': (data, at) => data.readIntLE(at, 3) / 8_388_608,
  '1/32': (data, at) => data.readInt32LE(at) / 2_147_483_648,
  '3/32': (data, at) => data.readFloatLE(at),
}

/** A WAV of 16-bit mono. */
export function writeWav(samples: Int16Array, sampleRateHz: number): Buffer {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(36 + samples.length * 2, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(sampleRateHz, 24)
  header.writeUInt32LE(sampleRateHz * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(samples.length * 2, 40)
  return Buffer.concat([header, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)])
}

function notWav(why: string): Failure {
  return new Failure('avatar/not-wav', `what came is no WAV that can be read: ${why}`, {
    fault: 'theirs',
    remedy: 'retry',
  })
}
