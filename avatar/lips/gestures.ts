// What the mouth does for each sound of speech: IPA, as eSpeak writes it, to shapes and strengths.
import type { MouthShape } from '#stage'

/** One thing the mouth does within a sound. */
export type Gesture = {
  readonly kind: 'vowel' | 'closure' | 'consonant'
  /** null: that of the vowel that follows, as for k and h. */
  readonly shape: MouthShape | null
  readonly strength: number
  /** Its part of the sound's time. */
  readonly share: number
}

type Look = Omit<Gesture, 'share'>
const vowel = (shape: MouthShape, strength: number): Look => ({ kind: 'vowel', shape, strength })
const consonant = (shape: MouthShape | null, strength: number): Look => ({
  kind: 'consonant',
  shape,
  strength,
})
const closure: Look = { kind: 'closure', shape: 'closed', strength: 1 }

/** Longest spellings first within each list; diacritics are taken off before. */
const looks: readonly (readonly [spelling: string, look: Look])[] = [
  ['tɕh', consonant('teeth', 0.45)],
  ['tsh', consonant('teeth', 0.5)],
  ['tɕ', consonant('teeth', 0.45)],
  ['ts', consonant('teeth', 0.5)],
  ['dʒ', consonant('teeth', 0.5)],
  ['tʃ', consonant('teeth', 0.5)],
  ['dz', consonant('teeth', 0.5)],
  ['ph', closure],
  ['th', consonant('ih', 0.25)],
  ['kh', consonant(null, 0.25)],
  ['ər', vowel('ee', 0.45)],
  ['o-', vowel('ee', 0.5)],
  ['i.', vowel('ih', 0.5)],
  ['yæ', vowel('ee', 0.6)],
  ['p', closure],
  ['b', closure],
  ['m', closure],
  ['f', consonant('lip-teeth', 0.8)],
  ['v', consonant('lip-teeth', 0.7)],
  ['β', consonant('closed', 0.5)],
  ['θ', consonant('teeth', 0.4)],
  ['ð', consonant('teeth', 0.4)],
  ['s', consonant('teeth', 0.55)],
  ['z', consonant('teeth', 0.5)],
  ['ʂ', consonant('teeth', 0.5)],
  ['ʐ', consonant('teeth', 0.35)],
  ['ʃ', consonant('teeth', 0.5)],
  ['ʒ', consonant('teeth', 0.45)],
  ['ɕ', consonant('teeth', 0.45)],
  ['t', consonant('ih', 0.25)],
  ['d', consonant('ih', 0.25)],
  ['n', consonant('ih', 0.2)],
  ['l', consonant('ih', 0.3)],
  ['ɾ', consonant('ih', 0.25)],
  ['r', consonant('ih', 0.25)],
  ['ɹ', consonant('ou', 0.35)],
  ['k', consonant(null, 0.25)],
  ['ɡ', consonant(null, 0.25)],
  ['g', consonant(null, 0.25)],
  ['ŋ', consonant(null, 0.3)],
  ['h', consonant(null, 0.3)],
  ['x', consonant(null, 0.3)],
  ['χ', consonant(null, 0.3)],
  ['ɣ', consonant(null, 0.3)],
  ['ç', consonant('ih', 0.3)],
  ['ɲ', consonant('ih', 0.25)],
  ['ʎ', consonant('ih', 0.3)],
  ['w', consonant('ou', 0.7)],
  ['ɥ', consonant('ou', 0.6)],
  ['j', consonant('ih', 0.4)],
  ['ʲ', consonant('ih', 0.3)],
  ['ɔ', vowel('oh', 0.85)],
  ['o', vowel('oh', 0.8)],
  ['ɒ', vowel('oh', 0.8)],
  ['u', vowel('ou', 0.85)],
  ['ʊ', vowel('ou', 0.65)],
  ['ɯ', vowel('ih', 0.5)],
  ['y', vowel('ou', 0.8)],
  ['i', vowel('ih', 0.7)],
  ['ɪ', vowel('ih', 0.55)],
  ['ᵻ', vowel('ih', 0.45)],
  ['ɨ', vowel('ih', 0.45)],
  ['e', vowel('ee', 0.65)],
  ['ɛ', vowel('ee', 0.7)],
  ['ɜ', vowel('ee', 0.5)],
  ['ɚ', vowel('ee', 0.45)],
  ['ə', vowel('ee', 0.45)],
  ['ɤ', vowel('ee', 0.5)],
  ['æ', vowel('aa', 0.75)],
  ['a', vowel('aa', 0.9)],
  ['ɑ', vowel('aa', 0.95)],
  ['ɐ', vowel('aa', 0.6)],
  ['ʌ', vowel('aa', 0.7)],
]

const bySpelling = [...looks].sort(([a], [b]) => b.length - a.length)
const known = new Map<string, readonly Gesture[]>()
const mostKnown = 1_000

/** What the mouth does in one sound, in order; shares add up to one. Nothing for a pause or an unknown sign. */
export function gesturesOf(phone: string): readonly Gesture[] {
  const before = known.get(phone)
  if (before !== undefined) return before
  const gestures = shared(looksOf(phone))
  if (known.size < mostKnown) known.set(phone, gestures)
  return gestures
}

function looksOf(phone: string): Look[] {
  let rest = phone.normalize('NFD').replaceAll(/[\p{Mn}ˈˌːˑ0-9_|;']/gu, '')
  const found: Look[] = []
  while (rest !== '') {
    const [spelling, look] = bySpelling.find(([each]) => rest.startsWith(each)) ?? []
    if (look !== undefined) found.push(look)
    rest = rest.slice(spelling?.length ?? 1)
  }
  return found
}

const weights = { closure: 1, consonant: 1, vowel: 2.4 } as const

/** A glide before the main vowel and one behind it are shorter than the vowel itself. */
function shared(found: readonly Look[]): Gesture[] {
  const vowels = found.filter(each => each.kind === 'vowel')
  const main = vowels.length === 1 ? vowels[0] : vowels.toSorted((a, b) => b.strength - a.strength)[0]
  const weightOf = (look: Look) => (look.kind === 'vowel' && look !== main ? 1.4 : weights[look.kind])
  const sum = found.reduce((all, each) => all + weightOf(each), 0)
  return found.map(look => ({ ...look, share: weightOf(look) / sum }))
}
