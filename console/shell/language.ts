// Which language the desk speaks: the visitor's choice, else the browser's.
import { computed, type ComputedRef, ref, watchEffect } from 'vue'
import { type Language, type Words, wordsOf } from '../tell/words.ts'
import { keep, kept } from './kept.ts'

export type { Language, Words }

function presentLanguage(): Language {
  const chosen = kept('language')
  if (chosen === 'zh' || chosen === 'en') return chosen
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

export const language = ref<Language>(presentLanguage())

export function chooseLanguage(chosen: Language): void {
  language.value = chosen
  keep('language', chosen)
}

watchEffect(() => {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
})

/** A page's words in the present language: `const words = useWords({ zh, en })`, then `words.value.title`. */
export function useWords<Both>(words: Readonly<Record<Language, Both>>): ComputedRef<Both> {
  return computed(() => words[language.value])
}

/** The words for states, causes, platforms and verdicts, which all pages share. */
export const shared = computed<Words>(() => wordsOf(language.value))
