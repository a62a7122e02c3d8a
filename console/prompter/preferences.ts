// How a host likes to read, remembered on this device.
import { reactive, watch } from 'vue'
import { keep, kept } from '../shell/kept.ts'
import type { Mode } from './types.ts'

export type Preferences = {
  /** Height of a letter. */
  sizePx: number
  isMirrored: boolean
  /** Where the line to say stands, as a share of the height. */
  readAt: number
  showsProduct: boolean
  mode: Mode
  /** Hanzi or words a minute; 0: as usual in the language. */
  perMinute: number
}

const usual: Preferences = {
  sizePx: 56,
  isMirrored: false,
  readAt: 0.28,
  showsProduct: true,
  mode: 'hand',
  perMinute: 0,
}
export const sizes = { least: 24, most: 140, step: 4 } as const

function read(): Preferences {
  try {
    const known = JSON.parse(kept('prompter.reading') ?? '{}') as Partial<Preferences>
    const isOf = (name: keyof Preferences) => typeof known[name] === typeof usual[name]
    const good = (Object.keys(usual) as (keyof Preferences)[]).filter(isOf)
    return { ...usual, ...Object.fromEntries(good.map(name => [name, known[name]])) }
  } catch {
    return { ...usual }
  }
}

export function usePreferences(): Preferences {
  const preferences = reactive(read())
  if (kept('prompter.reading') === null) preferences.sizePx = innerWidth < 700 ? 34 : 56
  watch(preferences, () => keep('prompter.reading', JSON.stringify(preferences)))
  return preferences
}
