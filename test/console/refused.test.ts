// An encoder that was turned away is told of where somebody waits for it, and no longer than it matters.
import { expect, test } from 'vitest'
import { publishRefusals } from '#ingest'
import { refusedAt } from '../../console/tell/refused.ts'
import { wordsOf } from '../../console/tell/words.ts'
import type { Feed, Feeds, Refused } from '../../console/live/types.ts'
import { feed, feeds, nowMs } from './samples.ts'

const refused = (more: Partial<Refused> = {}): Refused => ({
  feed: null,
  reason: 'wrong-key',
  remoteAddress: '10.0.0.5',
  why: 'This stream key belongs to no feed.',
  times: 1,
  lastAtMs: nowMs - 1_000,
  ...more,
})
const at = (sought: Feed | readonly Feed[], all: readonly Feed[], ...entries: readonly Refused[]) => {
  const seen: Feeds = { ...feeds(...all), refused: entries }
  return refusedAt([sought].flat(), seen, wordsOf('zh')).map(({ text }) => text)
}
const away = { ...feed('camera-a', null), session: null, video: null }
const live = (name: string, sinceMs: number, remoteAddress = '10.0.0.5'): Feed => ({
  ...feed(name, 20),
  session: { id: 's', remoteAddress, encoder: 'OBS', sinceMs, secure: false },
  video: { codec: 'h264', widthPx: 1, heightPx: 1, profile: 'High', frameRateFps: 30 },
})

test('a wrong key is told where a picture is waited for, with what to type instead', () => {
  const [said] = at(away, [away], refused({ times: 3 }))
  expect(said).toMatch(/^拒绝了来自 10\.0\.0\.5 的编码器（\d\d:\d\d:\d\d，共 3 次）：推流码不对/)
  expect(said).toContain('换一个新推流码')
  const sending = live('camera-a', nowMs - 60_000, '10.0.0.6')
  expect(at(sending, [sending], refused())).toEqual([])
})

test('it is gone once an encoder of that address was let in, or after a while', () => {
  const other = live('camera-b', nowMs - 500)
  expect(at(away, [away, other], refused())).toEqual([])
  expect(at(away, [away, live('camera-b', nowMs - 5_000)], refused())).toHaveLength(1)
  expect(at(away, [away], refused({ lastAtMs: nowMs - 95_000 }))).toEqual([])
})

test('what a feed itself refused is told at that feed alone, and a second publisher while the first sends', () => {
  const hevc = refused({ feed: 'camera-a', reason: 'unfit-media' })
  expect(at(away, [away], hevc)[0]).toContain('H.264')
  const other = { ...away, name: 'camera-b' }
  expect(at(other, [away, other], hevc)).toEqual([])
  const sending = live('camera-a', nowMs - 500)
  expect(at(sending, [sending], hevc)).toEqual([])
  expect(at(sending, [sending], refused({ feed: 'camera-a', reason: 'busy' }))[0]).toContain('另一台编码器')
})

test('on a page of several feeds each is told once, and of which feed where that is known', () => {
  const other = { ...away, name: 'camera-b' }
  const hevc = refused({ feed: 'camera-b', reason: 'unfit-media' })
  const said = at([away, other], [away, other], refused(), hevc)
  expect(said).toHaveLength(2)
  expect(said[0]).toMatch(/^camera-b: 拒绝了/)
  expect(said[1]).toMatch(/^拒绝了来自 10\.0\.0\.5/)
})

test('every reason has its sentence in both languages; of a stranger crowd the newest two are shown', () => {
  for (const language of ['zh', 'en'] as const)
    expect(Object.keys(wordsOf(language).refused.why).toSorted()).toEqual([...publishRefusals].toSorted())
  const crowd = ['1', '2', '3'].map(n => refused({ remoteAddress: `10.0.0.${n}` }))
  expect(at(away, [away], ...crowd).map(text => /10\.0\.0\.\d/.exec(text)?.[0])).toEqual([
    '10.0.0.3',
    '10.0.0.2',
  ])
})
