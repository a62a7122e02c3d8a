// Bad input as sentences, one per field, all told together.
import { z } from 'zod'
import { Failure } from '#core/failure.ts'

/** `field` is a path such as `destinations.0.platform`; '' is the body itself. */
export type Mistake = {
  readonly field: string
  readonly detail: string
  /** The same in Chinese, where somebody has to read it while writing. */
  readonly detailZh?: string
}

/** Refuses a command for what is written in it. */
export class Mistakes extends Failure {
  readonly fields: readonly Mistake[]

  constructor(fields: readonly Mistake[]) {
    const said = fields.map(({ field, detail }) => (field === '' ? detail : `${field}: ${detail}`))
    super('control/invalid', said.join('\n'), { fault: 'operator', remedy: 'stop' })
    this.fields = fields
  }
}

/** Nobody reads more, and an answer shall not be many times as long as what was sent. */
const mostTold = 200

/** Reads a body by its schema, or throws the mistakes in it. Values are never repeated: one may be a key. */
export function readBody<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const read = schema.safeParse(body)
  if (read.success) return read.data
  throw new Mistakes(read.error.issues.flatMap(mistakesOf).slice(0, mostTold))
}

function mistakesOf(issue: z.core.$ZodIssue): Mistake[] {
  const field = issue.path.join('.')
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key => ({
        field: [...issue.path, key.slice(0, 64)].join('.'),
        detail: 'is not a field here; leave it out or correct its name',
      }))
    case 'invalid_type':
      return [{ field, detail: typeSentence(issue) }]
    case 'invalid_value':
      return [{ field, detail: ownWords(issue) ?? `must be one of ${issue.values.join(', ')}` }]
    case 'too_big':
      return [{ field, detail: ownWords(issue) ?? `holds too much; at most ${issue.maximum}` }]
    case 'too_small':
      return [{ field, detail: ownWords(issue) ?? `holds too little; at least ${issue.minimum}` }]
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
      return [{ field, detail: issue.message, ...itsOwnZh(issue) }]
    default:
      return issue satisfies never
  }
}

function typeSentence(issue: z.core.$ZodIssueInvalidType): string {
  if (issue.input === undefined && !issue.message.startsWith('Invalid input')) return issue.message
  if (issue.message.includes('received undefined')) return `is missing; write ${article(issue.expected)}`
  return ownWords(issue) ?? `must be ${article(issue.expected)}`
}

/** In Chinese what zod says where a schema has no sentence; ours are put into Chinese where they are answered. */
function itsOwnZh(issue: z.core.$ZodIssue): { detailZh?: string } {
  if (ownWords(issue) !== undefined) return {}
  const said = chinese.localeError(issue as z.core.$ZodRawIssue)
  return typeof said === 'string' ? { detailZh: said } : {}
}
const chinese = z.locales.zhCN()

/** The schema's own sentence, where it has one: zod's begin with these words. */
function ownWords(issue: { message: string }): string | undefined {
  return /^(?:Invalid|Too big|Too small|Unrecognized)/.test(issue.message) ? undefined : issue.message
}

function article(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    object: 'a JSON object',
    array: 'a list',
    string: 'text',
    boolean: 'true or false',
    int: 'a whole number',
  }
  return words[expected] ?? `a ${expected}`
}
