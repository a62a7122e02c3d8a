// Where a recording is loud and where it is silent, in steps of 10 ms.
const stepMs = 10
/** Quieter than this below the loud parts is silence. */
const silenceDb = -38
const floorDb = -62

export type Activity = {
  readonly stepMs: number
  /** Level of each step, 0 (silent) to 1 (as loud as the loud parts). */
  readonly levels: Float32Array
  readonly isLoud: readonly boolean[]
}

export function activityOf(samples: Int16Array, sampleRateHz: number): Activity {
  const step = Math.round((sampleRateHz * stepMs) / 1_000)
  const heights = Float32Array.from({ length: Math.ceil(samples.length / step) }, (_, i) => {
    let sum = 0
    const end = Math.min(samples.length, (i + 1) * step)
    for (let at = i * step; at < end; at++) sum += (samples[at] as number) ** 2
    return Math.sqrt(sum / step) / 32_768
  })
  const sorted = heights.toSorted()
  const loud = sorted[Math.floor(sorted.length * 0.9)] ?? 0
  const limit = Math.max(loud * 10 ** (silenceDb / 20), 10 ** (floorDb / 20))
  return {
    stepMs,
    levels: heights.map(each => (loud > 0 && each > limit ? Math.min(1, each / loud) : 0)),
    isLoud: Array.from(heights, each => each > limit),
  }
}

/** Silent stretches of at least `leastMs`, each from and to in ms. */
export function silencesOf({ isLoud }: Activity, leastMs: number): { startMs: number; endMs: number }[] {
  const found: { startMs: number; endMs: number }[] = []
  for (let at = 0; at < isLoud.length; ) {
    let end = at
    while (end < isLoud.length && isLoud[end] === false) end++
    if ((end - at) * stepMs >= leastMs) found.push({ startMs: at * stepMs, endMs: end * stepMs })
    at = Math.max(end, at + 1)
  }
  return found
}

/** The share of `stretches` that is loud; 1 of nothing. */
export function loudShare(
  { isLoud }: Activity,
  stretches: readonly { readonly startMs: number; readonly endMs: number }[],
): number {
  let [loud, all] = [0, 0]
  for (const { startMs, endMs } of stretches)
    for (let at = Math.round(startMs / stepMs); at < Math.round(endMs / stepMs); at++) {
      all++
      if (isLoud[at] === true) loud++
    }
  return all === 0 ? 1 : loud / all
}
