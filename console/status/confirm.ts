// A button that asks once more, in its place: nothing that viewers would mind is done by one slip.
import { attribute, el, show, text } from './dom.ts'
import type { Words } from './language.ts'

export type ConfirmWords = {
  readonly label: string
  /** Null where it is done without asking: nobody would mind. */
  readonly ask: string | null
  readonly yes: string
  /** Why it cannot be done now. */
  readonly refusal?: string | null
}

type Kind = 'go' | 'end' | 'retry' | 'take'

const asksForMs = 12_000

export class ConfirmButton {
  readonly node: HTMLElement
  readonly #words: Words
  readonly #kind: Kind
  readonly #act: () => Promise<void>
  readonly #button = el('button')
  readonly #question = el('p')
  readonly #yes = el('button.yes')
  readonly #no = el('button.quiet')
  readonly #panel: HTMLElement
  readonly #said = el('p.said')
  #asks = true
  #isBusy = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(kind: Kind, words: Words, act: () => Promise<void>) {
    this.#kind = kind
    this.#words = words
    this.#act = act
    this.#panel = el('div.ask', this.#question, el('div.choices', this.#no, this.#yes))
    this.#panel.setAttribute('role', 'group')
    this.#said.setAttribute('role', 'status')
    this.node = el('div.confirm', this.#button, this.#panel, this.#said)
    this.node.classList.add(kind)
    this.#button.type = this.#yes.type = this.#no.type = 'button'
    this.#button.addEventListener('click', () => (this.#asks ? this.#open() : void this.#do()))
    this.#no.addEventListener('click', () => this.#close(true))
    this.#yes.addEventListener('click', () => void this.#do())
    this.node.addEventListener('keydown', event => {
      if (event.key === 'Escape' && !this.#panel.hidden) this.#close(true)
    })
    this.#close(false)
    this.#tell('')
  }

  update({ label, ask, yes, refusal = null }: ConfirmWords, isOffered: boolean): void {
    this.#asks = ask !== null
    text(this.#button, label)
    text(this.#question, ask ?? '')
    text(this.#yes, yes)
    text(this.#no, this.#words.act.keep)
    show(this.node, isOffered || this.#said.textContent !== '')
    show(this.#button, isOffered && Boolean(this.#panel.hidden))
    this.#button.disabled = this.#yes.disabled = this.#isBusy || refusal !== null
    attribute(this.#button, 'title', refusal ?? '')
    this.#button.classList.toggle('refused', refusal !== null)
  }

  #open(): void {
    this.#tell('')
    show(this.#panel, true)
    show(this.#button, false)
    this.#no.focus()
    this.#timer = setTimeout(() => this.#close(false), asksForMs)
  }

  #close(withFocus: boolean): void {
    clearTimeout(this.#timer)
    show(this.#panel, false)
    show(this.#button, true)
    if (withFocus) this.#button.focus()
  }

  async #do(): Promise<void> {
    this.#close(false)
    this.#button.disabled = this.#yes.disabled = this.#isBusy = true
    this.#tell(this.#words.act.busy)
    try {
      await this.#act()
      this.#tell(this.#kind === 'take' ? '' : this.#words.act.done) // a cut is seen where it happens
    } catch (error) {
      this.#tell(error instanceof Error ? error.message : String(error))
    }
    this.#button.disabled = this.#yes.disabled = this.#isBusy = false
    this.#timer = setTimeout(() => this.#tell(''), asksForMs)
  }

  #tell(sentence: string): void {
    text(this.#said, sentence)
    show(this.#said, sentence !== '')
  }

  close(): void {
    clearTimeout(this.#timer)
  }
}
