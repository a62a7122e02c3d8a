// Metrics of telling people: what became of messages, how late they were, what is waiting.
import type { Exposition } from './exposition.ts'
import type { MetricsView } from './view.ts'

export function showNotifications(exposition: Exposition, { notifications }: MetricsView): void {
  const total = exposition.counter(
    'notifications_total',
    'Messages taken, attempts that failed, and news that was given up, by receiver.',
    ['receiver', 'outcome'],
  )
  const pending = exposition.gauge(
    'notifications_pending',
    'Incidents a receiver should have been told of by now.',
    ['receiver'],
  )
  const delay = exposition.histogram(
    'notification_delay_seconds',
    'From when there was something to say, quiet hours not counted, until the receiver took it.',
  )
  for (const each of notifications) {
    const labels = { receiver: each.receiver }
    for (const [outcome, count] of Object.entries(each.outcomes)) total({ ...labels, outcome }, count)
    pending(labels, each.pending)
    delay(labels, each.delays)
  }
}
