// Scenes with a clock or a comment over them, composed for the moment at which they play; where one is not ready, the clip without is played.
import { type Clock, slept } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import type { ClockWish } from '../overlay/index.ts'
import { type Choice, lastsMs } from './choices.ts'
import type { CardSpan, Comments } from './comments.ts'
import type { Line } from './lines.ts'
import type { Look, Studio, Take } from './studio.ts'

/** What will play, as far as that can be known. */
export type Outlook = {
  readonly actKey: string
  readonly look: Look
  readonly clock: ClockWish | null
  /** Wall clock time at which the first begins. */
  readonly fromMs: number
  readonly choices: readonly Choice[]
}

type Wanted = {
  readonly key: string
  readonly look: Look
  readonly line: Line | null
  readonly atMs: number
  readonly lastsMs: number
  readonly clock: ClockWish | null
  readonly cards: readonly CardSpan[]
}
type Made = Wanted & { readonly take: Take }

/** So many scenes are made ahead. */
export const scenesAhead = 3
/** A clock may be wrong by so much, and a card may come so much sooner or later than it was made for. */
const mostOffMs = 200
const lookEveryMs = 100
const retryMs = 5_000
/** Of its own length: how long making a scene takes, until it has been seen; and no more than that is believed. */
const usualPace = 0.5
const slowestPace = 1.5
/** A scene that is likely to be late is not begun; some that were feared to be come in time. */
const hope = 0.7

export type LiveDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly studio: Studio
  readonly comments: Comments
  /** Undefined while nobody sees the host, or there is nothing to show. */
  readonly outlook: () => Outlook | undefined
  readonly onTake: (take: Take) => void
}

export class LiveScenes {
  readonly #deps: LiveDeps
  #made: readonly Made[] = []
  #pace = usualPace
  #isMaking = false

  constructor(deps: LiveDeps) {
    this.#deps = deps
  }

  /** A scene is being made, which has less time than what is made ahead. */
  get isMaking(): boolean {
    return this.#isMaking
  }

  /** Makes what will be wanted until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#deps
    while (!signal.aborted) {
      try {
        const next = this.#missing()
        if (next === undefined) await slept(clock, lookEveryMs, signal)
        else {
          this.#isMaking = true
          await this.#make(next, signal).finally(() => (this.#isMaking = false))
        }
      } catch (error) {
        if (signal.aborted) return
        log.warn({ error: messageOf(error) }, 'avatar/live-scene-not-made')
        await slept(clock, retryMs, signal)
      }
    }
  }

  /** The scene that begins now as it was made for now; undefined where there is none, or nothing live is wanted. */
  takeFor(actKey: string, choice: Choice): Take | undefined {
    const nowMs = this.#deps.clock.wallMs()
    const key = keyOf(actKey, choice)
    const found = this.#made.find(each => each.key === key && Math.abs(each.atMs - nowMs) <= mostOffMs)
    this.#made = this.#made.filter(each => each !== found && each.atMs > nowMs)
    if (found !== undefined) this.#deps.comments.begin(found.cards)
    return found?.take
  }

  /** The first that is wanted and not there, and can be ready in time. What is wanted no more is forgotten. */
  #missing(): Wanted | undefined {
    const outlook = this.#deps.outlook()
    const wanted = outlook === undefined ? [] : this.#wanted(outlook)
    this.#made = this.#made.filter(made => wanted.some(each => isSame(made, each)))
    const nowMs = this.#deps.clock.wallMs()
    return wanted.find(
      each =>
        !this.#made.some(made => isSame(made, each)) && each.atMs - nowMs >= each.lastsMs * this.#pace * hope,
    )
  }

  #wanted({ actKey, look, clock, fromMs, choices }: Outlook): Wanted[] {
    let atMs = fromMs
    const scenes = choices.map(choice => {
      const scene = { choice, fromMs: atMs, toMs: atMs + lastsMs(choice.take) }
      atMs = scene.toMs
      return scene
    })
    const cards = this.#deps.comments.plannedOver(scenes)
    return scenes.flatMap(({ choice, fromMs: sceneMs, toMs }, i) => {
      const shown = cards[i] ?? []
      if (clock === null && shown.length === 0) return []
      const { line } = choice
      const key = keyOf(actKey, choice)
      return [{ key, look, line, atMs: sceneMs, lastsMs: toMs - sceneMs, clock, cards: shown }]
    })
  }

  async #make(wanted: Wanted, signal: AbortSignal): Promise<void> {
    const { clock, studio, comments, onTake } = this.#deps
    const { look, line, atMs } = wanted
    const beganMs = clock.nowMs()
    const cards = wanted.cards.map(card => comments.cardOf(card, atMs))
    const take = await studio.live(look, line, { atWallMs: atMs, clock: wanted.clock, cards }, signal)
    onTake(take)
    const pace = (clock.nowMs() - beganMs) / wanted.lastsMs
    this.#pace = Math.min(slowestPace, (this.#pace + pace) / 2)
    this.#made = [...this.#made, { ...wanted, take }]
  }
}

function keyOf(actKey: string, { kind, line }: Choice): string {
  const place = line !== null && 'place' in line ? line.place : line !== null && 'id' in line ? line.id : ''
  return JSON.stringify([actKey, kind, place, line?.text ?? ''])
}

function isSame(one: Wanted, other: Wanted): boolean {
  const isClose = (a: number, b: number) => Math.abs(a - b) <= mostOffMs
  return (
    one.key === other.key &&
    isClose(one.atMs, other.atMs) &&
    JSON.stringify(one.clock) === JSON.stringify(other.clock) &&
    one.cards.length === other.cards.length &&
    one.cards.every((card, i) => {
      const same = other.cards[i]
      return (
        same !== undefined &&
        card.id === same.id &&
        isClose(card.fromMs, same.fromMs) &&
        isClose(card.toMs, same.toMs)
      )
    })
  )
}
