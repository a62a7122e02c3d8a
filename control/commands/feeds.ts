// Commands on feeds: a camera's name and its secret publishing key; a virtual host's plan.
import { randomBytes } from 'node:crypto'
import { digestOf, Secret } from '#core/secret.ts'
import { slateName } from '#relay'
import { Mistakes } from '../rules/mistakes.ts'
import { type HostPlan, hostNames, sampleScripts } from '#avatar'
import type { StoredCamera, StoredFeed } from '../store/feed-store.ts'
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
    const known = this.#known(name, 'rtmp')
    return known === undefined ? this.#giveKey(name, 'feed-made') : { feed: known, streamKey: null }
  }

  /** Makes the host feed, or changes what it plays: from its next sentence on. */
  putHost(name: string, plan: HostPlan): MadeFeed {
    const { store, clock, changed } = this.#deps
    const known = this.#known(name, 'host')
    const unknown = plan.rotation.flatMap(({ script }, i) =>
      this.#hasScript(script)
        ? []
        : [
            {
              field: `host.rotation.${i}.script`,
              detail: `there is no script ${script}; put it with PUT /api/scripts/${script}, or name one of ${Object.keys(sampleScripts()).join(', ')}`,
            },
          ],
    )
    const names = [...hostNames, ...this.#deps.hosts.names()]
    const strangers = plan.rotation.flatMap(({ host }, i) =>
      names.includes(host)
        ? []
        : [
            {
              field: `host.rotation.${i}.host`,
              detail: `there is no host ${host}; name one of ${names.join(', ')}, or upload its VRM with PUT /api/hosts/${host}`,
            },
          ],
    )
    const sets = plan.rotation.flatMap(({ set }, i) =>
      typeof set !== 'string' || store.sets.find(set) !== undefined
        ? []
        : [
            {
              field: `host.rotation.${i}.set`,
              detail: `there is no set ${set}; keep it with PUT /api/sets/${set}, or name one of GET /api/sets`,
            },
          ],
    )
    const mistakes = [...strangers, ...unknown, ...sets, ...this.#withoutLogo(plan)]
    if (mistakes.length > 0) throw new Mistakes(mistakes)
    const feed: StoredFeed = { name, kind: 'host', plan, madeMs: known?.madeMs ?? clock.wallMs() }
    const detail = { feed: name, hosts: plan.rotation.map(({ host }) => host) }
    const kind = known === undefined ? 'feed-made' : 'feed-changed'
    store.command({ atMs: clock.wallMs(), broadcast: null, kind, detail }, () => store.feeds.put(feed))
    changed.feeds()
    return { feed, streamKey: null }
  }

  #withoutLogo({ logo }: HostPlan) {
    if (logo === undefined || this.#deps.logos.names().includes(logo)) return []
    return [
      {
        field: 'host.logo',
        detail: `there is no logo ${logo}; upload its PNG with PUT /api/logos/${logo}, or name one of GET /api/logos`,
      },
    ]
  }

  #hasScript(name: string): boolean {
    return name in sampleScripts() || this.#deps.store.scripts.find(name) !== undefined
  }

  /** The feed of that name; throws where the name is taken by the slate or by a feed of the other kind. */
  #known(name: string, kind: StoredFeed['kind']): StoredFeed | undefined {
    if (name === slateName)
      throw new Mistakes([{ field: 'feed', detail: 'slate is the name of the slate itself; choose another' }])
    const known = this.#deps.store.feeds.find(name)
    if (known !== undefined && known.kind !== kind)
      throw conflict(
        'exists',
        `${name} is ${known.kind === 'host' ? 'a virtual host' : 'a camera'} already; choose another name, or delete it first`,
      )
    return known
  }

  /** A new key; a publisher with the old one is shown out. */
  renewKey(name: string): MadeFeed {
    if (this.#find(name).kind === 'host')
      throw new Mistakes([
        { field: 'feed', detail: `${name} is a virtual host: nobody publishes it, so it has no key` },
      ])
    return this.#giveKey(name, 'feed-key-renewed')
  }

  remove(name: string): void {
    const { store, clock, changed } = this.#deps
    this.#find(name)
    const users = store.broadcasts
      .all()
      .filter(({ plan }) => plan.feeds.includes(name) || plan.understudy === name)
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
    const feed: StoredCamera = {
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
