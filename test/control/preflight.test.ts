// What preflight finds before a show, of the picture, of the machine and of each destination.
import { expect, test } from 'vitest'
import { Failure } from '#core/failure.ts'
import type { FeedSnapshot } from '#ingest'
import type { Check } from '../../control/preflight/check.ts'
import {
  askedPreflight,
  cameraFeed,
  fitMachine,
  laterClock,
  type PreflightAsked,
} from '../support/preflight-view.ts'

const byRule = (checks: readonly Check[]) => Object.fromEntries(checks.map(check => [check.rule, check]))
const ofHouse = async (asked: PreflightAsked = {}) => byRule((await askedPreflight(asked)).checks)

/** The checks of one destination of a platform. */
async function ofPlatform(
  platform: string,
  asked: PreflightAsked & { url?: string; key?: string; destination?: Record<string, unknown> } = {},
) {
  const { url = 'rtmp://push.example.com/live', key = 'k', destination = {} } = asked
  const plan = { ...asked.plan, destinations: [{ name: 'shop', platform, ...destination }] }
  const said = await askedPreflight({ addresses: { shop: [[url, key]] }, ...asked, plan })
  return byRule(said.destinations[0]?.checks ?? [])
}

const video = (more: Partial<NonNullable<FeedSnapshot['video']>>) => ({
  video: {
    codec: 'h264',
    widthPx: 1_280,
    heightPx: 720,
    profile: 'High',
    frameRateFps: 30,
    ...more,
  } as const,
})
const wide = (widthPx: number) => video({ widthPx })

test('a machine on which no slate can be made is told before the show', async () => {
  const findFfmpeg = async () => {
    throw new Failure('core/no-ffmpeg', 'there is no FFmpeg; install one', {
      fault: 'operator',
      remedy: 'stop',
    })
  }
  expect((await ofHouse({ deps: { findFfmpeg } }))['slate-can-be-made']).toMatchObject({
    outcome: 'failed',
    detail: 'there is no FFmpeg; install one',
  })
  const without = await ofHouse({ plan: { slate: null }, deps: { findFfmpeg } })
  expect(without['slate-can-be-made']).toBeUndefined()
  expect(without.slate).toMatchObject({ outcome: 'told' })
  expect(without.slate?.detail).toContain('leaves viewers without a picture')
  expect((await ofHouse())['slate-can-be-made']).toMatchObject({ outcome: 'passed' })
})

test('an FFmpeg that lacks what the plan asks of it is told, with what it is for', async () => {
  const ffmpegNames = async () => new Set(['aac', 'rtmp'])
  const destinations = [{ name: 'archive', platform: 'srt' }]
  const { 'ffmpeg-abilities': check } = await ofHouse({ plan: { destinations }, deps: { ffmpegNames } })
  expect(check).toMatchObject({ outcome: 'failed' })
  expect(check?.detail).toContain('lacks libx264 (slate), srt (archive)')
  expect((await ofHouse({ plan: { destinations } }))['ffmpeg-abilities']?.passed).toBe(true)
})

test('feeds that are not alike are told, and forbidden nothing', async () => {
  const [a, b] = [cameraFeed('a'), cameraFeed('b', wide(640))]
  expect((await ofHouse({ feeds: [a, cameraFeed('b')] }))['feeds-alike']?.detail).toContain(
    'change neither size nor sound',
  )
  const { 'feeds-alike': other } = await ofHouse({ feeds: [a, b] })
  expect(other).toMatchObject({ outcome: 'told', passed: true })
  expect(other?.detail).toContain('a sends 1280x720, 48000 Hz; b 640x720, 48000 Hz')
  const normalised = await ofHouse({ plan: { normalise: ['b'] }, feeds: [a, b] })
  expect(normalised['feeds-alike']?.detail).toContain('change neither size nor sound')
})

test('a camera without sound may go on air, and is told to go out with silence', async () => {
  const { 'feed-healthy': check } = await ofHouse({ feeds: [cameraFeed('a', { audio: null })] })
  expect(check).toMatchObject({ passed: true })
  expect(check?.detail).toContain('no sound: silence goes out with it')
})

test('what only informs never stands in the way', async () => {
  const said = await askedPreflight({
    plan: { destinations: [{ name: 'shop', platform: 'taobao' }] },
    addresses: { shop: [['rtmp://push.example.com/live', 'k']] },
    deps: { machine: { ...fitMachine, clockKeeper: () => null, loadPerCore: () => 3 } },
  })
  expect(said.verdict).toBe('GO')
  const told = [...said.checks, ...(said.destinations[0]?.checks ?? [])].filter(
    ({ outcome }) => outcome === 'told',
  )
  expect(told.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['last-drill', 'uplink', 'clock', 'processor', 'camera-unknown', 'room-closes']),
  )
  expect(byRule(said.checks)['last-drill']?.detail).toBe('no drill yet')
})

