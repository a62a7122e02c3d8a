// The words that sentences are made of, in both languages.
import { en, type Words } from './words-en.ts'
import { zh } from './words-zh.ts'

export type Language = 'zh' | 'en'
export type { Words }

export function wordsOf(language: Language): Words {
  return language === 'zh' ? zh : en
}
