// The picture that arrives, held against what the platforms take, in sentences that say what to set. Pure.
import type { Feed } from '../live/types.ts'
import { frameRate } from '../tell/figures.ts'

/** A value of a policy as `GET /api/policies` shows it. */
type Value = { readonly value: unknown; readonly confidence: string }
export type Policy = { readonly platform: string; readonly values: Readonly<Record<string, Value>> }

export const aspects = ['codec', 'size', 'rate', 'bitrate', 'keyframes', 'sound', 'sync'] as const
export type Aspect = (typeof aspects)[number]

/** What is wrong, as a kind that the page has a sentence for. */
export type Fault =
  | { readonly kind: 'codec'; readonly takes: string }
  | { readonly kind: 'too-large'; readonly takes: string }
  | { readonly kind: 'orientation'; readonly takes: string }
  | { readonly kind: 'too-fast' | 'too-slow'; readonly takes: string }
  | { readonly kind: 'too-rich' | 'too-poor'; readonly takes: string }
  | { readonly kind: 'keyframes'; readonly takes: string }
  | { readonly kind: 'no-sound' }
  | { readonly kind: 'sound-codec'; readonly takes: string }
  | { readonly kind: 'out-of-sync'; readonly takes: string }

export type Judged = {
  readonly aspect: Aspect
  /** As it arrives: `1920×1080`; '' while it is not known yet. */
  readonly is: string
  readonly level: 'good' | 'busy' | 'bad' | 'off'
  readonly fault: Fault | null
  /** The platforms it is too much or too little for; none where it is our own advice. */
  readonly platforms: readonly string[]
}

/** Surer than a guess: what goes beyond such a limit may well be refused. */
const firm = ['measured', 'stated', 'confirmed', 'reported']
/** A cut waits for the next key frame, and all platforms ask for about this. */
const keyframesAdviceMs = 2_000
const leastKbps = 800
const leastFps = 15
const mostSkewMs = 150

export function judgeArriving(feed: Feed, policies: readonly Policy[]): Judged[] {
  const { video, audio } = feed
  if (video === null) return []
  const fps = video.frameRateFps
  const kbps = feed.videoKbps ?? 0
  const gopMs = feed.keyframeIntervalMs
  return [
    judged('codec', codecName(video.codec), policies, values => codecFault(values, video.codec)),
    judged('size', `${video.widthPx}×${video.heightPx}`, policies, values => sizeFault(values, video)),
    judged('rate', fps === null ? '' : `${frameRate(fps)} fps`, policies, values =>
      fps === null ? null : rateFault(values, fps),
    ),
    judged('bitrate', kbps === 0 ? '' : `${Math.round(kbps)} kbit/s`, policies, values =>
      kbps === 0 ? null : bitrateFault(values, kbps),
    ),
    judged('keyframes', gopMs === null ? '' : `${(gopMs / 1_000).toFixed(1)} s`, policies, values =>
      gopMs === null ? null : keyframeFault(values, gopMs),
    ),
    judged('sound', audio === null ? '' : soundOf(audio), policies, values => soundFault(values, feed)),
    ...syncOf(feed),
  ].map(withAdvice(feed))
}

type Values = Policy['values']
type Found = { readonly fault: Fault; readonly isFirm: boolean }

function judged(
  aspect: Aspect,
  is: string,
  policies: readonly Policy[],
  look: (values: Values) => Found | null,
): Judged {
  const found = policies.flatMap(({ platform, values }) => {
    const fault = look(values)
    return fault === null ? [] : [{ platform, ...fault }]
  })
  const worst = found.find(each => each.isFirm) ?? found[0]
  const level = is === '' ? 'off' : worst === undefined ? 'good' : worst.isFirm ? 'bad' : 'busy'
  return { aspect, is, level, fault: worst?.fault ?? null, platforms: found.map(each => each.platform) }
}

/** Our own advice, where no platform's limit says more. */
function withAdvice(feed: Feed): (judged: Judged) => Judged {
  const advise = (judged: Judged, fault: Fault): Judged =>
    judged.fault === null ? { ...judged, level: 'busy', fault, platforms: [] } : judged
  return each => {
    if (each.aspect === 'keyframes' && (feed.keyframeIntervalMs ?? 0) > keyframesAdviceMs * 1.1)
      return advise(each, { kind: 'keyframes', takes: `${keyframesAdviceMs / 1_000} s` })
    if (each.aspect === 'bitrate' && each.is !== '' && (feed.videoKbps ?? 0) < leastKbps)
      return advise(each, { kind: 'too-poor', takes: `${leastKbps} kbit/s` })
    if (each.aspect === 'rate' && each.is !== '' && (feed.video?.frameRateFps ?? 0) < leastFps)
      return advise(each, { kind: 'too-slow', takes: `${leastFps} fps` })
    if (each.aspect === 'sound' && feed.audio === null)
      return { ...each, level: 'busy', fault: { kind: 'no-sound' }, platforms: [] }
    return each
  }
}

