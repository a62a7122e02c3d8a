// Events as sentences, in both languages.
import { expect, test } from 'vitest'
import { causes } from '#relay'
import { type NameOf, sentenceOf, story } from '../../console/status/sentences.ts'
import type { HouseEvent } from '../../console/status/types.ts'

const asItIs: NameOf = (_, destination) => destination

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
    'douyin 需人工处理：密钥已过期。',
  ],
  [legTo('stopped', { cause: 'client-stop' }), 'off', 'douyin was stopped.', 'douyin 已停止。'],
  [
    event('program-cut', { from: null, to: 'camera-a', cause: 'start', gapMs: 0 }),
    'good',
    'camera-a is on air.',
    'camera-a 播出。',
  ],
  [
    event('program-cut', { from: 'camera-a', to: 'camera-b', cause: 'loss', gapMs: 411.6 }),
    'good',
    'Cut from camera-a to camera-b (hole 412 ms).',
    '画面由 camera-a 切到 camera-b（时间轴空洞 412 ms）。',
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
  [event('start', {}), 'good', 'Somebody started the broadcast.', '有人点了开播。'],
  [event('stop', {}), 'off', 'Somebody stopped the broadcast.', '有人点了下播。'],
  [
    event('take', { feed: 'camera-b' }),
    'good',
    'Somebody put camera-b on air by hand.',
    '有人手动切到 camera-b。',
  ],
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
  const called: NameOf = (broadcast, destination) => `${destination} of ${broadcast}`
  expect(sentenceOf(legTo('carrying'), 'en', called)?.text).toBe('douyin of evening takes the picture.')
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
