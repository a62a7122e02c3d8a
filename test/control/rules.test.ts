// Rules about pasted addresses, keys and plans, as tables.
import { expect, test } from 'vitest'
import { ControlRig } from '../support/control-rig.ts'

const sentenceFor = [
  [{ url: 'http://push.example.com/live', key: 'k' }, 'begins with rtmp:// or rtmps://'],
  [{ url: 'file:///etc/passwd', key: 'k' }, 'begins with rtmp:// or rtmps://'],
  [{ url: 'srt://push.example.com:9000', key: 'k' }, '"carrier": "ffmpeg"'],
  [{ url: 'rtmp://user:pass@push.example.com/live', key: 'k' }, 'holds user:password@'],
  [{ url: 'rtmp://push.example.com', key: 'k' }, 'no app'],
  [{ url: 'rtmp://push.example.com/live/stream-77', key: 'k' }, 'still has the key in it'],
  [{ url: 'rtmp://push.example.com/live?txSecret=1&txTime=2', key: 'k' }, 'still has the key in it'],
  [{ url: 'rtmp://push.example.com/li ve', key: 'k' }, 'a space, line break'],
  [{ url: 'push.example.com/live', key: 'k' }, 'is no address'],
  [{ url: 'rtmp://push.example.com:99999/live', key: 'k' }, 'is no address'],
  [{ url: 'rtmp://push.example.com/live', key: '' }, 'the key is empty'],
  [{ url: 'rtmp://push.example.com/live', key: 'k\n' }, 'a space, line break'],
  [{ url: 'rtmp://push.example.com/live', key: 'k\u200b' }, 'a space, line break'],
  [
    { url: 'rtmp://push.example.com/live', key: 'rtmp://push.example.com/live/stream-1' },
    'only stream-… in key',
  ],
  [{ url: 'rtmp://push.example.com/live', key: 'k'.repeat(4_097) }, 'longer than 4096 bytes'],
  [{ url: `rtmp://push.example.com/${'a'.repeat(4_096)}`, key: 'k' }, 'longer than 4096 bytes'],
  [{ url: 'rtmp://push.example.com/live', key: 7 }, 'must be text'],
  [{ url: 'rtmp://push.example.com/live', key: 'k', note: 1 }, 'is not a field here'],
] as const

test('every absurd address is refused with a sentence about it', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  for (const [endpoint, sentence] of sentenceFor) {
    const { status, json } = await rig.putEndpoints('evening', [endpoint])
    expect([status, json.detail]).toEqual([400, expect.stringContaining(sentence)])
    expect(json.fields[0].field).toMatch(/^0/)
  }
  const many = Array.from({ length: 9 }, (_, i) => ({ url: 'rtmp://push.example.com/live', key: `k${i}` }))
  expect((await rig.putEndpoints('evening', many)).json.detail).toContain('at most 8 endpoints')
  const twice = [many[0], many[0]]
  expect((await rig.putEndpoints('evening', twice)).json.detail).toContain('same address as number 0')
})

test('keys are taken to the letter, as the platforms write them', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  const endpoints = [
    {
      url: 'rtmp://push-rtmp-l6.douyincdn.com/third',
      key: 'stream-1?arch_hrchy=w1&expire=1765904848&sign=ab%2Bc&t_id=037-2',
    },
    { url: 'rtmp://live-push.bilivideo.com/live-bvc/', key: '?streamname=live_1&key=ab&schedule=rtmp' },
    { url: 'rtmps://b.rtmps.youtube.com:443/live2?backup=1', key: 'aaaa-bbbb-cccc' },
    { url: 'rtmp://txyun-push.voip.yximgs.com/gifshow', key: 'kwai?sign=00&ks_fix_ts&ks_ctx=YWI%3D' },
  ]
  const { status, json } = await rig.putEndpoints('evening', endpoints)
  expect(status).toBe(200)
  expect(json.endpoints[0].keyExpiresAtMs).toBe(1_765_904_848_000)
  expect(json.warnings.join()).toContain('0.key: says of itself that it ended 2025-12-16')
  expect(json.endpoints.map((each: { url: string }) => each.url)).toEqual(endpoints.map(each => each.url))
  expect(new Set(json.endpoints.map((each: { keyFingerprint: string }) => each.keyFingerprint)).size).toBe(4)
})

