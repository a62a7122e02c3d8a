// What each command changes, asked before and after it: plain values as people wrote them, keys by their fingerprints only.
import type { ApiDeps } from '../api/deps.ts'

type Params = Readonly<Record<string, string>>
export type Subject = (params: Params) => unknown

/** By the path of the call. What is not listed here, a route may name itself (`subject`). */
export function subjectsOf(deps: ApiDeps): Readonly<Record<string, Subject>> {
  const { store } = deps
  return {
    ...onAirSubjects(deps),
    ...doorSubjects(deps),
    '/api/feeds/{feed}': ({ feed }) => feedShown(deps, feed),
    '/api/feeds/{feed}/key': ({ feed }) => feedShown(deps, feed),
    '/api/policies/{platform}': ({ platform }) => deps.policies.shown(platform ?? '').overrides,
    '/api/receivers/{receiver}': ({ receiver = '' }) => {
      const found = store.receivers.find(receiver)
      if (found === undefined) return null
      const { plan, server, fingerprint, secretFingerprint } = found
      return { ...plan, server, urlFingerprint: fingerprint, secretFingerprint }
    },
    '/api/scripts/{script}': ({ script }) => store.scripts.find(script ?? '')?.script,
    '/api/sets/{set}': ({ set }) => store.sets.find(set ?? '')?.brief,
    '/api/slates/{slate}': ({ slate }) => deps.slates.find(slate ?? ''),
    '/api/logos/{logo}': ({ logo }) => deps.logos.find(logo ?? '') ?? null,
    '/api/hosts/{host}': async ({ host }) => {
      const found = (await deps.hosts.all()).find(({ name }) => name === host)
      return found === undefined ? null : { title: found.title, bytes: found.bytes, leave: found.leave }
    },
  }
}

function onAirSubjects({ store }: ApiDeps): Readonly<Record<string, Subject>> {
  const base = '/api/broadcasts/{broadcast}'
  const wish: Subject = ({ broadcast = '' }) => {
    const found = store.broadcasts.find(broadcast)
    return found === undefined ? null : { wish: found.wish, onSlate: found.onSlate, take: found.take }
  }
  return {
    [base]: ({ broadcast = '' }) => store.broadcasts.find(broadcast)?.plan,
    [`${base}/duty`]: ({ broadcast = '' }) => store.broadcasts.find(broadcast)?.duty,
    [`${base}/prompter`]: ({ broadcast = '' }) => {
      const { script, plannedEndMs } = store.prompters.of(broadcast)
      return { script, plannedEndMs }
    },
    [`${base}/start`]: wish,
    [`${base}/stop`]: wish,
    [`${base}/take`]: wish,
    [`${base}/release`]: wish,
    [`${base}/destinations/{destination}/endpoints`]: ({ broadcast = '', destination = '' }) =>
      store.broadcasts.endpoints(broadcast, destination).map(({ url, fingerprint, expiresMs }) => ({
        url,
        keyFingerprint: fingerprint,
        keyExpiresAtMs: expiresMs,
      })),
  }
}

function doorSubjects({ store, clock }: ApiDeps): Readonly<Record<string, Subject>> {
  return {
    '/api/accounts/{account}': ({ account = '' }) => store.accounts.find(account),
    '/api/accounts/{account}/password': ({ account = '' }) => {
      const found = store.accounts.find(account)
      return found === undefined ? null : { passwordMs: found.passwordMs }
    },
    '/api/tokens/{token}': ({ token }) => store.access.tokens().find(({ name }) => name === token),
    '/api/sessions/{session}': ({ session = '' }) => {
      const found = store.access.sessionById(session, clock.wallMs())
      return found === undefined
        ? null
        : { name: found.name, openedMs: found.openedMs, address: found.address, browser: found.browser }
    },
  }
}

function feedShown({ store }: ApiDeps, feed = ''): unknown {
  const found = store.feeds.find(feed)
  if (found === undefined) return null
  return found.kind === 'host'
    ? { kind: found.kind, plan: found.plan }
    : { kind: found.kind, keyFingerprint: found.keyFingerprint }
}
