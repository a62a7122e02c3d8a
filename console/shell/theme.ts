// Light or dark: the visitor's choice, else the machine's.
import { ref, watchEffect } from 'vue'
import { keep, kept } from './kept.ts'

export const themes = ['system', 'dark', 'light'] as const
export type Theme = (typeof themes)[number]

export const theme = ref<Theme>(themes.find(each => each === kept('theme')) ?? 'system')

export function chooseTheme(chosen: Theme): void {
  theme.value = chosen
  keep('theme', chosen)
}

const systemIsLight = matchMedia('(prefers-color-scheme: light)')
const isSystemLight = ref(systemIsLight.matches)
systemIsLight.addEventListener('change', () => {
  isSystemLight.value = systemIsLight.matches
})

watchEffect(() => {
  const shown = theme.value === 'system' ? (isSystemLight.value ? 'light' : 'dark') : theme.value
  document.documentElement.dataset.theme = shown
})
