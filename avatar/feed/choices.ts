// What a host plays next, and after that: what it says of itself, what the desk asked for, its script, or a pause. Pure.
import type { Now } from '../snapshot.ts'
import type { Act } from './act.ts'
import type { Cue } from './cues.ts'
import type { AskedInterjection } from './interjections.ts'
import type { Gated, Line } from './lines.ts'
import type { Take } from './studio.ts'

export type Choice =
  | { readonly kind: 'disclosure'; readonly line: Line; readonly take: Take }
  | { readonly kind: 'interjection'; readonly line: AskedInterjection; readonly take: Take }
  | { readonly kind: 'script'; readonly line: Gated; readonly take: Take }
  | { readonly kind: 'pause'; readonly line: null; readonly take: Take }

export type Standing = {
  readonly act: Act
  readonly cue: Cue
  /** A line of the script is being said: the next is the one after it. */
  readonly isSayingLine: boolean
  /** What the desk asked for, where its clip is ready. */
  readonly asked: { readonly line: AskedInterjection; readonly take: Take } | undefined
  /** Whether viewers saw the host already. */
  readonly wasOnAir: boolean
  readonly disclosedAtMs: number
  readonly sayLabelEveryMs: number
}

/** So many scenes from a time on, as they would follow if nothing else happened; none before the first picture. */
export function choicesFrom(standing: Standing, fromMs: number, count: number): Choice[] {
  const { act, cue, sayLabelEveryMs } = standing
  const choices: Choice[] = []
  let { wasOnAir, disclosedAtMs, asked } = standing
  let [atMs, lines] = [fromMs, standing.isSayingLine ? 1 : 0]
  const pause = act.pause
  if (pause === undefined) return []
  const choose = (): Choice => {
    const isOwed = !wasOnAir || atMs - disclosedAtMs >= sayLabelEveryMs
    const next = act.ready(lines)
    if (cue !== 'on-air') return { kind: 'pause', line: null, take: pause }
    if (isOwed && act.disclosed !== undefined)
      return { kind: 'disclosure', line: act.disclosure, take: act.disclosed }
    if (asked !== undefined) return { kind: 'interjection', ...asked }
    return next === undefined ? { kind: 'pause', line: null, take: pause } : { kind: 'script', ...next }
  }
  while (choices.length < count) {
    const choice = choose()
    choices.push(choice)
    if (choice.kind === 'disclosure') disclosedAtMs = atMs
    else if (choice.kind === 'interjection') asked = undefined
    else if (choice.kind === 'script') lines += 1
    wasOnAir ||= cue === 'on-air'
    atMs += lastsMs(choice.take)
  }
  return choices
}

export function lastsMs({ clip }: Take): number {
  return (clip.pictures.length * 1_000) / clip.frameRateFps
}

/** What people are shown of it while it plays; null for a pause. */
export function nowOf(choice: Choice, take: Take, wallMs: number): Now | null {
  if (choice.kind === 'pause') return null
  const { kind, line } = choice
  return {
    text: line.text,
    from: kind,
    segment: kind === 'script' ? choice.line.segment : '',
    product: line.product?.name ?? null,
    isFromClip: take.isReused,
    beganAtMs: Math.round(wallMs),
    lastsMs: Math.round(lastsMs(take)),
  }
}
