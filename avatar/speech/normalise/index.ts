// What is written, as it is spoken: the one way into normalisation.
import type { Language } from '../language.ts'
import type { Lexicon } from './brands.ts'
import { englishReader } from './english.ts'
import { mandarinReader } from './mandarin.ts'
import { cleaned } from './rule.ts'

export type { Lexicon } from './brands.ts'

/**
 * A reader of one language: written text in, spoken words out. Mandarin and English are read in full; Cantonese takes Mandarin's
 * figures; of the others only emoji and addresses are taken out, since their engines read figures themselves.
 */
export function readerOf(language: Language, lexicon: Lexicon = {}): (text: string) => string {
  switch (language) {
    case 'zh':
    case 'yue':
      return mandarinReader(lexicon)
    case 'en':
      return englishReader(lexicon)
    case 'ja':
    case 'es':
      return cleaned
    default:
      return language satisfies never
  }
}
