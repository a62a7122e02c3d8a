// Metrics of the front door and its feeds.
import type { Exposition } from './exposition.ts'
import type { MetricsView } from './view.ts'

const bytesPerKilobit = 125

export function showFeeds(exposition: Exposition, { ingest, feedNames }: MetricsView): void {
  const up = exposition.gauge('ingest_feed_up', 'Whether somebody publishes to the feed now.', ['feed'])
  const bytes = exposition.counter('ingest_feed_received_bytes_total', 'Media received.', ['feed'])
  const frames = exposition.counter('ingest_feed_frames_total', 'Frames received.', ['feed', 'kind'])
  const interval = exposition.gauge(
    'ingest_feed_keyframe_interval_seconds',
    'Time between the last two key frames, by their timestamps.',
    ['feed'],
  )
  const age = exposition.gauge('ingest_feed_last_video_age_seconds', 'Time since the newest picture.', [
    'feed',
  ])
  const measured = measuresOf(exposition)
  for (const feed of feedNames) {
    const seen = ingest.snapshot?.feeds.find(each => each.name === feed)
    up({ feed }, ingest.isUp && seen?.session != null ? 1 : 0)
    if (seen === undefined) continue
    bytes({ feed }, seen.receivedBytes)
    frames({ feed, kind: 'video' }, seen.videoFrames)
    frames({ feed, kind: 'audio' }, seen.audioFrames)
    measured.totals(seen)
    if (!ingest.isUp) continue // the rest is true of the moment only
    if (seen.keyframeIntervalMs !== null) interval({ feed }, seen.keyframeIntervalMs / 1_000)
    if (seen.lastVideoAgeMs !== null) age({ feed }, seen.lastVideoAgeMs / 1_000)
    if (seen.session !== null) measured.now(seen)
  }
  showSessions(exposition, ingest.snapshot?.sessions)
}

type Feed = NonNullable<MetricsView['ingest']['snapshot']>['feeds'][number]

/** What the tags that pass tell of a feed. */
function measuresOf(exposition: Exposition) {
  const faults = exposition.counter(
    'ingest_feed_timestamp_faults_total',
    'Times the clock of the feed jumped, went backwards or stood still.',
    ['feed', 'kind'],
  )
  const changes = exposition.counter(
    'ingest_feed_format_changes_total',
    'Times a publisher went over to another picture or sound.',
    ['feed'],
  )
  const rateOfBytes = exposition.gauge('ingest_feed_bytes_per_second', 'Over the last five seconds.', [
    'feed',
    'kind',
  ])
  const rate = exposition.gauge('ingest_feed_frames_per_second', "By the feed's own clock.", ['feed'])
  const skew = exposition.gauge('ingest_feed_skew_seconds', 'How far sound is ahead of the picture.', [
    'feed',
  ])
  const picture = exposition.gauge('ingest_feed_video_info', 'Always 1; its labels tell the picture.', [
    'feed',
    'codec',
    'width',
    'height',
  ])
  return {
    totals: ({ name: feed, timestampFaults, formatChanges }: Feed) => {
      for (const [kind, count] of Object.entries(timestampFaults ?? {})) faults({ feed, kind }, count)
      changes({ feed }, formatChanges ?? 0)
    },
    now: ({ name: feed, videoKbps, audioKbps, video, skewMs }: Feed) => {
      rateOfBytes({ feed, kind: 'video' }, videoKbps * bytesPerKilobit)
      rateOfBytes({ feed, kind: 'audio' }, audioKbps * bytesPerKilobit)
      if (skewMs != null) skew({ feed }, skewMs / 1_000)
      if (video === null) return
      if (video.frameRateFps !== null) rate({ feed }, video.frameRateFps)
      const { codec, widthPx, heightPx } = video
      picture({ feed, codec, width: String(widthPx), height: String(heightPx) }, 1)
    },
  }
}

type Sessions = NonNullable<MetricsView['ingest']['snapshot']>['sessions']

function showSessions(exposition: Exposition, sessions: Sessions | undefined): void {
  const accepted = exposition.counter('ingest_sessions_accepted_total', 'Publishers let in.', [])
  const refused = exposition.counter('ingest_sessions_refused_total', 'Connections turned away, by reason.', [
    'reason',
  ])
  if (sessions === undefined) return
  accepted({}, sessions.acceptedTotal)
  for (const [reason, count] of Object.entries(sessions.refusedTotal)) refused({ reason }, count)
}
