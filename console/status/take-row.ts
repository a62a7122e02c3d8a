// One thing that may be put on air: its state, whether it is there, and the button.
import { ConfirmButton } from './confirm.ts'
import { attribute, el, icon, type Part, show, text } from './dom.ts'
import type { Words } from './language.ts'
import { iconOf } from './level.ts'
import type { Take } from './takes.ts'

export type TakeFacts = { readonly take: Take; readonly mayAct: boolean }

export class TakeRow implements Part<TakeFacts> {
  readonly node: HTMLElement
  readonly #words: Words
  readonly #mark = icon()
  readonly #name = el('span.called')
  readonly #preferred = el('span.small')
  readonly #tag = el('span.tag')
  readonly #state = el('span.state')
  readonly #button: ConfirmButton

  constructor(words: Words, act: () => Promise<void>) {
    this.#words = words
    this.#button = new ConfirmButton('take', words, act)
    text(this.#preferred, words.program.preferred)
    this.node = el(
      'li',
      this.#mark.node,
      el('div', this.#name, this.#preferred, this.#tag, this.#state),
      this.#button.node,
    )
  }

  update({ take, mayAct }: TakeFacts): void {
    const { level, name, isPreferred, onAir, state, label, ask, refusal } = take
    attribute(this.node, 'data-level', level)
    this.#mark.set(iconOf[level])
    text(this.#name, name)
    show(this.#preferred, isPreferred)
    text(this.#tag, onAir)
    show(this.#tag, onAir !== '')
    text(this.#state, state)
    const words = { label: label ?? '', ask, yes: this.#words.program.takeYes, refusal }
    this.#button.update(words, mayAct && label !== null)
  }

  close(): void {
    this.#button.close()
  }
}
