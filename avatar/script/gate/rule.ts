// What a rule of the gate is, and how one is looked for in a sentence.

export type GateRule = {
  /** What is looked for, in the sentence without spaces and signs that hide a word. */
  readonly pattern: RegExp
  /** Where it is innocent: a longer stretch around what was found. */
  readonly innocent?: RegExp
  /** The law or the platform's rule, as people look it up. */
  readonly basis: string
  readonly why: string
  /** The same in Chinese. */
  readonly whyZh: string
  /** What to write instead. */
  readonly instead: string
  readonly insteadZh: string
  /** Allowed where one of the product's facts says the same. */
  readonly provable?: true
}

export type Refusal = {
  /** As it stands in the sentence. */
  readonly term: string
  readonly basis: string
  readonly why: string
  readonly whyZh: string
  readonly instead: string
  readonly insteadZh: string
}

/** Refusals of a sentence by a list of rules; `facts` may prove what is provable. */
export function refusalsBy(rules: readonly GateRule[], text: string, facts: readonly string[]): Refusal[] {
  const plain = unhidden(text)
  const proofs = facts.map(unhidden)
  return rules.flatMap(({ pattern, innocent, provable, ...told }) => {
    const found = [...plain.matchAll(new RegExp(pattern.source, 'giu'))].find(match => {
      if (provable && proofs.some(fact => fact.toLowerCase().includes(match[0].toLowerCase()))) return false
      return innocent === undefined || !isInside(plain, match.index, match[0].length, innocent)
    })
    return found === undefined ? [] : [{ term: found[0], ...said(told) }]
  })
}

function said({ basis, why, whyZh, instead, insteadZh }: Omit<GateRule, 'pattern'>): Omit<Refusal, 'term'> {
  return { basis, why, whyZh, instead, insteadZh }
}

function isInside(text: string, at: number, length: number, wider: RegExp): boolean {
  return [...text.matchAll(new RegExp(wider.source, 'giu'))].some(
    match => match.index <= at && match.index + match[0].length >= at + length,
  )
}

/** Full-width letters made plain, and signs taken out that stand between two Hanzi to hide a word. */
export function unhidden(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\u200b-\u200f\ufeff]/g, '')
    .replaceAll(/(?<=\p{Script=Han})[\s.*·•_\-|/~"'“”‘’「」『』]+(?=\p{Script=Han})/gu, '')
}
