// Metrics of programs: what is on air, how long, and how often it was cut.
import type { Exposition } from './exposition.ts'
import type { MetricsView } from './view.ts'

export function showPrograms(exposition: Exposition, { relays, cuts, programSeconds }: MetricsView): void {
  const wished = exposition.gauge('broadcast_wished_on', 'Whether the broadcast is wished on the air.', [
    'broadcast',
  ])
  const onAir = exposition.gauge('program_on_air', 'Whether this feed is on air now.', [
    'broadcast',
    'program',
    'feed',
  ])
  const cut = exposition.counter('program_cuts_total', 'Times another feed went on air.', [
    'broadcast',
    'program',
    'from',
    'to',
    'cause',
  ])
  const seconds = exposition.counter('program_seconds_total', 'Time on air, by what was shown.', [
    'broadcast',
    'program',
    'kind',
  ])
  for (const { broadcast, isWanted, isUp, snapshot } of relays) {
    wished({ broadcast }, isWanted ? 1 : 0)
    for (const program of snapshot?.programs ?? [])
      for (const { name } of program.feeds)
        onAir({ broadcast, program: program.name, feed: name }, isUp && program.onAir === name ? 1 : 0)
  }
  for (const { labels, value } of cuts) cut(labels, value)
  for (const { labels, value } of programSeconds) seconds(labels, value)
}
