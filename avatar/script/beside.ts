// A sentence said beside a script: in its language, of one of its products, its fields filled in, and past the gate.
import type { Language } from '../speech/index.ts'
import { gate, type Refusal, tellRefusal } from './gate/index.ts'
import { type Product, productOf, type Script } from './schema.ts'
import { fillingOf, readTemplate, worded } from './template.ts'

export type SentenceBeside =
  | {
      readonly passes: true
      readonly text: string
      readonly language: Language
      readonly product: Product | null
    }
  | {
      readonly passes: false
      /** Everything that stands against it, with what to write instead. */
      readonly why: readonly { readonly en: string; readonly zh: string }[]
    }

export function sentenceBeside(script: Script, written: string, productId: string | null): SentenceBeside {
  const product = productOf(script, productId ?? undefined)
  if (productId !== null && product === null) return refused(missing(script, productId))
  const template = readTemplate(written)
  if ('mistake' in template) return refused({ en: template.mistake, zh: template.mistakeZh })
  const text = worded(template, 0, fillingOf(product)).trim()
  const verdict = gate(text, product)
  if (!verdict.passes) return refused(...verdict.refusals.map(inBoth))
  return { passes: true, text, language: script.language, product }
}

function refused(...why: readonly { readonly en: string; readonly zh: string }[]): SentenceBeside {
  return { passes: false, why }
}

function missing({ name, products }: Script, productId: string) {
  const ids = products.map(({ id }) => id).join(', ')
  return {
    en: `the script ${name} has no product ${productId}; ${ids === '' ? 'it has none' : `name one of ${ids}`}`,
    zh: `脚本 ${name} 里没有商品 ${productId}；${ids === '' ? '它没有商品' : `可选 ${ids}`}`,
  }
}

function inBoth(refusal: Refusal) {
  const { term, basis, whyZh, insteadZh } = refusal
  return { en: tellRefusal(refusal), zh: `“${term}”不能说：${whyZh}（${basis}）；可改为：${insteadZh}` }
}
