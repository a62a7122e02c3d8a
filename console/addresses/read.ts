// Push addresses out of whatever was pasted: labelled, in one line, in two, broken by a chat program, several at once. Pure.
import { type Piece, piecesOf } from './pieces.ts'
import { hasKey, splitAddress } from './split.ts'
import { wash } from './wash.ts'

/** What was done to the text on the way; each is told to whoever pasted it. */
export const notes = ['joined', 'deep', 'trimmed', 'lost-options', 'shared-key'] as const
export type Note = (typeof notes)[number]

export type Found = {
  /** Server and app. */
  readonly url: string
  /** Everything behind them, to the letter; '' where it is missing. */
  readonly key: string
  readonly notes: readonly Note[]
}

export type Reading = {
  readonly addresses: readonly Found[]
  /** A key whose server is missing. */
  readonly isKeyAlone: boolean
  /** What might have been part of an address and was not used. */
  readonly leftovers: readonly string[]
  readonly hadInvisible: boolean
  readonly hadWide: boolean
}

/** As many as a destination takes. */
export const mostAddresses = 8

export function readAddresses(pasted: string): Reading {
  const { text, hadInvisible, hadWide } = wash(pasted)
  const reader = new Reader()
  for (const piece of piecesOf(text)) reader.take(piece)
  return { ...reader.done(), hadInvisible, hadWide }
}

/** An address that is being put together. */
type Draft = {
  raw: string
  /** Where it was written apart from the server. */
  key: string | null
  isKeyLabelled: boolean
  notes: Set<Note>
}

class Reader {
  #draft: Draft | null = null
  #expects: 'key' | null = null
  /** Only what follows at once can be the rest of what went before. */
  #mayJoin = false
  /** Of the last line that was joined: a program that wraps makes them equally long. */
  #lineLength = 0
  readonly #addresses: Found[] = []
  readonly #leftovers: string[] = []
  #isKeyAlone = false

  take(piece: Piece): void {
    if (piece.after === 'gap') this.#mayJoin = false
    switch (piece.kind) {
      case 'address':
        return this.#takeAddress(piece.text)
      case 'key-label':
        return this.#takeKeyLabel()
      case 'url-label':
        this.#expects = null
        this.#mayJoin = false
        return
      case 'foreign':
        this.#leftovers.push(piece.text)
        this.#mayJoin = false
        return
      case 'words':
        return this.#takeWords(piece)
      case 'token':
        return this.#takeToken(piece)
      default:
        return piece.kind satisfies never
    }
  }

  done(): Pick<Reading, 'addresses' | 'leftovers' | 'isKeyAlone'> {
    this.#finish()
    const seen = new Set<string>()
    const addresses = withSharedKeys(this.#addresses).filter(({ url, key }) => {
      const both = `${url} ${key}`
      return seen.has(both) ? false : seen.add(both)
    })
    return {
      addresses: addresses.slice(0, mostAddresses),
      leftovers: this.#leftovers.slice(0, mostAddresses),
      isKeyAlone: this.#isKeyAlone,
    }
  }

  #takeAddress(raw: string): void {
    const { key = null, raw: before = '' } = this.#draft ?? {}
    const isKeyFirst = key !== null && before === ''
    if (!isKeyFirst) this.#finish()
    this.#draft = {
      raw,
      key: isKeyFirst ? key : null,
      isKeyLabelled: isKeyFirst,
      notes: this.#draft?.notes ?? new Set(),
    }
    this.#expects = null
    this.#mayJoin = true
  }

  #takeKeyLabel(): void {
    // A second key label after a whole address begins the next one's key only where a server follows.
    if (this.#draft !== null && this.#draft.key !== null) this.#finish()
    this.#expects = 'key'
    this.#mayJoin = false
  }

  /** A word such as `stream` is nothing, unless it stands where a key must. */
  #takeWords(piece: Piece): void {
    const isPlain = /^[!-~]*\w[!-~]*$/.test(piece.text)
    if (isPlain && (this.#expects === 'key' || (piece.isAlone && this.#awaitsKey()))) {
      this.#takeToken(piece)
      return
    }
    this.#mayJoin = false
  }

  #takeToken(piece: Piece): void {
    const draft = this.#draft
    if (this.#expects === 'key') return this.#takeKey(piece.text, true)
    if (draft === null) {
      if (looksLikeKey(piece.text)) return this.#takeKey(piece.text, false)
      this.#leave(piece.text)
      return
    }
    if (draft.key === null && isServerUnfinished(draft.raw) && this.#mayJoin) return this.#join(piece.text)
    if (this.#awaitsKey() && this.#mayJoin && isCutInApp(draft.raw, piece.text)) return this.#join(piece.text)
    if (this.#awaitsKey() && (piece.isAlone || looksLikeKey(piece.text)))
      return this.#takeKey(piece.text, false)
    const whole = draft.key ?? draft.raw
    const isRest = continues(whole, piece.text) || (piece.isAlone && piece.text.length === this.#lineLength)
    if (this.#mayJoin && !this.#awaitsKey() && isRest) return this.#join(piece.text, piece.isAlone)
    this.#leave(piece.text)
  }

  #leave(text: string): void {
    this.#mayJoin = false
    if (/[\w]{2}/.test(text)) this.#leftovers.push(text)
  }

  #awaitsKey(): boolean {
    return this.#draft !== null && this.#draft.key === null && !hasKey(this.#draft.raw)
  }

  #takeKey(text: string, isKeyLabelled: boolean): void {
    this.#draft = {
      raw: this.#draft?.raw ?? '',
      notes: this.#draft?.notes ?? new Set(),
      key: text,
      isKeyLabelled,
    }
    this.#expects = null
    this.#mayJoin = true
  }

  #join(text: string, isAlone = false): void {
    this.#lineLength = isAlone ? text.length : 0
    const draft = this.#draft as Draft
    draft.notes.add('joined')
    if (draft.key === null) draft.raw += text
    else draft.key += text
    this.#mayJoin = true
  }

  #finish(): void {
    const draft = this.#draft
    this.#draft = null
    this.#expects = null
    if (draft === null) return
    if (draft.raw === '') this.#isKeyAlone = true
    else this.#addresses.push(foundIn(draft))
  }
}

