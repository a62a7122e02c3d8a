// Metrics of legs: one destination each.
import type { LegSnapshot } from '#relay'
import type { Exposition } from './exposition.ts'
import type { MetricsView } from './view.ts'

const states = [
  'idle',
  'armed',
  'connecting',
  'publishing',
  'carrying',
  'stalled',
  'waiting',
  'blocked',
  'stopped',
] as const

const leg = ['broadcast', 'destination'] as const

export function showLegs(exposition: Exposition, view: MetricsView): void {
  const { relays, keyExpiries, closeDeadlines } = view
  const show = gaugesOf(exposition)
  for (const { broadcast, isUp, snapshot } of relays)
    for (const each of snapshot?.legs ?? []) show(broadcast, each, isUp)
  const expiry = exposition.gauge(
    'leg_key_expiry_timestamp_seconds',
    'When the key says that it ends; absent where it does not say.',
    [...leg, 'endpoint'],
  )
  for (const { broadcast, destination, endpoint, expiresMs } of keyExpiries)
    expiry({ broadcast, destination, endpoint: String(endpoint) }, expiresMs / 1_000)
  const deadline = exposition.gauge(
    'leg_platform_close_deadline_seconds',
    'Time left before the platform closes its live room for want of a stream; absent where nobody knows.',
    leg,
  )
  for (const { broadcast, destination, leftMs } of closeDeadlines)
    deadline({ broadcast, destination }, leftMs / 1_000)
}

function gaugesOf(exposition: Exposition): (broadcast: string, seen: LegSnapshot, isUp: boolean) => void {
  const state = exposition.gauge(
    'leg_state',
    '1 for the state the leg is in; all 0 while its worker is away.',
    [...leg, 'state'],
  )
  const counters = [
    [
      exposition.counter('leg_sent_bytes_total', 'Bytes handed to the network.', leg),
      (s: LegSnapshot) => s.sentBytes,
    ],
    [
      exposition.counter('leg_acked_bytes_total', 'Bytes the far end is known to have.', leg),
      s => s.ackedBytes,
    ],
    [
      exposition.counter('leg_dropped_frames_total', 'Frames not sent for want of room.', leg),
      s => s.droppedFrames,
    ],
    [
      exposition.counter('leg_dark_seconds_total', 'Time the destination got no media while wished on.', leg),
      s => s.darkMs / 1_000,
    ],
  ] satisfies [(labels: Record<string, string>, value: number) => void, (seen: LegSnapshot) => number][]
  const reconnects = exposition.counter('leg_reconnects_total', 'Connections lost or refused, by cause.', [
    ...leg,
    'cause',
  ])
  const rtt = exposition.gauge('leg_rtt_seconds', 'Round trip to the far end.', leg)
  const queue = exposition.gauge('leg_queue_seconds', 'Media waiting to be sent.', leg)
  return (broadcast, seen, isUp) => {
    const labels = { broadcast, destination: seen.destination }
    for (const each of states) state({ ...labels, state: each }, isUp && seen.state.at === each ? 1 : 0)
    for (const [count, of] of counters) count(labels, of(seen))
    for (const [cause, count] of Object.entries(seen.reconnects)) reconnects({ ...labels, cause }, count ?? 0)
    if (!isUp) return // the rest is true of the moment only
    if (seen.rttMs !== null) rtt(labels, seen.rttMs / 1_000)
    queue(labels, seen.queueMs / 1_000)
  }
}
