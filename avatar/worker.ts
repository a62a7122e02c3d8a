// The worker that plays virtual hosts: its feeds made to match what is desired, and one studio for all of them.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Clock, slept } from '#core/clock.ts'
import { Failure, messageOf } from '#core/failure.ts'
import type { Journal } from '#core/journal.ts'
import type { Log } from '#core/log.ts'
import type { Places } from '#core/places.ts'
import type { ProcessIdentity } from '#core/process-identity.ts'
import { Tasks } from '#core/tasks.ts'
import { aigcMark } from '#scene-gen'
import type { AvatarDesired } from './desired.ts'
import { HostFeed } from './feed/host-feed.ts'
import { Playbook } from './feed/playbook.ts'
import { type AvatarSnapshot, type HostCounters, noHostCounters } from './snapshot.ts'
import { ThreadedStudio } from './studio/threaded.ts'

export type AvatarDeps = {
  readonly places: Places
  readonly clock: Clock
  readonly log: Log
  readonly journal: Journal
  readonly onChild: (identity: ProcessIdentity, isAlive: boolean) => void
}

const tickMs = 250
/** Where memory runs out the kernel ends hosts before anything that is on air (proc(5)). */
const firstToGo = 600
const rememberEveryMs = 2_000
const remembered = ['interjections', 'comments'] as const

type Running = { readonly feed: HostFeed; readonly stop: AbortController }

export class AvatarWorker {
  readonly #deps: AvatarDeps
  readonly #tasks: Tasks
  readonly #startedAtMs: number
  readonly #feeds = new Map<string, Running>()
  readonly #counters: Record<string, HostCounters>
  readonly #studio: ThreadedStudio
  readonly #playbook: Playbook
  #sayLabelEveryMs = 600_000
  #lagMs = 0
  #rememberedAtMs = 0

  constructor(deps: AvatarDeps) {
    const folder = join(deps.places.data, 'avatar')
    this.#deps = deps
    this.#tasks = new Tasks(deps.log)
    this.#startedAtMs = deps.clock.wallMs()
    this.#counters = (deps.journal.recall('hosts') ?? {}) as Record<string, HostCounters>
    this.#studio = new ThreadedStudio(
      {
        folder,
        hostsFolder: join(deps.places.data, 'hosts'),
        logosFolder: join(deps.places.data, 'logos'),
        logFile: join(deps.places.logs, 'avatar.log'),
      },
      deps,
    )
    this.#playbook = new Playbook(join(folder, 'positions'))
  }

  /** Makes the world match; what is on air goes on, and changes at its next sentence. */
  apply(desired: AvatarDesired): void {
    this.#sayLabelEveryMs = desired.sayLabelEveryMs
    const { speech, voice, images, browser, clipsBytes } = desired
    this.#studio.setMeans({ speech, voice, images, browser, clipsBytes })
    this.#playbook.setScripts(desired.scripts)
    for (const wished of desired.feeds) {
      const running = this.#feeds.get(wished.name)
      if (running === undefined) this.#start(wished)
      else running.feed.apply(wished)
    }
    for (const [name, { feed, stop }] of this.#feeds) {
      if (desired.feeds.some(wished => wished.name === name)) continue
      stop.abort(new Error('the feed was removed'))
      this.#counters[name] = feed.counters()
      this.#feeds.delete(name)
    }
  }

  #start(wished: AvatarDesired['feeds'][number]): void {
    const { clock, log } = this.#deps
    const feed = new HostFeed(
      wished,
      { ...noHostCounters, ...this.#counters[wished.name] },
      {
        clock,
        log,
        studio: this.#studio,
        playbook: this.#playbook,
        sayLabelEveryMs: () => this.#sayLabelEveryMs,
        aigc: JSON.stringify(aigcMark('Changming', wished.name)),
        note: (kind, detail) => this.#note(kind, detail),
        interjections: this.#memoryOf('interjections', wished.name),
        comments: this.#memoryOf('comments', wished.name),
      },
    )
    const stop = new AbortController()
    this.#feeds.set(wished.name, { feed, stop })
    const life = feed.run(stop.signal).then(() => {
      if (this.#feeds.has(wished.name)) return
      for (const what of remembered) this.#memoryOf(what, wished.name).keep([]) // one that comes later was asked for nothing
    })
    this.#tasks.tend(`avatar/feed ${wished.name}`, life)
  }

  /** Where what a feed was asked for outlives the worker. */
  #memoryOf(what: (typeof remembered)[number], feed: string) {
    const { journal } = this.#deps
    return {
      recall: () => journal.recall(`${what} ${feed}`),
      keep: (list: unknown) => journal.remember(`${what} ${feed}`, list),
    }
  }

  /** Throws where there is no such host. */
  feed(name: string): HostFeed {
    const running = this.#feeds.get(name)
    if (running !== undefined) return running.feed
    throw new Failure('avatar/no-feed', `there is no host feed ${name} here`, {
      fault: 'operator',
      remedy: 'retry',
    })
  }

  #note(kind: string, detail: Readonly<Record<string, unknown>>): void {
    this.#deps.journal.add(kind, detail, this.#deps.clock.wallMs())
    this.#deps.log.info({ ...detail }, `avatar/${kind}`)
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#deps
    this.#note('avatar-started', {})
    try {
      writeFileSync('/proc/self/oom_score_adj', String(firstToGo)) // children inherit it
    } catch (error) {
      log.info({ error: messageOf(error) }, 'avatar/memory-score-not-set') // not Linux
    }
    while (!signal.aborted) {
      const dueMs = clock.nowMs() + tickMs
      if (!(await slept(clock, tickMs, signal))) break
      const nowMs = clock.nowMs()
      this.#lagMs = Math.max(0, nowMs - dueMs)
      if (nowMs - this.#rememberedAtMs >= rememberEveryMs) this.#remember(nowMs)
    }
  }

  /** Totals go to the journal: they must not run backwards when a successor takes over. */
  #remember(nowMs: number): void {
    this.#rememberedAtMs = nowMs
    for (const [name, { feed }] of this.#feeds) this.#counters[name] = feed.counters()
    this.#deps.journal.remember('hosts', this.#counters)
  }

  snapshot(): AvatarSnapshot {
    this.#remember(this.#deps.clock.nowMs()) // a total that was shown is written down: a successor shows no less
    const cpu = process.cpuUsage()
    return {
      process: {
        pid: process.pid,
        startedAtMs: Math.round(this.#startedAtMs),
        rssBytes: process.memoryUsage.rss(),
        cpuSeconds: (cpu.user + cpu.system) / 1e6,
      },
      feeds: [...this.#feeds.values()].map(({ feed }) => feed.snapshot()),
      renderer: this.#studio.renderer,
      voice: this.#studio.voice,
      eventLoopLagMs: Math.round(this.#lagMs),
      journalTrouble: this.#deps.journal.trouble(),
    }
  }

  /** Ends feeds, browser, voices and threads, in that order. */
  async close(): Promise<void> {
    for (const { stop } of this.#feeds.values()) stop.abort(new Error('the worker is closing'))
    await this.#tasks.allEnded()
    this.#remember(this.#deps.clock.nowMs())
    await this.#studio.close()
  }
}
