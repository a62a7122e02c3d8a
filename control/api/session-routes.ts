// Calls to come in and to leave, and on sessions: who is here, from where, since when.
import { z } from 'zod'
import type { Session, Visitor } from '../store/access-store.ts'
import { namePattern } from '../store/plan.ts'
import type { ApiDeps } from './deps.ts'
import { type Asked, type Route, route } from './route.ts'
import * as shapes from './shapes.ts'

const sessionBody = z.union(
  [
    z.strictObject({ token: z.string('must be the token as text').min(1).max(512) }),
    z.strictObject({
      account: z.string('must be the name of an account').min(1).max(64),
      password: z.string('must be the password as text').min(1).max(512),
    }),
  ],
  'write {"token": "…"}, or {"account": "…", "password": "…"}',
)

export function sessionRoutes(deps: ApiDeps): Route[] {
  return [...ownSessionRoutes(deps), ...listRoutes(deps)]
}

function ownSessionRoutes({ access, signIn, store }: ApiDeps): Route[] {
  const shown = (visitor: Visitor) => visitorShown(visitor, id => store.access.sessionById(id, 0))
  return [
    route({
      method: 'get',
      path: '/api/sign-in',
      role: 'anyone',
      summary:
        'How one may come in: whether there are accounts beside tokens, and whether the cookie still opens a session',
      answer: shapes.signIn,
      handle: ({ request }) => ({
        hasAccounts: store.accounts.all().length > 0,
        hasSession: access.sessionOf(request) !== undefined,
      }),
    }),
    route({
      method: 'post',
      path: '/api/session',
      role: 'anyone',
      summary: 'Trade a token, or an account with its password, for a cookie',
      body: sessionBody,
      answer: shapes.visitor,
      audit: 'without-body',
      handle: async ({ request, response, body }) => {
        if ('account' in body) tellWhoTries(body.account, response, store.accounts.find(body.account)?.name)
        const { visitor, cookie } =
          'token' in body
            ? signIn.withToken(request, body.token)
            : await signIn.withPassword(request, body.account, body.password)
        response.locals.visitor = visitor
        response.set('set-cookie', cookie)
        return shown(visitor)
      },
    }),
    route({
      method: 'get',
      path: '/api/session',
      role: 'viewer',
      summary: 'Who am I?',
      answer: shapes.visitor,
      handle: ({ visitor }) => shown(visitor),
    }),
    route({
      method: 'delete',
      path: '/api/session',
      role: 'viewer',
      summary: 'Leave',
      answer: shapes.removed,
      handle: ({ request, response }) => {
        response.set('set-cookie', signIn.close(request))
        return { removed: 'session' }
      },
    }),
  ]
}

/** For the audit: only names there are, for somebody may have typed the password in the wrong place. */
function tellWhoTries(asked: string, response: Asked['response'], known: string | undefined): void {
  if (known === asked) response.locals.tried = known
}

function visitorShown(
  { name, role, title = null, credential }: Visitor,
  sessionById: (id: string) => Session | undefined,
): z.input<typeof shapes.visitor> {
  const session = credential?.by === 'session' ? credential.id : null
  const account = session === null ? null : (sessionById(session)?.account ?? null)
  return {
    name,
    role,
    title,
    by: account !== null ? 'account' : name === 'admin' ? 'admin' : 'token',
    session,
  }
}

function listRoutes({ access, accounts, store, clock }: ApiDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/sessions',
      role: 'viewer',
      summary: 'Who is signed in: your own sessions, or as an administrator all',
      answer: shapes.sessions,
      handle: ({ visitor }) => {
        const sessions = store.access.sessions(visitor.role === 'admin' ? null : visitor.name, clock.wallMs())
        return { sessions: sessions.flatMap(session => sessionShown(session, visitor)) }
      },
    }),
    route({
      method: 'delete',
      path: '/api/sessions/{session}',
      role: 'viewer',
      summary: 'Show somebody out: a session of yours, or as an administrator any. Its streams end too',
      answer: shapes.removed,
      handle: ({ params: { session = '' }, visitor }) => {
        accounts.removeSession(session, visitor)
        return { removed: session }
      },
    }),
  ]

  function sessionShown(session: Session, visitor: Visitor) {
    const { id, name, account, openedMs, seenMs, untilMs, address, browser } = session
    const owner = access.roleIn(session)
    if (owner === null || !namePattern.test(id)) return [] // good no more
    const isThis = visitor.credential?.by === 'session' && visitor.credential.id === id
    const by = account === null ? ('token' as const) : ('account' as const)
    return [{ id, name, by, openedMs, seenMs, untilMs, address, browser, isThis, ...owner }]
  }
}
