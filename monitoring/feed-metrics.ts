// Metrics of the front door and its feeds.
import type { Exposition } from './exposition.ts'
import type { MetricsView } from './view.ts'

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
  for (const feed of feedNames) {
    const seen = ingest.snapshot?.feeds.find(each => each.name === feed)
    up({ feed }, ingest.isUp && seen?.session != null ? 1 : 0)
    if (seen === undefined) continue
    bytes({ feed }, seen.receivedBytes)
    frames({ feed, kind: 'video' }, seen.videoFrames)
    frames({ feed, kind: 'audio' }, seen.audioFrames)
    if (!ingest.isUp) continue // the rest is true of the moment only
    if (seen.keyframeIntervalMs !== null) interval({ feed }, seen.keyframeIntervalMs / 1_000)
    if (seen.lastVideoAgeMs !== null) age({ feed }, seen.lastVideoAgeMs / 1_000)
  }
  showSessions(exposition, ingest.snapshot?.sessions)
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
