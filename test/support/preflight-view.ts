// A preflight of a plan over feeds that a test describes, with a machine, a network and an FFmpeg that are as they should be.
import type { FoundFfmpeg } from '#core/ffmpeg.ts'
import { Secret } from '#core/secret.ts'
import type { FeedSnapshot, IngestSnapshot } from '#ingest'
import type { Machine } from '../../control/preflight/machine.ts'
import { type Preflight, preflight } from '../../control/preflight/preflight.ts'
import type { PreflightDeps, PreflightView } from '../../control/preflight/view.ts'
import { policyInForce } from '../../control/policy/policy.ts'
import { keyExpiryMs } from '../../control/rules/key-expiry.ts'
import { broadcastPlan } from '../../control/store/plan.ts'
import { FakeClock } from './fake-clock.ts'

export function cameraFeed(name: string, more: Partial<FeedSnapshot> = {}): FeedSnapshot {
  return {
    name,
    session: null,
    video: { codec: 'h264', widthPx: 1_280, heightPx: 720, profile: 'High', frameRateFps: 30 },
    audio: { codec: 'aac', sampleRateHz: 48_000, channels: 2, profile: 'AAC-LC' },
    receivedBytes: 1,
    videoFrames: 1,
    audioFrames: 1,
    keyframeIntervalMs: 2_000,
    lastVideoAgeMs: 20,
    videoKbps: 2_900,
    audioKbps: 100,
    timestampFaults: { jumps: 0, backwards: 0, standstills: 0 },
    formatChanges: 0,
    skewMs: 0,
    hasBFrames: false,
    readers: 1,
    ...more,
  }
}

export const fitMachine: Machine = {
  cores: 2,
  loadPerCore: () => 0.2,
  diskFreeBytes: async () => 50e9,
  clockKeeper: () => ({ by: 'systemd-timesyncd', isInStep: true }),
}

const ffmpeg: FoundFfmpeg = { path: 'ffmpeg', version: '5.1.9', origin: 'system' }
const names = new Set(['libx264', 'aac', 'rtmp', 'rtmps', 'srt'])

export type PreflightAsked = {
  readonly plan?: Readonly<Record<string, unknown>>
  readonly feeds?: readonly FeedSnapshot[]
  /** Tonight's address and key of each destination. */
  readonly addresses?: Readonly<Record<string, readonly (readonly [url: string, key: string])[]>>
  readonly view?: Partial<PreflightView>
  readonly deps?: Partial<PreflightDeps>
}

/** The fake clock stands at 2023-11-14 plus ten years: after this program was written. */
export function laterClock(): FakeClock {
  const clock = new FakeClock()
  clock.stepWall(315_360_000_000)
  return clock
}

export async function askedPreflight(asked: PreflightAsked = {}): Promise<Preflight> {
  const { plan = {}, feeds = [cameraFeed('camera-a')], addresses = {} } = asked
  const written = broadcastPlan.parse({ feeds: feeds.map(({ name }) => name), ...plan })
  const policyOf: PreflightView['policyOf'] = ({ platform, policy = {} }) =>
    policyInForce(platform, { platform: {}, destination: policy })
  const view: PreflightView = {
    broadcast: { name: 'evening', plan: written, wish: 'off', onSlate: false, take: null, duty: null },
    endpointsOf: name => {
      const destination = written.destinations.find(each => each.name === name)
      const fields = destination === undefined ? [] : policyOf(destination).keyExpiryFields.value
      return (addresses[name] ?? []).map(([url, key]) => ({
        url,
        sealedKey: '',
        fingerprint: '0',
        expiresMs: keyExpiryMs(key, fields),
      }))
    },
    openKey: (name, ordinal) => new Secret(addresses[name]?.[ordinal]?.[1] ?? ''),
    policyOf,
    keptOut: () => [],
    ingest: { feeds } as unknown as IngestSnapshot,
    hosts: [],
    keyTrouble: null,
    onAirSinceMs: null,
    uplink: { statedKbps: undefined, othersKbps: 0 },
    newestEventMs: null,
    lastDrillPassedMs: null,
    ...asked.view,
  }
  const deps: PreflightDeps = {
    clock: laterClock(),
    reach: async () => ({ at: 'reached', tookMs: 3 }),
    machine: fitMachine,
    findFfmpeg: async () => ffmpeg,
    ffmpegNames: async () => names,
    ...asked.deps,
  }
  return await preflight(view, deps, new AbortController().signal)
}
