// Settings: declared once as a zod schema, read from a file and the environment, refused all together in sentences.
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { Failure, messageOf } from './failure.ts'

/** One leaf of a schema of settings. */
export type SettingLeaf = {
  readonly path: readonly string[]
  /** `relay.stalledAfterMs` */
  readonly name: string
  /** `CHANGMING_RELAY_STALLED_AFTER_MS` */
  readonly envName: string
  readonly schema: z.ZodType
}

export function settingLeaves(schema: z.ZodObject, prefix: string): SettingLeaf[] {
  return leavesOf(schema, prefix, [])
}

function leavesOf(schema: z.ZodObject, prefix: string, above: readonly string[]): SettingLeaf[] {
  return Object.entries(schema.shape).flatMap(([key, field]) => {
    const path = [...above, key]
    const inner = unwrapped(field as z.ZodType)
    if (inner instanceof z.ZodObject) return leavesOf(inner, prefix, path)
    const words = path.map(word => word.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase())
    return [{ path, name: path.join('.'), envName: [prefix, ...words].join('_'), schema: field as z.ZodType }]
  })
}

/** The schema inside its `.optional()`, `.default()` and `.prefault()`. */
export function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unwrapped(schema.def.innerType as z.ZodType)
  }
  return schema
}

export type SettingSources = {
  file: unknown
  env: Readonly<Record<string, string | undefined>>
  prefix: string
}

/** The settings, or a `core/bad-settings` failure that names every mistake at once. */
export function readSettings<S extends z.ZodObject>(schema: S, sources: SettingSources): z.output<S> {
  const wrong: string[] = []
  const raw = structuredClone(sources.file ?? {}) as Record<string, unknown>
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw badSettings(['the settings file must hold one JSON object, for example {"http": {"port": 8080}}'])
  }
  const leaves = settingLeaves(schema, sources.prefix)
  for (const leaf of leaves) {
    const text = sources.env[leaf.envName]
    if (text !== undefined && text !== '') put(raw, leaf.path, fromText(text, leaf.schema))
  }
  const known = new Set(leaves.map(leaf => leaf.envName))
  for (const name of Object.keys(sources.env)) {
    if (name.startsWith(`${sources.prefix}_`) && !known.has(name))
      wrong.push(`${name} is not a setting${didYouMean(name, known)}`)
  }
  const read = schema.safeParse(raw)
  if (!read.success) wrong.push(...read.error.issues.flatMap(issue => sentencesFor(issue, leaves)))
  if (wrong.length > 0 || !read.success) throw badSettings(wrong)
  return read.data
}

/** Reads a JSON file of settings; undefined when it is not there and nobody insisted on it. */
export function readSettingsFile(path: string, mustExist: boolean): unknown {
  if (!existsSync(path)) {
    if (mustExist) throw badSettings([`there is no file ${path}; give --config the path of a JSON file`])
    return undefined
  }
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw badSettings([`${path} is not JSON: ${messageOf(cause)}`])
  }
}

function badSettings(sentences: readonly string[]): Failure {
  return new Failure('core/bad-settings', sentences.join('\n'), { fault: 'operator', remedy: 'stop' })
}

function put(raw: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const last = path.at(-1) as string
  let at = raw
  for (const key of path.slice(0, -1)) {
    const below = at[key]
    at = (typeof below === 'object' && below !== null ? below : (at[key] = {})) as Record<string, unknown>
  }
  at[last] = value
}

function fromText(text: string, schema: z.ZodType): unknown {
  const inner = unwrapped(schema)
  if (inner instanceof z.ZodNumber) return text.trim() === '' ? text : Number(text)
  if (inner instanceof z.ZodBoolean)
    return ({ true: true, 1: true, false: false, 0: false } as Record<string, boolean>)[text] ?? text
  return text
}

function sentencesFor(issue: z.core.$ZodIssue, leaves: readonly SettingLeaf[]): string[] {
  const name = issue.path.join('.')
  if (issue.code === 'unrecognized_keys') {
    const known = new Set(leaves.map(leaf => leaf.name))
    return issue.keys.map(key => {
      const whole = [...issue.path, key].join('.')
      return `${whole} is not a setting${didYouMean(whole, known)}`
    })
  }
  if (issue.code === 'custom') return [issue.message]
  const leaf = leaves.find(each => each.name === name)
  return [
    leaf === undefined
      ? `${name}: ${issue.message}`
      : `${name} must be ${wanted(leaf.schema) ?? issue.message}`,
  ]
}

/** What a setting takes, as the end of a sentence: `a whole number from 500 to 60000`. */
export function wanted(schema: z.ZodType): string | undefined {
  const inner = unwrapped(schema)
  if (inner instanceof z.ZodNumber) {
    const bounds = `from ${inner.minValue ?? '-∞'} to ${inner.maxValue ?? '∞'}`
    return inner.format === 'safeint' ? `a whole number ${bounds}` : `a number ${bounds}`
  }
  if (inner instanceof z.ZodBoolean) return 'true or false'
  if (inner instanceof z.ZodEnum) return `one of ${inner.options.join(', ')}`
  if (inner instanceof z.ZodString)
    return inner.description === undefined ? 'text' : `text: ${inner.description}`
  return undefined
}

function didYouMean(name: string, known: ReadonlySet<string>): string {
  const near = [...known]
    .map(other => ({ other, far: distance(name.toLowerCase(), other.toLowerCase()) }))
    .sort((a, b) => a.far - b.far)[0]
  return near !== undefined && near.far <= 4 ? `; did you mean ${near.other}?` : ''
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      )
    }
    row = next
  }
  return row[b.length] ?? 0
}
