// In which order broadcasts stand: those that need a person first, those off air together at the end. Pure.
import type { Broadcast, Feeds } from '../live/types.ts'
import { judge, type Verdict } from '../tell/verdict.ts'
import type { Words } from '../tell/words.ts'

export type Standing = { readonly broadcast: Broadcast; readonly verdict: Verdict }
export type Arranged = { readonly on: readonly Standing[]; readonly off: readonly Standing[] }

export function arranged(broadcasts: readonly Broadcast[], feeds: Feeds | null, words: Words): Arranged {
  const all = broadcasts.map(broadcast => ({ broadcast, verdict: judge(broadcast, feeds, words) }))
  const isOff = ({ verdict }: Standing) => verdict.level === 'off'
  const isNeedy = ({ verdict }: Standing) => Number(verdict.level === 'bad')
  return {
    on: all.filter(each => !isOff(each)).toSorted((a, b) => isNeedy(b) - isNeedy(a)),
    off: all.filter(isOff),
  }
}
