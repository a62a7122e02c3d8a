// What two recordings of the same words have in common, whoever speaks: mel cepstra, each evened over its recording.
import { resampled } from '../speech/sound/resample.ts'

export const hopMs = 10
const rateHz = 16_000
const windowSamples = 400
const hopSamples = (rateHz * hopMs) / 1_000
const size = 512
const bands = 26
export const coefficients = 13

/** One row of `coefficients` numbers per 10 ms, all rows in one array. */
export type Features = { readonly rows: number; readonly values: Float32Array }

/** Features of mono sound, −1 to 1. */
export function featuresOf(samples: Float32Array, sampleRateHz: number): Features {
  const sound = resampled(samples, sampleRateHz, rateHz, 5)
  const rows = Math.max(1, Math.ceil(sound.length / hopSamples))
  const values = new Float32Array(rows * coefficients)
  const [re, im] = [new Float32Array(size), new Float32Array(size)]
  const energies = new Float32Array(bands)
  for (let row = 0; row < rows; row++) {
    const from = row * hopSamples + hopSamples / 2 - windowSamples / 2
    for (let i = 0; i < size; i++) {
      const at = from + i
      re[i] = i < windowSamples ? ((sound[at] ?? 0) - 0.97 * (sound[at - 1] ?? 0)) * (hann[i] as number) : 0
      im[i] = 0
    }
    transform(re, im)
    for (let band = 0; band < bands; band++) {
      const { first, weights } = filters[band] as Filter
      let sum = 0
      for (let k = 0; k < weights.length; k++) {
        const [a, b] = [re[first + k] as number, im[first + k] as number]
        sum += (a * a + b * b) * (weights[k] as number)
      }
      energies[band] = Math.log(sum + 1e-6)
    }
    for (let k = 0; k < coefficients; k++) {
      let sum = 0
      for (let band = 0; band < bands; band++)
        sum += (energies[band] as number) * (cosines[k * bands + band] as number)
      values[row * coefficients + k] = sum
    }
  }
  return { rows, values: evened(values, rows) }
}

/** Each coefficient with mean 0 and deviation 1, so that a voice's colour and level drop out. */
function evened(values: Float32Array, rows: number): Float32Array {
  for (let k = 0; k < coefficients; k++) {
    let [sum, squares] = [0, 0]
    for (let row = 0; row < rows; row++) {
      const each = values[row * coefficients + k] as number
      sum += each
      squares += each * each
    }
    const mean = sum / rows
    const deviation = Math.sqrt(Math.max(1e-9, squares / rows - mean * mean))
    // Level tells speech from silence best; the finest ripples tell least.
    const weight = k === 0 ? 2 : 1 - (k / coefficients) * 0.5
    for (let row = 0; row < rows; row++)
      values[row * coefficients + k] =
        (((values[row * coefficients + k] as number) - mean) / deviation) * weight
  }
  return values
}

const hann = Float32Array.from(
  { length: windowSamples },
  (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / windowSamples),
)
const mel = (hz: number) => 2_595 * Math.log10(1 + hz / 700)
const hzOf = (mels: number) => 700 * (10 ** (mels / 2_595) - 1)
const edges = Array.from({ length: bands + 2 }, (_, i) =>
  hzOf(mel(80) + ((mel(7_600) - mel(80)) * i) / (bands + 1)),
)
type Filter = { readonly first: number; readonly weights: Float32Array }
const filters: readonly Filter[] = Array.from({ length: bands }, (_, band) => {
  const [low, middle, high] = [edges[band] as number, edges[band + 1] as number, edges[band + 2] as number]
  const hz = (bin: number) => (bin * rateHz) / size
  const first = Math.ceil((low * size) / rateHz)
  const weights = Array.from({ length: Math.floor((high * size) / rateHz) - first + 1 }, (_unused, k) =>
    hz(first + k) < middle
      ? (hz(first + k) - low) / (middle - low)
      : (high - hz(first + k)) / (high - middle),
  )
  return { first, weights: Float32Array.from(weights) }
})
const cosines = Float32Array.from({ length: coefficients * bands }, (_, i) =>
  Math.cos((Math.PI * Math.floor(i / bands) * ((i % bands) + 0.5)) / bands),
)

const swaps = Uint16Array.from({ length: size }, (_, i) => {
  let turned = 0
  for (let bit = 1, rest = i; bit < size; bit <<= 1, rest >>= 1) turned = (turned << 1) | (rest & 1)
  return turned
})
const twiddles = Float32Array.from({ length: size }, (_, i) =>
  i < size / 2 ? Math.cos((2 * Math.PI * i) / size) : -Math.sin((2 * Math.PI * (i - size / 2)) / size),
)

/** Fast Fourier transform in place. */
function transform(re: Float32Array, im: Float32Array): void {
  for (let i = 0; i < size; i++) {
    const j = swaps[i] as number
    if (j <= i) continue
    ;[re[i], re[j]] = [re[j] as number, re[i] as number]
    ;[im[i], im[j]] = [im[j] as number, im[i] as number]
  }
  for (let span = 1; span < size; span *= 2) {
    const step = size / (2 * span)
    for (let start = 0; start < size; start += 2 * span) {
      for (let k = 0; k < span; k++) {
        const [c, s] = [twiddles[k * step] as number, twiddles[size / 2 + k * step] as number]
        const [a, b] = [start + k, start + k + span]
        const x = (re[b] as number) * c - (im[b] as number) * s
        const y = (re[b] as number) * s + (im[b] as number) * c
        re[b] = (re[a] as number) - x
        im[b] = (im[a] as number) - y
        re[a] = (re[a] as number) + x
        im[a] = (im[a] as number) + y
      }
    }
  }
}
