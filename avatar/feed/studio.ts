// What a host feed asks of whoever makes its clips.
import type { SetBrief } from '#scene-gen'
import type { FeedProfile } from '../desired.ts'
import type { Playable } from '../playout/scene.ts'
import type { TurnPlan } from '../rotation/plan.ts'
import type { Line } from './lines.ts'

/** All that is seen beside what is said. */
export type Look = {
  readonly host: TurnPlan['host']
  /** What the set stands for. */
  readonly set: SetBrief
  readonly label: string
  readonly profile: FeedProfile
}

export type Take = {
  readonly clip: Playable
  /** Taken from the shelf: it cost nothing. */
  readonly isReused: boolean
  readonly cpuSeconds: number
}

/** Its label was found on every key frame that a take has: what has none is never handed out. */
export type Studio = {
  /** The host breathes and looks about, silent. Throws a Failure that says why it cannot be drawn. */
  pause(look: Look, signal: AbortSignal): Promise<Take>
  /** The host says the line. Throws a Failure that says why it cannot be said. */
  speak(look: Look, line: Line, signal: AbortSignal): Promise<Take>
  /** What is being done now, for people; '' for nothing. */
  readonly doing: string
}
