// One check of a preflight: what was looked at, what was found, and what mends it.

/** `told` is information: it never stands in the way. */
export type Outcome = 'passed' | 'told' | 'failed'
export type Verdict = 'GO' | 'NO-GO'
export type Check = {
  readonly rule: string
  readonly outcome: Outcome
  /** False where the outcome is `failed`. */
  readonly passed: boolean
  readonly detail: string
  /** What to do about it; null where nothing need be done. */
  readonly mend: string | null
}

export const passed = (rule: string, detail: string): Check => check(rule, 'passed', detail, null)
export const told = (rule: string, detail: string, mend: string | null = null): Check =>
  check(rule, 'told', detail, mend)
export const failed = (rule: string, detail: string, mend: string): Check =>
  check(rule, 'failed', detail, mend)

function check(rule: string, outcome: Outcome, detail: string, mend: string | null): Check {
  return { rule, outcome, passed: outcome !== 'failed', detail, mend }
}

export function verdictOf(checks: readonly Check[]): Verdict {
  return checks.every(each => each.passed) ? 'GO' : 'NO-GO'
}

/** A length of time as people say it: `45 s`, `90 min`, `48 h`. */
export function spanOf(ms: number): string {
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`
}
