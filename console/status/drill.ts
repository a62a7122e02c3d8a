// The last drill in a line: when, how it went, its scorecard; and a button that begins one.
import { ask } from './api.ts'
import { ConfirmButton } from './confirm.ts'
import { attribute, el, show, text } from './dom.ts'
import type { Words } from './language.ts'
import type { Drills } from './types.ts'

export class DrillSection {
  readonly node: HTMLElement
  readonly #words: Words
  readonly #said = el('p')
  readonly #card = el('a')
  readonly #begin: ConfirmButton

  constructor(words: Words, lookNow: () => void) {
    this.#words = words
    this.#card.target = '_blank'
    text(this.#card, words.drills.card)
    this.#begin = new ConfirmButton('retry', words, async () => {
      await ask('POST', '/api/drills')
      lookNow()
    })
    this.node = el(
      'section.drills',
      el('h2.part', words.drills.title),
      el('div.line', this.#said, this.#card, this.#begin.node),
    )
  }

  update(drills: Drills | null, mayAct: boolean): void {
    show(this.node, drills !== null)
    if (drills === null) return
    const words = this.#words.drills
    const last = drills.drills.find(({ outcome }) => outcome !== 'running')
    const isRunning = drills.drills.some(({ outcome }) => outcome === 'running')
    text(this.#said, drillLine(drills, this.#words))
    show(this.#card, last !== undefined)
    if (last !== undefined) attribute(this.#card, 'href', `/api/drills/${last.id}/page`)
    this.#begin.update({ label: words.begin, ask: words.ask, yes: words.yes }, mayAct && !isRunning)
  }

  close(): void {
    this.#begin.close()
  }
}

/** What runs now, else how the last one went; and that none has passed for long. */
export function drillLine({ drills, isOverdue }: Drills, { drills: words }: Words): string {
  const [newest] = drills
  if (newest === undefined) return words.none
  const said = words[newest.outcome](dayOf(newest.beganMs))
  return isOverdue && newest.outcome !== 'running' ? `${said} ${words.overdue}` : said
}

/** `2026-12-01 10:00`, on the wall of whoever reads. */
function dayOf(atMs: number): string {
  const at = new Date(atMs)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`
}
