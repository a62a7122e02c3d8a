// Which language the page speaks: the visitor's choice, else the browser's.
import { en, type Words } from './words-en.ts'
import { zh } from './words-zh.ts'

export type Language = 'zh' | 'en'
export type { Words }

const remembered = 'changming.language'

export function wordsOf(language: Language): Words {
  return language === 'zh' ? zh : en
}

export function presentLanguage(): Language {
  const chosen = localStorage.getItem(remembered)
  if (chosen === 'zh' || chosen === 'en') return chosen
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(remembered, language)
}
