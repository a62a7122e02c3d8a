// What viewers of a program see instead of a picture, for each destination that carries it.
import type { EngineState, Span } from './state.ts'

/** The word of programs for the slate. */
export const slateName = 'slate'

export type OnAir = { readonly broadcast: string; readonly program: string }
export const nameOf = ({ broadcast, program }: OnAir) => `${broadcast}/${program}`

export const isOf = (span: Span, air: OnAir) =>
  span.broadcast === air.broadcast && span.program === air.program

export function seenBy(
  state: EngineState,
  { broadcast, program }: OnAir,
  how: Span['how'],
  fromMs: number,
): Span[] {
  return Object.values(state.house.legs)
    .filter(leg => leg.broadcast === broadcast && leg.program === program && leg.at !== 'stopped')
    .map(({ destination }) => ({ broadcast, destination, program, how, fromMs, toMs: null }))
}
