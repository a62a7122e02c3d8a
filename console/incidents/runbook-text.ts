// A runbook's Markdown as blocks to show, in the language of whoever reads; as much Markdown as runbooks are written in. Pure.

export type Piece = { readonly kind: 'text' | 'code'; readonly text: string }
export type Block =
  | { readonly kind: 'heading' | 'paragraph'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'steps' | 'points'; readonly items: readonly (readonly Piece[])[] }

/** English stands before the line, Chinese behind it; the title holds both. */
export function runbookIn(markdown: string, language: 'zh' | 'en'): Block[] {
  const [english = '', chinese = english] = markdown.split(/^---\s*$/m)
  const body = language === 'zh' ? chinese : english.replace(/^# .*$/m, '').replace(/^Alerts · 告警:.*$/m, '')
  return body
    .split(/\n\s*\n/)
    .map(part => part.trim())
    .filter(Boolean)
    .map(blockOf)
}

function blockOf(part: string): Block {
  if (part.startsWith('#')) return { kind: 'heading', pieces: piecesOf(part.replace(/^#+\s*/, '')) }
  const items = part.split(/\n(?=\d+\. |[-*] )/)
  if (/^\d+\. /.test(part)) return { kind: 'steps', items: items.map(itemOf) }
  if (/^[-*] /.test(part)) return { kind: 'points', items: items.map(itemOf) }
  return { kind: 'paragraph', pieces: piecesOf(part) }
}

const itemOf = (item: string) => piecesOf(item.replace(/^(?:\d+\.|[-*]) /, ''))

/** Links lead to other files, which are not here: their words stay. */
function piecesOf(text: string): Piece[] {
  const plain = text
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replaceAll(/\*\*?([^*]+)\*\*?/g, '$1')
  return plain
    .split('`')
    .map((each, i): Piece => ({ kind: i % 2 === 0 ? 'text' : 'code', text: each }))
    .filter(({ text: each }) => each !== '')
}
