// Events as sentences, in both languages.
import { expect, test } from 'vitest'
import { causes } from '#relay'
import { type NameOf, sentenceOf, story } from '../../console/tell/sentences.ts'
import type { HouseEvent } from '../../console/live/types.ts'
import { profile } from './samples.ts'

const asItIs: NameOf = (_, what, name) => (what === 'program' ? '' : name)

let lastId = 0
function event(kind: string, detail: Readonly<Record<string, unknown>>): HouseEvent {
  return { id: String(++lastId), atMs: lastId * 1_000, broadcast: 'evening', kind, detail }
}

const legTo = (to: string, more: Readonly<Record<string, unknown>> = {}) =>
  event('leg-state', {
    destination: 'douyin',
    from: 'connecting',
    to,
    endpoint: 0,
    cause: null,
    why: null,
    ...more,
  })

const cut = (from: string | null, to: string, cause: string, more: Readonly<Record<string, unknown>> = {}) =>
  event('program-cut', {
    program: 'main',
    from,
    to,
    cause,
    gapMs: 411.6,
    silenceMs: 712,
    misfit: null,
    ...more,
  })

const refused = { cause: 'network', why: 'the far end broke the connection (ECONNREFUSED) while connecting' }

test.each([
  [legTo('carrying'), 'good', 'douyin takes the picture.', 'douyin 正常收流。'],
  [
    legTo('carrying', { endpoint: 1 }),
    'good',
    'douyin takes the picture on its backup address.',
    'douyin 正常收流（备用地址）。',
  ],
  [legTo('stalled'), 'busy', 'douyin stopped taking bytes.', 'douyin 不再收数据。'],
  [
    legTo('waiting', refused),
    'busy',
    'douyin waits before it tries again: the far end broke the connection (ECONNREFUSED) while connecting.',
    'douyin 等待重连：连接中断。',
  ],
  [
    legTo('blocked', { cause: 'auth-expired', why: 'its key ended at 20:00' }),
    'bad',
    'douyin needs you: its key ended at 20:00.',
    'douyin 需人工处理：推流码已过期。',
  ],
  [legTo('stopped', { cause: 'client-stop' }), 'off', 'douyin was stopped.', 'douyin 已停止。'],
  [cut(null, 'camera-a', 'start', { gapMs: 0 }), 'good', 'camera-a is on air.', 'camera-a 播出。'],
  [cut(null, 'slate', 'start'), 'good', 'The slate is on air.', '垫片播出。'],
  [
    cut('camera-a', 'camera-b', 'lost'),
    'busy',
    'camera-a was lost, camera-b stands in (hole 412 ms, silence 712 ms).',
    'camera-a 信号中断，由 camera-b 接替（空洞 412 ms，停发 712 ms）。',
  ],
  [
    cut('camera-a', 'slate', 'lost'),
    'bad',
    'camera-a was lost, viewers see the slate (hole 412 ms, silence 712 ms).',
    'camera-a 信号中断，观众看到的是垫片（空洞 412 ms，停发 712 ms）。',
  ],
  [
    cut('slate', 'camera-b', 'lost'),
    'good',
    'camera-b takes the place of the slate (hole 412 ms, silence 712 ms).',
    '由垫片切到 camera-b（空洞 412 ms，停发 712 ms）。',
  ],
  [
    cut('slate', 'camera-a', 'return', { misfit: '480x270 instead of 640x360' }),
    'busy',
    'camera-a takes the place of the slate (hole 412 ms, silence 712 ms). camera-a does not fit the program: 480×270 instead of 640×360.',
    '由垫片切到 camera-a（空洞 412 ms，停发 712 ms）。camera-a 与播出规格不符：画面 480×270（应为 640×360）。',
  ],
  [
    cut('camera-b', 'camera-a', 'return'),
    'good',
    'Back from camera-b to camera-a (hole 412 ms, silence 712 ms).',
    '由 camera-b 切回 camera-a（空洞 412 ms，停发 712 ms）。',
  ],
  [
    cut('camera-a', 'camera-b', 'take'),
    'good',
    'Cut from camera-a to camera-b by hand (hole 412 ms, silence 712 ms).',
    '人工由 camera-a 切到 camera-b（空洞 412 ms，停发 712 ms）。',
  ],
  [
    cut('camera-a', 'slate', 'take'),
    'wait',
    'Cut from camera-a to the slate by hand (hole 412 ms, silence 712 ms).',
    '人工由 camera-a 切到垫片（空洞 412 ms，停发 712 ms）。',
  ],
  [
    cut('slate', 'camera-a', 'take'),
    'good',
    'Cut from the slate to camera-a by hand (hole 412 ms, silence 712 ms).',
    '人工由垫片切到 camera-a（空洞 412 ms，停发 712 ms）。',
  ],
  [
    cut('camera-a', 'camera-b', 'a-new-cause'),
    'good',
    'Cut from camera-a to camera-b (hole 412 ms, silence 712 ms).',
    '由 camera-a 切到 camera-b（空洞 412 ms，停发 712 ms）。',
  ],
  [
    event('sound-lost', { program: 'main', feed: 'camera-a' }),
    'bad',
    'The sound of camera-a is gone, silence goes out.',
    'camera-a 没有声音了，正在以静音代替。',
  ],
  [
    event('sound-back', { program: 'main', feed: 'camera-a' }),
    'good',
    'The sound of camera-a is back.',
    'camera-a 的声音已恢复。',
  ],
  [
    event('feed-changed', {
      program: 'main',
      feed: 'camera-a',
      misfit: '25 frames per second instead of 30',
    }),
    'busy',
    'camera-a does not fit the program any more: 25 fps instead of 30.',
    'camera-a 不再符合播出规格：帧率 25（应为 30）。',
  ],
  [
    event('feed-changed', { program: 'main', feed: 'camera-a', misfit: null }),
    'good',
    'camera-a sends another picture or sound; it fits the program.',
    'camera-a 改了画面或声音，与播出规格相符。',
  ],
  [event('slate-ready', { pictures: 180, videoKbps: 812 }), 'good', 'The slate is ready.', '垫片已就绪。'],
  [
    event('slate-failed', { why: 'no space is left' }),
    'bad',
    'The slate cannot be made: no space is left. It is tried again.',
    '垫片制作失败：no space is left。会自动重试。',
  ],
  [
    event('profile', { ...profile }),
    'good',
    'The program’s profile is 1920×1080 · 30 fps · 48 kHz.',
    '播出规格为 1920×1080 · 30 fps · 48 kHz。',
  ],
  [
    event('feed-up', { feed: 'camera-a', remoteAddress: '192.0.2.1', encoder: 'OBS' }),
    'good',
    'camera-a arrives from 192.0.2.1 (OBS).',
    'camera-a 开始推流，来自 192.0.2.1（OBS）。',
  ],
  [
    event('feed-down', { feed: 'camera-a', why: 'the encoder stopped' }),
    'busy',
    'The encoder of camera-a left: the encoder stopped.',
    'camera-a 的编码器断开：编码器停止推流。',
  ],
  [event('start', { onSlate: false }), 'good', 'Somebody started the broadcast.', '有人点了开播。'],
  [
    event('start', { onSlate: true }),
    'good',
    'Somebody started the broadcast, on the slate.',
    '有人点了开播（先播垫片）。',
  ],
  [event('stop', {}), 'off', 'Somebody stopped the broadcast.', '有人点了下播。'],
  [
    event('take', { feed: 'camera-b' }),
    'good',
    'Somebody chose camera-b by hand.',
    '有人手动切到 camera-b。',
  ],
  [event('take', { feed: 'slate' }), 'good', 'Somebody chose the slate by hand.', '有人手动切到垫片。'],
  [event('release', {}), 'good', 'Feeds are chosen by themselves again.', '恢复自动选择信号源。'],
  [
    event('worker-lost', { worker: 'relay-evening', why: 'it died' }),
    'bad',
    'Worker relay-evening was lost: it died. A new one follows.',
    '工作进程 relay-evening 失联：进程已退出，新的会接手。',
  ],
  [
    event('listening', { rtmp: { error: 'port 1935 is taken' } }),
    'bad',
    'Encoders cannot connect: port 1935 is taken.',
    '编码器连不进来：port 1935 is taken。',
  ],
] as const)('$2', (happened, level, inEnglish, inChinese) => {
  expect(sentenceOf(happened, 'en', asItIs)).toEqual({ level, text: inEnglish })
  expect(sentenceOf(happened, 'zh', asItIs)).toEqual({ level, text: inChinese })
})

