// What the sentences about events have in common in all languages. Pure.
import { type Level, worstOf } from './level.ts'
import { profileText } from './misfit.ts'
import { type HouseEvent, type Profile, slateName } from '../live/types.ts'

export type Sentence = { readonly level: Level; readonly text: string }
/** What an event tells, as text; names are as the page calls them, `program` is '' where it is the only one. */
export type Detail = Readonly<Record<string, string>>
export type Tell = (detail: Detail, event: HouseEvent) => Sentence | null

export const say = (level: Level, text: string): Sentence => ({ level, text })
export const s = (detail: Detail, name: string) => detail[name] ?? ''
export const ms = (detail: Detail, name: string) => `${Math.round(Number(s(detail, name)))} ms`

/** The steps of an ordinary connection are left out; its success and its troubles are told. */
const legLevels: Readonly<Record<string, Level>> = {
  carrying: 'good',
  stalled: 'busy',
  waiting: 'busy',
  blocked: 'bad',
  stopped: 'off',
}

export function legSaid(
  detail: Detail,
  texts: Readonly<Record<string, string>>,
  end: string,
): Sentence | null {
  const [from, to] = [s(detail, 'from'), s(detail, 'to')]
  const level = legLevels[to]
  if (level === undefined || (to === 'carrying' && from === 'carrying')) return null
  return say(level, `${texts[to]}${end}`)
}

export function backup(detail: Detail, words: string): string {
  return Number(s(detail, 'endpoint')) > 0 ? words : ''
}

/** What a cut was, as people tell them apart; `plain` where its cause is not known. */
export type CutKind = 'start' | 'lostToSlate' | 'lostToFeed' | 'fromSlate' | 'back' | 'byHand' | 'plain'

export function cutKindOf(detail: Detail): CutKind {
  const [from, to, cause] = [s(detail, 'from'), s(detail, 'to'), s(detail, 'cause')]
  if (from === '') return 'start'
  if (cause === 'take') return 'byHand'
  if (cause === 'lost' && to === slateName) return 'lostToSlate'
  if (from === slateName) return 'fromSlate'
  if (cause === 'lost') return 'lostToFeed'
  return cause === 'return' || cause === 'release' ? 'back' : 'plain'
}

export function cutLevelOf(detail: Detail): Level {
  const kind = cutKindOf(detail)
  const ofKind = kind === 'lostToSlate' ? 'bad' : kind === 'lostToFeed' ? 'busy' : 'good'
  const isTakenSlate = kind === 'byHand' && s(detail, 'to') === slateName
  return worstOf([isTakenSlate ? 'wait' : ofKind, s(detail, 'misfit') === '' ? 'good' : 'busy'])
}

/** It is told twice: without a frame rate, which takes a moment to measure, and with it. */
export function profileIn({ detail }: HouseEvent): string | null {
  const profile = detail as unknown as Profile
  return typeof profile.frameRateFps === 'number' ? profileText(profile) : null
}

/** Why encoders cannot connect; null while they can. */
export function shutDoor({ detail }: HouseEvent): string | null {
  const rtmp = detail.rtmp as { error?: unknown } | undefined
  return typeof rtmp?.error === 'string' ? rtmp.error : null
}
