// Calls on receivers: where people are told of incidents.
import { receiverBody } from '../telling/plan.ts'
import type { ApiDeps } from './deps.ts'
import * as shapes from './receiver-shapes.ts'
import { type Route, route } from './route.ts'
import { removed } from './shapes.ts'

export function receiverRoutes({ receivers }: ApiDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/receivers',
      role: 'admin',
      summary: 'Where people are told of incidents, and how it goes with each',
      answer: shapes.receivers,
      handle: () => ({ receivers: receivers.all() }),
    }),
    route({
      method: 'get',
      path: '/api/receivers/{receiver}',
      role: 'admin',
      summary: 'One receiver, without its url and secret',
      answer: shapes.receiver,
      handle: ({ params: { receiver = '' } }) => receivers.shown(receiver),
    }),
    route({
      method: 'put',
      path: '/api/receivers/{receiver}',
      role: 'admin',
      summary: 'Make or change a receiver; its url and secret are never given back',
      body: receiverBody,
      answer: shapes.receiver,
      handle: ({ params: { receiver = '' }, body, visitor }) => {
        receivers.put(receiver, body, visitor.name)
        return receivers.shown(receiver)
      },
    }),
    route({
      method: 'delete',
      path: '/api/receivers/{receiver}',
      role: 'admin',
      summary: 'Forget a receiver; what it was not told yet, it never is',
      answer: removed,
      handle: ({ params: { receiver = '' }, visitor }) => {
        receivers.remove(receiver, visitor.name)
        return { removed: receiver }
      },
    }),
    route({
      method: 'post',
      path: '/api/receivers/{receiver}/test',
      role: 'admin',
      summary: 'Send it a message that tells of nothing, and wait for its answer',
      answer: shapes.tested,
      handle: ({ params: { receiver = '' } }) => receivers.test(receiver),
    }),
  ]
}
