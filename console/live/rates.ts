// How fast each destination takes bytes, reckoned once for all pages from what control says each second.
import { watch } from 'vue'
import { RateWindow } from '../tell/figures.ts'
import { view } from './live.ts'

const rateOverMs = 5_000
const slots = 90

const windows = new Map<string, RateWindow>()
const keyOf = (broadcast: string, destination: string) => `${broadcast}/${destination}`

watch(
  view,
  ({ broadcasts }) => {
    const known = new Set<string>()
    for (const { name, legs, nowMs } of broadcasts ?? [])
      for (const { destination, ackedBytes } of legs) {
        const key = keyOf(name, destination)
        known.add(key)
        const rates = windows.get(key) ?? new RateWindow(rateOverMs, slots)
        windows.set(key, rates)
        rates.add(nowMs, ackedBytes)
      }
    for (const key of windows.keys()) if (!known.has(key)) windows.delete(key)
  },
  { immediate: true, flush: 'sync' },
)

export type Rate = { readonly bitsPerS: number | null; readonly history: readonly number[] }

/** Read it while rendering what `view` holds: it moves with it. */
export function rateOf(broadcast: string, destination: string): Rate {
  const rates = windows.get(keyOf(broadcast, destination))
  return { bitsPerS: rates?.bitsPerS() ?? null, history: rates?.history ?? [] }
}

export const rateSlots = slots
