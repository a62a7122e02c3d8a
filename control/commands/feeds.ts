// Commands on feeds: a camera's name and its secret publishing key.
import { randomBytes } from 'node:crypto'
import { digestOf, Secret } from '#core/secret.ts'
import { slateName } from '#relay'
import { Mistakes } from '../rules/mistakes.ts'
import type { StoredFeed } from '../store/feed-store.ts'
import { conflict, noSuch } from './refusals.ts'
import type { CommandDeps } from './deps.ts'

/** A feed, and its key where it was made just now: the one time it can be shown. */
export type MadeFeed = { readonly feed: StoredFeed; readonly streamKey: Secret | null }

export class FeedCommands {
  readonly #deps: CommandDeps

  constructor(deps: CommandDeps) {
    this.#deps = deps
  }

  /** Makes the feed if it is new; says it again without the key if it is not. */
  put(name: string): MadeFeed {
    if (name === slateName)
      throw new Mistakes([{ field: 'feed', detail: 'slate is the name of the slate itself; choose another' }])
    const known = this.#deps.store.feeds.find(name)
    return known === undefined ? this.#giveKey(name, 'feed-made') : { feed: known, streamKey: null }
  }

  /** A new key; a publisher with the old one is shown out. */
  renewKey(name: string): MadeFeed {
    this.#find(name)
    return this.#giveKey(name, 'feed-key-renewed')
  }

  remove(name: string): void {
    const { store, clock, changed } = this.#deps
    this.#find(name)
    const users = store.broadcasts.all().filter(({ plan }) => plan.feeds.includes(name))
    if (users.length > 0)
      throw conflict(
        'in-use',
        `${name} is a feed of ${users.map(user => user.name).join(', ')}; take it out of there first`,
      )
    const event = { atMs: clock.wallMs(), broadcast: null, kind: 'feed-removed', detail: { feed: name } }
    store.command(event, () => store.feeds.remove(name))
    changed.feeds()
  }

  #find(name: string): StoredFeed {
    const feed = this.#deps.store.feeds.find(name)
    if (feed === undefined) throw noSuch('feed', name, `make it with PUT /api/feeds/${name}`)
    return feed
  }

  #giveKey(name: string, kind: string): MadeFeed {
    const { store, vault, clock, changed } = this.#deps
    const streamKey = new Secret(randomBytes(24).toString('base64url'))
    const feed: StoredFeed = {
      name,
      kind: 'rtmp',
      keyDigest: digestOf(streamKey.reveal()),
      keyFingerprint: vault.fingerprint(streamKey),
      madeMs: clock.wallMs(),
    }
    const detail = { feed: name, keyFingerprint: feed.keyFingerprint }
    store.command({ atMs: clock.wallMs(), broadcast: null, kind, detail }, () => store.feeds.put(feed))
    changed.feeds()
    return { feed, streamKey }
  }
}
