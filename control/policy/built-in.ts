// The policies that ship. What is not named here is unknown: it is shown so, and nobody guesses.
import type { Platform } from '../store/plan.ts'
import { chinese } from './built-in-china.ts'
import { elsewhere } from './built-in-elsewhere.ts'
import type { PolicyField } from './fields.ts'
import type { Fact } from './policy.ts'

/** The day on which public pages and code were last searched. */
export const lookedOn = '2026-11-22'

export type Facts = { readonly [F in PolicyField]?: Fact<F> }

export const builtIn: Readonly<Record<Platform, Facts>> = { ...chinese, ...elsewhere }
