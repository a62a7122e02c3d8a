// What a host feed asks of whoever makes its clips.
import type { SetBrief } from '#scene-gen'
import type { FeedProfile } from '../desired.ts'
import type { ClockWish } from '../overlay/index.ts'
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
  /** By its name; absent: none. */
  readonly logo?: string
}

/** What is shown over a scene this once: it is made for the moment at which it plays. */
export type Live = {
  /** Wall clock time of the scene's first picture. */
  readonly atWallMs: number
  readonly clock: ClockWish | null
  readonly cards: readonly Card[]
}

/** A viewer's comment on the picture, from and to a time since the scene's first. */
export type Card = {
  readonly author: string
  readonly text: string
  readonly fromMs: number
  readonly toMs: number
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
  /** The same (a pause where `line` is null) with what is live over it: composed anew, and kept nowhere. */
  live(look: Look, line: Line | null, live: Live, signal: AbortSignal): Promise<Take>
  /** Somebody shows this look or is about to: its host is drawn on meanwhile, though no clip is asked for. */
  want(look: Look): void
  /** What is being done now, for people; '' for nothing. */
  readonly doing: string
}
