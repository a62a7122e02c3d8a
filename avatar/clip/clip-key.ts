// The name of a clip: everything that can be seen and heard in it, hashed.
import { createHash } from 'node:crypto'

/** Plain values all the way down. */
export type Content =
  | string
  | number
  | boolean
  | null
  | readonly Content[]
  | { readonly [name: string]: Content }

/** Goes up when clips of an older Changming shall be made anew. */
const edition = 2

/**
 * Sixty-four hex digits; the same for the same content, in whatever order its fields stand. Content names all that is visible and
 * audible: words, voice, host, motion, set, overlays, label, coding, the encoder's version.
 */
export function clipKey(content: Content): string {
  return createHash('sha256')
    .update(canonicalJson([edition, content]))
    .digest('hex')
}

/** JSON whose fields stand in the order of their names. */
export function canonicalJson(content: Content): string {
  if (typeof content !== 'object' || content === null) return JSON.stringify(content)
  if (isList(content)) return `[${content.map(canonicalJson).join(',')}]`
  const fields = Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${canonicalJson(value)}`).join(',')}}`
}

const isList = (content: object): content is readonly Content[] => Array.isArray(content)
