// The API's own description, read as groups of calls, typed fields and commands for a terminal.
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openApiOf } from '../../control/api/openapi.ts'
import { type Route, route } from '../../control/api/route.ts'
import { type Call, curlOf, type Description, found, groupsOf } from '../../console/reference/calls.ts'
import { fieldsOf, type Schema } from '../../console/reference/schema.ts'

const plan = z.strictObject({
  feeds: z.array(z.string()).min(1).max(8).describe('In order of preference.'),
  take: z.string().nullable().default(null),
  destinations: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z]+$/),
      platform: z.enum(['douyin', 'kuaishou']).optional(),
    }),
  ),
})
const routes: Route[] = [
  route({
    method: 'delete',
    path: '/api/broadcasts/{broadcast}',
    role: 'operator',
    summary: 'Forget it',
    handle: () => ({}),
  }),
  route({
    method: 'put',
    path: '/api/broadcasts/{broadcast}',
    role: 'operator',
    summary: "What it's to be",
    body: plan,
    answer: plan,
    handle: () => ({}),
  }),
  route({
    method: 'get',
    path: '/api/events',
    role: 'viewer',
    summary: 'Every change',
    query: { last: 'So many.' },
    answerType: 'text/event-stream',
    handle: () => undefined,
  }),
  route({ method: 'get', path: '/healthz', role: 'anyone', summary: 'Alive', handle: () => ({}) }),
]
const whole = openApiOf(routes) as unknown as Description & Schema
const calls = groupsOf(whole).flatMap(group => group.calls)
const call = (id: string) => calls.find(each => each.id === id) as Call
const put = call('PUT /api/broadcasts/{broadcast}')

test('calls stand in groups, reading before writing before removing', () => {
  expect(groupsOf(whole).map(({ name, calls: each }) => [name, ...each.map(({ method }) => method)])).toEqual(
    [
      ['broadcasts', 'PUT', 'DELETE'],
      ['events', 'GET'],
      ['house', 'GET'],
    ],
  )
  expect([put.role, call('GET /healthz').role]).toEqual(['operator', null])
})

test('a search finds calls that hold every word', () => {
  expect(found(groupsOf(whole), 'broadcasts forget').flatMap(group => group.calls)).toEqual([
    call('DELETE /api/broadcasts/{broadcast}'),
  ])
  expect(found(groupsOf(whole), 'nothing of the kind')).toEqual([])
})

test('a body is read as fields with types, needs and limits', () => {
  const body = put.operation.requestBody?.content['application/json']?.schema as Schema
  expect(
    fieldsOf(body, whole).map(({ path, depth, type, isRequired, limits }) => [
      path,
      depth,
      type,
      isRequired,
      limits,
    ]),
  ).toEqual([
    ['feeds', 0, 'string[]', true, 'items ≥ 1, items ≤ 8'],
    ['take', 0, 'string | null', false, '= null'],
    ['destinations', 0, 'object[]', true, ''],
    ['destinations[].name', 1, 'string', true, '^[a-z]+$'],
    ['destinations[].platform', 1, '"douyin" | "kuaishou"', false, ''],
  ])
  expect(fieldsOf(body, whole)[0]?.description).toBe('In order of preference.')
})

test('several shapes, references and bare values are read too', () => {
  const either = z.toJSONSchema(
    z.union([
      z.strictObject({ token: z.string() }),
      z.strictObject({ account: z.string(), password: z.string() }),
    ]),
  ) as Schema
  expect(fieldsOf(either, whole).map(({ path }) => path)).toEqual(['token', 'account', 'password'])
  const problem = fieldsOf({ $ref: '#/components/schemas/Problem' }, whole)
  expect(problem.map(({ path }) => path)).toContain('fields[].detail')
  expect(fieldsOf({ type: 'string' }, whole)).toEqual([
    { path: '', depth: 0, type: 'string', isRequired: true, description: '', limits: '' },
  ])
})

test('a command holds the address, the token from the environment, and what must be sent', () => {
  expect(curlOf(put, 'https://example.com/changming', whole)).toBe(
    [
      "curl -X PUT 'https://example.com/changming/api/broadcasts/evening'",
      '-H "authorization: Bearer $CHANGMING_TOKEN"',
      "-H 'content-type: application/json'",
      `-d '{"feeds":["…"],"destinations":[{"name":"…"}]}'`,
    ].join(' \\\n  '),
  )
  expect(curlOf(call('GET /healthz'), 'http://127.0.0.1:8080', whole)).toBe(
    "curl 'http://127.0.0.1:8080/healthz'",
  )
  expect(curlOf(call('GET /api/events'), 'http://127.0.0.1:8080', whole)).toMatch(/ -N$/)
})
