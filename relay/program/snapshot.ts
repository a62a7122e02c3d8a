// What a program shows of itself; plain values that survive JSON.
import type { AudioConfig, VideoConfig } from '#media'
import type { CutCause } from './choice.ts'
import type { OutputSnapshot } from './output.ts'
import type { Profile } from './profile.ts'
import type { ProgramCounters } from './tally.ts'

export type Cut = {
  /** A feed, `slate`, or null at the start. */
  readonly from: string | null
  readonly to: string
  readonly cause: CutCause
  /** Hole left in the output's timestamps, beyond one frame. */
  readonly gapMs: number
  /** How long nothing had been sent. */
  readonly silenceMs: number
  /** How what is on air now differs from the program's profile; null where it fits. */
  readonly misfit: string | null
  /** Wall clock. */
  readonly atMs: number
}

export type ProgramSnapshot = OutputSnapshot & {
  readonly name: string
  /** A feed's name, `slate`, or null before the start. */
  readonly onAir: string | null
  /** Goes on air at its next key frame. */
  readonly pending: string | null
  readonly profile: Profile | null
  /** How the feed on air differs from the profile; null where it fits. */
  readonly misfit: string | null
  /** The feed on air has a picture and its sound has gone: silence is sent. */
  readonly isSoundLost: boolean
  readonly feeds: readonly {
    name: string
    state: 'absent' | 'waiting-key' | 'live'
    lastVideoAgeMs: number | null
    misfit: string | null
  }[]
  readonly video: VideoConfig | null
  readonly audio: AudioConfig | null
  /** Newest output time, milliseconds since the program's start. */
  readonly dtsMs: number
  /** How far the output runs ahead of time. */
  readonly aheadMs: number
  /** How far sound that is counted is from sound that is stamped, when the output has been led back to time. */
  readonly soundSkewMs: number
  readonly cuts: readonly Cut[]
  readonly counters: ProgramCounters
}
