// One broadcast: the verdict, wish beside world, its pictures and its destinations.
import { ask } from './api.ts'
import { ConfirmButton } from './confirm.ts'
import { attribute, el, icon, type Part, PartList, show, text } from './dom.ts'
import { megabits, timeOfDay } from './figures.ts'
import type { Words } from './language.ts'
import { LegCard, type LegFacts } from './leg.ts'
import { Picture, type PictureFacts } from './picture.ts'
import type { Broadcast, Feeds } from './types.ts'
import { hasPicture, iconOf, judge, worldOf } from './verdict.ts'

export type BroadcastFacts = {
  readonly broadcast: Broadcast
  readonly feeds: Feeds | null
  /** Control does not answer: what is shown is old. */
  readonly isOld: boolean
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
      el(
        'div.columns',
        el('div.left', el('h2.part', words.legs.title), legs, this.#noLegs),
        el('div.right', pictures),
      ),
    )
    this.node.setAttribute('aria-label', name)
  }

  update({ broadcast, feeds, isOld, pictures }: BroadcastFacts): void {
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
    this.#offer(broadcast, isOld)
    this.#legs.update(
      broadcast.legs.map(leg => [
        leg.destination,
        { leg, nowMs: broadcast.nowMs, isWishedOn: broadcast.wish === 'on' && !isOld },
      ]),
    )
    show(this.#noLegs, broadcast.legs.length === 0)
    this.#pictures.update(this.#picturesOf(broadcast, feeds, isOld).slice(0, pictures))
  }

  #offer(broadcast: Broadcast, isOld: boolean): void {
    const { act } = this.#words
    const count = broadcast.destinations.length
    const canAct = !isOld && count > 0
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
    const program = broadcast.programs[0]
    const isGoingOut = broadcast.wish === 'on' && program !== undefined && program.onAir !== null
    const caption =
      !isGoingOut || program.video === null
        ? ''
        : `${program.video.widthPx}×${program.video.heightPx} · ${megabits((program.videoKbps ?? 0) * 1000)} Mb/s`
    const main: [string, PictureFacts] = [
      `/preview/${broadcast.name}.flv`,
      {
        title: words.program,
        tag: isGoingOut && hasPicture(broadcast, feeds) && broadcast.onAirSinceMs !== null ? words.onAir : '',
        caption,
        isExpected: isGoingOut,
        isOld,
      },
    ]
    const cameras = broadcast.feeds.map((name): [string, PictureFacts] => {
      const feed = feeds?.feeds.find(each => each.name === name)
      return [
        `/preview/feeds/${name}.flv`,
        {
          title: words.feed(name),
          tag: '',
          caption: feed?.session?.encoder ?? '',
          isExpected: feed !== undefined && feed.session !== null && feed.lastVideoAgeMs !== null,
          isOld,
        },
      ]
    })
    return [main, ...cameras]
  }

  close(): void {
    this.#pictures.close()
    this.#legs.close()
    this.#start.close()
    this.#stop.close()
  }
}
