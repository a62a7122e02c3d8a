// Metrics of incidents: how many are open, and how long it took to notice them, to recover and to be acknowledged.
import type { Exposition } from './exposition.ts'
import { counted } from './incident/counts.ts'
import type { MetricsView } from './view.ts'

const helps = {
  detection: 'From the first evidence until a process of ours noticed; counted once the incident is over.',
  recovery: 'From the first evidence until viewers of every destination had a live picture again.',
  acknowledge: 'From the record being opened until a person took notice.',
} as const

export function showIncidents(exposition: Exposition, { incidents }: MetricsView): void {
  const open = exposition.gauge('incidents_open', 'Incidents that are not over.', ['broadcast', 'kind'])
  const numbers = new Map<string, { labels: { broadcast: string; kind: string }; count: number }>()
  for (const labels of incidents.open) {
    const key = `${labels.broadcast} ${labels.kind}`
    numbers.set(key, { labels, count: (numbers.get(key)?.count ?? 0) + 1 })
  }
  for (const { labels, count } of numbers.values()) open(labels, count)
  for (const what of counted) {
    const show = exposition.histogram(`incident_${what}_seconds`, helps[what])
    for (const [kind, of] of Object.entries(incidents.counts))
      if (of[what] !== undefined) show({ kind }, of[what])
  }
}
