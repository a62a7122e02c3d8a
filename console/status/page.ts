// The whole page for somebody who is signed in: every broadcast, all feeds, what happened.
import { BroadcastPanel, type BroadcastFacts } from './broadcast.ts'
import { attribute, el, icon, PartList, show, text } from './dom.ts'
import { DrillSection } from './drill.ts'
import { FeedRow, type FeedFacts } from './feed.ts'
import { IncidentRow, type IncidentFacts } from './incident.ts'
import { duration, timeOfDay } from './figures.ts'
import type { Language, Words } from './language.ts'
import { type NameOf, story } from './sentences.ts'
import { iconOf } from './level.ts'
import { nameOf, programCalled } from './names.ts'
import type { View } from './watch.ts'

const maxPictures = 4
const shownEvents = 24
const shownIncidents = 8
const commands = `export TOKEN=$(cat data/admin.token)
curl -X PUT http://127.0.0.1:8080/api/feeds/camera-a \\
  -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"kind":"rtmp"}'
curl -X PUT http://127.0.0.1:8080/api/broadcasts/evening \\
  -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
  -d '{"feeds":["camera-a"],"destinations":[{"name":"douyin","platform":"douyin","rendition":"source"}]}'`

export class Page {
  readonly node: HTMLElement
  readonly #words: Words
  readonly #language: Language
  readonly #gone = el('div.gone')
  readonly #goneHint = el('p')
  readonly #none: HTMLElement
  readonly #loading = el('p.empty.loading')
  readonly #broadcasts: PartList<BroadcastFacts>
  readonly #feeds: PartList<FeedFacts>
  readonly #noFeeds = el('p.empty')
  readonly #incidents: PartList<IncidentFacts>
  readonly #incidentSection: HTMLElement
  readonly #drills: DrillSection
  readonly #door = el('p.trouble.door')
  readonly #events = el('ol')
  readonly #noEvents = el('p.empty')
  #lastEvent = ''

