// The camera held against what a destination takes. What nobody knows passes, and is said to be unknown. Pure.
import type { FeedSnapshot } from '#ingest'
import { type PolicyField, type PolicyValue, unknown } from '../policy/fields.ts'
import type { Confidence, InForce, Policy } from '../policy/policy.ts'
import { type Check, failed, passed, told } from './check.ts'

/** Less sure than these, a limit warns and forbids nothing. */
const firm: readonly Confidence[] = ['measured', 'stated', 'confirmed', 'reported']
/** Measured over seconds, a rate that is kept still strays. */
const rateSlack = 0.1
const gopSlack = 0.05

type Known<F extends PolicyField> = Exclude<PolicyValue<F>, typeof unknown>
type Range = { readonly min?: number | undefined; readonly max: number }
type Video = NonNullable<FeedSnapshot['video']>
type Sound = NonNullable<FeedSnapshot['audio']>
/** What the camera sends, in words, and whether it fits; null while that cannot be told. */
type Sent<V> = { readonly says: string; readonly fits: (value: V) => boolean } | null
type Limit = { readonly what: string; readonly look: (feed: FeedSnapshot, policy: Policy) => Check | null }

/** One check per limit that is known, and one that names those that are not. */
export function cameraChecks(feed: FeedSnapshot, policy: Policy): Check[] {
  const looked = limits.map(({ what, look }) => ({ what, check: look(feed, policy) }))
  const unknowns = looked.flatMap(({ what, check }) => (check === null ? [what] : []))
  const known = looked.flatMap(({ check }) => (check === null ? [] : [check]))
  if (unknowns.length === 0) return known
  return [...known, told('camera-unknown', `what it takes is unknown in: ${unknowns.join(', ')}`)]
}

const limits: readonly Limit[] = [
  limit('videoCodecs', 'codec', {
    sent: ofVideo(video => ({ says: video.codec, fits: codecs => codecs.includes(video.codec) })),
    takes: codecs => codecs.join(', '),
  }),
  limit('largestSize', 'size', {
    sent: ofVideo(video => ({
      says: `${video.widthPx}x${video.heightPx}`,
      fits: size => isWithin(video, size),
    })),
    takes: size => `at most ${size}`,
  }),
  limit('orientations', 'orientation', {
    sent: ofVideo(video => {
      const stands = video.widthPx < video.heightPx ? 'portrait' : 'landscape'
      return { says: stands, fits: ways => ways.includes(stands) || video.widthPx === video.heightPx }
    }),
    takes: ways => ways.join(', '),
  }),
  limit('frameRateFps', 'frame rate', {
    sent: ofVideo(({ frameRateFps: fps }) =>
      fps === null ? null : { says: `${fps} frames per second`, fits: range => isIn(fps, range, 0.02) },
    ),
    takes: range => rangeOf(range, 'frames per second'),
  }),
  limit('videoKbps', 'bitrate', {
    sent: ({ videoKbps }) => ofRate(videoKbps),
    takes: range => rangeOf(range, 'kbit/s'),
  }),
  limit('longestGopMs', 'key frame interval', {
    sent: ({ keyframeIntervalMs: ms }) =>
      ms === null
        ? null
        : { says: `a key frame each ${ms / 1_000} s`, fits: most => ms <= most * (1 + gopSlack) },
    takes: most => `at most ${most / 1_000} s between key frames`,
  }),
  limit('bFramesAllowed', 'B-frames', {
    sent: ({ hasBFrames }) =>
      hasBFrames == null
        ? null
        : { says: hasBFrames ? 'B-frames' : 'no B-frames', fits: allowed => allowed || !hasBFrames },
    takes: allowed => (allowed ? 'B-frames too' : 'no B-frames'),
  }),
  limit('h264Profiles', 'profile', {
    sent: ofVideo(({ profile }) => ({
      says: `the ${profile} profile`,
      fits: names => isProfileOf(profile, names),
    })),
    takes: names => names.join(', '),
  }),
  limit('audioCodecs', 'sound codec', {
    sent: ofSound(sound => ({ says: sound.codec, fits: codecs => codecs.includes(sound.codec) })),
    takes: codecs => codecs.join(', '),
  }),
  limit('audioSampleRatesHz', 'sample rate', {
    sent: ofSound(({ sampleRateHz }) => ({
      says: `${sampleRateHz} Hz`,
      fits: rates => rates.includes(sampleRateHz),
    })),
    takes: rates => `${rates.join(', ')} Hz`,
  }),
  limit('audioChannels', 'channels', {
    sent: ofSound(({ channels }) => ({
      says: `${channels} channels`,
      fits: counts => counts.includes(channels),
    })),
    takes: counts => `${counts.join(' or ')} channels`,
  }),
  limit('audioKbps', 'sound bitrate', {
    sent: ({ audioKbps }) => ofRate(audioKbps ?? 0),
    takes: range => rangeOf(range, 'kbit/s of sound'),
  }),
]

function limit<F extends PolicyField>(
  field: F,
  what: string,
  { sent, takes }: { sent: (feed: FeedSnapshot) => Sent<Known<F>>; takes: (value: Known<F>) => string },
): Limit {
  const rule = `camera-${what.toLowerCase().replaceAll(' ', '-')}`
  return {
    what,
    look: (feed, policy) => {
      const { value, confidence, source } = policy[field] as InForce<F>
      if (value === unknown) return null
      const known = value as Known<F>
      const seen = sent(feed)
      const limits = `it takes ${takes(known)}`
      if (seen === null) return told(rule, `not seen yet of ${feed.name}; ${limits}`)
      if (seen.fits(known)) return passed(rule, `${feed.name} sends ${seen.says}; ${limits}`)
      const detail = `${feed.name} sends ${seen.says}; ${limits} (${confidence}: ${source})`
      const mend = `set the encoder to ${takes(known)}; or, where you know better, write ${field} into the policy`
      return firm.includes(confidence) ? failed(rule, detail, mend) : told(rule, detail, mend)
    },
  }
}

function ofVideo<V>(look: (video: Video) => Sent<V>): (feed: FeedSnapshot) => Sent<V> {
  return ({ video }) => (video === null ? null : look(video))
}

/** A camera without sound goes out with silence, which is AAC of the usual kind. */
function ofSound<V>(look: (sound: Sound) => Sent<V>): (feed: FeedSnapshot) => Sent<V> {
  return ({ audio }) => (audio === null ? null : look(audio))
}

function ofRate(kbps: number): Sent<Range> {
  return kbps === 0 ? null : { says: `${kbps} kbit/s`, fits: range => isIn(kbps, range, rateSlack) }
}

function isIn(value: number, { min, max }: Range, slack: number): boolean {
  return value <= max * (1 + slack) && value >= (min ?? 0) * (1 - slack)
}

function isWithin({ widthPx, heightPx }: Video, size: string): boolean {
  const [short = 0, long = 0] = size
    .split('x')
    .map(Number)
    .sort((a, b) => a - b)
  return Math.max(widthPx, heightPx) <= long && Math.min(widthPx, heightPx) <= short
}

/** A constrained profile can be read by whoever reads the whole one. */
function isProfileOf(profile: string, names: readonly string[]): boolean {
  return names.includes(profile) || names.includes(profile.replace('Constrained ', ''))
}

function rangeOf({ min, max }: Range, unit: string): string {
  return min === undefined ? `at most ${max} ${unit}` : `${min} to ${max} ${unit}`
}
