// How one attempt to carry ended, as a value; and which cause that is. Pure.
import type { Cause } from './state.ts'

/** How far an attempt had come. */
export type CarryPhase = 'dns' | 'tcp' | 'handshake' | 'connect' | 'create' | 'publish' | 'live'

export type CarryEnd =
  | { by: 'asked' }
  /** The platform said no, in words of its protocol. */
  | { by: 'refused'; during: CarryPhase; code: string; description: string }
  /** The connection ended: a system error such as ECONNRESET, '' for an orderly end. */
  | { by: 'closed'; during: CarryPhase; error: string; liveForMs: number; idleForMs: number }
  | { by: 'dns'; error: string }
  | { by: 'late'; during: CarryPhase; withinMs: number }
  /** Connected, but the far end proved nothing for this long. */
  | { by: 'silent'; forMs: number }
  /** Takes bytes, but too few for too long. */
  | { by: 'slow'; forMs: number }
  /** The far end does not speak the protocol. */
  | { by: 'nonsense'; during: CarryPhase; what: string }
  /** An FFmpeg child ended; `said` is its last words, scrubbed of keys. */
  | { by: 'child'; how: string; said: string; liveForMs: number }

export type Verdict = { readonly cause: Cause; readonly why: string }

const idleDropMs = 5_000

/** `keyExpiresAtMs`: what the key itself says (wall clock), null where it says nothing. */
export function judgeEnd(end: CarryEnd, nowWallMs: number, keyExpiresAtMs: number | null): Verdict {
  switch (end.by) {
    case 'asked':
      return { cause: 'client-stop', why: 'the broadcast was stopped' }
    case 'refused':
      return judgeWords(
        `${end.code} ${end.description}`,
        `the platform refused: ${words(end.code, end.description)}`,
      )
    case 'closed':
      return judgeClosed(end, nowWallMs, keyExpiresAtMs)
    case 'dns':
      return { cause: 'dns', why: `the server's name was not resolved (${end.error}); check the address` }
    case 'late':
      return { cause: 'timeout', why: `nothing came within ${end.withinMs} ms ${during[end.during]}` }
    case 'silent':
      return {
        cause: 'timeout',
        why: `connected, but the far end took nothing for ${Math.round(end.forMs)} ms`,
      }
    case 'slow':
      return {
        cause: 'network',
        why: `the far end took too little for ${Math.round(end.forMs / 1_000)} s; frames were dropped all the while`,
      }
    case 'nonsense':
      return { cause: 'internal', why: `the far end does not speak RTMP ${during[end.during]}: ${end.what}` }
    case 'child':
      return judgeChild(end)
    default:
      return end satisfies never
  }
}

const during: Readonly<Record<CarryPhase, string>> = {
  dns: 'while resolving its name',
  tcp: 'while connecting',
  handshake: 'during the handshake',
  connect: 'in answer to connect',
  create: 'in answer to createStream',
  publish: 'in answer to publish',
  live: 'while live',
}

function judgeClosed(
  end: Extract<CarryEnd, { by: 'closed' }>,
  nowWallMs: number,
  keyExpiresAtMs: number | null,
): Verdict {
  const how = end.error === '' ? 'closed the connection' : `broke the connection (${end.error})`
  const isPublish = end.during === 'publish' || end.during === 'live'
  if (isPublish && keyExpiresAtMs !== null && keyExpiresAtMs <= nowWallMs) {
    return {
      cause: 'auth-expired',
      why: `the far end ${how}, and the key says it has expired; paste a new push address`,
    }
  }
  if (end.during === 'live' && end.idleForMs >= idleDropMs) {
    return {
      cause: 'idle-dropped',
      why: `the far end ${how} after ${Math.round(end.idleForMs / 1_000)} s without media`,
    }
  }
  const hint =
    end.during === 'publish' || (end.during === 'live' && end.liveForMs < 3_000)
      ? '; if this goes on, the key may be expired or in use elsewhere'
      : ''
  return { cause: 'network', why: `the far end ${how} ${during[end.during]}${hint}` }
}

function judgeChild(end: Extract<CarryEnd, { by: 'child' }>): Verdict {
  const words = judgeWords(end.said, `FFmpeg ${end.how}: ${end.said || 'it said nothing'}`)
  return words.cause === 'internal' ? { ...words, cause: 'network' } : words
}

/**
 * What platforms say, as patterns over code and description together. Codes of Tencent CSS as in its list of disconnect reasons
 * (tencentcloud.com/document/product/267/31083), the rest as nginx-rtmp, SRS, node-media-server and FFmpeg word it. First hit decides.
 */
const patterns: readonly (readonly [RegExp, Cause])[] = [
  [/\b21[-/ ]?102\b|replaced by|kicked|taken over|preempt/i, 'replaced-by-new'],
  [/\b602\b|lower priority/i, 'lower-priority'],
  [/\b(?:600)\b|concurren|too many (?:streams|publish|connections)/i, 'concurrency'],
  [
    /\b601\b|already (?:publish|exist|has a publisher|in use|live)|stream ?busy|is busy|duplicate|BadName/i,
    'duplicate-rejected',
  ],
  [
    /\b500\b.*(?:expir|param)|\b502\b|auth(?:entication|orization)? (?:is )?(?:required|missing)|no auth|missing (?:sign|token|key)/i,
    'auth-missing',
  ],
  [/\b501\b|expire|timed? ?out token|txTime/i, 'auth-expired'],
  [
    /\b18[-/ ]?305\b|\b21[-/ ]?101\b|\bbann?ed|forbid(?:den)? (?:stream|push)|blacklist|blocked by/i,
    'banned',
  ],
  [/\b18[-/ ]?20[0-3]\b|arrears|overdue|account|suspended/i, 'account'],
  [
    /\b503\b|auth|sign(?:ature)?\b|invalid (?:stream )?key|token|denied|forbidden|unauthori[sz]ed|not allowed|permission|Rejected|StreamNotFound/i,
    'auth-invalid',
  ],
  [
    /codec|unsupported (?:video|audio|media)|bad rtmp content|frame too large|resolution|bitrate too/i,
    'media-invalid',
  ],
  [
    /policy|violat|room (?:is )?closed|live (?:is )?(?:ended|closed|over)|not (?:yet )?(?:open|live|started)/i,
    'policy',
  ],
]

export function judgeWords(said: string, why: string): Verdict {
  const hit = patterns.find(([pattern]) => pattern.test(said))
  return { cause: hit?.[1] ?? 'internal', why }
}

function words(code: string, description: string): string {
  return [code, description].filter(word => word !== '').join(', ') || 'without a word'
}