const own = (field: string, value: unknown) => ({ policy: { [field]: { value, source: 'support' } } })
const misfits = [
  ['largestSize', '1280x720', 'camera-size', wide(1_920), 'at most 1280x720'],
  ['orientations', ['portrait'], 'camera-orientation', {}, 'landscape'],
  ['frameRateFps', { max: 30 }, 'camera-frame-rate', video({ frameRateFps: 60 }), 'at most 30 frames'],
  ['videoKbps', { min: 1_000, max: 2_000 }, 'camera-bitrate', {}, '1000 to 2000 kbit/s'],
  ['longestGopMs', 1_000, 'camera-key-frame-interval', {}, 'at most 1 s between key frames'],
  ['bFramesAllowed', false, 'camera-b-frames', { hasBFrames: true }, 'no B-frames'],
  ['h264Profiles', ['Main'], 'camera-profile', {}, 'the High profile'],
  ['audioSampleRatesHz', [44_100], 'camera-sample-rate', {}, '44100 Hz'],
  ['audioChannels', [1], 'camera-channels', {}, '2 channels'],
  ['audioKbps', { max: 64 }, 'camera-sound-bitrate', {}, 'at most 64 kbit/s of sound'],
  ['videoCodecs', ['hevc'], 'camera-codec', {}, 'hevc'],
] as const

test('a camera outside what a destination is known to take fails by the rule that says so', async () => {
  for (const [field, value, rule, more, words] of misfits) {
    const feeds = [cameraFeed('camera-a', more)]
    const asked = { feeds, destination: own(field, value) }
    const checks = await ofPlatform('rtmp', asked)
    expect([rule, checks[rule]]).toEqual([rule, expect.objectContaining({ outcome: 'failed' })])
    expect(`${checks[rule]?.detail} ${checks[rule]?.mend}`).toContain(words)
    const failures = Object.values(checks).filter(check => !check.passed)
    expect(failures.map(check => check.rule)).toEqual([rule])
  }
})

test('a camera that fits passes: standing or lying, constrained or not, a rate that strays a little', async () => {
  const feeds = [
    cameraFeed('camera-a', {
      ...video({ widthPx: 1_080, heightPx: 1_920, profile: 'Constrained High', frameRateFps: 30.02 }),
      videoKbps: 6_300,
      keyframeIntervalMs: 2_002,
    }),
  ]
  const policy = {
    ...own('largestSize', '1920x1080').policy,
    ...own('h264Profiles', ['Main', 'High']).policy,
    ...own('frameRateFps', { max: 30 }).policy,
    ...own('videoKbps', { max: 6_000 }).policy,
    ...own('longestGopMs', 2_000).policy,
  }
  const checks = await ofPlatform('rtmp', { feeds, destination: { policy } })
  expect(Object.values(checks).filter(check => check.rule.startsWith('camera-') && !check.passed)).toEqual([])
  expect(checks['camera-unknown']?.detail).toContain('unknown in: codec, orientation, B-frames')
})

test('a limit that was only observed warns, and what is not seen yet of a camera is said', async () => {
  const channels = await ofPlatform('wechat-channels', {
    feeds: [cameraFeed('camera-a', { videoKbps: 8_000 })],
  })
  expect(channels['camera-bitrate']).toMatchObject({ outcome: 'told' })
  expect(channels['camera-bitrate']?.detail).toContain('(observed: one third-party page')
  const twitch = await ofPlatform('twitch', { feeds: [cameraFeed('camera-a', { keyframeIntervalMs: null })] })
  expect(twitch['camera-key-frame-interval']?.detail).toContain('not seen yet')
})

const keys = [
  ['wechat-channels', 'live_1?txSecret=ab&txTime=7FFFFFFF', true, ''],
  ['wechat-channels', 'live_1?txSecret=ab', false, 'lacks txTime'],
  ['wechat-channels', 'live_1?txSecret=&txTime=7FFFFFFF', false, 'lacks txSecret'],
  ['douyin', 'stream-1', false, 'has no "?" and nothing behind it'],
  ['douyin', 'stream-1expire=1765904848&sign=ab', false, 'has no "?"'],
  ['douyin', 'stream-1?arch_hrchy=w1&new=1&expire=2765904848&sign=ab', true, ''],
  ['kuaishou', 'kwai?ks_fix_ts', false, 'lacks sign'],
  ['kuaishou', 'kwai?sign=00&ks_fix_ts', true, ''],
  ['bilibili', '?streamname=a&key=b', true, ''],
  ['xiaohongshu', 'anything', true, 'is unknown'],
  ['rtmp', 'anything', true, ''],
] as const

