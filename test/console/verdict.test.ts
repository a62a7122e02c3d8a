// The page's one sentence: are we on air, and who must act?
import { expect, test } from 'vitest'
import { nameOf } from '../../console/tell/names.ts'
import { judge, levelOfLeg, troubleOf, worldOf } from '../../console/tell/verdict.ts'
import { en } from '../../console/tell/words-en.ts'
import { zh } from '../../console/tell/words-zh.ts'
import type { Broadcast, Feeds, LegAt } from '../../console/live/types.ts'
import { broadcast, feed, feeds, leg, nowMs, program, worker } from './samples.ts'

const camera = feeds(feed('camera-a', 30))
const nobody = feeds(feed('camera-a', null))
/** No slate is there to take the camera's place. */
const dark = { programs: [program(null)], slate: null, slateState: { at: 'none' } } as const
const publish = 'Set the encoder to rtmp://house/live and its stream key, then start sending.'

type Row = readonly [
  what: string,
  changes: Partial<Broadcast>,
  feeds: Feeds | null,
  level: string,
  headline: string,
  details: readonly string[],
]

const rows: readonly Row[] = [
  [
    'all that is wished takes the picture',
    {},
    camera,
    'good',
    'On air. All 3 destinations take the picture.',
    ['Picture from camera-a.'],
  ],
  [
    'the only destination takes the picture',
    { legs: [leg('douyin', 'carrying')] },
    camera,
    'good',
    'On air. The destination takes the picture.',
    ['Picture from camera-a.'],
  ],
  [
    'one destination mends itself',
    { legs: [leg('douyin', 'carrying'), leg('kuaishou', 'waiting')] },
    camera,
    'busy',
    'On air on 1 of 2.',
    ['Kuaishou: coming back by itself.', 'Picture from camera-a.'],
  ],
  [
    'one destination needs a person, another mends itself',
    { legs: [leg('douyin', 'carrying'), leg('kuaishou', 'blocked'), leg('taobao', 'stalled')] },
    camera,
    'bad',
    'On air on 1 of 3.',
    ['Taobao Live: coming back by itself.', 'Kuaishou: needs you.', 'Picture from camera-a.'],
  ],
  [
    'no destination takes it any more',
    { legs: [leg('douyin', 'waiting')] },
    camera,
    'bad',
    'Dark: no destination takes the picture.',
    ['Douyin: coming back by itself.', 'Picture from camera-a.'],
  ],
  [
    'connections stand but the camera is gone',
    dark,
    nobody,
    'bad',
    'No picture goes out.',
    [
      'No feed is fit for air: viewers see nothing new. Check the encoder.',
      'This broadcast has no slate.',
      publish,
    ],
  ],
  [
    'the camera is gone and so is a destination',
    { ...dark, legs: [leg('douyin', 'carrying'), leg('kuaishou', 'armed')] },
    nobody,
    'bad',
    'No picture goes out.',
    [
      'No feed is fit for air: viewers see nothing new. Check the encoder.',
      'This broadcast has no slate.',
      publish,
      'Kuaishou: coming back by itself.',
    ],
  ],
  [
    'it waits for its first picture',
    { ...dark, onAirSinceMs: null, legs: [leg('douyin', 'armed')] },
    nobody,
    'wait',
    'Armed: waiting for a picture.',
    [publish],
  ],
  [
    'the front door is shut while it waits',
    { ...dark, onAirSinceMs: null, legs: [leg('douyin', 'armed')] },
    { ...nobody, trouble: 'port 1935 is taken' },
    'wait',
    'Armed: waiting for a picture.',
    ['Encoders cannot connect: port 1935 is taken'],
  ],
  [
    'it connects for the first time',
    { onAirSinceMs: null, legs: [leg('douyin', 'connecting')] },
    camera,
    'busy',
    'Starting …',
    ['Picture from camera-a.'],
  ],
  [
    'a key is refused before anything went out',
    { onAirSinceMs: null, legs: [leg('douyin', 'connecting'), leg('kuaishou', 'blocked')] },
    camera,
    'bad',
    'Starting …',
    ['Kuaishou: needs you.', 'Picture from camera-a.'],
  ],
  [
    'its worker does not answer',
    { worker: { ...worker, state: 'unreachable' } },
    camera,
    'busy',
    'The sending worker does not answer.',
    ['A new worker takes over within seconds; legs then reconnect.'],
  ],
  [
    'it has no destinations',
    { legs: [] },
    camera,
    'wait',
    'No destinations yet.',
    ['Add destinations with PUT /api/broadcasts/{name}, see the README.'],
  ],
  [
    'it is off and the camera is ready',
    { wish: 'off', legs: [leg('douyin', 'stopped', { wanted: 'off' })], programs: [] },
    camera,
    'off',
    'Off air.',
    ['The picture is there. Start when you are.'],
  ],
  [
    'it is off and nobody sends',
    { wish: 'off', legs: [leg('douyin', 'idle', { wanted: 'off' })], programs: [] },
    nobody,
    'off',
    'Off air.',
    ['No picture arrives yet.', publish],
  ],
  [
    'it is off and has no destinations',
    { wish: 'off', legs: [] },
    camera,
    'off',
    'No destinations yet.',
    ['Add destinations with PUT /api/broadcasts/{name}, see the README.'],
  ],
  [
    'it was just stopped',
    { wish: 'off', legs: [leg('douyin', 'stopped'), leg('kuaishou', 'carrying')] },
    camera,
    'busy',
    'Going off air …',
    [],
  ],
  [
    'its worker is short of CPU and its disk is full',
    { worker: { ...worker, eventLoopLagMs: 812.4, journalTrouble: 'disk full' } },
    camera,
    'good',
    'On air. All 3 destinations take the picture.',
    [
      'Picture from camera-a.',
      'Events cannot be written (disk full); nothing on air is affected. Free some disk space.',
      'The sending worker runs late by 812 ms: the machine is short of CPU.',
    ],
  ],
]

