// The wizard's pure pieces: its plan keeps what it does not show, the picture is judged, steps and names are what people expect.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { judgeArriving, type Policy } from '../../console/begin/arriving.ts'
import {
  asName,
  freeName,
  isName,
  nameOfTonight,
  newPlan,
  nextCamera,
  type Plan,
  withDestination,
  withFeeds,
  withoutDestination,
  withSlate,
  withUnderstudy,
} from '../../console/begin/plan.ts'
import { publishAddresses, wholeAddress } from '../../console/begin/publish.ts'
import { doneSteps, stepAfter, stepIn } from '../../console/begin/steps.ts'
import { rules } from '../../console/preflight/rules.ts'
import type { Broadcast, Feed, Feeds } from '../../console/live/types.ts'

const plan: Plan = {
  feeds: ['camera-a', 'camera-b'],
  understudy: 'night-host',
  slate: { design: 'lamp', language: 'en', motion: 'still', sound: 'silent' },
  normalise: ['camera-b'],
  cutOn: ['black'],
  profile: '1920x1080@30',
  plannedEndAt: '2099-01-01T02:00:00+08:00',
  destinations: [
    {
      name: 'douyin',
      platform: 'douyin',
      without: ['camera-b', 'night-host'],
      policy: { aiHosts: { value: 'blocked' } },
    },
    { name: 'own', platform: 'rtmp', playback: { url: 'https://play.example.com/a.flv' } },
  ],
  somethingNew: { nobodyHere: 'knows' },
}

test('another destination, feed order, understudy or slate leaves everything else as it was', () => {
  const added = withDestination(plan, 'wechat-channels')
  expect(added.name).toBe('channels')
  expect(added.plan).toEqual({
    ...plan,
    destinations: [...plan.destinations, { name: 'channels', platform: 'wechat-channels' }],
  })
  expect(withoutDestination(added.plan, 'channels')).toEqual(plan)
  expect(withFeeds(plan, ['camera-b', 'camera-a'])).toEqual({ ...plan, feeds: ['camera-b', 'camera-a'] })
  expect(withUnderstudy(plan, 'night-host')).toEqual(plan)
  expect(withSlate(plan, 'plain', 'zh')).toEqual({
    ...plan,
    slate: { design: 'plain', language: 'en', motion: 'still', sound: 'silent' },
  })
  expect(withSlate(withSlate(plan, null, 'zh'), 'lamp', 'zh').slate).toMatchObject({
    design: 'lamp',
    language: 'zh',
  })
})

test('a feed that is taken out is named nowhere any more', () => {
  const less = withFeeds(plan, ['camera-a'])
  expect(less.normalise).toEqual([])
  expect(less.destinations[0]?.without).toEqual(['night-host'])
  expect(withUnderstudy(less, null).destinations[0]?.without).toEqual([])
})

test('names are free, small and dated by the evening they belong to', () => {
  expect(withDestination({ ...plan }, 'douyin').name).toBe('douyin-2')
  expect(freeName('douyin', ['douyin', 'douyin-2'])).toBe('douyin-3')
  expect(nextCamera(['camera-a', 'camera-c'])).toBe('camera-b')
  expect(nameOfTonight(new Date(2026, 10, 29, 20), [])).toBe('2026-11-29')
  expect(nameOfTonight(new Date(2026, 10, 30, 2), ['2026-11-29'])).toBe('2026-11-29-2')
  expect(asName(' Main Hall_2 ')).toBe('main-hall-2')
  expect([isName('2026-11-29'), isName(asName('直播')), isName('-a'), isName('a'.repeat(33))]).toEqual([
    true,
    false,
    false,
    false,
  ])
  expect(newPlan(['camera-a'], 'zh')).toMatchObject({ feeds: ['camera-a'], destinations: [] })
})

const feed = (more: object = {}): Feed =>
  ({
    name: 'camera-a',
    session: { id: '1', remoteAddress: '10.0.0.2', encoder: 'OBS', sinceMs: 0, secure: false },
    video: { codec: 'h264', widthPx: 1_920, heightPx: 1_080, profile: 'High', frameRateFps: 30 },
    audio: { codec: 'aac', sampleRateHz: 48_000, channels: 2 },
    keyframeIntervalMs: 2_000,
    videoKbps: 4_000,
    skewMs: 0,
    lastVideoAgeMs: 20,
    ...more,
  }) as Feed
const policy = (platform: string, values: Record<string, [unknown, string]>): Policy => ({
  platform,
  values: Object.fromEntries(
    Object.entries(values).map(([name, [value, confidence]]) => [name, { value, confidence }]),
  ),
})
const faultsOf = (seen: Feed, ...policies: Policy[]) =>
  judgeArriving(seen, policies).flatMap(({ aspect, level, fault, platforms }) =>
    fault === null ? [] : [{ aspect, level, kind: fault.kind, platforms }],
  )

test('a picture that every platform takes is good in every way', () => {
  const channels = policy('wechat-channels', {
    videoCodecs: [['h264'], 'inferred'],
    largestSize: ['1920x1080', 'observed'],
    frameRateFps: [{ max: 30 }, 'observed'],
    longestGopMs: [2_000, 'observed'],
    audioCodecs: [['aac'], 'inferred'],
    orientations: [['landscape', 'portrait'], 'reported'],
    videoKbps: ['unknown', 'unknown'],
  })
  expect(faultsOf(feed(), channels)).toEqual([])
  const portrait = { codec: 'h264', widthPx: 1_080, heightPx: 1_920, profile: 'High', frameRateFps: 30 }
  expect(faultsOf(feed({ video: portrait }), channels)).toEqual([])
})

