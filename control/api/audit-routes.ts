// The call that reads the audit: who did what, when, from where, before and after.
import { Mistakes } from '../rules/mistakes.ts'
import { namePattern, nameSentence } from '../store/plan.ts'
import type { ApiDeps } from './deps.ts'
import { type Route, route } from './route.ts'
import * as shapes from './shapes.ts'

const usual = 50
const most = 200

export function auditRoutes({ store }: ApiDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/audit',
      role: 'operator',
      summary: 'Every command, newest first: your own, or as an administrator everybody’s',
      query: {
        before: 'The id of the oldest entry that was seen: those before it follow.',
        limit: `At most so many; ${usual} where it is left out, ${most} at most.`,
        who: 'Of this account or token only; for administrators.',
      },
      answer: shapes.audit,
      handle: ({ request: { query }, visitor }) => {
        const isAdmin = visitor.role === 'admin'
        const who = isAdmin ? whoIn(query.who) : visitor.name
        const limit = Math.min(most, numberIn('limit', query.limit) ?? usual)
        const found = store.audit.before(numberIn('before', query.before), who, limit + 1)
        const titles = new Map(store.accounts.all().map(({ name, title }) => [name, title]))
        return {
          entries: found
            .slice(0, limit)
            .map(entry => ({ ...entry, title: titles.get(entry.who ?? '') ?? null })),
          isAll: found.length <= limit,
          names: isAdmin ? store.audit.names() : [visitor.name],
        }
      },
    }),
  ]
}

function whoIn(asked: unknown): string | null {
  if (asked === undefined || asked === '') return null
  if (typeof asked === 'string' && namePattern.test(asked)) return asked
  throw new Mistakes([{ field: 'who', detail: nameSentence }])
}

function numberIn(field: string, asked: unknown): number | null {
  if (asked === undefined) return null
  if (typeof asked === 'string' && /^[1-9]\d{0,14}$/.test(asked)) return Number(asked)
  throw new Mistakes([{ field, detail: 'must be a whole number from 1' }])
}
