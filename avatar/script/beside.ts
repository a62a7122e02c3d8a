// A sentence said beside a script: in its language, of one of its products, its fields filled in, and past the gate.
import { commentWords } from '../overlay/index.ts'
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

export type CommentBeside =
  | { readonly passes: true; readonly author: string; readonly text: string }
  | { readonly passes: false; readonly why: readonly Refused[] }

/** A viewer's comment as it may be shown: what a host may not say does not stand beside it either, nor in a name. */
export function commentBeside(
  script: Script,
  author: string,
  written: string,
  productId: string | null,
): CommentBeside {
  const product = productOf(script, productId ?? undefined)
  if (productId !== null && product === null)
    return { passes: false, why: [{ field: 'product', ...missing(script, productId) }] }
  const words = commentWords(author, written)
  if ('mistake' in words)
    return { passes: false, why: [{ field: words.field, en: words.mistake, zh: words.mistakeZh }] }
  const why = (['author', 'text'] as const).flatMap(field => {
    const verdict = gate(words[field].normalize('NFKC'), product)
    return verdict.passes ? [] : verdict.refusals.map(each => ({ field, ...inBoth(each) }))
  })
  return why.length === 0 ? { passes: true, ...words } : { passes: false, why }
}

type Refused = { readonly field: string; readonly en: string; readonly zh: string }

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
