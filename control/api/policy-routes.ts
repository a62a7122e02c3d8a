// Calls on policies: what is known of each platform, and what somebody here writes over it.
import { overridesPlan } from '../policy/policy.ts'
import type { ApiDeps } from './deps.ts'
import { policies as policiesShape, policy as policyShape } from './policy-shapes.ts'
import { type Route, route } from './route.ts'

export function policyRoutes({ policies }: ApiDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/policies',
      role: 'viewer',
      summary: 'What each platform takes and allows, with source, date and confidence',
      answer: policiesShape,
      handle: () => ({ policies: policies.all() }),
    }),
    route({
      method: 'get',
      path: '/api/policies/{platform}',
      role: 'viewer',
      summary: 'What one platform takes and allows, and what was written over it here',
      answer: policyShape,
      handle: ({ params }) => policies.shown(params.platform ?? ''),
    }),
    route({
      method: 'put',
      path: '/api/policies/{platform}',
      role: 'admin',
      summary: 'All values of your own for a platform; those left out are as built in again',
      body: overridesPlan,
      answer: policyShape,
      handle: ({ params: { platform = '' }, body, visitor }) => {
        policies.put(platform, body, visitor.name)
        return policies.shown(platform)
      },
    }),
  ]
}
