// The text of a scrape: what is named, in which unit, and what is left out when nobody knows it.
import { expect, test } from 'vitest'
import { type MetricsView, type RelayView, writeMetrics } from '#monitoring'

const processView = { pid: 7, startedAtMs: 1_700_000_000_000, rssBytes: 1_048_576, cpuSeconds: 1.5 }

const leg = {
  destination: 'douyin',
  platform: 'douyin',
  program: 'main',
  wanted: 'on',
  state: { at: 'carrying', sinceMs: 0 },
  cause: null,
  why: null,
  said: null,
  carrier: 'rtmp',
  endpoint: 0,
  endpoints: 1,
  server: 'rtmp://push.example.com/live',
  attempts: 3,
  sentBytes: 2_000,
  ackedBytes: 1_500,
  rttMs: 12,
  queueMs: 250,
  queueBytes: 9,
  droppedFrames: 4,
  reconnects: { network: 2, timeout: 1 },
  darkMs: 3_250,
  lastLitAtMs: 1_765_904_000_000,
  wishedMs: 100_000,
  goodMs: 96_000,
  carryingSinceMs: 0,
  lastProgressAgeMs: 10,
  evidence: { kernelAcked: true, windowAck: true, pong: true },
} as const

const relay = (isUp: boolean): RelayView => ({
  broadcast: 'evening',
  isWanted: true,
  isUp,
  restarts: 1,
  snapshot: {
    broadcast: 'evening',
    wish: 'on',
    process: processView,
    onAirSinceMs: 0,
    eventLoopLagMs: 5,
    journalTrouble: '',
    contents: [
      {
        feed: 'camera-a',
        probe: 'looking',
        why: '',
        faults: [{ what: 'black', sinceMs: 1 }],
        lookAgeMs: 900,
        soundDb: -20,
      },
    ],
    programs: [
      {
        name: 'main',
        onAir: 'camera-a',
        pending: null,
        feeds: [
          { name: 'camera-a', state: 'live', lastVideoAgeMs: 10, misfit: null },
          { name: 'camera-b', state: 'absent', lastVideoAgeMs: null, misfit: null },
        ],
        profile: null,
        misfit: '640x360 instead of 1280x720',
        isSoundLost: false,
        aheadMs: 20,
        soundSkewMs: 0,
        video: null,
        audio: null,
        dtsMs: 1_000,
        videoKbps: 1,
        gopBytes: 1,
        gopMs: 1,
        cuts: [],
        outputFrames: { video: 1, audio: 1 },
        outputBytes: 1,
        frameRateFps: 29.97,
        keyframeIntervalMs: 2_000,
        skewMs: -40,
        counters: {
          cameraMs: 61_500,
          hostMs: 0,
          slateMs: 2_000,
          uhdMs: 500,
          cuts: [
            { from: 'camera-a', to: 'camera-b', cause: 'lost', isProfileChange: false, count: 2 },
            { from: 'camera-a', to: 'camera-b', cause: 'lost', isProfileChange: true, count: 1 },
          ],
          gaps: { boundsS: [0.1, 0.2], counts: [2, 1, 0], sumS: 0.25 },
          silences: { boundsS: [0.1, 0.2], counts: [1, 0, 2], sumS: 1.5 },
          silentFrames: 47,
          outputBytes: 9_000,
          timestampFaults: { jumps: 1, backwards: 0, standstills: 2 },
        },
      },
    ],
    slate: { at: 'ready' },
    legs: [leg],
  },
})

