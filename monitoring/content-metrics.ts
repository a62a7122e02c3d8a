// Metrics of what feeds show and sound like, as far as somebody looks.
import type { Exposition } from './exposition.ts'
import type { MetricsView } from './view.ts'

const whats = ['black', 'frozen', 'silent', 'clipped'] as const
const feed = ['broadcast', 'feed'] as const

export function showContents(exposition: Exposition, { relays }: MetricsView): void {
  const probe = exposition.gauge(
    'feed_probe_up',
    'Whether somebody looks at what the feed shows; 0 where that fails, absent where there is nothing to look at.',
    feed,
  )
  const bad = exposition.gauge(
    'feed_content_bad',
    'Whether the feed has been black, frozen, silent or clipped for long enough.',
    [...feed, 'what'],
  )
  const level = exposition.gauge(
    'feed_sound_level_dbfs',
    'Of the newest piece of sound; 0 is full scale.',
    feed,
  )
  for (const { broadcast, isUp, snapshot } of relays) {
    if (!isUp) continue // all of it is true of the moment only
    for (const { feed: name, probe: at, faults, soundDb } of snapshot?.contents ?? []) {
      const labels = { broadcast, feed: name }
      if (at !== 'waiting') probe(labels, at === 'looking' ? 1 : 0)
      if (at !== 'looking') continue
      for (const what of whats) bad({ ...labels, what }, faults.some(fault => fault.what === what) ? 1 : 0)
      if (soundDb !== null) level(labels, soundDb)
    }
  }
}
