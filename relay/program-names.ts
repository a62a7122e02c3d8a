// Names of programs: one per distinct set of feeds that destinations may carry.
import type { DesiredDestination, RelayDesired } from './desired.ts'

/** No feed has a dot in its name, so that other feeds have another. */
export function programNameOf({ without }: DesiredDestination): string {
  return without.length === 0 ? 'main' : `without-${[...new Set(without)].sort().join('.')}`
}

/** The feeds that a program must not show. */
export function withoutOf(program: string, desired: RelayDesired): readonly string[] {
  return desired.destinations.find(each => programNameOf(each) === program)?.without ?? []
}
