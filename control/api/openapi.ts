// OpenAPI, made from the same table of routes that the server serves.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { namePattern } from '../store/plan.ts'
import type { Route } from './route.ts'

const sentenceCode = z
  .string()
  .optional()
  .describe('Which sentence it is, finer than the code; absent where it came from elsewhere.')
const problem = z.object({
  type: z.literal('about:blank'),
  status: z.int(),
  code: z.string().describe('room/reason'),
  title: z.string(),
  detail: z.string(),
  sentence: sentenceCode,
  titleZh: z.string(),
  detailZh: z.string().describe('In Chinese, for pages that speak it.'),
  waitMs: z.int().optional().describe('Of "too many": when to ask again.'),
  fields: z
    .array(z.object({ field: z.string(), detail: z.string(), sentence: sentenceCode, detailZh: z.string() }))
    .optional(),
})

export function openApiOf(routes: readonly Route[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operationOf(route)
  return {
    openapi: '3.1.0',
    info: { title: 'Changming', version: versionOf(), description: 'Keeps a live broadcast lit.' },
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, 'output') },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'changming_session' },
        ticket: { type: 'apiKey', in: 'query', name: 'ticket' },
      },
    },
  }
}

function operationOf(route: Route): Record<string, unknown> {
  const names = [...route.path.matchAll(/\{([a-z]+)\}/g)].map(([, name = '']) => name)
  const parameters = [...names.map(nameInPath), ...Object.entries(route.query ?? {}).map(nameInQuery)]
  const open = [{ bearer: [] }, { session: [] }, ...(route.takesTicket ? [{ ticket: [] }] : [])]
  return {
    summary: route.summary,
    ...(route.role === 'anyone' ? { security: [] } : { 'x-role': route.role, security: open }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.rawBytes === undefined ? {} : { requestBody: { required: true, content: fileContent } }),
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: !route.body.safeParse(undefined).success,
            content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
          },
        }),
    responses: { 200: answerOf(route), default: problemAnswer },
  }
}

function nameInPath(name: string): Record<string, unknown> {
  return { name, in: 'path', required: true, schema: { type: 'string', pattern: namePattern.source } }
}

function nameInQuery([name, description]: [string, string]): Record<string, unknown> {
  return { name, in: 'query', required: false, description, schema: { type: 'string' } }
}

const fileContent = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }

const problemAnswer = {
  description: 'What is wrong, and what to do',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

function answerOf({ answer, answerType }: Route): Record<string, unknown> {
  const type = answerType ?? 'application/json'
  const schema =
    answer === undefined ? (answerType === undefined ? {} : { type: 'string' }) : schemaOf(answer, 'output')
  return { description: 'Done', content: { [type]: { schema } } }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Record<
    string,
    unknown
  >
  return rest
}

function versionOf(): string {
  const read = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return String(read.version)
}