const view = (relays: readonly RelayView[]): MetricsView => ({
  feedNames: ['camera-a'],
  ingest: { isUp: false, snapshot: undefined },
  ingestRestarts: 0,
  avatar: { isWanted: false, isUp: false, restarts: 0, snapshot: undefined },
  relays,
  keyExpiries: [{ broadcast: 'evening', destination: 'douyin', endpoint: 1, expiresMs: 1_765_904_848_000 }],
  closeDeadlines: [{ broadcast: 'evening', destination: 'douyin', leftMs: 58_500 }],
  standbys: [],
  verified: [{ broadcast: 'evening', destination: 'douyin', state: 'frozen', latencyMs: 4_000, atMs: 1_000 }],
  control: processView,
  isStoreWritable: true,
  disk: { freeBytes: 4_000, sizeBytes: 9_000 },
  incidents: {
    counts: {
      'endpoint-lost': {
        detection: { boundsS: [0.5, 1], counts: [1, 0, 0], sumS: 0.25 },
        recovery: { boundsS: [1, 5], counts: [0, 2, 1], sumS: 12 },
      },
    },
    open: [
      { broadcast: 'evening', kind: 'feed-lost' },
      { broadcast: 'evening', kind: 'feed-lost' },
      { broadcast: '', kind: 'control-lost' },
    ],
  },
  drills: {
    lastPassedMs: 1_700_000_000_000,
    lastRunMs: 1_700_000_600_000,
    recoveries: [
      { fault: 'endpoint-frozen', recoveredMs: 1_770 },
      { fault: 'uplink-cut', recoveredMs: null },
    ],
  },
  notifications: [
    {
      receiver: 'ops',
      outcomes: { delivered: 3, failed: 1, expired: 0 },
      delays: { boundsS: [1, 5], counts: [1, 2, 0], sumS: 7.5 },
      pending: 2,
    },
  ],
})

const lines = async (relays: readonly RelayView[]) => (await writeMetrics(view(relays))).split('\n')

test('numbers of a leg come in base units under their labels', async () => {
  const text = await lines([relay(true)])
  const labels = 'broadcast="evening",destination="douyin"'
  expect(text).toEqual(
    expect.arrayContaining([
      `changming_leg_state{${labels},state="carrying"} 1`,
      `changming_leg_state{${labels},state="stalled"} 0`,
      `changming_leg_sent_bytes_total{${labels}} 2000`,
      `changming_leg_acked_bytes_total{${labels}} 1500`,
      `changming_leg_rtt_seconds{${labels}} 0.012`,
      `changming_leg_queue_seconds{${labels}} 0.25`,
      `changming_leg_dropped_frames_total{${labels}} 4`,
      `changming_leg_reconnects_total{${labels},cause="timeout"} 1`,
      `changming_leg_dark_seconds_total{${labels}} 3.25`,
      `changming_leg_wished_seconds_total{${labels}} 100`,
      `changming_leg_good_seconds_total{${labels}} 96`,
      `changming_leg_info{${labels},program="main",platform="douyin"} 1`,
      `changming_leg_endpoint{${labels}} 0`,
      `changming_leg_last_progress_age_seconds{${labels}} 0.01`,
      'changming_program_output_bytes_total{broadcast="evening",program="main"} 9000',
      'changming_process_journal_writable{process="relay-evening"} 1',
      'changming_control_data_free_bytes 4000',
      'changming_control_data_size_bytes 9000',
      'changming_control_store_writable 1',
      `changming_leg_key_expiry_timestamp_seconds{${labels},endpoint="1"} 1765904848`,
      `changming_leg_platform_close_deadline_seconds{${labels}} 58.5`,
      'changming_program_on_air{broadcast="evening",program="main",feed="camera-a"} 1',
      'changming_program_on_air{broadcast="evening",program="main",feed="camera-b"} 0',
      'changming_program_cuts_total{broadcast="evening",program="main",from="camera-a",to="camera-b",cause="lost"} 3',
      'changming_program_profile_changes_total{broadcast="evening",program="main"} 1',
      'changming_program_profile_change{broadcast="evening",program="main"} 1',
      'changming_program_on_air{broadcast="evening",program="main",feed="slate"} 0',
      'changming_program_slate_seconds_total{broadcast="evening",program="main"} 2',
      'changming_program_uhd_seconds_total{broadcast="evening",program="main"} 0.5',
      'changming_program_output_gap_seconds_bucket{broadcast="evening",program="main",le="0.1"} 2',
      'changming_program_output_gap_seconds_bucket{broadcast="evening",program="main",le="+Inf"} 3',
      'changming_program_output_gap_seconds_sum{broadcast="evening",program="main"} 0.25',
      'changming_program_wire_silence_seconds_count{broadcast="evening",program="main"} 3',
      'changming_program_seconds_total{broadcast="evening",program="main",kind="camera"} 61.5',
      'changming_process_restarts_total{process="relay-evening"} 1',
      'changming_ingest_feed_up{feed="camera-a"} 0',
    ]),
  )
})

