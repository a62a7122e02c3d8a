// Metrics of virtual hosts.
import type { Exposition } from './exposition.ts'
import type { MetricsView } from './view.ts'

const label = ['host']
const states = ['preparing', 'stand-by', 'on-air', 'wind-up'] as const

export function showHosts(exposition: Exposition, { avatar }: MetricsView): void {
  const state = exposition.gauge('host_state', 'Whether the host feed is in the state.', ['host', 'state'])
  const queue = exposition.gauge('host_clip_queue_seconds', 'Speech that is ready to be played.', label)
  const seen = exposition.gauge(
    'host_ai_label_present',
    'Whether the AI label was found on a decoded picture of the newest clip.',
    label,
  )
  const late = exposition.gauge('host_picture_lateness_seconds', 'How late pictures went out of late.', label)
  const totals = totalsOf(exposition)
  for (const feed of avatar.snapshot?.feeds ?? []) {
    const host = feed.name
    totals(feed)
    if (!avatar.isUp) continue // the rest is true of the moment only
    for (const each of states) state({ host, state: each }, feed.state === each ? 1 : 0)
    queue({ host }, feed.queueSeconds)
    late({ host }, feed.latenessMs / 1_000)
    if (feed.isLabelSeen !== null) seen({ host }, feed.isLabelSeen ? 1 : 0)
  }
}

type HostFeed = NonNullable<MetricsView['avatar']['snapshot']>['feeds'][number]

function totalsOf(exposition: Exposition): (feed: HostFeed) => void {
  const made = exposition.counter('host_clips_made_total', 'Clips by where they came from.', [
    'host',
    'origin',
  ])
  const cpu = exposition.counter('host_clip_cpu_seconds_total', 'Processor time of making clips.', label)
  const said = exposition.counter('host_sentences_total', 'Sentences by what became of them.', [
    'host',
    'outcome',
  ])
  return feed => {
    const host = feed.name
    made({ host, origin: 'composed' }, feed.clipsMade)
    made({ host, origin: 'shelf' }, feed.clipsReused)
    cpu({ host }, feed.clipCpuSeconds)
    said({ host, outcome: 'spoken' }, feed.sentencesSpoken)
    said({ host, outcome: 'refused' }, feed.sentencesRefused)
    said({ host, outcome: 'late' }, feed.sentencesLate)
  }
}
