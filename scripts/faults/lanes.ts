// How many faults are acted at a time, each on a broadcast of its own; the last one has a second camera.
import type { LanePlan } from './lane.ts'

export const lanes: readonly LanePlan[] = [
  { name: 'one', cameras: 1 },
  { name: 'two', cameras: 1 },
  { name: 'three', cameras: 2 },
]