test('steps of an ordinary connection and events nobody knows are left out', () => {
  const quiet = [
    legTo('connecting'),
    legTo('publishing'),
    legTo('armed'),
    legTo('carrying', { from: 'carrying' }),
    event('listening', { rtmp: { port: 1935 } }),
    event('token-made', { name: 'night' }),
    event('profile', { ...profile, frameRateFps: null }), // told again once it is measured
  ]
  for (const language of ['en', 'zh'] as const) expect(story(quiet, language, asItIs)).toEqual([])
})

test('every cause is told in Chinese, without a word of English', () => {
  for (const cause of causes) {
    if (cause === 'client-stop') continue
    const sentence = sentenceOf(legTo('blocked', { cause, why: 'in English' }), 'zh', asItIs)
    expect(sentence?.text).toMatch(/^douyin 需人工处理：\P{Script=Latin}+。$/u)
  }
})

test('what a stranger sent stays text', () => {
  const encoder = '<img src=x onerror=alert(1)>'
  const sentence = sentenceOf(
    event('feed-up', { feed: 'camera-a', remoteAddress: '::1', encoder }),
    'en',
    asItIs,
  )
  expect(sentence?.text).toBe(`camera-a arrives from ::1 (${encoder}).`)
})

test('a destination is called as everywhere on the page', () => {
  const called: NameOf = (broadcast, what, name) => (what === 'program' ? '' : `${name} of ${broadcast}`)
  expect(sentenceOf(legTo('carrying'), 'en', called)?.text).toBe('douyin of evening takes the picture.')
})

