// Goes through a script sentence by sentence, round after round, and knows where it is after anything.
import type { Position, PositionStore } from './position.ts'
import { checkFitForAir, type Product, productOf, type Script } from './schema.ts'
import { fillingOf, readTemplate, worded } from './template.ts'

/** A sentence in the words of one round. */
export type Line = {
  readonly round: number
  readonly segment: string
  /** Its place in the segment, from 0. */
  readonly sentence: number
  readonly text: string
  readonly product: Product | null
  readonly language: Script['language']
}

type Place = {
  readonly segment: string
  readonly sentence: number
  readonly written: string
  readonly productId: string | undefined
}

export class ScriptWalk {
  readonly #store: PositionStore
  #script: Script
  #places: readonly Place[]
  #round = 0
  #at = 0

  /** Takes up where the store says. Throws `avatar/script-unread` for a draft that nobody has read. */
  constructor(script: Script, store: PositionStore) {
    checkFitForAir(script)
    this.#store = store
    this.#script = script
    this.#places = placesOf(script)
    const kept = store.read()
    if (kept !== undefined) this.#takeUp(kept)
  }

  /** The sentence being said or to be said next, and those after it; the script begins anew behind its end. */
  upcoming(count: number): Line[] {
    return Array.from({ length: count }, (_, ahead) => this.#lineAt(this.#at + ahead))
  }

  /** The line has been said to its end: the position is behind it, on disk, when this returns. Others than the present one are ignored. */
  said(line: Line): void {
    const now = this.#lineAt(this.#at)
    if (line.round !== now.round || line.segment !== now.segment || line.sentence !== now.sentence) return
    this.#at++
    if (this.#at >= this.#places.length) {
      this.#at = 0
      this.#round++
    }
    this.#store.write(this.position())
  }

  position(): Position {
    const { segment, sentence, written } = this.#places[this.#at] as Place
    return { round: this.#round, segment, sentence, text: written }
  }

  /** How many sentences were said to their end this time through, and how many there are. */
  progress(): { readonly said: number; readonly of: number } {
    return { said: this.#at, of: this.#places.length }
  }

  /** Goes on with a changed script (a new price, a corrected sentence) at the sentence where it is. */
  replace(script: Script): void {
    checkFitForAir(script)
    const kept = this.position()
    this.#script = script
    this.#places = placesOf(script)
    this.#takeUp(kept)
  }

  /** The same sentence; where it is gone, its place in its segment; where that is gone, the beginning. */
  #takeUp({ round, segment, sentence, text }: Position): void {
    const near = this.#places.findLastIndex(each => each.segment === segment && each.sentence <= sentence)
    const isSame = (each: Place | undefined) => each?.segment === segment && each.written === text
    const same = isSame(this.#places[near]) ? near : this.#places.findIndex(isSame)
    this.#at = Math.max(0, same >= 0 ? same : near)
    this.#round = Math.max(0, round)
  }

  #lineAt(at: number): Line {
    const { segment, sentence, written, productId } = this.#places[at % this.#places.length] as Place
    const round = this.#round + Math.floor(at / this.#places.length)
    const product = productOf(this.#script, productId)
    const template = readTemplate(written)
    const text = 'mistake' in template ? written : worded(template, round, fillingOf(product))
    return { round, segment, sentence, text, product, language: this.#script.language }
  }
}

function placesOf({ segments }: Script): Place[] {
  return segments.flatMap(({ name, product, sentences }) =>
    sentences.map((written, sentence) => ({ segment: name, sentence, written, productId: product })),
  )
}
