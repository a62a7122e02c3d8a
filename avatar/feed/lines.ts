// What is said next: the lines of a script in order, from where it was left, over and over.
import type { TurnPlan } from '../rotation/plan.ts'
import type { Product } from '../script/index.ts'
import type { Language } from '../speech/index.ts'

export type Line = {
  readonly text: string
  readonly language: Language
  /** The product that is spoken of; null where none is. */
  readonly product: Product | null
}

/** A line of a script: where it stands, and why it may not be said. */
export type Gated = Line & {
  readonly refusal: string | null
  readonly place: string
  readonly segment: string
}

export type Lines = {
  /** The line so many sentences after the next one. */
  at(ahead: number): Gated
  /** Whether the line is the next one: others may have gone on in the same script. */
  isNext(line: Gated): boolean
  /** The next line was said to its end, or may not be said: the position is kept before this returns. */
  done(): void
  /** How many sentences were said of this segment. */
  readonly sentence: number
  /** How many sentences of the script were said to their end this time through, and how many it has. */
  readonly progress: { readonly said: number; readonly of: number }
}

/** Where lines come from. Its calls throw a Failure for a script that is missing or wrong. */
export type Book = {
  /** Other when the script reads otherwise. */
  versionOf(turn: TurnPlan): string
  /** The lines of a turn's script, from where this feed left it. */
  linesOf(feed: string, turn: TurnPlan): Lines
  /** What a host says of itself. */
  disclosureOf(turn: TurnPlan): Line
  /** What the script sells, in a few words. */
  wordsOf(turn: TurnPlan): string
}
