// What differs between two plain values, field by field, as short texts. Pure.

export type Change = {
  /** `destinations.0.platform`; '' is the whole. */
  readonly field: string
  /** Null where it was not there. */
  readonly before: string | null
  readonly after: string | null
}

const mostShown = 40
const mostText = 160

/** Fields that were added, changed or taken away, in their order. */
export function changesOf(before: unknown, after: unknown): readonly Change[] {
  const was = leavesOf(before)
  const is = leavesOf(after)
  const fields = [...was.keys(), ...[...is.keys()].filter(field => !was.has(field))]
  return fields
    .filter(field => was.get(field) !== is.get(field))
    .slice(0, mostShown)
    .map(field => ({ field, before: was.get(field) ?? null, after: is.get(field) ?? null }))
}

/** Every leaf with its path: `{ a: [1] }` is `a.0` → `1`. Nothing at all has none. */
export function leavesOf(value: unknown): Map<string, string> {
  const leaves = new Map<string, string>()
  const walk = (at: unknown, path: readonly string[]) => {
    if (at === undefined || (at === null && path.length === 0)) return
    const isBranch = typeof at === 'object' && at !== null && Object.keys(at).length > 0
    if (!isBranch) return void leaves.set(path.join('.'), textOf(at))
    for (const [name, each] of Object.entries(at)) walk(each, [...path, name])
  }
  walk(value, [])
  return leaves
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > mostText ? `${text.slice(0, mostText)}…` : text
}

/** A field of a value as text; '' where there is none. */
export function textIn(value: unknown, field: string): string {
  if (typeof value !== 'object' || value === null || !(field in value)) return ''
  const found = (value as Record<string, unknown>)[field]
  return typeof found === 'string' || typeof found === 'number' ? String(found) : ''
}
