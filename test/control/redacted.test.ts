// What the audit shows of values that could hold a key, who is held up how long, and what browsers are called.
import { expect, test } from 'vitest'
import { browserNameOf } from '../../control/access/browser-name.ts'
import { Brake, networkOf, type TooMany } from '../../control/access/brake.ts'
import { redacted } from '../../control/audit/redacted.ts'
import { FakeClock } from '../support/fake-clock.ts'

const sent = (value: unknown) => redacted(value, { addresses: 'server' })

const cases: readonly (readonly [unknown, unknown])[] = [
  [
    { key: 'abc', streamKey: 'def', password: 'x', apiToken: 'y' },
    { key: '•••', streamKey: '•••', password: '•••', apiToken: '•••' },
  ],
  [
    { keyFingerprint: '0a1b2c3d4e5f', role: 'admin', keyExpiresAtMs: 5 },
    { keyFingerprint: '0a1b2c3d4e5f', role: 'admin', keyExpiresAtMs: 5 },
  ],
  ['rtmp://me:pw@push.example.com/live/stream_1?sign=1', 'rtmp://push.example.com/…?…'],
  [
    '服务器 rtmp://push.example.com/live 密钥 live_123?txSecret=5f',
    '服务器 rtmp://push.example.com/… 密钥 •••',
  ],
  ['camera-a', 'camera-a'],
  ['今晚 20:00 开播，3 个平台', '今晚 20:00 开播，3 个平台'],
  ['2026-12-01T02:00:00', '2026-12-01T02:00:00'],
  [
    [1, true, null],
    [1, true, null],
  ],
]

test.each(cases)('%j stands in the audit as %j', (value, shown) => {
  expect(sent(value)).toEqual(shown)
})

test('what was stored keeps the path of an address, never its query', () => {
  expect(redacted({ url: 'rtmp://a.example/live?k=1' }, { addresses: 'path' })).toEqual({
    url: 'rtmp://a.example/live?…',
  })
})

test('however much was sent, little is kept', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)
  for (const value of [deep, Array.from({ length: 9_999 }, () => 'x'.repeat(9_999)), 'y'.repeat(1e6)])
    expect(JSON.stringify(sent(value)).length).toBeLessThan(20_000)
})

test('each wrong password waits twice as long as the one before, at most ten minutes, and a rest forgets them', async () => {
  const clock = new FakeClock()
  const brake = new Brake(clock)
  const wait = () => {
    try {
      brake.attempt('203.0.113.1', 'ann', true)
      return 0
    } catch (error) {
      return (error as TooMany).waitMs
    }
  }
  for (let i = 0; i < 9; i++) expect(wait()).toBe(0)
  const waits: number[] = []
  for (let i = 0; i < 12; i++) {
    const ms = wait()
    waits.push(ms / 1_000)
    await clock.advance(ms)
    expect(wait()).toBe(0)
  }
  expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600])
  await clock.advance(600_000 + 900_001)
  for (let i = 0; i < 9; i++) expect(wait()).toBe(0)
})

test('an account under attack from everywhere waits a minute at most, and not at all where it came in from before', async () => {
  const clock = new FakeClock()
  const brake = new Brake(clock)
  for (let i = 0; i < 40; i++) {
    brake.attempt(`203.0.113.${i}`, 'ann', false)
    await clock.advance(60_000)
  }
  brake.attempt('203.0.113.200', 'ann', false)
  expect(() => brake.attempt('192.0.2.1', 'ann', false)).toThrow('try again in 60 s')
  brake.attempt('192.0.2.1', 'ann', true).right()
  brake.attempt('203.0.113.201', 'ben', false)
})

test('who is right has not been wrong, and the machine itself is held up for half a minute at most', async () => {
  const clock = new FakeClock()
  const brake = new Brake(clock)
  for (let i = 0; i < 30; i++) brake.attempt('192.0.2.1', 'ann', true).right()
  for (let i = 0; i < 30; i++) {
    brake.attempt('127.0.0.1', `guess-${i}`, false)
    await clock.advance(30_000)
  }
  brake.attempt('127.0.0.1', 'another', false)
  expect(() => brake.attempt('127.0.0.1', 'ann', false)).toThrow('try again in 30 s')
})

test('addresses of one IPv6 customer count as one', () => {
  expect(networkOf('2001:db8:1:2:aaaa::1')).toBe(networkOf('2001:db8:1:2::2'))
  expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'))
  expect([networkOf('::ffff:192.0.2.1'), networkOf('::1')]).toEqual(['192.0.2.1', '0:0:0:0::/64'])
})

test.each([
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari 18, iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.50',
    'WeChat 8, Android',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge 140, Windows',
  ],
  ['curl/8.5.0', 'curl 8'],
  ['something\u0000 else', 'something else'],
  [undefined, ''],
])('%j is %s', (said, name) => {
  expect(browserNameOf(said)).toBe(name)
})
