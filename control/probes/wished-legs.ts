// Every destination that is wished on air, with what its worker last said of its leg.
import type { LegSnapshot, RelaySnapshot } from '#relay'
import type { DestinationPlan } from '../store/plan.ts'
import type { Store } from '../store/store.ts'
import type { Supervisor } from '../supervisor/supervisor.ts'

export type WishedLeg = {
  readonly broadcast: string
  readonly plan: DestinationPlan
  readonly leg: LegSnapshot
}

/** Those of which nothing was said yet are left out. */
export function wishedLegs(store: Store, supervisor: Supervisor): WishedLeg[] {
  const onAir = store.broadcasts.all().filter(({ wish }) => wish === 'on')
  return onAir.flatMap(({ name: broadcast, plan: { destinations } }) => {
    const snapshot = supervisor.snapshot(`relay-${broadcast}`) as RelaySnapshot | undefined
    return destinations.flatMap(plan => {
      if (store.broadcasts.destination(broadcast, plan.name).wish === 'off') return [] // stopped alone
      const leg = snapshot?.legs.find(each => each.destination === plan.name)
      return leg === undefined ? [] : [{ broadcast, plan, leg }]
    })
  })
}