  constructor(language: Language, words: Words, lookNow: () => void) {
    this.#words = words
    this.#language = language
    const mark = icon()
    mark.set('unknown')
    this.#gone.append(mark.node, el('div', el('p.title', words.link.goneTitle), this.#goneHint))
    this.#gone.setAttribute('role', 'alert')
    text(this.#loading, words.page.loading)
    const command = el('pre', commands)
    command.tabIndex = 0
    this.#none = el('section.none', el('h2', words.empty.title), el('p', words.empty.hint), command)
    const broadcasts = el('div')
    const feeds = el('div.feeds')
    const incidents = el('div.list')
    this.#incidents = new PartList(incidents, id => new IncidentRow(id, language, words, lookNow))
    this.#incidentSection = el('section.incidents', el('h2.part', words.incidents.title), incidents)
    this.#drills = new DrillSection(words, lookNow)
    this.#broadcasts = new PartList(broadcasts, name => new BroadcastPanel(name, words, lookNow))
    this.#feeds = new PartList(feeds, () => new FeedRow(words))
    text(this.#noFeeds, words.feeds.empty)
    text(this.#noEvents, words.events.empty)
    this.node = el(
      'main',
      this.#gone,
      this.#loading,
      this.#none,
      broadcasts,
      this.#incidentSection,
      el(
        'div.below',
        el('section', el('h2.part', words.feeds.title), this.#door, feeds, this.#noFeeds),
        el('section.events', el('h2.part', words.events.title), this.#events, this.#noEvents),
      ),
      this.#drills.node,
    )
    this.update({
      broadcasts: [],
      feeds: null,
      events: [],
      incidents: [],
      drills: null,
      silentMs: 0,
      mayAct: false,
    })
  }

  update(view: View): void {
    const { broadcasts, feeds, silentMs, mayAct } = view
    const isOld = silentMs > 0
    document.documentElement.dataset.link = isOld ? 'gone' : 'live'
    show(this.#gone, isOld)
    text(this.#goneHint, this.#words.link.goneHint(duration(silentMs, this.#words.units)))
    show(this.#loading, feeds === null && !isOld)
    show(this.#none, feeds !== null && broadcasts.length === 0)
    let pictures = maxPictures
    this.#broadcasts.update(
      broadcasts.map(broadcast => {
        const mine = Math.min(pictures, 1 + broadcast.feeds.length)
        pictures -= mine
        return [broadcast.name, { broadcast, feeds, isOld, mayAct, pictures: mine }]
      }),
    )
    this.#updateIncidents(view)
    this.#drills.update(view.drills, mayAct && !isOld)
    this.#updateFeeds(view)
    this.#updateEvents(view)
    attribute(this.node, 'aria-busy', String(feeds === null))
  }

  /** Open ones first; then the newest. */
  #updateIncidents({ incidents, broadcasts, mayAct, silentMs }: View): void {
    const nameOfLeg = (broadcast: string, destination: string) => {
      const found = broadcasts.find(each => each.name === broadcast)?.destinations
      const platform = found?.find(each => each.name === destination)?.platform ?? 'rtmp'
      return nameOf({ destination, platform }, this.#words)
    }
    const shown = incidents
      .toSorted((a, b) => Number(a.overMs !== null) - Number(b.overMs !== null))
      .slice(0, shownIncidents)
    const nowMs = broadcasts[0]?.nowMs ?? Date.now()
    const about = { nowMs, mayAct: mayAct && silentMs === 0, nameOf: nameOfLeg }
    this.#incidents.update(shown.map(incident => [incident.id, { incident, ...about }]))
    show(this.#incidentSection, shown.length > 0)
  }

  #updateFeeds({ broadcasts, feeds }: View): void {
    const publishUrls =
      feeds === null || feeds.publishUrl === null ? [] : [feeds.publishUrl, ...feeds.otherPublishUrls]
    const onAir = new Set(
      broadcasts
        .filter(each => each.wish === 'on')
        .flatMap(each => each.programs.map(program => program.onAir)),
    )
    const all = feeds?.feeds ?? []
    this.#feeds.update(
      all.map(feed => [
        feed.name,
        {
          feed,
          isOnAir: onAir.has(feed.name),
          content: broadcasts.flatMap(each => each.contents).find(each => each.feed === feed.name),
          publishUrls,
          nowMs: feeds?.nowMs ?? 0,
        },
      ]),
    )
    show(this.#noFeeds, feeds !== null && all.length === 0)
    const trouble = feeds?.trouble ?? ''
    text(this.#door, trouble === '' ? '' : this.#words.feeds.doorShut(trouble))
    show(this.#door, trouble !== '')
  }

  #updateEvents({ events, broadcasts, feeds }: View): void {
    const newest = `${events.at(-1)?.id} ${feeds !== null}` // names of destinations are known with the feeds
    if (newest === this.#lastEvent) return
    this.#lastEvent = newest
    const called: NameOf = (name, what, named) => {
      const broadcast = broadcasts.find(each => each.name === name)
      if (what === 'program') return programCalled(named, broadcast, this.#words)
      const platform = broadcast?.destinations.find(each => each.name === named)?.platform ?? 'rtmp'
      return nameOf({ destination: named, platform }, this.#words)
    }
    const told = story(events, this.#language, called).slice(0, shownEvents)
    this.#events.replaceChildren(
      ...told.map(({ level, atMs, text: sentence, times }) => {
        const mark = icon()
        mark.set(iconOf[level])
        const count = times > 1 ? this.#words.events.times(times) : ''
        const item = el('li', mark.node, el('time', timeOfDay(atMs)), el('span', sentence + count))
        item.dataset.level = level
        return item
      }),
    )
    show(this.#noEvents, told.length === 0)
  }

  close(): void {
    this.#broadcasts.close()
    this.#incidents.close()
    this.#drills.close()
    this.#feeds.close()
  }
}