test.each(rows)('the verdict when %s', (_, changes, seen, level, headline, details) => {
  expect(judge(broadcast(changes), seen, en)).toEqual({ level, headline, details })
})

test('the same is said in Chinese', () => {
  const legs = [leg('douyin', 'carrying'), leg('wechat-channels', 'blocked'), leg('kuaishou', 'waiting')]
  const { headline, details } = judge(broadcast({ legs }), camera, zh)
  expect(headline.replaceAll('\u00A0', ' ')).toBe('正在直播：3 个平台中 1 个正常。')
  expect(details).toEqual(['快手：正在自动恢复。', '微信视频号：需要人工处理。', '画面来自 camera-a。'])
})

test('a picture that only ingest has seen yet counts while it is fresh', () => {
  const off = broadcast({ wish: 'off', programs: [], legs: [leg('douyin', 'idle', { wanted: 'off' })] })
  const say = (age: number | null) => judge(off, feeds(feed('camera-b', age)), en).details[0]
  expect(say(500)).toBe('The picture is there. Start when you are.')
  expect(say(2_500)).toBe('No picture arrives yet.')
  expect(say(null)).toBe('No picture arrives yet.')
})

test('a feed of another broadcast is no picture for this one', () => {
  const off = broadcast({ wish: 'off', programs: [], legs: [leg('douyin', 'idle', { wanted: 'off' })] })
  expect(judge(off, feeds(feed('camera-z', 30)), en).details[0]).toBe('No picture arrives yet.')
})

test('before the feeds are known the verdict rests on the broadcast alone', () => {
  expect(judge(broadcast(), null, en).level).toBe('good')
  expect(judge(broadcast(dark), null, en).level).toBe('bad')
})

test('each state of a leg has its level', () => {
  const levels: Record<LegAt, string> = {
    idle: 'wait',
    armed: 'wait',
    connecting: 'busy',
    publishing: 'busy',
    carrying: 'good',
    stalled: 'busy',
    waiting: 'busy',
    stopped: 'wait',
    blocked: 'bad',
  }
  for (const at of Object.keys(levels) as LegAt[]) expect(levelOfLeg(leg('douyin', at))).toBe(levels[at])
  expect(levelOfLeg(leg('douyin', 'stopped', { wanted: 'off' }))).toBe('off')
  expect(levelOfLeg(leg('douyin', 'idle', { wanted: 'off' }))).toBe('off')
})

test.each([
  ['douyin', 'douyin', '抖音', 'Douyin'],
  ['channels', 'wechat-channels', '微信视频号', 'WeChat Channels'],
  ['second-shop', 'douyin', 'second-shop', 'second-shop'],
  ['archive', 'rtmp', 'archive', 'archive'],
  ['rtmp', 'rtmp', 'rtmp', 'rtmp'],
  ['somewhere', 'somewhere', 'somewhere', 'somewhere'],
])('the destination %s of the platform %s is called %s and %s', (destination, platform, inZh, inEn) => {
  expect(nameOf({ destination, platform }, zh)).toBe(inZh)
  expect(nameOf({ destination, platform }, en)).toBe(inEn)
})

test('a trouble is told in the visitor’s language, and not once the leg carries again', () => {
  const trouble = { cause: 'auth-expired', why: 'expired' }
  expect(troubleOf(leg('douyin', 'blocked', trouble), zh)).toBe(zh.cause['auth-expired'])
  expect(troubleOf(leg('douyin', 'carrying', trouble), zh)).toBe('')
  expect(troubleOf(leg('douyin', 'connecting'), zh)).toBe('')
  expect(troubleOf(leg('douyin', 'waiting', { cause: 'new-cause', why: 'its words' }), zh)).toBe('its words')
})

test('the world is told beside the wish', () => {
  const at = () => '20:01:07'
  expect(worldOf(broadcast(), en, at)).toBe('on air since 20:01:07 · 1 h')
  expect(worldOf(broadcast({ onAirSinceMs: nowMs - 200_000 }), zh, at)).toBe(
    '自 20:01:07 起在播 · 3 分 20 秒',
  )
  expect(worldOf(broadcast({ onAirSinceMs: null }), en, at)).toBe('nothing has gone out yet')
  expect(worldOf(broadcast({ onAirSinceMs: null, wish: 'off' }), en, at)).toBe('off air')
})
