// Reads a broadcast's plan from control, changes it, puts it again. One change at a time.
import { ask } from '../live/ask.ts'
import { lookNow } from '../live/live.ts'
import type { Plan } from './plan.ts'

const pathOf = (broadcast: string) => `api/broadcasts/${encodeURIComponent(broadcast)}`

export async function readPlan(broadcast: string): Promise<Plan> {
  return ((await ask('GET', pathOf(broadcast))) as { plan: Plan }).plan
}

export async function putPlan(broadcast: string, plan: Plan): Promise<void> {
  await ask('PUT', pathOf(broadcast), plan)
  lookNow()
}

let last: Promise<unknown> = Promise.resolve()

/** What another page changed in between is kept: the plan is read anew for each change. */
export function changePlan(broadcast: string, change: (plan: Plan) => Plan): Promise<void> {
  const mine = last.catch(() => {}).then(async () => putPlan(broadcast, change(await readPlan(broadcast))))
  last = mine.catch(() => {}) // said where it was asked for
  return mine
}
