// The door of monitoring: snapshots in, Prometheus text out.
import { Exposition } from './exposition.ts'
import { showContents } from './content-metrics.ts'
import { showDrills } from './drill-metrics.ts'
import { showFeeds } from './feed-metrics.ts'
import { showIncidents } from './incident-metrics.ts'
import { showLegs, showProofs, showStandbys } from './leg-metrics.ts'
import { showNotifications } from './notification-metrics.ts'
import { showHosts } from './host-metrics.ts'
import { showProcesses } from './process-metrics.ts'
import { showPrograms } from './program-metrics.ts'
import type { MetricsView } from './view.ts'

export {
  acknowledge,
  advance,
  type Change,
  nextDueMs,
  presentIncidents,
  type Told,
} from './incident/engine.ts'
export { countAcknowledged, type Counts } from './incident/counts.ts'
export { openUnshown, type Unshown } from './incident/proofs.ts'
export { type EngineState, newState } from './incident/state.ts'
export {
  type Happening,
  type Incident,
  type Kind,
  kinds,
  type Scope,
  type Seen,
  type SeenSpan,
  type Sentences,
} from './incident/types.ts'
export { judge, notRun } from './scorecard/judge.ts'
export { faultNames } from './scorecard/words.ts'
export { scorecardPage } from './scorecard/page.ts'
export { scorecardOf, slowerMs, unfinished } from './scorecard/scorecard.ts'
export {
  type DrillFault,
  drillFaults,
  drillLimits,
  type DrillOutcome,
  drillOutcomes,
  type Machine,
  type Paging,
  type Played,
  type Result,
  type Scorecard,
  type Span,
  type Witness,
} from './scorecard/types.ts'
export type { Observed } from './exposition.ts'
export type { MetricsView, RelayView } from './view.ts'

/** The text of one scrape, built from nothing but this view: what is gone from it is gone from the text. */
export function writeMetrics(view: MetricsView): Promise<string> {
  const exposition = new Exposition()
  showFeeds(exposition, view)
  showPrograms(exposition, view)
  showContents(exposition, view)
  showLegs(exposition, view)
  showProofs(exposition, view)
  showStandbys(exposition, view)
  showProcesses(exposition, view)
  showHosts(exposition, view)
  showIncidents(exposition, view)
  showNotifications(exposition, view)
  showDrills(exposition, view)
  return exposition.text()
}
