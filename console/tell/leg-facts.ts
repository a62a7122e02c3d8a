// What the desk says of one destination: its state in words, since when, why, what proves it, and what will end. Pure.
import { bytes, duration, seconds } from './figures.ts'
import type { Level } from './level.ts'
import { nameOf } from './names.ts'
import { levelOfLeg, troubleOf } from './verdict.ts'
import type { Words } from './words.ts'
import type { Leg } from '../live/types.ts'

export type Figure = { readonly name: string; readonly value: string }

export type LegFacts = {
  readonly level: Level
  readonly name: string
  readonly state: string
  readonly since: string
  readonly trouble: string
  /** What the relay, or the platform itself, said about it. */
  readonly why: string
  /** What ends soon: the room, the key. */
  readonly endings: readonly { readonly level: Level; readonly text: string }[]
}

/** What nobody would call late. */
const leastLateMs = 100
const soonMs = 30 * 60_000
/** A room that would last for so long is nobody's worry yet. */
const roomSoonMs = 20 * 60_000

export function factsOfLeg(leg: Leg, nowMs: number, words: Words): LegFacts {
  const isCarrying = leg.state.at === 'carrying'
  const said = isCarrying || leg.said === null ? '' : words.leg.said(leg.said)
  const why = isCarrying || leg.why === null ? '' : leg.why
  return {
    level: levelOfLeg(leg),
    name: nameOf(leg, words),
    state: words.at[leg.state.at],
    since: sinceOf(leg, nowMs, words),
    trouble: troubleOf(leg, words),
    why: [why, said].filter(each => each !== '').join(' · '),
    endings: [...roomEnding(leg, words), ...keyEnding(leg, nowMs, words)],
  }
}

function sinceOf(leg: Leg, nowMs: number, { leg: words, units }: Words): string {
  const { at, sinceMs, retryInMs } = leg.state
  if (at === 'idle' || sinceMs === 0) return ''
  if (at === 'waiting' && retryInMs !== undefined)
    return words.retryIn(duration(Math.max(0, sinceMs + retryInMs - nowMs), units))
  return words.for(duration(nowMs - (at === 'carrying' ? (leg.carryingSinceMs ?? sinceMs) : sinceMs), units))
}

/** Told while the budget is being spent, or is short as it is. */
function roomEnding({ roomClosesInMs, state }: Leg, { room, units }: Words): LegFacts['endings'] {
  if (roomClosesInMs === null || (state.at === 'carrying' && roomClosesInMs > 0)) return []
  if (roomClosesInMs === 0) return [{ level: 'bad', text: room.closed }]
  const level = roomClosesInMs < roomSoonMs ? 'bad' : 'busy'
  return [{ level, text: room.closesIn(duration(roomClosesInMs, units)) }]
}

function keyEnding({ keyExpiresAtMs }: Leg, nowMs: number, { leg, units }: Words): LegFacts['endings'] {
  const leftMs = keyExpiresAtMs === null ? Infinity : keyExpiresAtMs - nowMs
  if (leftMs <= 0) return [{ level: 'bad', text: leg.expired }]
  return leftMs < soonMs ? [{ level: 'busy', text: leg.expires(duration(leftMs, units)) }] : []
}

/** The three that tell most. */
export function proofsOf(leg: Leg, words: Words): Figure[] {
  const { leg: told, units } = words
  return [
    { name: told.rtt, value: rttOf(leg) },
    {
      name: told.progress,
      value: leg.lastProgressAgeMs === null ? '–' : words.ago(seconds(leg.lastProgressAgeMs, units.s)),
    },
    { name: told.viewers, value: viewersOf(leg, words) },
  ]
}

/** All there is to know. */
export function figuresOf(leg: Leg, words: Words): Figure[] {
  const { leg: told, units, join } = words
  const again = Object.entries(leg.reconnects).filter(([, n]) => n > 0)
  const causeOf = (cause: string) => words.cause[cause]?.split(/[.。]/)[0] || cause
  const total = again.reduce((sum, [, n]) => sum + n, 0)
  const { kernelAcked, windowAck, pong } = leg.evidence
  const proofs = [
    ...(kernelAcked ? [told.kernel] : []),
    ...(windowAck ? [told.window] : []),
    ...(pong ? [told.pong] : []),
  ]
  return [
    ...proofsOf(leg, words),
    { name: told.evidence, value: proofs.length === 0 ? told.noEvidence : join(proofs) },
    { name: told.queue, value: `${Math.round(leg.queueMs)} ms · ${bytes(leg.queueBytes)}` },
    { name: told.dropped, value: String(leg.droppedFrames) },
    {
      name: told.reconnects,
      value: total === 0 ? '0' : `${total} (${join(again.map(([cause, n]) => `${causeOf(cause)} ${n}`))})`,
    },
    {
      name: told.dark,
      value: leg.darkMs < 60_000 ? seconds(leg.darkMs, units.s) : duration(leg.darkMs, units),
    },
  ]
}

function rttOf({ rttMs }: Leg): string {
  return rttMs === null ? '–' : `${rttMs < 10 ? rttMs.toFixed(1) : Math.round(rttMs)} ms`
}

/** What its playback proves. */
function viewersOf({ verified }: Leg, { leg, units }: Words): string {
  if (verified === null) return '–'
  const { state, latencyMs } = verified
  const late =
    latencyMs === null || latencyMs < leastLateMs ? '' : ` · ${leg.behind(seconds(latencyMs, units.s))}`
  return `${leg.verified[state]}${late}`
}

/** Which of its addresses is used, and how the others were found. */
export function addressOf(leg: Leg, { leg: words }: Words): string {
  if (leg.endpoints === 0) return words.noAddress
  const ordinal = leg.endpoint ?? 0
  return [
    words.endpoint(ordinal + 1, leg.endpoints) + (ordinal > 0 ? ` (${words.backup})` : ''),
    leg.server ?? '',
    leg.keyFingerprint === null ? '' : `${words.key} ${leg.keyFingerprint}`,
    leg.carrier === 'ffmpeg' ? words.viaFfmpeg : '',
    ...leg.standbys.map(({ endpoint, state, why }) =>
      words.standby(endpoint + 1, state === 'ready' ? '' : why || state),
    ),
  ]
    .filter(each => each !== '')
    .join(' · ')
}
