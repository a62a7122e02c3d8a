// Every benchmark there is, in the order in which they run.
import type { Benchmark } from './benchmark.ts'
import { fanOut } from './fan-out.ts'
import { frozen } from './frozen.ts'
import { killed } from './killed.ts'
import { peak } from './peak.ts'
import { soak } from './soak.ts'

export const benchmarks: readonly Benchmark[] = [fanOut, peak, killed, frozen, soak]
