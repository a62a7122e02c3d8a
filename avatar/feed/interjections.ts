// Sentences that somebody at the desk has a host say next: a short queue that outlives the worker, each said at most once.
import { z } from 'zod'
import type { Clock } from '#core/clock.ts'
import { Failure, messageOf } from '#core/failure.ts'
import { productSchema } from '../script/index.ts'
import { languages } from '../speech/index.ts'
import type { Look, Studio, Take } from './studio.ts'

export const interjectionStates = ['queued', 'making', 'saying', 'said', 'refused', 'broken-off'] as const
export type InterjectionState = (typeof interjectionStates)[number]

export type Interjection = {
  readonly id: string
  readonly text: string
  /** Who asked for it. */
  readonly by: string
  readonly state: InterjectionState
  /** Why it was refused or broken off; '' else. */
  readonly why: string
  readonly askedAtMs: number
}

const asked = z.strictObject({
  id: z.string().min(1).max(64),
  text: z.string().min(1).max(300),
  by: z.string().max(64),
  language: z.enum(languages),
  product: productSchema.nullable(),
})
export type AskedInterjection = z.output<typeof asked>
const kept = z.array(
  asked.extend({ state: z.enum(interjectionStates), why: z.string(), askedAtMs: z.number() }),
)
type Kept = AskedInterjection & Interjection

/** What control sends. Throws `avatar/bad-interjection`. */
export function readInterjection(body: unknown): AskedInterjection {
  const read = asked.safeParse(body)
  if (read.success) return read.data
  throw operatorFailure('bad-interjection', 'write {"id", "text", "by", "language", "product"}')
}

/** So many wait, and no more. */
export const mostWaiting = 5
/** So many that are over are shown. */
const mostOver = 5
/** What was meant for now is not said an hour later. */
const waitsMs = 600_000
/** Then its clip is given up. */
const mostTries = 3

export type InterjectionsDeps = {
  readonly clock: Clock
  /** Written down before this returns: what was begun is not begun again by a successor. */
  readonly keep: (list: unknown) => void
  readonly tell: (detail: Readonly<Record<string, unknown>>) => void
}

type Made = { readonly id: string; readonly actKey: string; readonly take: Take }

export class Interjections {
  readonly #deps: InterjectionsDeps
  #list: readonly Kept[] = []
  #made: Made | undefined
  #tries = 0

  /** `before`: what a predecessor kept; what it was saying when it ended is not said again. */
  constructor(before: unknown, deps: InterjectionsDeps) {
    this.#deps = deps
    const read = kept.safeParse(before)
    if (!read.success) return
    this.#list = read.data.map(each => (each.state === 'making' ? { ...each, state: 'queued' } : each))
    for (const { id, state } of this.#list)
      if (state === 'saying') this.#become(id, 'broken-off', 'the worker ended in the middle of it')
  }

  /** Takes one more to the end of the queue; one that is known already is taken once. */
  add(wanted: AskedInterjection): void {
    if (this.#list.some(({ id }) => id === wanted.id)) return
    if (this.#waiting().length >= mostWaiting)
      throw operatorFailure(
        'interjections-full',
        `${mostWaiting} sentences wait to be said already; remove one, or wait`,
      )
    const askedAtMs = Math.round(this.#deps.clock.wallMs())
    const over = this.#list.filter(each => !isWaiting(each) && each.state !== 'saying')
    const forgotten = new Set(over.slice(0, -mostOver).map(({ id }) => id))
    this.#list = [
      ...this.#list.filter(({ id }) => !forgotten.has(id)),
      { ...wanted, state: 'queued', why: '', askedAtMs },
    ]
    this.#deps.keep(this.#list)
    this.#tell(wanted.id)
  }

  /** Takes one that waits out of the queue. */
  remove(id: string): void {
    const found = this.#list.find(each => each.id === id)
    if (found === undefined || !isWaiting(found))
      throw operatorFailure('no-interjection', 'it does not wait any more: it is being said, or is over')
    this.#become(id, 'refused', 'it was taken back')
  }

  /** Makes the clip of the first that waits, in a look; false when there is nothing to make. Throws what may be tried again. */
  async prepare(actKey: string, look: Look, studio: Studio, signal: AbortSignal): Promise<boolean> {
    this.#refuseLate()
    const [first] = this.#waiting()
    if (first === undefined || (this.#made?.id === first.id && this.#made.actKey === actKey)) return false
    if (first.state !== 'making') this.#become(first.id, 'making')
    try {
      const take = await studio.speak(look, first, signal)
      this.#made = { id: first.id, actKey, take }
      this.#tries = 0
    } catch (error) {
      this.#tries += 1
      const isFinal = (error instanceof Failure && error.remedy === 'stop') || this.#tries >= mostTries
      if (signal.aborted || !isFinal) throw error
      this.#tries = 0
      this.#become(first.id, 'refused', messageOf(error))
    }
    return true
  }

  /** The one to be said next, where its clip is ready in this look. */
  ready(actKey: string): { readonly line: AskedInterjection; readonly take: Take } | undefined {
    this.#refuseLate()
    const [first] = this.#waiting()
    const made = this.#made
    if (first === undefined || made?.id !== first.id || made.actKey !== actKey) return undefined
    return { line: first, take: made.take }
  }

  /** It begins: written down first, so that nobody says it twice. */
  begin(id: string): void {
    this.#made = undefined
    this.#become(id, 'saying')
  }

  end(id: string, isWhole: boolean): void {
    this.#become(
      id,
      isWhole ? 'said' : 'broken-off',
      isWhole ? '' : 'the host was taken off in the middle of it',
    )
  }

  /** For people: those that wait or are said, in order, and the last ones that are over. */
  shown(): Interjection[] {
    return this.#list.map(({ id, text, by, state, why, askedAtMs }) => ({
      id,
      text,
      by,
      state,
      why,
      askedAtMs,
    }))
  }

  #waiting(): readonly Kept[] {
    return this.#list.filter(isWaiting)
  }

  #refuseLate(): void {
    const sinceMs = this.#deps.clock.wallMs() - waitsMs
    for (const { id, askedAtMs } of this.#waiting())
      if (askedAtMs < sinceMs)
        this.#become(
          id,
          'refused',
          'the host was not on air for ten minutes: ask for it again if it still holds',
        )
  }

  #become(id: string, state: InterjectionState, why = ''): void {
    this.#list = this.#list.map(each => (each.id === id ? { ...each, state, why } : each))
    if (this.#made?.id === id && state !== 'making') this.#made = undefined
    this.#deps.keep(this.#list)
    this.#tell(id)
  }

  #tell(id: string): void {
    const found = this.#list.find(each => each.id === id)
    if (found === undefined) return
    const { text, by, state, why } = found
    this.#deps.tell({ id, text, by, state, ...(why === '' ? {} : { why }) })
  }
}

function isWaiting({ state }: Interjection): boolean {
  return state === 'queued' || state === 'making'
}

function operatorFailure(what: string, sentence: string): Failure {
  return new Failure(`avatar/${what}`, sentence, { fault: 'operator', remedy: 'stop' })
}
