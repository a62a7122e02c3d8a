// Viewers' comments that the desk puts on the picture: a short queue that outlives the worker, each shown at most once.
import { z } from 'zod'
import type { Clock } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import type { Card } from './studio.ts'

export const commentStates = ['queued', 'showing', 'shown', 'refused', 'broken-off'] as const
export type CommentState = (typeof commentStates)[number]

/** For how long a card may stay. */
export const usualSeconds = 12
export const mostSeconds = 60
/** So many wait, and no more. */
export const mostCommentsWaiting = 5
/** So many that are over are shown to people. */
const mostOver = 5
/** What was asked in one moment is not answered an hour later. */
const waitsMs = 600_000
/** Between one card and the next. */
const betweenMs = 600
/** A card that would be seen for less than this at the end of a scene begins with the next. */
const leastMs = 1_500

const asked = z.strictObject({
  id: z.string().min(1).max(64),
  author: z.string().min(1).max(200),
  text: z.string().min(1).max(600),
  seconds: z.number().min(3).max(mostSeconds),
  by: z.string().max(64),
})
export type AskedComment = z.output<typeof asked>
const kept = z.array(
  asked.extend({
    state: z.enum(commentStates),
    why: z.string(),
    askedAtMs: z.number(),
    shownAtMs: z.number().nullable(),
  }),
)
export type Comment = z.output<typeof kept>[number]

/** What control sends. Throws `avatar/bad-comment`. */
export function readComment(body: unknown): AskedComment {
  const read = asked.safeParse(body)
  if (read.success) return read.data
  throw operatorFailure('bad-comment', 'write {"id", "author", "text", "seconds", "by"}')
}

export type CommentsDeps = {
  readonly clock: Clock
  /** Written down before this returns: what was shown is not shown again by a successor. */
  readonly keep: (list: unknown) => void
  readonly tell: (detail: Readonly<Record<string, unknown>>) => void
}

/** A card over a stretch of time, by the wall clock. */
export type CardSpan = { readonly id: string; readonly fromMs: number; readonly toMs: number }
type Stretch = { readonly fromMs: number; readonly toMs: number }

export class Comments {
  readonly #deps: CommentsDeps
  #list: readonly Comment[] = []

  /** `before`: what a predecessor kept; what it was showing when it ended is not shown again. */
  constructor(before: unknown, deps: CommentsDeps) {
    this.#deps = deps
    const read = kept.safeParse(before)
    if (!read.success) return
    this.#list = read.data
    for (const { id, state } of this.#list)
      if (state === 'showing') this.#become(id, { state: 'broken-off', why: 'the worker ended meanwhile' })
  }

  /** Takes one more to the end of the queue; one that is known already is taken once. */
  add(wanted: AskedComment): void {
    if (this.#list.some(({ id }) => id === wanted.id)) return
    if (this.#list.filter(({ state }) => state === 'queued').length >= mostCommentsWaiting)
      throw operatorFailure(
        'comments-full',
        `${mostCommentsWaiting} comments wait to be shown already; remove one, or wait`,
      )
    const over = this.#list.filter(({ state }) => state !== 'queued' && state !== 'showing')
    const forgotten = new Set(over.slice(0, -mostOver).map(({ id }) => id))
    const askedAtMs = Math.round(this.#deps.clock.wallMs())
    this.#list = [
      ...this.#list.filter(({ id }) => !forgotten.has(id)),
      { ...wanted, state: 'queued', why: '', askedAtMs, shownAtMs: null },
    ]
    this.#deps.keep(this.#list)
    this.#tell(wanted.id)
  }

  /** Takes one that waits out of the queue. */
  remove(id: string): void {
    if (this.#list.find(each => each.id === id)?.state !== 'queued')
      throw operatorFailure('no-comment', 'it does not wait any more: it is on the picture, or is over')
    this.#become(id, { state: 'refused', why: 'it was taken back' })
  }

  /** Whether anything is to be shown, now or later. What is over, or has waited too long, is noted as such. */
  get isWanted(): boolean {
    const nowMs = this.#deps.clock.wallMs()
    for (const each of this.#list) {
      if (each.state === 'showing' && endOf(each) <= nowMs) this.#become(each.id, { state: 'shown' })
      if (each.state === 'queued' && each.askedAtMs < nowMs - waitsMs)
        this.#become(each.id, {
          state: 'refused',
          why: 'the host was not on air for ten minutes: ask for it again if it still holds',
        })
    }
    return this.#list.some(({ state }) => state === 'queued' || state === 'showing')
  }

  /** Which cards lie over which part of stretches that follow each other, by the wall clock. */
  plannedOver(stretches: readonly Stretch[]): CardSpan[][] {
    const waiting = this.#list.filter(({ state }) => state === 'queued')
    let cards = this.#list
      .filter(({ state }) => state === 'showing')
      .map((each): CardSpan => ({ id: each.id, fromMs: each.shownAtMs ?? 0, toMs: endOf(each) }))
    return stretches.map(({ fromMs, toMs }) => {
      for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
        const beginsMs = Math.max(fromMs, ...cards.map(card => card.toMs + betweenMs))
        if (beginsMs > toMs - leastMs) break
        cards = [...cards, { id: next.id, fromMs: beginsMs, toMs: beginsMs + next.seconds * 1_000 }]
        waiting.shift()
      }
      return cards.flatMap(card => {
        const within = { id: card.id, fromMs: Math.max(fromMs, card.fromMs), toMs: Math.min(toMs, card.toMs) }
        return within.fromMs < within.toMs ? [within] : []
      })
    })
  }

  /** As a scene shows it that begins at a time of the wall clock. */
  cardOf({ id, fromMs, toMs }: CardSpan, sceneMs: number): Card {
    const { author = '', text = '' } = this.#list.find(each => each.id === id) ?? {}
    return { author, text, fromMs: Math.round(fromMs - sceneMs), toMs: Math.round(toMs - sceneMs) }
  }

  /** A scene begins that shows these: written down first, so that nobody shows them twice. */
  begin(cards: readonly CardSpan[]): void {
    for (const { id, fromMs } of cards)
      if (this.#list.find(each => each.id === id)?.state === 'queued')
        this.#become(id, { state: 'showing', shownAtMs: Math.round(fromMs) })
  }

  /** For people: those that wait or are shown, in order, and the last ones that are over. */
  get all(): readonly Comment[] {
    return this.#list
  }

  #become(id: string, change: Partial<Comment>): void {
    this.#list = this.#list.map(each => (each.id === id ? { ...each, ...change } : each))
    this.#deps.keep(this.#list)
    this.#tell(id)
  }

  #tell(id: string): void {
    const found = this.#list.find(each => each.id === id)
    if (found === undefined) return
    const { author, text, by, state, why } = found
    this.#deps.tell({ id, author, text, by, state, ...(why === '' ? {} : { why }) })
  }
}

const endOf = ({ shownAtMs, seconds }: Comment): number => (shownAtMs ?? 0) + seconds * 1_000

function operatorFailure(what: string, sentence: string): Failure {
  return new Failure(`avatar/${what}`, sentence, { fault: 'operator', remedy: 'stop' })
}