test('what a platform does not take is named with it: surely where the limit is sure, else as a warning', () => {
  const sure = policy('twitch', {
    videoKbps: [{ max: 6_000 }, 'confirmed'],
    longestGopMs: [2_000, 'confirmed'],
  })
  const unsure = policy('wechat-channels', {
    largestSize: ['1920x1080', 'observed'],
    frameRateFps: [{ max: 30 }, 'observed'],
  })
  expect(faultsOf(feed({ videoKbps: 9_000, keyframeIntervalMs: 4_000 }), sure, unsure)).toEqual([
    { aspect: 'bitrate', level: 'bad', kind: 'too-rich', platforms: ['twitch'] },
    { aspect: 'keyframes', level: 'bad', kind: 'keyframes', platforms: ['twitch'] },
  ])
  const large = { codec: 'h264', widthPx: 3_840, heightPx: 2_160, profile: 'High', frameRateFps: 60 }
  expect(faultsOf(feed({ video: large }), sure, unsure)).toEqual([
    { aspect: 'size', level: 'busy', kind: 'too-large', platforms: ['wechat-channels'] },
    { aspect: 'rate', level: 'busy', kind: 'too-fast', platforms: ['wechat-channels'] },
  ])
})

test('our own advice holds where no platform says more: key frames, sound, sync, poor pictures', () => {
  expect(faultsOf(feed({ keyframeIntervalMs: 8_300, audio: null, skewMs: -400, videoKbps: 300 }))).toEqual([
    { aspect: 'bitrate', level: 'busy', kind: 'too-poor', platforms: [] },
    { aspect: 'keyframes', level: 'busy', kind: 'keyframes', platforms: [] },
    { aspect: 'sound', level: 'busy', kind: 'no-sound', platforms: [] },
    { aspect: 'sync', level: 'busy', kind: 'out-of-sync', platforms: [] },
  ])
})

test('what is not known yet is neither good nor bad, and no picture is judged before it is there', () => {
  const young = judgeArriving(feed({ keyframeIntervalMs: null, videoKbps: 0 }), [])
  expect(young.filter(({ level }) => level === 'off').map(({ aspect }) => aspect)).toEqual([
    'bitrate',
    'keyframes',
  ])
  expect(judgeArriving(feed({ video: null }), [])).toEqual([])
})

test('steps are done as control sees them, and the address names one only where there is a broadcast', () => {
  const seen = (more: object) =>
    ({
      name: 'tonight',
      wish: 'off',
      feeds: ['camera-a'],
      destinations: [],
      legs: [],
      ...more,
    }) as unknown as Broadcast
  const feeds = { feeds: [feed()] } as unknown as Feeds
  expect(doneSteps(undefined, null, null).show).toBe(false)
  expect(doneSteps(seen({}), feeds, null)).toEqual({
    show: true,
    camera: true,
    platforms: false,
    check: false,
    air: false,
  })
  const ready = { destinations: [{ name: 'own', platform: 'rtmp', endpoints: 1 }] }
  expect(doneSteps(seen(ready), null, 'GO')).toMatchObject({
    camera: false,
    platforms: true,
    check: true,
    air: false,
  })
  const legs = [
    { wanted: 'on', state: { at: 'carrying' } },
    { wanted: 'off', state: { at: 'stopped' } },
  ]
  expect(doneSteps(seen({ ...ready, wish: 'on', legs }), feeds, null)).toMatchObject({
    check: true,
    air: true,
  })
  expect(doneSteps(seen({ ...ready, wish: 'on', legs }), feeds, 'NO-GO').check).toBe(false)
  expect([
    stepIn('air', false),
    stepIn('air', true),
    stepIn('nonsense', true),
    stepAfter('show'),
    stepAfter('air'),
  ]).toEqual(['show', 'air', 'show', 'camera', null])
})

test('the address an encoder most likely reaches comes first: as this page was reached', () => {
  const others = ['rtmp://192.168.1.7:1935/live', 'rtmps://192.168.1.7:1936/live']
  const hosts = (pageHost: string) =>
    publishAddresses('rtmp://127.0.0.1:1935/live', others, pageHost).map(
      ({ host, kind }) => `${host} ${kind}`,
    )
  expect(hosts('192.168.1.7')).toEqual([
    '192.168.1.7 network',
    '127.0.0.1 this-machine',
    '192.168.1.7 secure',
  ])
  expect(hosts('127.0.0.1')).toEqual(['127.0.0.1 this-machine', '192.168.1.7 network', '192.168.1.7 secure'])
  expect(publishAddresses(null, [], 'a')).toEqual([])
  expect(wholeAddress('rtmp://a/live', 'key')).toBe('rtmp://a/live/key')
})

test('every rule of preflight has a name in both languages, and one that may fail says in Chinese what mends it', () => {
  const folder = new URL('../../control/preflight/', import.meta.url)
  const text = readdirSync(folder)
    .map(name => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n')
  const named = [
    ...[...text.matchAll(/\brule = '([a-z-]+)'/g)].map(found => found[1] ?? ''),
    ...[...text.matchAll(/\b(?:passed|told|failed)\('([a-z-]+)'/g)].map(found => found[1] ?? ''),
    ...[...text.matchAll(/limit\('\w+', '([A-Za-z -]+)'/g)].map(
      found => `camera-${(found[1] ?? '').toLowerCase().replaceAll(' ', '-')}`,
    ),
    ...['name-resolves', 'server-answers', 'ffmpeg', 'slate-can-be-made'],
  ]
  expect(named.length).toBeGreaterThan(30)
  expect(named.filter(rule => rules[rule] === undefined)).toEqual([])
  const merelyTold = ['camera-unknown', 'feeds-kept-out', 'room-closes']
  const unmended = named.filter(rule => !merelyTold.includes(rule) && !rules[rule]?.mendZh)
  expect(unmended).toEqual([])
})
