// What the avatar worker shows of itself; plain values that survive JSON.
import type { Upcoming } from './feed/act.ts'
import type { Comment } from './feed/comments.ts'
import type { Interjection } from './feed/interjections.ts'
import type { Take } from './feed/studio.ts'

/** What is being said at this moment. */
export type Now = {
  readonly text: string
  /** Of a script, what somebody at the desk asked for, or what a host says of itself. */
  readonly from: 'script' | 'interjection' | 'disclosure'
  /** Of a script; '' else. */
  readonly segment: string
  /** By name; null where nothing for sale is spoken of. */
  readonly product: string | null
  /** Played from a clip that was made before, not composed anew. */
  readonly isFromClip: boolean
  readonly beganAtMs: number
  readonly lastsMs: number
}

/** Totals of a host feed; they go on through restarts. */
export type HostCounters = {
  /** Clips made anew, and those taken from the shelf. */
  readonly clipsMade: number
  readonly clipsReused: number
  /** Of making them: voice, drawing, blending, encoding. */
  readonly clipCpuSeconds: number
  readonly sentencesSpoken: number
  /** Refused by the gate. */
  readonly sentencesRefused: number
  /** Times a sentence was due and not ready: an idle clip was played. */
  readonly sentencesLate: number
}

export type HostFeedSnapshot = HostCounters & {
  readonly name: string
  readonly host: string
  readonly script: string
  /** `preparing` until it has a first picture; then what it was told. */
  readonly state: 'preparing' | 'stand-by' | 'on-air' | 'wind-up'
  /** What is being drawn, spoken or encoded, or why nothing is. */
  readonly doing: string
  /** The sentence being spoken; null between sentences. */
  readonly saying: string | null
  /** The same with all that belongs to it, and with what a host says of itself. */
  readonly now: Now | null
  /** Sentences that follow in the script; none before the first picture. */
  readonly next: readonly Upcoming[]
  /** What the desk asked to be said between them: those that wait, and the last that did not. */
  readonly interjections: readonly Interjection[]
  /** Viewers' comments for the picture: those that wait or are shown, and the last that are over. */
  readonly comments: readonly Comment[]
  /** How far the script is, this time through. */
  readonly progress: { readonly said: number; readonly of: number }
  readonly widthPx: number
  readonly heightPx: number
  readonly frameRateFps: number
  /** Seconds of speech that are ready ahead. */
  readonly queueSeconds: number
  /** Of the newest decoded look; null before the first. */
  readonly isLabelSeen: boolean | null
  readonly readers: number
  /** Position: how many sentences of the script were spoken to their end, this time through. */
  readonly sentence: number
  /** Longest that a picture went out late in the last seconds. */
  readonly latenessMs: number
  /** What last went wrong; '' while nothing does. */
  readonly trouble: string
}

export type AvatarSnapshot = {
  readonly process: { pid: number; startedAtMs: number; rssBytes: number; cpuSeconds: number }
  readonly feeds: readonly HostFeedSnapshot[]
  /** The browser's renderer that last drew; '' before. */
  readonly renderer: string
  /** The voice that last spoke; '' before. */
  readonly voice: string
  readonly eventLoopLagMs: number
  /** What writing the journal last failed of; '' while it works. */
  readonly journalTrouble: string
}

export const noHostCounters: HostCounters = {
  clipsMade: 0,
  clipsReused: 0,
  clipCpuSeconds: 0,
  sentencesSpoken: 0,
  sentencesRefused: 0,
  sentencesLate: 0,
}

/** With one more clip that was made or taken from the shelf. */
export function countersWith(counters: HostCounters, take: Take): HostCounters {
  return {
    ...counters,
    clipsMade: counters.clipsMade + (take.isReused ? 0 : 1),
    clipsReused: counters.clipsReused + (take.isReused ? 1 : 0),
    clipCpuSeconds: counters.clipCpuSeconds + take.cpuSeconds,
  }
}
