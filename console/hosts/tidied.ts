// A plan as control takes it. Pure.
import type { Plan } from './types.ts'

/** Without what it leaves empty: times, a set, a profile, a logo. */
export function tidied(plan: Plan): Plan {
  const { profile, logo, ...rest } = plan
  const rotation = plan.rotation.map(({ host, script, set, from, to }) => ({
    host,
    script,
    ...(set === undefined ? {} : { set }),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  }))
  return { ...rest, rotation, ...(profile ? { profile } : {}), ...(logo ? { logo } : {}) }
}
