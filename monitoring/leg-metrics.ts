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

const verifiedStates = ['live', 'late', 'frozen', 'old', 'dark', 'unknown'] as const

/** What playbacks prove; absent where there is none, or the leg does not carry. */
export function showProofs(exposition: Exposition, { verified }: MetricsView): void {
  const state = exposition.gauge('leg_verified', '1 for what the playback of the destination proves.', [
    ...leg,
    'state',
  ])
  const latency = exposition.gauge(
    'leg_playback_latency_seconds',
    'From sending a picture to its being played.',
    leg,
  )
  const at = exposition.gauge('leg_verified_timestamp_seconds', 'When the playback was last looked at.', leg)
  for (const { broadcast, destination, state: seen, latencyMs, atMs } of verified) {
    const labels = { broadcast, destination }
    for (const each of verifiedStates) state({ ...labels, state: each }, seen === each ? 1 : 0)
    if (latencyMs !== null) latency(labels, latencyMs / 1_000)
    at(labels, atMs / 1_000)
  }
}

const steps = ['dns', 'connect', 'tls', 'rtmp'] as const

/** Addresses that stand by; absent where none was looked at. */
export function showStandbys(exposition: Exposition, { standbys }: MetricsView): void {
  const up = exposition.gauge(
    'leg_standby_up',
    'Whether an address that stands by answered name, TCP, TLS and the RTMP connect command.',
    [...leg, 'endpoint'],
  )
  const took = exposition.gauge('leg_standby_seconds', 'How long each step to it took.', [
    ...leg,
    'endpoint',
    'step',
  ])
  for (const { broadcast, destination, endpoint, state, ...times } of standbys) {
    const labels = { broadcast, destination, endpoint: String(endpoint) }
    up(labels, state === 'ready' ? 1 : 0)
    for (const step of steps) {
      const ms = times[`${step}Ms`]
      if (ms !== null) took({ ...labels, step }, ms / 1_000)
    }
  }
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
    [
      exposition.counter(
        'leg_wished_seconds_total',
        'Time wished on air, from when there was something to send.',
        leg,
      ),
      s => s.wishedMs / 1_000,
    ],
    [
      exposition.counter(
        'leg_good_seconds_total',
        'That of the time wished on air in which 90 % of what the program sent was acknowledged.',
        leg,
      ),
      s => s.goodMs / 1_000,
    ],
  ] satisfies [(labels: Record<string, string>, value: number) => void, (seen: LegSnapshot) => number][]
  const reconnects = exposition.counter('leg_reconnects_total', 'Connections lost or refused, by cause.', [
    ...leg,
    'cause',
  ])
  const info = exposition.gauge('leg_info', 'Always 1; its labels tell what the leg carries, and where.', [
    ...leg,
    'program',
    'platform',
  ])
  const endpoint = exposition.gauge(
    'leg_endpoint',
    'Ordinal of the address in use or tried last; 0 is preferred.',
    leg,
  )
  const progress = exposition.gauge(
    'leg_last_progress_age_seconds',
    'Time since the far end last proved that it takes bytes.',
    leg,
  )
  const rtt = exposition.gauge('leg_rtt_seconds', 'Round trip to the far end.', leg)
  const queue = exposition.gauge('leg_queue_seconds', 'Media waiting to be sent.', leg)
  return (broadcast, seen, isUp) => {
    const labels = { broadcast, destination: seen.destination }
    for (const each of states) state({ ...labels, state: each }, isUp && seen.state.at === each ? 1 : 0)
    for (const [count, of] of counters) count(labels, of(seen))
    for (const [cause, count] of Object.entries(seen.reconnects)) reconnects({ ...labels, cause }, count ?? 0)
    info({ ...labels, program: seen.program, platform: seen.platform }, 1)
    if (!isUp) return // the rest is true of the moment only
    if (seen.endpoint !== null) endpoint(labels, seen.endpoint)
    if (seen.lastProgressAgeMs !== null) progress(labels, seen.lastProgressAgeMs / 1_000)
    if (seen.rttMs !== null) rtt(labels, seen.rttMs / 1_000)
    queue(labels, seen.queueMs / 1_000)
  }
}
