// Metrics of drills: when one last ran and passed, and how soon each fault of the last one was recovered from.
import type { Exposition } from './exposition.ts'
import type { MetricsView } from './view.ts'

export function showDrills(exposition: Exposition, { drills }: MetricsView): void {
  const passed = exposition.gauge('drill_last_pass_timestamp_seconds', 'When a whole drill last passed.', [])
  const ran = exposition.gauge(
    'drill_last_run_timestamp_seconds',
    'When a whole drill was last finished.',
    [],
  )
  const recovery = exposition.gauge(
    'drill_recovery_seconds',
    'Of the last whole drill, by fault: until everything was back; +Inf where that never came about.',
    ['fault'],
  )
  if (drills.lastPassedMs !== null) passed({}, drills.lastPassedMs / 1_000)
  if (drills.lastRunMs !== null) ran({}, drills.lastRunMs / 1_000)
  for (const { fault, recoveredMs } of drills.recoveries)
    recovery({ fault }, recoveredMs === null ? Infinity : recoveredMs / 1_000)
}
