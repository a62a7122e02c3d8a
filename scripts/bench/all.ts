// Every benchmark there is, in the order in which they run.
import type { Benchmark } from './benchmark.ts'
import { cameraLost } from './camera-lost.ts'
import { compose } from './compose.ts'
import { desk } from './desk.ts'
import { fanOut } from './fan-out.ts'
import { frozen } from './frozen.ts'
import { killed } from './killed.ts'
import { label } from './label.ts'
import { peak } from './peak.ts'
import { previews } from './previews.ts'
import { probesCost } from './probes-cost.ts'
import { recovery } from './recovery.ts'
import { soak } from './soak.ts'
import { spliceCost } from './splice-cost.ts'

export const benchmarks: readonly Benchmark[] = [
  fanOut,
  peak,
  spliceCost,
  probesCost,
  compose,
  label,
  desk,
  previews,
  killed,
  frozen,
  cameraLost,
  recovery,
  soak,
]
