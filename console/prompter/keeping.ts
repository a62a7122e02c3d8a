// What a tablet keeps of its teleprompter, so that it goes on without control and both agree again afterwards. Pure.
import type { Cue, Place, Prompter } from './types.ts'

/** Where this tablet's own host went, until control has taken it. */
export type OwnMove = {
  readonly script: string
  readonly place: Place
  /** The version that was known then. */
  readonly base: number
  /** By this tablet's clock. */
  readonly atMs: number
}

export type Kept = {
  /** What control last said; null before the first time. */
  readonly prompter: Prompter | null
  readonly own: OwnMove | null
  /** Cards that were shown or confirmed here and that control has yet to hear of. */
  readonly shown: readonly number[]
  readonly seen: readonly number[]
}

export const nothingKept: Kept = { prompter: null, own: null, shown: [], seen: [] }

/** The place to show: this tablet's own until control says otherwise. */
export function placeOf({ prompter, own }: Kept): Place | null {
  if (own !== null && own.script === prompter?.script) return own.place
  return prompter?.place ?? null
}

/** The host moved here. */
export function moved(kept: Kept, place: Place, atMs: number): Kept {
  const { prompter } = kept
  if (prompter === null || prompter.script === null) return kept
  const before = placeOf(kept)
  if (before !== null && isSame(before, place)) return kept
  return { ...kept, own: { script: prompter.script, place, base: prompter.version, atMs } }
}

/**
 * Control said how things are. An answer older than what is known changes nothing. This tablet's own move stays while nobody
 * moved since what it was based on, or while it is later than what control knows; control decides by the same rule.
 * `askedMs`: by this tablet's clock, when it asked; however long the answer took, it knows of nothing later.
 */
export function heard(kept: Kept, prompter: Prompter, askedMs: number): Kept {
  if (kept.prompter !== null && isOlder(prompter, kept.prompter)) return kept
  const isOpen = (id: number, what: (cue: Cue) => number | null) => {
    const cue = prompter.cues.find(each => each.id === id)
    return cue !== undefined && cue.withdrawnMs === null && what(cue) === null
  }
  return {
    prompter,
    own: stayed(kept.own, prompter, askedMs),
    shown: kept.shown.filter(id => isOpen(id, cue => cue.shownMs ?? cue.seenMs)),
    seen: kept.seen.filter(id => isOpen(id, cue => cue.seenMs)),
  }
}

function stayed(own: OwnMove | null, prompter: Prompter, askedMs: number): OwnMove | null {
  if (own === null || own.script !== prompter.script) return null
  if (prompter.place !== null && isSame(own.place, prompter.place)) return null // it is known
  const isLater = own.atMs > askedMs || prompter.nowMs - (askedMs - own.atMs) > prompter.movedMs
  return own.base === prompter.version || isLater ? { ...own, base: prompter.version } : null
}

/** A store that was made anew counts from the beginning: its clock, not its count, says that it is newer. */
function isOlder(answer: Prompter, known: Prompter): boolean {
  return answer.asOf < known.asOf && answer.nowMs <= known.nowMs
}

export function confirmed(kept: Kept, id: number): Kept {
  return kept.seen.includes(id) ? kept : { ...kept, seen: [...kept.seen, id].slice(-100) }
}

export function displayed(kept: Kept, ids: readonly number[]): Kept {
  const news = ids.filter(id => !kept.shown.includes(id))
  return news.length === 0 ? kept : { ...kept, shown: [...kept.shown, ...news].slice(-100) }
}

/** What control has yet to hear, with the age of the move. */
export function outbox(
  { own, shown, seen }: Kept,
  atMs: number,
): {
  readonly move: { script: string; line: Place; base: number; ageMs: number } | null
  readonly shown: readonly number[]
  readonly seen: readonly number[]
} {
  const ageMs = own === null ? 0 : Math.min(86_400_000, Math.max(0, atMs - own.atMs))
  const move = own === null ? null : { script: own.script, line: own.place, base: own.base, ageMs }
  return { move, shown: shown.filter(id => !seen.includes(id)), seen }
}

/** From the text it was kept as; nothing where that is not ours. */
export function readKept(text: string | null): Kept {
  try {
    const read = JSON.parse(text ?? 'null') as Partial<Kept> | null
    if (!Array.isArray(read?.prompter?.segments) || !Array.isArray(read.prompter.cues)) return nothingKept
    return {
      prompter: read.prompter,
      own: typeof read.own?.atMs === 'number' ? read.own : null,
      shown: Array.isArray(read.shown) ? read.shown : [],
      seen: Array.isArray(read.seen) ? read.seen : [],
    }
  } catch {
    return nothingKept
  }
}

function isSame(a: Place, b: Place): boolean {
  return a.segment === b.segment && a.sentence === b.sentence && a.text === b.text && a.mode === b.mode
}
