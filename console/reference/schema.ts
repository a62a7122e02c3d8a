// A JSON schema, as OpenAPI holds it, read as rows of fields with types in words. Pure.

export type Schema = { readonly [key: string]: unknown }

export type Field = {
  /** `destinations[].platform`; '' is the value itself. */
  readonly path: string
  readonly depth: number
  readonly type: string
  readonly isRequired: boolean
  readonly description: string
  /** What limits it: bounds, pattern, default. */
  readonly limits: string
}

const deepest = 5
const mostRows = 160

/** Rows for a schema's fields, outermost first in each branch. */
export function fieldsOf(schema: Schema, whole: Schema): readonly Field[] {
  const rows: Field[] = []
  add(rows, schema, { path: '', depth: 0, isRequired: true, whole })
  // A plain object's own row says no more than its fields do.
  const first = rows[0]
  const isObject =
    rows.length > 1 && first?.path === '' && first.type === 'object' && first.description === ''
  return (isObject ? rows.slice(1).map(row => ({ ...row, depth: row.depth - 1 })) : rows).slice(0, mostRows)
}

type Where = {
  readonly path: string
  readonly depth: number
  readonly isRequired: boolean
  readonly whole: Schema
}

function add(rows: Field[], given: Schema, where: Where): void {
  const schema = resolved(given, where.whole)
  const { depth, whole } = where
  rows.push({
    path: where.path,
    depth,
    isRequired: where.isRequired,
    type: typeOf(schema, whole),
    description: typeof given.description === 'string' ? given.description : textIn(schema, 'description'),
    limits: limitsOf(schema),
  })
  if (depth >= deepest || rows.length >= mostRows) return
  for (const branch of branchesOf(schema, whole)) addBranch(rows, branch, where)
}

/** The parts of a schema that have fields of their own: itself, what its items are, or each of what it may be. */
function branchesOf(schema: Schema, whole: Schema): readonly { schema: Schema; suffix: string }[] {
  const choices = choicesOf(schema)
  if (choices.length > 0) return choices.flatMap(choice => branchesOf(resolved(choice, whole), whole))
  if (schema.type === 'array' && isSchema(schema.items))
    return branchesOf(resolved(schema.items, whole), whole).map(each => ({
      ...each,
      suffix: `[]${each.suffix}`,
    }))
  return isSchema(schema.properties) ? [{ schema, suffix: '' }] : []
}

function addBranch(rows: Field[], branch: { schema: Schema; suffix: string }, where: Where): void {
  const required = Array.isArray(branch.schema.required) ? branch.schema.required : []
  const base = `${where.path}${branch.suffix}`
  for (const [name, each] of Object.entries(branch.schema.properties as Record<string, unknown>)) {
    if (!isSchema(each)) continue
    const path = base === '' ? name : `${base}.${name}`
    if (rows.some(row => row.path === path)) continue // the same field in two of several shapes
    add(rows, each, { ...where, path, depth: where.depth + 1, isRequired: required.includes(name) })
  }
}

/** `"viewer" | "operator"`, `list of object`, `text or null`. */
export function typeOf(given: Schema, whole: Schema): string {
  const schema = resolved(given, whole)
  const choices = choicesOf(schema)
  if (choices.length > 0) return [...new Set(choices.map(choice => typeOf(choice, whole)))].join(' | ')
  if ('const' in schema) return JSON.stringify(schema.const)
  if (Array.isArray(schema.enum)) return schema.enum.map(value => JSON.stringify(value)).join(' | ')
  if (Array.isArray(schema.type)) return schema.type.map(String).join(' | ')
  if (schema.type === 'array')
    return isSchema(schema.items) ? `${wrapped(typeOf(schema.items, whole))}[]` : 'any[]'
  if (schema.type === 'string' && schema.format === 'binary') return 'bytes'
  if (schema.type === 'object' && !isSchema(schema.properties) && isSchema(schema.additionalProperties))
    return `{ …: ${typeOf(schema.additionalProperties, whole)} }`
  return typeof schema.type === 'string' ? schema.type : 'any'
}

function wrapped(type: string): string {
  return type.includes(' | ') ? `(${type})` : type
}

function limitsOf(schema: Schema): string {
  const said = (key: string, write: (value: string) => string): string[] => {
    const value = schema[key]
    return typeof value === 'number' || typeof value === 'string' ? [write(String(value))] : []
  }
  const isWhole = (value: unknown) => Math.abs(Number(value)) < Number.MAX_SAFE_INTEGER
  return [
    ...(isWhole(schema.minimum) ? said('minimum', value => `≥ ${value}`) : []),
    ...(isWhole(schema.maximum) ? said('maximum', value => `≤ ${value}`) : []),
    ...said('minLength', value => `length ≥ ${value}`),
    ...said('maxLength', value => `length ≤ ${value}`),
    ...said('minItems', value => `items ≥ ${value}`),
    ...said('maxItems', value => `items ≤ ${value}`),
    ...said('pattern', value => value),
    ...(schema.default === undefined ? [] : [`= ${JSON.stringify(schema.default)}`]),
  ].join(', ')
}

/** A value that fits, to begin a command with: what must be there, and nothing else. */
export function sampleOf(given: Schema, whole: Schema, depth = 0): unknown {
  const schema = resolved(given, whole)
  if (schema.default !== undefined) return schema.default
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const [choice] = choicesOf(schema)
  if (choice !== undefined) return sampleOf(choice, whole, depth)
  switch (schema.type) {
    case 'object':
      return sampleObject(schema, whole, depth)
    case 'array':
      return isSchema(schema.items) && depth < deepest ? [sampleOf(schema.items, whole, depth + 1)] : []
    case 'string':
      return '…'
    case 'integer':
    case 'number':
      return Math.max(0, isNumber(schema.minimum) ? schema.minimum : 0)
    case 'boolean':
      return true
    default:
      return null
  }
}

function sampleObject(schema: Schema, whole: Schema, depth: number): unknown {
  if (!isSchema(schema.properties) || depth >= deepest) return {}
  const required = Array.isArray(schema.required) ? schema.required : []
  return Object.fromEntries(
    Object.entries(schema.properties).flatMap(([name, each]) =>
      required.includes(name) && isSchema(each) ? [[name, sampleOf(each, whole, depth + 1)]] : [],
    ),
  )
}

function choicesOf(schema: Schema): readonly Schema[] {
  const choices = schema.anyOf ?? schema.oneOf
  return Array.isArray(choices) ? choices.filter(isSchema) : []
}

/** Follows `#/…` within the description, a few steps at most. */
function resolved(schema: Schema, whole: Schema): Schema {
  let at = schema
  for (let i = 0; i < 4 && typeof at.$ref === 'string'; i++) {
    const steps = at.$ref.replace(/^#\//, '').split('/')
    const found = steps.reduce<unknown>((each, step) => (isSchema(each) ? each[step] : undefined), whole)
    if (!isSchema(found)) return {}
    at = found
  }
  return at
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER
}

function textIn(schema: Schema, key: string): string {
  return typeof schema[key] === 'string' ? schema[key] : ''
}
