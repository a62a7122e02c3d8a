// How loud speech is (ITU-R BS.1770-4, mono at 48 000 Hz), and making it as loud as everything else.

/** Direct-form coefficients of BS.1770's two filters at 48 000 Hz. */
const shelf = [
  1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585,
] as const
const highPass = [1, -2, 1, -1.99004745483398, 0.99007225036621] as const
const blockSamples = 19_200
const hopSamples = 4_800
const absoluteGate = -70

/** Integrated loudness in LUFS; −Infinity for silence. Shorter than one block of 400 ms counts as one block. */
export function loudnessOf(samples: Float32Array): number {
  const weighted = filtered(filtered(samples, shelf), highPass)
  const powers: number[] = []
  for (let at = 0; at === 0 || at + blockSamples <= weighted.length; at += hopSamples) {
    const to = Math.min(weighted.length, at + blockSamples)
    let sum = 0
    for (let i = at; i < to; i++) sum += (weighted[i] as number) ** 2
    powers.push(sum / Math.max(1, to - at))
  }
  const loud = powers.filter(power => lufs(power) > absoluteGate)
  const gate = lufs(mean(loud)) - 10
  return lufs(mean(loud.filter(power => lufs(power) > gate)))
}

const lufs = (power: number): number =>
  power > 0 ? -0.691 + 10 * Math.log10(power) : Number.NEGATIVE_INFINITY
const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, each) => sum + each, 0) / values.length

function filtered(
  samples: Float32Array,
  [b0, b1, b2, a1, a2]: readonly [number, number, number, number, number],
): Float32Array {
  const out = new Float32Array(samples.length)
  let [x1, x2, y1, y2] = [0, 0, 0, 0]
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i] as number
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
    out[i] = y
    ;[x1, x2, y1, y2] = [x, x1, y, y1]
  }
  return out
}

const betweenPhases = 4
const reach = 6

/** The height of each sample with what lies between it and the next: four times oversampled, as BS.1770 asks. */
export function truePeaks(samples: Float32Array): Float32Array {
  const peaks = new Float32Array(samples.length)
  for (let i = 0; i < samples.length; i++) {
    let most = Math.abs(samples[i] as number)
    // Between two quiet samples nothing stands out: sinc can add at most about half to the higher of its neighbours.
    if (most > 0.5 || Math.abs(samples[i + 1] ?? 0) > 0.5)
      for (let phase = 1; phase < betweenPhases; phase++)
        most = Math.max(most, Math.abs(between(samples, i, phase)))
    peaks[i] = most
  }
  return peaks
}

const phases = Array.from({ length: betweenPhases }, (_, phase) =>
  Float32Array.from({ length: 2 * reach }, (_unused, k) => {
    const x = k - reach + 1 - phase / betweenPhases
    const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / (reach + 1))
    return x === 0 ? 1 : (Math.sin(Math.PI * x) / (Math.PI * x)) * window
  }),
)

function between(samples: Float32Array, at: number, phase: number): number {
  const taps = phases[phase] as Float32Array
  let sum = 0
  for (let k = 0; k < taps.length; k++) sum += (samples[at + k - reach + 1] ?? 0) * (taps[k] as number)
  return sum
}

const lookaheadSamples = 240
const releaseSamples = 2_400

/** Gives the sound a loudness, and holds its true peak under a ceiling by turning it down for moments, never by clipping. */
export function evened(samples: Float32Array, targetLufs: number, ceilingDb: number): Float32Array {
  const now = loudnessOf(samples)
  if (now === Number.NEGATIVE_INFINITY) return samples
  const ceiling = 10 ** (ceilingDb / 20)
  let out = samples
  // Turning moments down makes the whole quieter: what that cost is given back, twice.
  let gain = 10 ** ((targetLufs - now) / 20)
  for (let round = 0; round < 3; round++) {
    out = limited(samples, gain, ceiling)
    const missing = targetLufs - loudnessOf(out)
    if (missing < 0.2) break
    gain *= 10 ** (missing / 20)
  }
  return out
}

function limited(samples: Float32Array, gain: number, ceiling: number): Float32Array {
  const louder = samples.map(each => each * gain)
  const peaks = truePeaks(louder)
  const allowed = peaks.map(peak => (peak > ceiling ? ceiling / peak : 1))
  if (allowed.every(each => each === 1)) return louder
  const held = lowestAhead(allowed)
  let turn = 1
  return louder.map((each, i) => {
    const wanted = held[i] as number
    turn =
      wanted < turn
        ? Math.max(wanted, turn - (1 - wanted) / (lookaheadSamples / 2))
        : turn + (wanted - turn) / releaseSamples
    return each * Math.min(turn, allowed[i] as number)
  })
}

/** The lowest of the next few milliseconds, so that the way down is walked before the peak. */
function lowestAhead(values: Float32Array): Float32Array {
  const out = new Float32Array(values.length)
  const queue: number[] = []
  let head = 0
  for (let i = 0, ahead = 0; i < values.length; i++) {
    for (; ahead < Math.min(values.length, i + lookaheadSamples); ahead++) {
      while (queue.length > head && (values[queue.at(-1) as number] as number) >= (values[ahead] as number))
        queue.pop()
      queue.push(ahead)
    }
    while ((queue[head] as number) < i) head++
    out[i] = values[queue[head] as number] as number
  }
  return out
}
