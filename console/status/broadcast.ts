// One broadcast: the verdict, wish beside world, its pictures and its destinations.
import { airOf, mainOf } from './air.ts'
import { ask } from './api.ts'
import { ConfirmButton } from './confirm.ts'
import { attribute, el, icon, type Part, PartList, show, text } from './dom.ts'
import { megabits, timeOfDay } from './figures.ts'
import type { Words } from './language.ts'
import { LegCard, type LegFacts } from './leg.ts'
import { Picture, type PictureFacts } from './picture.ts'
import { ProgramPanel } from './program.ts'
import { type Broadcast, type Feeds, type Program, slateName } from './types.ts'
import { iconOf } from './level.ts'
import { judge, worldOf } from './verdict.ts'

export type BroadcastFacts = {
  readonly broadcast: Broadcast
  readonly feeds: Feeds | null
  /** Control does not answer: what is shown is old. */
  readonly isOld: boolean
  /** This visitor may start, stop and cut. */
  readonly mayAct: boolean
  /** How many pictures it may show, its program's included. */
  readonly pictures: number
}

export class BroadcastPanel implements Part<BroadcastFacts> {
  readonly node: HTMLElement
  readonly #words: Words
  readonly #mark = icon()
  readonly #name = el('p.name')
  readonly #headline = el('h2')
  readonly #details = el('ul.details')
  readonly #wish = el('dd')
  readonly #world = el('dd')
  readonly #start: ConfirmButton
  readonly #stop: ConfirmButton
  readonly #program: ProgramPanel
  readonly #pictures: PartList<PictureFacts>
  readonly #legs: PartList<LegFacts>
  readonly #noLegs = el('p.empty')

  constructor(name: string, words: Words, lookNow: () => void) {
    this.#words = words
    const post = (what: string) => async () => {
      await ask('POST', `/api/broadcasts/${name}/${what}`)
      lookNow()
    }
    this.#start = new ConfirmButton('go', words, post('start'))
    this.#stop = new ConfirmButton('end', words, post('stop'))
    this.#program = new ProgramPanel(name, words, lookNow)
    text(this.#noLegs, words.legs.empty)
    const pictures = el('div.pictures')
    const legs = el('div.legs')
    this.#pictures = new PartList(pictures, path => new Picture(path, words))
    this.#legs = new PartList(legs, destination => new LegCard(name, destination, words, lookNow))
    const verdict = el(
      'header.verdict',
      this.#mark.node,
      el('div.says', this.#name, this.#headline, this.#details),
      el(
        'dl.sides',
        el('div', el('dt', words.wish.label), this.#wish),
        el('div', el('dt', words.world.label), this.#world),
      ),
      el('div.acts', this.#start.node, this.#stop.node),
    )
    this.#headline.setAttribute('aria-live', 'polite')
    this.node = el(
      'section.broadcast',
      verdict,
      this.#program.node,
      el(
        'div.columns',
        el('div.left', el('h2.part', words.legs.title), legs, this.#noLegs),
        el('div.right', pictures),
      ),
    )
    this.node.setAttribute('aria-label', name)
  }

  update({ broadcast, feeds, isOld, mayAct, pictures }: BroadcastFacts): void {
    const words = this.#words
    const { level, headline, details } = judge(broadcast, feeds, words)
    attribute(this.node, 'data-level', isOld ? 'old' : level)
    this.#mark.set(isOld ? 'unknown' : iconOf[level])
    text(this.#name, broadcast.name)
    text(this.#headline, headline)
    if (this.#details.textContent !== details.join(''))
      this.#details.replaceChildren(...details.map(each => el('li', each)))
    text(this.#wish, words.wish[broadcast.wish])
    text(this.#world, worldOf(broadcast, words, timeOfDay))
    const isOffered = mayAct && !isOld
    this.#offer(broadcast, isOffered)
    show(this.#program.node, broadcast.wish === 'on' && broadcast.programs.length > 0)
    this.#program.update({ broadcast, mayAct: isOffered && broadcast.wish === 'on' })
    this.#legs.update(
      broadcast.legs.map(leg => [
        leg.destination,
        { leg, nowMs: broadcast.nowMs, mayRetry: broadcast.wish === 'on' && isOffered },
      ]),
    )
    show(this.#noLegs, broadcast.legs.length === 0)
    this.#pictures.update(this.#picturesOf(broadcast, feeds, isOld).slice(0, pictures))
  }

  #offer(broadcast: Broadcast, isOffered: boolean): void {
    const { act } = this.#words
    const count = broadcast.destinations.length
    const canAct = isOffered && count > 0
    this.#start.update(
      { label: act.start, ask: act.startAsk(count), yes: act.startYes },
      canAct && broadcast.wish === 'off',
    )
    this.#stop.update(
      { label: act.stop, ask: act.stopAsk(count), yes: act.stopYes },
      canAct && broadcast.wish === 'on',
    )
  }

  #picturesOf(broadcast: Broadcast, feeds: Feeds | null, isOld: boolean): [string, PictureFacts][] {
    const words = this.#words.picture
    const program = mainOf(broadcast)
    const isGoingOut = broadcast.wish === 'on' && program !== undefined && program.onAir !== null
    const main: [string, PictureFacts] = [
      `/preview/${broadcast.name}.flv`,
      {
        title: words.program,
        tag: isGoingOut ? this.#tagOf(program, broadcast) : '',
        caption: isGoingOut ? captionOf(program) : '',
        isExpected: isGoingOut,
        isOld,
      },
    ]
    const cameras = broadcast.feeds.map((name): [string, PictureFacts] => {
      const feed = feeds?.feeds.find(each => each.name === name)
      const isOnAir = isGoingOut && program.onAir === name
      return [
        `/preview/feeds/${name}.flv`,
        {
          title: words.feed(name),
          tag: isOnAir ? words.onAir : program?.pending === name ? words.next : '',
          caption: feed?.session?.encoder ?? '',
          isExpected: feed !== undefined && feed.session !== null && feed.lastVideoAgeMs !== null,
          isOld,
        },
      ]
    })
    return [main, ...cameras]
  }

  #tagOf(program: Program, broadcast: Broadcast): string {
    const { picture } = this.#words
    if (broadcast.onAirSinceMs === null || airOf(program, broadcast).at === 'nothing') return ''
    return program.onAir === slateName ? picture.onSlate : picture.onAir
  }

  close(): void {
    this.#program.close()
    this.#pictures.close()
    this.#legs.close()
    this.#start.close()
    this.#stop.close()
  }
}

function captionOf({ video, profile, videoKbps }: Program): string {
  const size = video ?? profile
  return size === null ? '' : `${size.widthPx}×${size.heightPx} · ${megabits((videoKbps ?? 0) * 1_000)} Mb/s`
}
