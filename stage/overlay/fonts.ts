// Noto Sans SC comes in a hundred parts by letters. Only those that a text needs are known to the page, and only once they are there:
// a browser without any font of its own asks for all parts of a family as soon as it lays out a line, and gets none.

type Part = {
  readonly url: string
  readonly range: string
  readonly spans: readonly (readonly [from: number, to: number])[]
}

const folder = '/fonts/noto-sans-sc/'
const parts = new Map<number, Promise<readonly Part[]>>()
const loading = new Map<string, Promise<void>>()

/** The letters of `text` in `weight` are there when it resolves; a part that does not come is an error: tofu is not put on air. */
export async function readyLetters(text: string, weight: number): Promise<void> {
  const ofWeight = await (parts.get(weight) ?? remembered(parts, weight, partsOf(weight)))
  const needed = new Set<Part>()
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    const part = ofWeight.findLast(each => each.spans.some(([from, to]) => from <= code && code <= to))
    if (part !== undefined) needed.add(part)
  }
  await Promise.all(
    Array.from(needed, part => loading.get(part.url) ?? remembered(loading, part.url, load(part, weight))),
  )
}

/** Kept unless it fails: then the next who asks tries again. */
function remembered<Key, Value>(
  kept: Map<Key, Promise<Value>>,
  key: Key,
  coming: Promise<Value>,
): Promise<Value> {
  const guarded = coming.catch((error: unknown) => {
    kept.delete(key)
    throw error
  })
  kept.set(key, guarded)
  return guarded
}

async function partsOf(weight: number): Promise<readonly Part[]> {
  const answer = await fetch(`${folder}${weight}.css`)
  if (!answer.ok) throw new Error(`the font's list of parts did not come: ${answer.status}`)
  const sheet = await answer.text()
  return Array.from(sheet.matchAll(/@font-face\s*\{([^}]*)\}/g)).flatMap(([, rules = '']) => {
    const file = /url\(\.\/(files\/[\w.-]+\.woff2)\)/.exec(rules)?.[1]
    const range = /unicode-range:\s*([^;]+);/.exec(rules)?.[1]
    return file === undefined || range === undefined
      ? []
      : [{ url: `${folder}${file}`, range, spans: spansOf(range) }]
  })
}

function spansOf(range: string): (readonly [number, number])[] {
  return range.split(',').map(span => {
    const [from = '', to = from] = span.trim().replace(/^U\+/i, '').split('-')
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)]
  })
}

async function load({ url, range }: Part, weight: number): Promise<void> {
  const face = new FontFace('Noto Sans SC', `url(${url}) format('woff2')`, {
    weight: String(weight),
    unicodeRange: range,
  })
  document.fonts.add(await face.load())
}
