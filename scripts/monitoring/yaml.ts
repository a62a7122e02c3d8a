// Plain values as YAML: blocks for maps and lists, JSON for what would not stand by itself.

export type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value }

export function yaml(value: Value): string {
  return `${lines(value).join('\n')}\n`
}

function lines(value: Value): string[] {
  if (typeof value !== 'object') return [scalar(value)]
  if (Object.keys(value).length === 0) return [Array.isArray(value) ? '[]' : '{}']
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap(each => listed(lines(each)))
  return Object.entries(value).flatMap(([key, each]) => {
    const [first = '', ...rest] = lines(each)
    const isBlock = typeof each === 'object' && !['[]', '{}'].includes(first)
    return isBlock
      ? [`${scalar(key)}:`, ...[first, ...rest].map(line => `  ${line}`)]
      : [`${scalar(key)}: ${first}`]
  })
}

function listed(block: readonly string[]): string[] {
  return block.map((line, i) => (i === 0 ? `- ${line}` : `  ${line}`))
}

/** Words that need no quotes, in any version of YAML; a JSON string is a YAML string. */
function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value)
  const isPlain =
    /^[A-Za-z_](?:[\w./ -]*\w)?$/.test(value) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(value)
  return isPlain ? value : JSON.stringify(value)
}
