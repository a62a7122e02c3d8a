// Calls on accounts, for people, and on tokens, for programs.
import { z } from 'zod'
import { Failure } from '#core/failure.ts'
import { passwordSchema } from '../access/passwords.ts'
import { roles } from '../store/access-store.ts'
import { nameSchema } from '../store/plan.ts'
import type { ApiDeps } from './deps.ts'
import { type Route, route } from './route.ts'
import * as shapes from './shapes.ts'

const titleSentence = 'is how the person is called, such as 小王: 1 to 40 characters, or null'
const accountBody = z.strictObject({
  role: z.enum(roles).describe('A viewer looks, an operator acts, an admin lets people in.'),
  title: z
    .string(titleSentence)
    .trim()
    .regex(/^[^\p{Cc}\p{Cf}]{1,40}$/u, titleSentence)
    .nullable()
    .optional()
    .describe('How the person is called, such as 小王; as before where it is left out.'),
  password: passwordSchema
    .optional()
    .describe('A new account needs one; as before where it is left out. Never given back.'),
})
const ownPasswordBody = z.strictObject({
  present: z.string('must be the present password as text').min(1).max(512),
  password: passwordSchema,
})
const tokenBody = z.strictObject({ name: nameSchema, role: z.enum(roles) })

export function accountRoutes(deps: ApiDeps): Route[] {
  return [...accountCalls(deps), ownPasswordRoute(deps), ...tokenRoutes(deps)]
}

function accountCalls({ accounts, store }: ApiDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/accounts',
      role: 'admin',
      summary: 'Who may come in with a name and a password',
      answer: shapes.accounts,
      handle: () => ({ accounts: store.accounts.all() }),
    }),
    route({
      method: 'put',
      path: '/api/accounts/{account}',
      role: 'admin',
      summary: 'Make or change an account; another role or password ends its sessions',
      body: accountBody,
      answer: shapes.account,
      handle: async ({ params: { account = '' }, body, visitor, response }) => {
        if (await accounts.put(account, body, visitor.name)) response.status(201)
        return accounts.find(account)
      },
    }),
    route({
      method: 'delete',
      path: '/api/accounts/{account}',
      role: 'admin',
      summary: 'Forget an account and end its sessions; the token of the administrator always stays',
      answer: shapes.removed,
      handle: ({ params: { account = '' }, visitor }) => {
        accounts.remove(account, visitor.name)
        return { removed: account }
      },
    }),
  ]
}

function ownPasswordRoute({ accounts, signIn, store }: ApiDeps): Route {
  return route({
    method: 'post',
    path: '/api/accounts/{account}/password',
    role: 'viewer',
    summary: 'Your own new password, by the present one; your other sessions end',
    body: ownPasswordBody,
    answer: shapes.account,
    audit: 'without-body',
    handle: async ({ params: { account = '' }, body, visitor, request }) => {
      const { credential } = visitor
      const session = credential?.by === 'session' ? store.access.sessionById(credential.id, 0) : undefined
      if (session?.account !== account)
        throw new Failure(
          'control/forbidden',
          'only who is signed in with this account may; an administrator sets a new one with PUT',
          { fault: 'operator', remedy: 'stop' },
        )
      await signIn.provePassword(request, account, body.present)
      await accounts.setOwnPassword(account, body.password, session.id)
      return accounts.find(account)
    },
  })
}

function tokenRoutes({ accounts, store }: ApiDeps): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/tokens',
      role: 'admin',
      summary: 'Make a token; it is shown once',
      body: tokenBody,
      answer: shapes.token,
      handle: ({ body: { name, role } }) => ({ name, role, token: accounts.addToken(name, role) }),
    }),
    route({
      method: 'get',
      path: '/api/tokens',
      role: 'admin',
      summary: 'Which programs have tokens',
      answer: shapes.tokens,
      handle: () => ({ tokens: store.access.tokens() }),
    }),
    route({
      method: 'delete',
      path: '/api/tokens/{token}',
      role: 'admin',
      summary: 'Take back a token, by its name, and its sessions',
      answer: shapes.removed,
      handle: ({ params: { token = '' } }) => {
        accounts.removeToken(token)
        return { removed: token }
      },
    }),
  ]
}
