// A sentence said beside a script: in its language, of one of its products, its fields filled in, and past the gate.
import { Failure } from '#core/failure.ts'
import type { Language } from '../speech/index.ts'
import { gate, tellRefusal } from './gate/index.ts'
import { type Product, productOf, type Script } from './schema.ts'
import { fillingOf, readTemplate, worded } from './template.ts'

export type SentenceBeside = {
  readonly text: string
  readonly language: Language
  readonly product: Product | null
}

/** Throws `avatar/refused-sentence` with everything that stands against it, a line each. */
export function sentenceBeside(script: Script, written: string, productId: string | null): SentenceBeside {
  const product = productOf(script, productId ?? undefined)
  if (productId !== null && product === null)
    throw refused([
      `the script ${script.name} has no product ${productId}; name one of ${script.products.map(({ id }) => id).join(', ') || 'none: it has no products'}`,
    ])
  const template = readTemplate(written)
  if ('mistake' in template) throw refused([template.mistake])
  const text = worded(template, 0, fillingOf(product)).trim()
  const verdict = gate(text, product)
  if (!verdict.passes) throw refused(verdict.refusals.map(tellRefusal))
  return { text, language: script.language, product }
}

function refused(why: readonly string[]): Failure {
  return new Failure('avatar/refused-sentence', why.join('\n'), { fault: 'operator', remedy: 'stop' })
}