function known<V>(values: Values, field: string): { value: V; isFirm: boolean } | null {
  const found = values[field]
  if (found === undefined || found.value === 'unknown') return null
  return { value: found.value as V, isFirm: firm.includes(found.confidence) }
}

function codecFault(values: Values, codec: string): Found | null {
  const limit = known<readonly string[]>(values, 'videoCodecs')
  return limit === null || limit.value.includes(codec)
    ? null
    : { fault: { kind: 'codec', takes: limit.value.map(codecName).join(', ') }, isFirm: limit.isFirm }
}

/** As encoders call it. */
function codecName(codec: string): string {
  return codec === 'h264' ? 'H.264' : codec.toUpperCase()
}

function sizeFault(
  values: Values,
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
): Found | null {
  const largest = known<string>(values, 'largestSize')
  if (largest !== null) {
    const [short = 0, long = 0] = largest.value
      .split('x')
      .map(Number)
      .toSorted((a, b) => a - b)
    if (Math.max(widthPx, heightPx) > long || Math.min(widthPx, heightPx) > short)
      return { fault: { kind: 'too-large', takes: largest.value.replace('x', '×') }, isFirm: largest.isFirm }
  }
  const ways = known<readonly string[]>(values, 'orientations')
  const stands = widthPx < heightPx ? 'portrait' : 'landscape'
  return ways === null || widthPx === heightPx || ways.value.includes(stands)
    ? null
    : { fault: { kind: 'orientation', takes: ways.value.join(', ') }, isFirm: ways.isFirm }
}

type Range = { readonly min?: number; readonly max: number }

function rateFault(values: Values, fps: number): Found | null {
  const limit = known<Range>(values, 'frameRateFps')
  if (limit === null) return null
  const { min = 0, max } = limit.value
  if (fps > max * 1.02) return { fault: { kind: 'too-fast', takes: `${max} fps` }, isFirm: limit.isFirm }
  return fps < min * 0.98 ? { fault: { kind: 'too-slow', takes: `${min} fps` }, isFirm: limit.isFirm } : null
}

function bitrateFault(values: Values, kbps: number): Found | null {
  const limit = known<Range>(values, 'videoKbps')
  if (limit === null) return null
  const { min = 0, max } = limit.value
  if (kbps > max * 1.1) return { fault: { kind: 'too-rich', takes: `${max} kbit/s` }, isFirm: limit.isFirm }
  return kbps < min * 0.9
    ? { fault: { kind: 'too-poor', takes: `${min} kbit/s` }, isFirm: limit.isFirm }
    : null
}

function keyframeFault(values: Values, gopMs: number): Found | null {
  const limit = known<number>(values, 'longestGopMs')
  return limit === null || gopMs <= limit.value * 1.05
    ? null
    : { fault: { kind: 'keyframes', takes: `${limit.value / 1_000} s` }, isFirm: limit.isFirm }
}

function soundFault(values: Values, { audio }: Feed): Found | null {
  if (audio === null) return null
  const limit = known<readonly string[]>(values, 'audioCodecs')
  return limit === null || limit.value.includes(audio.codec)
    ? null
    : { fault: { kind: 'sound-codec', takes: limit.value.join(', ').toUpperCase() }, isFirm: limit.isFirm }
}

function soundOf({ codec, sampleRateHz, channels }: NonNullable<Feed['audio']>): string {
  return `${codec.toUpperCase()} ${sampleRateHz / 1_000} kHz ×${channels}`
}

function syncOf({ skewMs }: Feed): Judged[] {
  if (skewMs === null) return []
  const isFar = Math.abs(skewMs) > mostSkewMs
  const fault: Fault | null = isFar ? { kind: 'out-of-sync', takes: `${mostSkewMs} ms` } : null
  const is = `${skewMs > 0 ? '+' : ''}${Math.round(skewMs)} ms`
  return [{ aspect: 'sync', is, level: isFar ? 'busy' : 'good', fault, platforms: [] }]
}