const expiries = [
  ['live_1?txSecret=ab&txTime=5FEE6600', 1_609_459_200_000],
  ['s?expire=1765904848', 1_765_904_848_000],
  ['s?expire=69419154', 1_765_904_724_000],
  ['s?auth_key=1765904848-0-0-abc', 1_765_904_848_000],
  ['s?sign=69419154abc', null],
  ['plain', null],
] as const

test('a key that says when it ends is read, and one that does not is left alone', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  for (const [key, expiresAtMs] of expiries) {
    const { json } = await rig.putEndpoints('evening', [{ url: 'rtmp://push.example.com/live', key }])
    expect(json.endpoints[0].keyExpiresAtMs).toBe(expiresAtMs)
  }
})

const plans = [
  [{ feeds: ['camera-z'] }, 'make it with PUT /api/feeds/camera-z'],
  [{ feeds: [] }, 'needs at least one feed'],
  [{ feeds: ['camera-a', 'camera-a'] }, 'here twice'],
  [{ feeds: 'camera-a' }, 'feeds: must be a list'],
  [{}, 'feeds: is missing'],
  [{ feeds: ['camera-a'], understudy: 'night-host' }, 'night-host is no feed yet; make one with'],
  [{ feeds: ['camera-a'], understudy: 'camera-a' }, 'camera-a is a camera; an understudy is a virtual host'],
  [{ feeds: ['camera-a'], slate: 'mine' }, 'write "default", null for none'],
  [{ feeds: ['camera-a'], profile: '1080p' }, 'WIDTHxHEIGHT@FPS'],
  [{ feeds: ['camera-a'], plannedEndAt: 'tonight' }, 'a time with its zone, such as 2026-12-01T02:00'],
  [{ feeds: ['camera-a'], colour: 'red' }, 'is not a field here'],
  [{ feeds: ['camera-a'], destinations: [{ name: 'A B', platform: 'rtmp' }] }, 'a name has 1 to 32'],
  [{ feeds: ['camera-a'], destinations: [{ name: 'a', platform: 'vimeo' }] }, 'must be one of douyin'],
  [
    { feeds: ['camera-a'], destinations: [{ name: 'a', platform: 'rtmp', rendition: '720p' }] },
    'no renditions yet',
  ],
  [
    { feeds: ['camera-a'], destinations: [{ name: 'a', platform: 'rtmp', carrier: 'tcp' }] },
    'must be one of rtmp, ffmpeg',
  ],
  [
    { feeds: ['camera-a'], destinations: [{ name: 'a', platform: 'rtmp', without: ['x'] }] },
    'is not a feed of this broadcast',
  ],
  [
    { feeds: ['camera-a'], destinations: [{ name: 'a', platform: 'rtmp', without: ['camera-a'] }] },
    'leaves no feed',
  ],
  [
    { feeds: ['camera-a'], destinations: [{ name: 'a', platform: 'srt', carrier: 'rtmp' }] },
    'carried by FFmpeg',
  ],
] as const

test('every mistake in a plan is refused with a sentence', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  for (const [plan, sentence] of plans) {
    const { status, json } = await rig.ask('PUT', '/api/broadcasts/other', plan)
    expect([status, json.detail]).toEqual([400, expect.stringContaining(sentence)])
  }
  const host = await rig.ask('PUT', '/api/feeds/night-host', { kind: 'host' })
  expect(host.json.detail).toContain('host: is missing')
  expect((await rig.ask('PUT', '/api/broadcasts/Bad_Name', { feeds: ['camera-a'] })).json.detail).toContain(
    'a name has',
  )
  expect((await rig.ask('PUT', '/api/broadcasts/other', '{"feeds":')).json.code).toBe('control/not-json')
  expect((await rig.ask('PUT', '/api/broadcasts/other', ' '.repeat(300_000))).status).toBe(413)
})