test('a key that was cut short is named by what it lacks, never by what it holds', async () => {
  for (const [platform, key, isWhole, words] of keys) {
    const { 'key-shape': check } = await ofPlatform(platform, { key })
    expect([platform, key, check?.passed]).toEqual([platform, key, isWhole])
    expect(check?.detail).toContain(words)
    expect(JSON.stringify(check)).not.toMatch(/=ab|live_1|stream-1/)
  }
})

test("an address of another platform's is asked about, and forbidden nothing", async () => {
  const swapped = await ofPlatform('douyin', { url: 'rtmp://open-push.voip.yximgs.com/gifshow' })
  expect(swapped['address-known']).toMatchObject({ outcome: 'told' })
  expect(swapped['address-known']?.detail).toContain('is not one of douyincdn.com')
  const right = await ofPlatform('kuaishou', { url: 'rtmp://open-push.voip.yximgs.com/gifshow' })
  expect(right['address-known']).toBeUndefined()
})

test('a key must last to the planned end, and a show must fit into what its platform allows', async () => {
  const nowMs = laterClock().wallMs()
  const at = (hours: number) => new Date(nowMs + hours * 3_600_000).toISOString()
  const key = `s?expire=${Math.round(nowMs / 1_000) + 4 * 3_600}&sign=a`
  const ends = async (plannedEndAt: string | undefined) =>
    (await ofPlatform('douyin', { key, plan: plannedEndAt === undefined ? {} : { plannedEndAt } }))[
      'key-not-expired'
    ]
  expect(await ends(undefined)).toMatchObject({ outcome: 'passed' })
  expect(await ends(at(3))).toMatchObject({ outcome: 'passed' })
  expect(await ends(at(5))).toMatchObject({ outcome: 'failed', mend: 'fetch a new one from the platform' })
  const long = await ofPlatform('twitch', { plan: { plannedEndAt: at(49) } })
  expect(long['show-length']).toMatchObject({ outcome: 'failed' })
  expect(long['show-length']?.detail).toBe('a show may last 48 h; this one is planned for 49 h')
  expect((await ofHouse({ plan: { plannedEndAt: at(-1) } }))['planned-end']).toMatchObject({
    outcome: 'failed',
  })
  expect((await ofHouse())['planned-end']).toMatchObject({ outcome: 'told' })
})

test('all outputs together, with a third to spare, are held against the line as stated', async () => {
  const plan = {
    destinations: ['a', 'b'].map(name => ({ name, platform: 'rtmp' })),
  }
  const uplink = async (statedKbps: number | undefined, othersKbps = 0) =>
    (await ofHouse({ plan, view: { uplink: { statedKbps, othersKbps } } })).uplink
  expect(await uplink(undefined)).toMatchObject({
    outcome: 'told',
    mend: 'measure the line, and set uplinkKbps',
  })
  expect(await uplink(7_800)).toMatchObject({ outcome: 'passed' }) // 2 × 3000 × 1.3
  expect(await uplink(7_799)).toMatchObject({ outcome: 'failed' })
  expect(await uplink(7_800, 100)).toMatchObject({ outcome: 'failed' })
})

test('a clock that stands before what happened already, a full disk and too many normalised feeds are failures', async () => {
  const clock = laterClock()
  const past = await ofHouse({ view: { newestEventMs: clock.wallMs() + 3_600_000 } })
  expect(past.clock).toMatchObject({ outcome: 'failed' })
  const full = await ofHouse({ deps: { machine: { ...fitMachine, diskFreeBytes: async () => 1e6 } } })
  expect(full['disk-room']).toMatchObject({ outcome: 'failed', detail: '0.0 GB free under the data folder' })
  const feeds = ['a', 'b', 'c'].map(name => cameraFeed(name))
  const busy = await ofHouse({ feeds, plan: { normalise: ['a', 'b', 'c'] } })
  expect(busy.processor).toMatchObject({ outcome: 'failed' })
  expect((await ofHouse())['disk-room']).toMatchObject({ outcome: 'passed' })
})

test('a server that has no name, or takes no connection, fails by the rule that says so', async () => {
  const gone = await ofPlatform('rtmp', {
    deps: { reach: async () => ({ at: 'no-name', why: 'ENOTFOUND' }) },
  })
  expect(gone['name-resolves']).toMatchObject({ outcome: 'failed' })
  expect(gone['server-answers']).toBeUndefined()
  const refuses = { reach: async () => ({ at: 'no-answer', why: 'ECONNREFUSED' }) as const }
  const refused = await ofPlatform('rtmp', { deps: refuses })
  expect(refused['name-resolves']?.passed).toBe(true)
  expect(refused['server-answers']?.detail).toContain('does not take a connection (ECONNREFUSED)')
})
