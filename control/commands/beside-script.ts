// What commands share that put something beside the script a virtual host plays.
import { type HostFeedSnapshot, readScript, turnAt } from '#avatar'
import type { Clock } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import { Mistakes } from '../rules/mistakes.ts'
import type { StoredHost } from '../store/feed-store.ts'
import type { Store } from '../store/store.ts'
import type { World } from '../world.ts'
import { noSuch } from './refusals.ts'
import type { ScriptCommands } from './scripts.ts'

export type Beside = {
  readonly store: Store
  readonly scripts: ScriptCommands
  readonly world: World
  readonly clock: Clock
}

const operator = { fault: 'operator', remedy: 'retry' } as const

/** Throws where there is no such feed, or it is a camera. */
export function hostFeed(store: Store, name: string): StoredHost {
  const feed = store.feeds.find(name)
  if (feed === undefined) throw noSuch('feed', name, 'GET /api/feeds lists them')
  if (feed.kind === 'host') return feed
  throw new Mistakes([
    { field: 'feed', detail: `${name} is a camera: only a virtual host says or shows what is written` },
  ])
}

/** The script whose products may be spoken of now. */
export function playingScript({ name, plan }: StoredHost, { world, clock, scripts }: Beside) {
  const playing = world.avatar()?.feeds.find((each: HostFeedSnapshot) => each.name === name)?.script
  const script = playing ?? turnAt(plan, clock.wallMs()).turn.script
  return readScript(scripts.find(script).script)
}

const tooMany = ['avatar/interjections-full', 'avatar/comments-full']
const notReady = ['avatar/no-interjection', 'avatar/no-comment', 'avatar/no-feed']

/** What the worker says no with becomes control's own word. */
export async function told(asked: Promise<void>): Promise<void> {
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
    const { code = '', detail = '' } = JSON.parse(json) as { code?: string; detail?: string }
    if (tooMany.includes(code)) throw new Failure('control/too-many', detail, operator)
    if (notReady.includes(code)) throw new Failure('control/not-ready', detail, operator)
    throw error
  }
}
