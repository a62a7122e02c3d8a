// Metrics of programs: what is on air, how long, how often it was cut, and what the cuts cost.
import type { ProgramSnapshot } from '#relay'
import type { Exposition } from './exposition.ts'
import type { MetricsView } from './view.ts'

const bytesPerKilobit = 125

const program = ['broadcast', 'program'] as const

export function showPrograms(exposition: Exposition, { relays }: MetricsView): void {
  const wished = exposition.gauge('broadcast_wished_on', 'Whether the broadcast is wished on the air.', [
    'broadcast',
  ])
  const now = nowGauges(exposition)
  const totals = totalsOf(exposition)
  for (const { broadcast, isWanted, isUp, snapshot } of relays) {
    wished({ broadcast }, isWanted ? 1 : 0)
    for (const seen of snapshot?.programs ?? []) {
      now(broadcast, seen, isUp)
      totals(broadcast, seen)
    }
  }
}

function nowGauges(
  exposition: Exposition,
): (broadcast: string, seen: ProgramSnapshot, isUp: boolean) => void {
  const onAir = exposition.gauge('program_on_air', 'Whether this feed, or the slate, is on air now.', [
    ...program,
    'feed',
  ])
  const misfit = exposition.gauge(
    'program_profile_change',
    'Whether what is on air differs from the profile that platforms were promised.',
    program,
  )
  const soundLost = exposition.gauge(
    'program_sound_lost',
    'Whether the feed on air has a picture and no sound: silence is sent.',
    program,
  )
  const ahead = exposition.gauge(
    'program_ahead_seconds',
    'How far the output clock runs ahead of time.',
    program,
  )
  const rateOfBytes = exposition.gauge(
    'program_bytes_per_second',
    'Of pictures, over the last second or so.',
    program,
  )
  const rate = exposition.gauge('program_frames_per_second', "By the output's own clock.", program)
  const interval = exposition.gauge(
    'program_keyframe_interval_seconds',
    'Time between the last two key frames, by their timestamps.',
    program,
  )
  const skew = exposition.gauge('program_skew_seconds', 'How far sound is ahead of the picture.', program)
  return (broadcast, seen, isUp) => {
    const labels = { broadcast, program: seen.name }
    for (const feed of [...seen.feeds.map(({ name }) => name), 'slate'])
      onAir({ ...labels, feed }, isUp && seen.onAir === feed ? 1 : 0)
    if (!isUp) return
    misfit(labels, seen.misfit === null ? 0 : 1)
    soundLost(labels, seen.isSoundLost ? 1 : 0)
    ahead(labels, seen.aheadMs / 1_000)
    rateOfBytes(labels, seen.videoKbps * bytesPerKilobit)
    if (seen.frameRateFps != null) rate(labels, seen.frameRateFps)
    if (seen.keyframeIntervalMs != null) interval(labels, seen.keyframeIntervalMs / 1_000)
    if (seen.skewMs != null) skew(labels, seen.skewMs / 1_000)
  }
}

function totalsOf(exposition: Exposition): (broadcast: string, seen: ProgramSnapshot) => void {
  const cut = exposition.counter('program_cuts_total', 'Times another feed, or the slate, went on air.', [
    ...program,
    'from',
    'to',
    'cause',
  ])
  const changes = exposition.counter(
    'program_profile_changes_total',
    'Cuts to a feed that differs from the profile.',
    program,
  )
  const seconds = exposition.counter('program_seconds_total', 'Time on air, by what was shown.', [
    ...program,
    'kind',
  ])
  const slate = exposition.counter(
    'program_slate_seconds_total',
    'Time in which the slate was shown.',
    program,
  )
  const uhd = exposition.counter(
    'program_uhd_seconds_total',
    'Time on air of a camera that arrived with 2160 lines or more on its short side.',
    program,
  )
  const silent = exposition.counter(
    'program_silent_frames_total',
    'Frames of silence sent where no sound came.',
    program,
  )
  const output = exposition.counter(
    'program_output_bytes_total',
    'Bytes sent, once, whoever carries them.',
    program,
  )
  const faults = exposition.counter(
    'program_timestamp_faults_total',
    'Times the clock of the output jumped, went backwards or stood still.',
    [...program, 'kind'],
  )
  const gaps = exposition.histogram('program_output_gap_seconds', 'Hole in timestamps at a cut.')
  const silences = exposition.histogram(
    'program_wire_silence_seconds',
    'How long nothing was sent before a cut.',
  )
  return (broadcast, { name, counters }) => {
    const labels = { broadcast, program: name }
    for (const [key, count] of cutCounts(counters.cuts)) cut({ ...labels, ...key }, count)
    const changed = counters.cuts.filter(each => each.isProfileChange)
    changes(
      labels,
      changed.reduce((sum, each) => sum + each.count, 0),
    )
    seconds({ ...labels, kind: 'camera' }, counters.cameraMs / 1_000)
    seconds({ ...labels, kind: 'host' }, (counters.hostMs ?? 0) / 1_000)
    seconds({ ...labels, kind: 'slate' }, counters.slateMs / 1_000)
    slate(labels, counters.slateMs / 1_000)
    uhd(labels, counters.uhdMs / 1_000)
    silent(labels, counters.silentFrames)
    output(labels, counters.outputBytes)
    for (const [kind, count] of Object.entries(counters.timestampFaults ?? {}))
      faults({ ...labels, kind }, count)
    gaps(labels, counters.gaps)
    silences(labels, counters.silences)
  }
}

type Cuts = ProgramSnapshot['counters']['cuts']
type CutKey = { readonly from: string; readonly to: string; readonly cause: string }

/** Cuts between the same two for the same cause, whether they changed the profile or not. */
function cutCounts(cuts: Cuts): [CutKey, number][] {
  const counts = new Map<string, [CutKey, number]>()
  for (const { from, to, cause, count } of cuts) {
    const id = [from, to, cause].join(' ')
    counts.set(id, [{ from, to, cause }, (counts.get(id)?.[1] ?? 0) + count])
  }
  return [...counts.values()]
}
