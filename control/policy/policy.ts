// A policy: what a platform takes and allows, each value with its source, its date and how sure we are. Overrides are laid over it.
import { z } from 'zod'
import type { Platform } from '../store/plan.ts'
import { builtIn, lookedOn } from './built-in.ts'
import { type PolicyField, policyFieldNames, policyFields, type PolicyValue, unknown } from './fields.ts'

/** How sure we are of a value, from the surest to the least. */
export const confidences = [
  'measured', // here, by us
  'stated', // by somebody here, who is named
  'confirmed', // an official document or the platform's own program says so
  'reported', // the press, a law firm or a copy of the primary text says so
  'observed', // other people's programs and reports show it
  'inferred', // concluded from the above, or general practice
  'unknown', // looked for and not found
] as const
export type Confidence = (typeof confidences)[number]

/** A value as it ships. */
export type Fact<F extends PolicyField = PolicyField> = {
  readonly value: PolicyValue<F>
  readonly source: string
  /** Of the source, or of the day on which it was looked at: `2026-11-22`. */
  readonly date: string
  readonly confidence: Confidence
  readonly note?: string
}

/** A value as somebody here writes it. */
export type Override<F extends PolicyField = PolicyField> = {
  readonly value: PolicyValue<F>
  /** "measured" where it was. */
  readonly source: string
  readonly note?: string | undefined
  /** Filled in when it is stored. */
  readonly date?: string
  readonly by?: string
}
export type Overrides = { readonly [F in PolicyField]?: Override<F> | undefined }

/** A value in force, and which layer it comes from. */
export type InForce<F extends PolicyField = PolicyField> = Fact<F> & {
  readonly from: 'built-in' | 'platform' | 'destination'
  readonly by?: string
}
export type Policy = { readonly [F in PolicyField]: InForce<F> }

const sourceSentence = 'must say where the value comes from: an address, a name, or "measured"'

/** What is written over a policy: every field may be left out. */
export const overridesPlan = z
  .strictObject(
    Object.fromEntries(policyFieldNames.map(name => [name, overridePlan(policyFields[name]).optional()])),
  )
  .describe(
    'Values of your own, by field; what is left out is as built in.',
  ) as unknown as z.ZodType<Overrides>

function overridePlan(value: z.ZodType) {
  return z.strictObject(
    {
      value,
      source: z.string(sourceSentence).min(1, sourceSentence).max(500, 'is longer than 500 characters'),
      note: z.string('must be text').max(1_000, 'is longer than 1000 characters').optional(),
    },
    'must be an object such as {"value": …, "source": "measured"}',
  )
}

type Layers = { readonly platform: Overrides; readonly destination: Overrides }

/** What holds: the destination's own value, else the platform's, else the one built in. */
export function policyInForce(platform: Platform, layers: Layers): Policy {
  const entries = policyFieldNames.map(name => [name, inForce(name, platform, layers)])
  return Object.fromEntries(entries) as unknown as Policy
}

function inForce(name: PolicyField, platform: Platform, layers: Layers): InForce {
  for (const from of ['destination', 'platform'] as const) {
    const written = layers[from][name]
    if (written !== undefined)
      return { date: '', ...written, confidence: confidenceIn(written), from } as InForce
  }
  const fact: Fact = builtIn[platform][name] ?? nothingFound
  return { ...fact, from: 'built-in' }
}

const nothingFound: Fact = {
  value: unknown,
  source: 'looked for in public pages and code; nothing found that says so',
  date: lookedOn,
  confidence: 'unknown',
}

function confidenceIn({ value, source }: Override): Confidence {
  if (value === unknown) return 'unknown'
  return source.trim().toLowerCase() === 'measured' ? 'measured' : 'stated'
}

/** The day of a wall clock, as policies write it: `2026-11-22`. */
export function dayOf(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(0, 10)
}

/** Fills in who wrote each override, and when; one that says the same as before keeps both. */
export function stamped(written: Overrides, before: Overrides, who: { by: string; date: string }): Overrides {
  const entries = policyFieldNames.flatMap(name => {
    const now = written[name]
    if (now === undefined) return []
    const was = before[name]
    return [[name, was !== undefined && isSame(now, was) ? was : { ...now, date: who.date, by: who.by }]]
  })
  return Object.fromEntries(entries)
}

/** Overrides without who wrote them, and when. */
export function unstamped(overrides: Overrides): Overrides {
  const entries = Object.entries(overrides).map(([name, override]) => {
    const { value, source, note } = override as Override
    return [name, { value, source, ...(note === undefined ? {} : { note }) }]
  })
  return Object.fromEntries(entries)
}

function isSame(a: Override, b: Override): boolean {
  return JSON.stringify([a.value, a.source, a.note]) === JSON.stringify([b.value, b.source, b.note])
}