/** Two servers and one key beneath them: the key is for both. */
function withSharedKeys(found: readonly Found[]): Found[] {
  return found.map((each, i) => {
    const next = found.slice(i + 1).find(({ key }) => key !== '')
    return each.key !== '' || next === undefined
      ? each
      : { ...each, key: next.key, notes: [...each.notes, 'shared-key' as const] }
  })
}

function foundIn({ raw, key, isKeyLabelled, notes: made }: Draft): Found {
  const told = new Set(made)
  const trimmed = (text: string) => {
    const kept = trimmedEnd(text)
    if (kept !== text) told.add('trimmed')
    return kept
  }
  const whole = splitAddress(trimmed(raw))
  if (whole === null) return { url: trimmed(raw), key: key === null ? '' : trimmed(key), notes: [...told] }
  if (whole.lost.length > 0) told.add('lost-options')
  if (key === null) {
    if (whole.isDeep) told.add('deep')
    return { url: whole.url, key: whole.key, notes: [...told] }
  }
  const apart = trimmed(key)
  // The key beside its address says where the address ends; the address may repeat the key.
  const isRepeated = whole.key === apart || (whole.key !== '' && !isKeyLabelled)
  const url = whole.key === '' || isRepeated ? whole.url : trimmed(raw).replace(/(?<!:\/)\/+$/, '')
  return { url, key: apart, notes: [...told] }
}

/** A sentence's full stop or comma behind a key is no part of it; what is cut is told. */
function trimmedEnd(text: string): string {
  const plain = text.replace(/[,;.!]+$/, '')
  return /[)\]}]$/.test(plain) && !/[([{]/.test(plain) ? plain.replace(/[)\]}]+$/, '') : plain
}

/** Cut before its app: `rtmp://push.exam`. */
function isServerUnfinished(raw: string): boolean {
  return /^\w+:\/\/[^/]*$/.test(raw) && !raw.startsWith('srt')
}

/** Cut within its app: `…/thi` and `rd/stream-1`. */
function isCutInApp(raw: string, rest: string): boolean {
  return !raw.endsWith('/') && /^[\w.-]*\/./.test(rest)
}

function looksLikeKey(text: string): boolean {
  return /\d|[?&=_]/.test(text) && text.length >= 4
}

/** Whether `rest` can be what a chat program cut off `whole`. A word of a sentence cannot. */
function continues(whole: string, rest: string): boolean {
  if (/^[([{]/.test(rest)) return false
  if (/^[?&=%/_-]/.test(rest) || /[?&=%/_-]$/.test(whole)) return true
  if (whole.includes('?') && /[&=%]/.test(rest)) return true
  return /\d/.test(rest) || /^[0-9a-f]+$/i.test(rest) || /[a-z][A-Z]/.test(rest)
}
