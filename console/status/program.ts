// What is on air in each program, what a person may put there, and the last cuts.
import { lastCuts, whyOf } from './air.ts'
import { ask } from './api.ts'
import { ConfirmButton } from './confirm.ts'
import { el, type Part, PartList, show, text } from './dom.ts'
import { duration, timeOfDay } from './figures.ts'
import type { Words } from './language.ts'
import { profileText } from './misfit.ts'
import { carriedBy } from './names.ts'
import { TakeRow, type TakeFacts } from './take-row.ts'
import { takesOf } from './takes.ts'
import { type Broadcast, type Program, slateName } from './types.ts'

export type ProgramFacts = {
  readonly broadcast: Broadcast
  /** Whether this visitor may cut now. */
  readonly mayAct: boolean
}

const shownCuts = 5

export class ProgramPanel implements Part<ProgramFacts> {
  readonly node: HTMLElement
  readonly #words: Words
  readonly #programs: PartList<LineFacts>
  readonly #takes: PartList<TakeFacts>
  readonly #held = el('p.held')
  readonly #release: ConfirmButton
  readonly #figures = el('p.small')
  readonly #cuts = el('ol.cuts')
  readonly #noCuts = el('p.empty')
  #told = ''

  constructor(broadcast: string, words: Words, after: () => void) {
    this.#words = words
    const act = async (what: string, body?: unknown) => {
      await ask('POST', `/api/broadcasts/${broadcast}/${what}`, body)
      after()
    }
    const programs = el('ul.programs')
    const takes = el('ul.takes')
    this.#programs = new PartList(programs, () => new ProgramLine(words))
    this.#takes = new PartList(takes, what => new TakeRow(words, () => act('take', { feed: what })))
    this.#release = new ConfirmButton('take', words, () => act('release'))
    text(this.#noCuts, words.cuts.none)
    this.node = el(
      'section.program',
      el(
        'div.on-air',
        el('h2.part', words.program.title),
        programs,
        takes,
        el('div.hold', this.#held, this.#release.node),
        this.#figures,
      ),
      el('div.past', el('h2.part', words.cuts.title), this.#cuts, this.#noCuts),
    )
  }

  update({ broadcast, mayAct }: ProgramFacts): void {
    const { program } = this.#words
    const { take, programs } = broadcast
    this.#programs.update(programs.map(each => [each.name, { program: each, broadcast }]))
    this.#takes.update(takesOf(broadcast, this.#words).map(each => [each.what, { take: each, mayAct }]))
    text(this.#held, take === null ? '' : program.held(take === slateName ? program.slate : take))
    show(this.#held, take !== null)
    this.#release.update({ label: program.release, ask: null, yes: '' }, mayAct && take !== null)
    text(this.#figures, this.#figuresOf(programs))
    this.#tellCuts(broadcast)
  }

  #figuresOf(programs: readonly Program[]): string {
    const { program, units } = this.#words
    const profile = programs[0]?.profile ?? null
    const slateMs = Math.max(0, ...programs.map(({ counters }) => counters.slateMs))
    return [
      ...(profile === null ? [] : [`${program.profile} ${profileText(profile)}`]),
      `${program.onSlate} ${duration(slateMs, units)}`,
    ].join(' · ')
  }

  #tellCuts(broadcast: Broadcast): void {
    const { cuts, program } = this.#words
    const called = (what: string | null) =>
      what === null ? cuts.start : what === slateName ? program.slate : what
    const told = lastCuts(broadcast.programs, shownCuts)
    show(this.#noCuts, told.length === 0)
    const newest = JSON.stringify(told.map(({ cut }) => cut))
    if (newest === this.#told) return
    this.#told = newest
    this.#cuts.replaceChildren(
      ...told.map(({ program: { name }, cut }) => {
        const who = carriedBy([name], broadcast, this.#words)
        const item = el(
          'li',
          el('time', timeOfDay(cut.atMs)),
          el('span.what', `${called(cut.from)} → ${called(cut.to)}`),
          el('span.because', cuts.why[whyOf(cut)] ?? cut.cause),
          el(
            'span.cost',
            cut.from === null ? '' : `${cuts.hole(cut.gapMs)} · ${cuts.silence(cut.silenceMs)}`,
          ),
          el(
            'span.whom',
            [who, cut.misfit === null ? '' : cuts.misfit].filter(each => each !== '').join(' · '),
          ),
        )
        return item
      }),
    )
  }

  close(): void {
    this.#takes.close()
    this.#release.close()
  }
}

type LineFacts = { readonly program: Program; readonly broadcast: Broadcast }

/** One program: what its viewers see now, and what follows. */
class ProgramLine implements Part<LineFacts> {
  readonly #words: Words
  readonly #tag = el('span.tag')
  readonly #what = el('b')
  readonly #next = el('span.next-up')
  readonly #who = el('span.small')
  readonly node = el('li', this.#tag, this.#what, this.#next, this.#who)

  constructor(words: Words) {
    this.#words = words
  }

  update({ program, broadcast }: LineFacts): void {
    const words = this.#words.program
    const { onAir, pending, cuts } = program
    text(this.#tag, words.onAir)
    show(this.#tag, onAir !== null)
    text(this.#what, onAir === null ? words.nothing : onAir === slateName ? words.slate : onAir)
    text(this.#next, pending === null ? '' : `→ ${pending}: ${words.next}`)
    show(this.#next, pending !== null)
    const who = carriedBy([program.name], broadcast, this.#words)
    const atMs = cuts.at(-1)?.atMs
    const since =
      atMs === undefined ? '' : this.#words.leg.for(duration(broadcast.nowMs - atMs, this.#words.units))
    text(this.#who, [who === '' ? '' : words.to(who), since].filter(each => each !== '').join(' · '))
  }
}
