// What the desk says of one feed: whether a picture arrives, and what was measured of it. Pure.
import type { Figure } from './leg-facts.ts'
import { duration, frameRate, seconds } from './figures.ts'
import type { Level } from './level.ts'
import type { Words } from './words.ts'
import type { Content, Feed } from '../live/types.ts'

const freshMs = 1_500
const longKeyframesMs = 4_000

export type FeedState = { readonly level: Level; readonly text: string }

export function stateOfFeed(
  feed: Feed,
  isOnAir: boolean,
  content: Content | undefined,
  words: Words,
): FeedState {
  const { feeds, units, join, contents } = words
  if (feed.host !== null) return stateOfHost(feed.host.state ?? 'none', words)
  if (feed.session === null) return { level: 'off', text: feeds.away }
  if (feed.lastVideoAgeMs === null) return { level: 'wait', text: feeds.key }
  if (feed.lastVideoAgeMs > freshMs)
    return { level: 'bad', text: feeds.late(seconds(feed.lastVideoAgeMs, units.s)) }
  const bad = content?.faults ?? []
  if (bad.length > 0) return { level: 'bad', text: join(bad.map(({ what }) => contents[what] ?? what)) }
  return { level: 'good', text: isOnAir ? feeds.onAir : feeds.live }
}

const hostLevels = {
  none: 'off',
  preparing: 'busy',
  'stand-by': 'wait',
  'on-air': 'good',
  'wind-up': 'good',
} as const

function stateOfHost(state: keyof typeof hostLevels, { feeds }: Words): FeedState {
  return { level: hostLevels[state], text: feeds.host[state] }
}

/** What to set right at its encoder; '' where nothing is. */
export function adviceOn(feed: Feed, { feeds }: Words): string {
  return feed.session !== null && (feed.keyframeIntervalMs ?? 0) > longKeyframesMs ? feeds.keyframesLong : ''
}

/** `1920×1080 · 30 fps · 6,021 kbit/s`; '' while nobody sends. */
export function briefOfFeed({ session, video, videoKbps }: Feed): string {
  if (session === null || video === null) return ''
  const rate = video.frameRateFps === null ? [] : [`${frameRate(video.frameRateFps)} fps`]
  const kbps = videoKbps === null ? [] : [`${Math.round(videoKbps).toLocaleString('en')} kbit/s`]
  return [`${video.widthPx}×${video.heightPx}`, ...rate, ...kbps].join(' · ')
}

export function figuresOfFeed(feed: Feed, nowMs: number, { feeds, units }: Words): Figure[] {
  const { video, audio, session, videoKbps, keyframeIntervalMs } = feed
  const rate = video === null || video.frameRateFps === null ? '' : ` · ${frameRate(video.frameRateFps)} fps`
  return [
    {
      name: feeds.picture,
      value: video === null ? '–' : `${video.widthPx}×${video.heightPx}${rate} · H.264 ${video.profile}`,
    },
    {
      name: feeds.rate,
      value: videoKbps === null ? '–' : `${Math.round(videoKbps).toLocaleString('en')} kbit/s`,
    },
    {
      name: feeds.keyframes,
      value: keyframeIntervalMs === null ? '–' : seconds(keyframeIntervalMs, units.s),
    },
    { name: feeds.clock, value: clockOf(feed, feeds) },
    {
      name: feeds.sound,
      value: audio === null ? '–' : `AAC · ${audio.sampleRateHz / 1_000} kHz · ${audio.channels} ch`,
    },
    { name: feeds.encoder, value: session?.encoder || '–' },
    {
      name: feeds.from,
      value: session === null ? '–' : session.remoteAddress + (session.secure ? ` · ${feeds.secure}` : ''),
    },
    { name: feeds.since, value: session === null ? '–' : duration(nowMs - session.sinceMs, units) },
  ]
}

/** How far sound is from the picture, and what the clock did wrong. */
function clockOf(
  { skewMs, timestampFaults: { jumps, backwards, standstills } }: Feed,
  { skew, clockFaults }: Words['feeds'],
): string {
  const faults = jumps + backwards + standstills
  return (
    [
      ...(skewMs === null ? [] : [skew(Math.round(skewMs))]),
      ...(faults === 0 ? [] : [clockFaults(jumps, backwards, standstills)]),
    ].join(' · ') || '–'
  )
}
