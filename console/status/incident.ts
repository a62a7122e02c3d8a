// One incident: its cause in a sentence, when, what viewers saw; and a button for whoever has taken notice.
import { ask } from './api.ts'
import { ConfirmButton } from './confirm.ts'
import { attribute, el, icon, type Part, show, text } from './dom.ts'
import { wordsOfIncident } from './incident-facts.ts'
import type { Language, Words } from './language.ts'
import { iconOf } from './level.ts'
import type { Incident } from './types.ts'

export type IncidentFacts = {
  readonly incident: Incident
  readonly nowMs: number
  readonly mayAct: boolean
  readonly nameOf: (broadcast: string, destination: string) => string
}

export class IncidentRow implements Part<IncidentFacts> {
  readonly node: HTMLElement
  readonly #words: Words
  readonly #language: Language
  readonly #mark = icon()
  readonly #cause = el('p.cause')
  readonly #when = el('span.when')
  readonly #seen = el('span.seen')
  readonly #acknowledged = el('span.acknowledged')
  readonly #acknowledge: ConfirmButton

  constructor(id: string, language: Language, words: Words, lookNow: () => void) {
    this.#words = words
    this.#language = language
    this.#acknowledge = new ConfirmButton('retry', words, async () => {
      await ask('POST', `/api/incidents/${id}/acknowledge`)
      lookNow()
    })
    const facts = el('p.facts', this.#when, this.#seen, this.#acknowledged)
    this.node = el('article.incident', this.#mark.node, el('div', this.#cause, facts), this.#acknowledge.node)
  }

  update({ incident, nowMs, mayAct, nameOf }: IncidentFacts): void {
    const { level, when, seen, acknowledged } = wordsOfIncident(incident, this.#words, nowMs, nameOf)
    attribute(this.node, 'data-level', level)
    this.#mark.set(level === 'off' ? 'good' : iconOf[level])
    text(this.#cause, incident.cause[this.#language])
    text(this.#when, when)
    text(this.#seen, seen)
    text(this.#acknowledged, acknowledged)
    show(this.#acknowledged, acknowledged !== '')
    const label = { label: this.#words.incidents.acknowledge, ask: null, yes: '' }
    this.#acknowledge.update(label, mayAct && incident.acknowledgedMs === null)
  }

  close(): void {
    this.#acknowledge.close()
  }
}
