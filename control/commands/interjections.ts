// Commands on what a host says beside its script: through the gate first, then to the worker that plays it.
import { randomBytes } from 'node:crypto'
import { type HostFeedSnapshot, readScript, sentenceBeside, turnAt } from '#avatar'
import type { Clock } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import type { Places } from '#core/places.ts'
import { Mistakes } from '../rules/mistakes.ts'
import type { StoredHost } from '../store/feed-store.ts'
import type { Store } from '../store/store.ts'
import { WorkerLink } from '../supervisor/worker-link.ts'
import type { World } from '../world.ts'
import { noSuch } from './refusals.ts'
import type { ScriptCommands } from './scripts.ts'

export type InterjectionDeps = {
  readonly store: Store
  readonly scripts: ScriptCommands
  readonly world: World
  readonly clock: Clock
  readonly places: Places
}

export type WantedInterjection = {
  readonly feed: string
  readonly text: string
  /** Of the script that plays; null for nothing for sale. */
  readonly product: string | null
  readonly by: string
}

const operator = { fault: 'operator', remedy: 'retry' } as const

export class InterjectionCommands {
  readonly #deps: InterjectionDeps
  readonly #link: WorkerLink

  constructor(deps: InterjectionDeps) {
    this.#deps = deps
    this.#link = new WorkerLink(deps.places, 'avatar')
  }

  /** Has the host say it at the end of the present sentence. Throws what the gate has against it, with what to write instead. */
  async say(
    { feed, text, product, by }: WantedInterjection,
    signal: AbortSignal,
  ): Promise<{ id: string; text: string }> {
    const beside = this.#passed(this.#host(feed), text, product)
    const id = randomBytes(6).toString('hex')
    await told(this.#link.interject(feed, { id, by, ...beside }, signal))
    return { id, text: beside.text }
  }

  async takeBack(feed: string, id: string, signal: AbortSignal): Promise<void> {
    this.#host(feed)
    await told(this.#link.takeBack(feed, id, signal))
  }

  #host(name: string): StoredHost {
    const feed = this.#deps.store.feeds.find(name)
    if (feed === undefined) throw noSuch('feed', name, 'GET /api/feeds lists them')
    if (feed.kind === 'host') return feed
    throw new Mistakes([
      { field: 'feed', detail: `${name} is a camera: only a virtual host says what is written` },
    ])
  }

  #passed({ name, plan }: StoredHost, text: string, product: string | null) {
    const { world, clock, scripts } = this.#deps
    const playing = world.avatar()?.feeds.find((each: HostFeedSnapshot) => each.name === name)?.script
    const script = playing ?? turnAt(plan, clock.wallMs()).turn.script
    const beside = sentenceBeside(readScript(scripts.find(script).script), text, product)
    if (!beside.passes)
      throw new Mistakes(beside.why.map(({ en, zh }) => ({ field: 'text', detail: en, detailZh: zh })))
    const { passes: _, ...passed } = beside
    return passed
  }
}

/** What the worker says no with becomes control's own word. */
async function told(asked: Promise<void>): Promise<void> {
  try {
    await asked
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    if (error.code !== 'core/unix-refused')
      throw new Failure(
        'control/not-running',
        'the worker that plays hosts is not up; try again in a moment',
        operator,
      )
    const [, json = '{}'] = /answered \d+: (\{.*)$/s.exec(error.message) ?? []
    const { code, detail } = JSON.parse(json) as { code?: string; detail?: string }
    if (code === 'avatar/interjections-full') throw new Failure('control/too-many', detail ?? '', operator)
    if (code === 'avatar/no-interjection' || code === 'avatar/no-feed')
      throw new Failure('control/not-ready', detail ?? '', operator)
    throw error
  }
}
