// What the avatar worker is told: the host feeds, in the profile of the program each plays in, and the scripts they name.
import { readFileSync } from 'node:fs'
import { type FeedProfile, type HostPlan, profileOfText, sampleScripts, usualProfile } from '#avatar'
import { messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import type { RelaySnapshot } from '#relay'
import type { Settings } from '../settings.ts'
import type { StoredHost } from '../store/feed-store.ts'
import { feedsOf } from '../store/plan.ts'
import type { Store } from '../store/store.ts'

export type AvatarDesiredDeps = {
  readonly store: Store
  readonly settings: Settings
  readonly log: Log
  /** The last word of a broadcast's worker. */
  readonly relay: (broadcast: string) => RelaySnapshot | undefined
}

/** Holds API keys in the clear: hand it to the worker and forget it. */
export function avatarDesired(deps: AvatarDesiredDeps): Record<string, unknown> {
  const { store, settings } = deps
  const { speech, voice, images, browser, clipsBytes, sayLabelEveryMs } = settings.avatar
  const hosts = store.feeds.hosts()
  const named = new Set(hosts.flatMap(({ plan }) => plan.rotation.map(({ script }) => script)))
  const own = Object.fromEntries(store.scripts.all().map(({ name, script }) => [name, script]))
  const known: Record<string, unknown> = { ...sampleScripts(), ...own }
  return {
    feeds: hosts.flatMap(host => {
      const profile = profileFor(host, deps)
      return profile === null ? [] : [{ name: host.name, plan: withSets(host.plan, store), profile }]
    }),
    scripts: Object.fromEntries([...named].filter(name => name in known).map(name => [name, known[name]])),
    speech: endpointOf(speech, deps),
    voice,
    images: endpointOf(images, deps),
    browser,
    clipsBytes,
    sayLabelEveryMs,
  }
}

/** Sets that were said by name, as what was asked for under it. */
function withSets(plan: HostPlan, { sets }: Store): HostPlan {
  const rotation = plan.rotation.map(({ set, ...turn }) => {
    const brief = typeof set === 'string' ? sets.find(set)?.brief : set
    return brief === undefined ? turn : { ...turn, set: brief }
  })
  return { ...plan, rotation }
}

/**
 * As the plan says, else that of a broadcast that names it: as promised to platforms, else as wished. Null while a camera that is
 * on air, or about to be, has yet to say.
 */
export function profileFor({ name, plan }: StoredHost, deps: AvatarDesiredDeps): FeedProfile | null {
  if (plan.profile !== undefined) return { ...usualProfile, ...profileOfText(plan.profile) }
  const users = deps.store.broadcasts.all().filter(each => feedsOf(each.plan).includes(name))
  const used = users.find(({ wish }) => wish === 'on') ?? users[0]
  const promised = used?.wish === 'on' ? deps.relay(used.name)?.programs[0]?.profile : undefined
  if (promised != null && promised.frameRateFps !== null)
    return { ...promised, frameRateFps: promised.frameRateFps }
  const wished = used?.plan.profile
  const isCameraFirst =
    used?.wish === 'on' && !deps.store.feeds.hosts().some(host => host.name === used.plan.feeds[0])
  if (isCameraFirst && wished === undefined) return null
  return { ...usualProfile, ...(wished === undefined ? {} : profileOfText(wished)) }
}

type Endpoint = Settings['avatar']['speech']

/** Null where there is none; one whose key cannot be read is asked without it, and says so itself. */
function endpointOf({ url, model, keyFile }: Endpoint, { log }: AvatarDesiredDeps) {
  if (url === undefined) return null
  try {
    return { url, model, key: keyFile === undefined ? '' : readFileSync(keyFile, 'utf8').trim() }
  } catch (error) {
    log.error({ keyFile, error: messageOf(error) }, 'control/key-file-unreadable')
    return { url, model, key: '' }
  }
}
