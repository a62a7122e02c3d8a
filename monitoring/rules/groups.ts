// All rules, in the groups in which Prometheus evaluates them.
import { availabilityAlerts } from './availability-alerts.ts'
import { destinationAlerts } from './destination-alerts.ts'
import { houseAlerts } from './house-alerts.ts'
import { onAirAlerts } from './on-air-alerts.ts'
import { proofAlerts } from './proof-alerts.ts'
import { budgetRecording, quickRecordings, windowRecordings } from './recordings.ts'
import type { Alert, Recording } from './rule.ts'

type Group<Rule> = { readonly name: string; readonly interval: string; readonly rules: readonly Rule[] }

export const recordingGroups: readonly Group<Recording>[] = [
  { name: 'changming-now', interval: '5s', rules: quickRecordings },
  { name: 'changming-hours', interval: '15s', rules: windowRecordings(['5m', '30m', '1h', '6h']) },
  // A month of samples is not read more often than it must be.
  {
    name: 'changming-days',
    interval: '5m',
    rules: [...windowRecordings(['3d', '30d']), budgetRecording],
  },
]

export const alertGroups: readonly Group<Alert>[] = [
  { name: 'changming-availability', interval: '5s', rules: availabilityAlerts },
  { name: 'changming-on-air', interval: '5s', rules: onAirAlerts },
  { name: 'changming-destinations', interval: '5s', rules: destinationAlerts },
  { name: 'changming-probes', interval: '5s', rules: proofAlerts },
  { name: 'changming-house', interval: '5s', rules: houseAlerts },
]

export const alerts: readonly Alert[] = alertGroups.flatMap(({ rules }) => rules)
