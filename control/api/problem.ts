// Errors as application/problem+json (RFC 9457), with our code beside the standard fields.
import type { ErrorRequestHandler } from 'express'
import { Failure, messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import { TooMany } from '../access/brake.ts'
import { Mistakes } from '../rules/mistakes.ts'
import { detailInChinese, type InChinese, inChinese } from '../chinese/in-chinese.ts'
import { titles } from '../chinese/words.ts'

const known: Readonly<Record<string, readonly [status: number, title: string]>> = {
  'control/invalid': [400, 'Something in the request is not right'],
  'control/unfit-slate': [400, 'This cannot be a slate'],
  'control/unfit-host': [400, 'This cannot be a host'],
  'control/unfit-logo': [400, 'This cannot be a logo'],
  'control/not-json': [400, 'The body is not JSON'],
  'control/unauthorized': [401, 'Who is asking?'],
  'control/forbidden': [403, 'Your role may not do this'],
  'control/wrong-password': [403, 'The password is not right'],
  'control/wrong-origin': [403, 'Asked from another page'],
  'control/wrong-host': [421, 'Asked under another name'],
  'control/not-found': [404, 'There is no such thing'],
  'control/no-picture': [404, 'There is no picture'],
  'control/on-air': [409, 'It is on air'],
  'control/off-air': [409, 'It is off the air'],
  'control/in-use': [409, 'It is in use'],
  'control/exists': [409, 'It exists already'],
  'control/changed': [409, 'Somebody else changed it meanwhile'],
  'control/key-in-use': [409, 'This key is already sent with'],
  'control/drill-runs': [409, 'A drill is running'],
  'control/not-ready': [409, 'Something is missing first'],
  'control/too-large': [413, 'The body is too large'],
  'control/too-many': [429, 'Too many'],
  'control/voice-silent': [502, 'The voice could not say it'],
  'control/not-delivered': [502, 'The receiver did not take it'],
  'avatar/no-draft': [502, 'The language model wrote no usable script'],
  'avatar/draft-unreachable': [502, 'The language model gave no answer'],
  'control/draft-late': [504, 'The language model took too long'],
  'control/secret-file': [409, 'A file of a key cannot be read'],
  'control/not-running': [503, 'The worker is not running'],
  'control/disk-full': [507, 'It could not be stored'],
  'core/disk-full': [507, 'It could not be stored'],
}

export type Problem = {
  readonly type: 'about:blank'
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  /** By which a program knows the sentence, finer than `code`; absent where it is none of ours. */
  readonly sentence?: string
  readonly titleZh: string
  readonly detailZh: string
  /** Of "too many": when to ask again. */
  readonly waitMs?: number
  readonly fields?: readonly WrongField[]
}
type WrongField = {
  readonly field: string
  readonly detail: string
  readonly sentence?: string
  readonly detailZh: string
}

/** What to answer for anything thrown. A surprise is answered without its words: they could hold anything. */
export function problemOf(error: unknown): Problem {
  const failure = error instanceof Failure ? error : parserFailure(error)
  if (failure === undefined)
    return problem(500, 'control/failed', 'We failed', 'this is our fault; see control.log')
  const [status, title] = known[failure.code] ?? [500, 'We failed']
  const wait = failure instanceof TooMany ? { waitMs: Math.ceil(failure.waitMs) } : {}
  if (failure instanceof Mistakes) return ofMistakes(failure, status, title)
  return { ...problem(status, failure.code, title, failure.message), ...wait }
}

function problem(status: number, code: string, title: string, detail: string): Problem {
  const { sentence } = inChinese(detail) ?? {}
  const known = sentence === undefined ? {} : { sentence }
  return { ...bare(status, code, title), detail, ...known, detailZh: detailInChinese(code, detail) }
}

function bare(status: number, code: string, title: string) {
  return { type: 'about:blank', status, code, title, titleZh: titles[code] ?? weFailed } as const
}
const weFailed = '长明自己出错了'

// A body may hold thousands of mistakes of one kind: each sentence is looked for once.
function ofMistakes({ code, message, fields }: Mistakes, status: number, title: string): Problem {
  const found = new Map(fields.map(({ detail }) => [detail, null as InChinese | null]))
  for (const detail of found.keys()) found.set(detail, inChinese(detail))
  const told = fields.map(({ field, detail, detailZh }) => {
    const { sentence, zh = detail } = found.get(detail) ?? {}
    return { field, detail, ...(sentence === undefined ? {} : { sentence }), detailZh: detailZh ?? zh }
  })
  const lines = told.map(({ field, detailZh }) => (field === '' ? detailZh : `${field}：${detailZh}`))
  return { ...bare(status, code, title), detail: message, detailZh: lines.join('\n'), fields: told }
}

// What express's body parser throws: an error with a `type` (github.com/expressjs/body-parser#errors).
function parserFailure(error: unknown): Failure | undefined {
  const type = (error as { type?: unknown } | null)?.type
  const about = { fault: 'operator', remedy: 'stop' } as const
  if (type === 'entity.too.large') {
    const limit = Math.round(Number((error as { limit?: unknown }).limit) / 1_024)
    return new Failure('control/too-large', `this body may hold ${limit} KiB`, about)
  }
  const status = (error as { status?: unknown } | null)?.status
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new Failure(
      'control/not-json',
      'the request cannot be read: send UTF-8 JSON and a clean path',
      about,
    )
  return undefined
}

/** The last of express's handlers. */
export function problemHandler(log: Log): ErrorRequestHandler {
  return (error, request, response, _next) => {
    const said = problemOf(error)
    if (said.status >= 500) {
      const detail = { path: request.path, error: messageOf(error), code: said.code }
      log.error(detail, 'control/request-failed')
    }
    if (response.headersSent) {
      response.destroy()
      return
    }
    if (said.status === 401) response.setHeader('www-authenticate', 'Bearer')
    if (said.status === 429)
      response.setHeader('retry-after', String(Math.ceil((said.waitMs ?? 60_000) / 1_000)))
    response.status(said.status).type('application/problem+json').send(JSON.stringify(said))
  }
}