test('drills tell when they ran and passed, and a fault that was never recovered from is above every limit', async () => {
  expect(await lines([])).toEqual(
    expect.arrayContaining([
      'changming_drill_last_pass_timestamp_seconds 1700000000',
      'changming_drill_last_run_timestamp_seconds 1700000600',
      'changming_drill_recovery_seconds{fault="endpoint-frozen"} 1.77',
      'changming_drill_recovery_seconds{fault="uplink-cut"} +Inf',
    ]),
  )
})

test('telling people is counted by receiver', async () => {
  expect(await lines([])).toEqual(
    expect.arrayContaining([
      'changming_notifications_total{receiver="ops",outcome="delivered"} 3',
      'changming_notifications_total{receiver="ops",outcome="failed"} 1',
      'changming_notifications_pending{receiver="ops"} 2',
      'changming_notification_delay_seconds_bucket{receiver="ops",le="5"} 3',
      'changming_notification_delay_seconds_sum{receiver="ops"} 7.5',
    ]),
  )
})

test('a worker that is away keeps its counters and claims nothing of the moment', async () => {
  const text = await lines([relay(false)])
  const labels = 'broadcast="evening",destination="douyin"'
  expect(text).toContain(`changming_leg_state{${labels},state="carrying"} 0`)
  expect(text).toContain(`changming_leg_sent_bytes_total{${labels}} 2000`)
  expect(text.some(line => line.startsWith('changming_leg_rtt_seconds{'))).toBe(false)
  expect(text).toContain('changming_process_up{process="relay-evening"} 0')
})

test('incidents are counted by kind, and open ones by broadcast', async () => {
  const text = await lines([])
  expect(text).toEqual(
    expect.arrayContaining([
      'changming_incidents_open{broadcast="evening",kind="feed-lost"} 2',
      'changming_incidents_open{broadcast="",kind="control-lost"} 1',
      'changming_incident_detection_seconds_sum{kind="endpoint-lost"} 0.25',
      'changming_incident_recovery_seconds_bucket{kind="endpoint-lost",le="5"} 2',
      'changming_incident_recovery_seconds_count{kind="endpoint-lost"} 3',
      '# TYPE changming_incident_acknowledge_seconds histogram',
    ]),
  )
})

test('a broadcast that is gone leaves no series behind', async () => {
  await lines([relay(true)])
  expect((await lines([])).some(line => line.startsWith('changming_leg_state{'))).toBe(false)
})

test('every metric has help and a type', async () => {
  const text = await lines([relay(true)])
  const names = new Set(
    text.filter(line => line !== '' && !line.startsWith('#')).map(line => line.split(/[{ ]/)[0]),
  )
  for (const series of names) {
    const name = series?.replace(
      /^(changming_(?:program_(?:output_gap|wire_silence)|incident_\w+?|notification_delay)_seconds)_.*/,
      '$1',
    )
    expect(text.some(line => line.startsWith(`# HELP ${name} `))).toBe(true)
    expect(text.some(line => line.startsWith(`# TYPE ${name} `))).toBe(true)
  }
})

test('what nobody has counted yet is not shown as 0', async () => {
  const unknown = { ...view([]), ingest: { isUp: false, snapshot: undefined }, disk: null }
  const text = await writeMetrics(unknown)
  expect(text).toContain('# HELP changming_ingest_sessions_accepted_total')
  expect(text).not.toMatch(/^changming_ingest_sessions_accepted_total /m)
  expect(text).not.toMatch(/^changming_control_data_free_bytes /m)
})
