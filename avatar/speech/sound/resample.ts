// From any rate to any other: a windowed sinc, one set of taps per phase.

/** Sharp enough to be listened to; whoever only measures may take fewer. */
const audible = 16

/** The same sound at another rate; nothing above half of the lower rate is left. */
export function resampled(
  samples: Float32Array,
  fromHz: number,
  toHz: number,
  zeroCrossings = audible,
): Float32Array {
  if (fromHz === toHz) return samples
  const common = greatestCommonDivisor(fromHz, toHz)
  const [up, down] = [toHz / common, fromHz / common]
  const cutoff = Math.min(1, toHz / fromHz) * 0.94
  const half = Math.ceil(zeroCrossings / cutoff)
  const taps = Array.from({ length: up }, (_, phase) => tapsOf(phase / up, half, cutoff))
  const out = new Float32Array(Math.ceil((samples.length * up) / down))
  for (let i = 0; i < out.length; i++) {
    const place = i * down
    const whole = Math.floor(place / up)
    const phase = taps[place % up] as Float32Array
    let sum = 0
    const from = Math.max(0, whole - half + 1)
    const to = Math.min(samples.length, whole + half + 1)
    for (let j = from; j < to; j++) sum += (samples[j] as number) * (phase[j - whole + half - 1] as number)
    out[i] = sum
  }
  return out
}

/** Taps for a place `fraction` of a sample behind a sample; they add up to one. */
function tapsOf(fraction: number, half: number, cutoff: number): Float32Array {
  const taps = new Float32Array(2 * half)
  let sum = 0
  for (let k = 0; k < taps.length; k++) {
    const x = k - half + 1 - fraction
    const angle = Math.PI * x * cutoff
    const sinc = x === 0 ? 1 : Math.sin(angle) / angle
    const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / (half + 1))
    taps[k] = sinc * window
    sum += taps[k] as number
  }
  return taps.map(each => each / sum)
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