test('where there are several programs it is told whose it is', () => {
  const called: NameOf = (_, what, name) => (what === 'program' ? 'Kuaishou' : name)
  const lost = cut('camera-a', 'slate', 'lost', { program: 'without-camera-b' })
  expect(sentenceOf(lost, 'en', called)?.text).toMatch(
    /^For Kuaishou: camera-a was lost, viewers see the slate/,
  )
  expect(sentenceOf(lost, 'zh', called)?.text).toMatch(/^Kuaishou：camera-a 信号中断，观众看到的是垫片/)
})

test('a slate that is made in two steps is told of once; one that cannot be made is counted', () => {
  const [ready, failed] = [event('slate-ready', {}), event('slate-failed', { why: 'no space is left' })]
  const told = story([ready, ready, failed, failed, ready], 'en', asItIs)
  expect(told.map(({ text, times }) => [text.slice(0, 16), times])).toEqual([
    ['The slate is rea', 1],
    ['The slate cannot', 2],
    ['The slate is rea', 1],
  ])
})

test('the newest comes first', () => {
  const told = story([event('start', {}), event('stop', {})], 'en', asItIs)
  expect(told.map(({ level }) => level)).toEqual(['off', 'good'])
})

test('the same trouble of a leg at each attempt is told once, at its last time, with a count', () => {
  const attempts = [legTo('connecting'), legTo('waiting', refused)]
  const last = legTo('waiting', refused)
  const told = story(
    [legTo('carrying'), ...attempts, event('start', {}), legTo('connecting'), last],
    'en',
    asItIs,
  )
  expect(told.map(({ text, times }) => [text.slice(0, 12), times])).toEqual([
    ['douyin waits', 2],
    ['Somebody sta', 1],
    ['douyin takes', 1],
  ])
  expect(told[0]?.atMs).toBe(last.atMs)
})

test('a trouble that comes back after a good while is told again', () => {
  const told = story([legTo('waiting', refused), legTo('carrying'), legTo('waiting', refused)], 'en', asItIs)
  expect(told.map(({ times }) => times)).toEqual([1, 1, 1])
})

test('the same trouble of two destinations is told of each', () => {
  const other = legTo('waiting', { ...refused, destination: 'kuaishou' })
  const told = story([legTo('waiting', refused), other], 'en', asItIs)
  expect(told).toHaveLength(2)
})

test('a name in Chinese stands close to the words beside it, a Latin one apart; what people wrote stays as it is', () => {
  const named: NameOf = (_, what, name) => (what === 'program' ? '' : name === 'douyin' ? '抖音' : name)
  const says = (kind: string, detail: Readonly<Record<string, unknown>>) =>
    sentenceOf(event(kind, detail), 'zh', named)?.text
  expect(says('leg-shown', { destination: 'douyin' })).toBe('抖音的观众看到了我们的画面。')
  expect(says('leg-shown', { destination: 'backup-a' })).toBe('backup-a 的观众看到了我们的画面。')
  expect(says('retry', { destination: 'douyin', by: 'admin' })).toBe('admin 要求抖音重试。')
  expect(says('cue-sent', { text: '看 抖音 评论' })).toBe('给主播发了提示：“看 抖音 评论”。')
})
