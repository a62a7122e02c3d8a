// A washed text as pieces: addresses, labels, words nobody needs, and what may be a key or the rest of something. Pure.
import { gap } from './wash.ts'

export type Piece = {
  readonly kind: 'address' | 'foreign' | 'url-label' | 'key-label' | 'words' | 'token'
  readonly text: string
  /** What stood between it and the piece before. */
  readonly after: 'nothing' | 'space' | 'line' | 'gap'
  /** Nothing else stands on its line. */
  readonly isAlone: boolean
}

const schemes = /(?:rtmps?|srt)/
const glued = new RegExp(`(?<=[^\\s${gap}])(?=${schemes.source}://)`, 'gi')
const spacedScheme = new RegExp(`(${schemes.source})\\s*:\\s*/\\s*/\\s*`, 'gi')
const keyLabelZh = /密钥|秘钥|密匙|密鈅|密鑰|金鑰|推流码|推流碼|串流码|串流碼|直播码|流码|流名|流密|流ID|流id/
const urlLabelZh = /地址|地址|服务器|伺服器|域名|網址|网址|链接/
const keyLabelEn =
  /^(?:rtmp\s*|push\s*)?(?:stream[\s_-]*(?:key|name|id|code)|(?:push|secret|live|backup)[\s_-]*key|playpath|key)\s*(?=[\s\uE000]*[:=]|\s*$)/i
const urlLabelEn =
  /^(?:(?:rtmps?|srt|push|publish|ingest|stream(?:ing)?|primary|backup|main)[\s_-]*)*(?:url|server|address|host|endpoint|ingest)\s*(?=[\s\uE000]*[:=]|\s*$)/i
const han = /^[\p{Script=Han}\u3000-\u303F\uFF00-\uFF0F]+/u
const address = new RegExp(`^${schemes.source}://[!-~]*`, 'i')
const foreign = /^[a-z][a-z0-9+.-]*:\/\/[!-~]*/i
const token = /^[!-~]+/
/** Words that stand beside labels and are never a key. */
const idle =
  /^(?:rtmps?|srt|obs|url|server|stream(?:ing)?|push|backup|main|primary|and|or|the|is|[:=,;.\-–—/{}[\]()|]+)$/i

export function piecesOf(washed: string): Piece[] {
  const text = washed.replace(spacedScheme, '$1://').replace(glued, ' ')
  const lines = text.split('\n')
  return lines.flatMap(line => {
    const pieces = piecesIn(line)
    const counted = pieces.filter(({ kind }) => kind !== 'words')
    return pieces.map((piece, i) => ({
      ...piece,
      after: i === 0 ? ('line' as const) : piece.after,
      isAlone: counted.length === 1 && pieces.length === 1,
    }))
  })
}

type Open = Omit<Piece, 'isAlone'>

function piecesIn(line: string): Open[] {
  const found: Open[] = []
  let rest = line
  let after: Piece['after'] = 'line'
  while (rest !== '') {
    const between = /^[\s\uE000]+/.exec(rest)?.[0] ?? ''
    if (between !== '') {
      after = between.includes(gap) ? 'gap' : 'space'
      rest = rest.slice(between.length)
      continue
    }
    const piece = nextPiece(rest, found.length === 0 ? 'line' : after, found.at(-1))
    found.push(piece.open)
    rest = rest.slice(piece.length)
    after = 'nothing'
  }
  return found
}

function nextPiece(
  rest: string,
  after: Piece['after'],
  before: Open | undefined,
): { open: Open; length: number } {
  const of = (kind: Piece['kind'], text: string) => ({ open: { kind, text, after }, length: text.length })
  const found = address.exec(rest)?.[0]
  if (found !== undefined) return of('address', found)
  const words = han.exec(rest)?.[0]
  if (words !== undefined) return of(labelZh(words), words)
  const other = foreign.exec(rest)?.[0]
  if (other !== undefined) return of('foreign', other)
  const label = labelEn(rest, before)
  if (label !== undefined) return label(after)
  const written = token.exec(rest)?.[0]
  if (written === undefined) return of('words', rest[0] ?? '') // a letter of some other script
  const told = after === 'nothing' ? behindLabel(written, before) : written
  return { ...of(idle.test(told) || told === '' ? 'words' : 'token', told), length: written.length }
}

function labelZh(words: string): Piece['kind'] {
  return keyLabelZh.test(words) ? 'key-label' : urlLabelZh.test(words) ? 'url-label' : 'words'
}

/** An English label, or the end of a mixed one such as 串流 Key. Alone on its line it may be the key itself. */
function labelEn(rest: string, before: Open | undefined) {
  const key = keyLabelEn.exec(rest)?.[0]
  const url = urlLabelEn.exec(rest)?.[0]
  const label = key ?? url
  if (label === undefined || before?.kind === 'key-label') return undefined // there stands the key
  const behind = rest.slice(label.length)
  if (behind.startsWith('=') && rest.slice(0, 200).includes('&')) return undefined // streamname=…&key=…
  if (behind === '' && before === undefined && /^key$/i.test(label.trim())) return undefined
  const kind: Piece['kind'] = key === undefined ? 'url-label' : 'key-label'
  const sign = /^[\s\uE000]*[:=]+(?!\/\/)/.exec(behind)?.[0] ?? ''
  return (after: Piece['after']) => ({
    open: { kind, text: label, after },
    length: label.length + sign.length,
  })
}

/** The colon that ends a label is no part of what follows it. */
function behindLabel(written: string, before: Open | undefined): string {
  const isBehind = before !== undefined && before.kind !== 'address' && before.kind !== 'token'
  return isBehind ? written.replace(/^[:=](?!$)/, '') : written
}
