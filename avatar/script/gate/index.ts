// The gate: every sentence passes it before a voice hears of it, or is refused with the term, the rule and what to write instead.
import { Failure } from '#core/failure.ts'
import type { Language, Speech, Voice } from '../../speech/index.ts'
import type { Product } from '../schema.ts'
import { absoluteTerms, absoluteTermsInEnglish } from './absolute-terms.ts'
import { contradictionsIn } from './claims.ts'
import { type Refusal, refusalsBy } from './rule.ts'

export type { GateRule, Refusal } from './rule.ts'

export type Verdict =
  | { readonly passes: true }
  | { readonly passes: false; readonly refusals: readonly Refusal[] }

/** Judges a sentence as it would be spoken (fields filled in) of the product it speaks of. Both packs look at every language. */
export function gate(sentence: string, product: Product | null): Verdict {
  const facts = product?.facts ?? []
  const refusals = [
    ...refusalsBy([...absoluteTerms, ...absoluteTermsInEnglish], sentence, facts),
    ...contradictionsIn(sentence, product),
  ]
  return refusals.length === 0 ? { passes: true } : { passes: false, refusals }
}

/** One refusal as a sentence for whoever wrote it. */
export function tellRefusal({ term, basis, why, instead }: Refusal): string {
  return `"${term}" may not be said: ${why} (${basis}); write ${instead}`
}

/** Throws `avatar/refused-sentence` with every reason. */
export function checkGate(sentence: string, product: Product | null): void {
  const verdict = gate(sentence, product)
  if (verdict.passes) return
  const reasons = verdict.refusals.map(tellRefusal).join('\n')
  throw new Failure('avatar/refused-sentence', `"${sentence}" is not spoken:\n${reasons}`, {
    fault: 'operator',
    remedy: 'stop',
  })
}

/** A voice behind the gate: what is refused never reaches it. The only way sentences of a script may be spoken. */
export function gatedVoice(voice: Pick<Voice, 'speak'>): {
  speak(
    line: { readonly text: string; readonly product: Product | null; readonly language: Language },
    signal: AbortSignal,
  ): Promise<Speech>
} {
  return {
    speak: async ({ text, product, language }, signal) => {
      checkGate(text, product)
      return await voice.speak(text, { language, signal })
    },
  }
}
