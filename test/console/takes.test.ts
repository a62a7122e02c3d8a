// What a person may put on air, what is asked first, and why it cannot be.
import { expect, test } from 'vitest'
import { takesOf } from '../../console/tell/takes.ts'
import type { Broadcast } from '../../console/live/types.ts'
import { en } from '../../console/tell/words-en.ts'
import { zh } from '../../console/tell/words-zh.ts'
import { broadcast, feedOf, leg, program } from './samples.ts'

const { program: words } = en
const small = '1280x720 instead of 1920x1080'
const bothLive = { feeds: [feedOf('camera-a'), feedOf('camera-b')] }
const take = (what: string, changes: Partial<Broadcast>) =>
  takesOf(broadcast(changes), en).find(each => each.what === what)

test('the feeds come in order of preference, then the slate', () => {
  const all = takesOf(broadcast({ programs: [program('camera-a', bothLive)] }), en)
  expect(all.map(each => [each.name, each.isPreferred, each.state, each.onAir, each.label])).toEqual([
    ['camera-a', true, 'live', 'ON AIR', 'Keep on air'],
    ['camera-b', false, 'live', '', 'Put on air'],
    ['Slate', false, 'ready', '', 'Put on air'],
  ])
  expect(all.map(({ refusal }) => refusal)).toEqual([null, null, null])
})

test('a broadcast without a slate offers none, and an only feed is preferred to nobody', () => {
  const all = takesOf(broadcast({ slate: null, feeds: ['camera-a'] }), en)
  expect(all.map(each => [each.what, each.isPreferred, each.label])).toEqual([['camera-a', false, null]])
})

test('a feed that fits is put on air at once; one that does not, and the slate, ask first', () => {
  const feeds = [feedOf('camera-a'), feedOf('camera-b', true, small)]
  const programs = [program('camera-a', { feeds })]
  expect(take('camera-b', { programs: [program('camera-a', bothLive)] })?.ask).toBeNull()
  expect(take('camera-b', { programs })).toMatchObject({
    level: 'busy',
    state: 'does not fit: 1280×720 instead of 1920×1080',
    ask: words.takeMisfitAsk('camera-b', '1280×720 instead of 1920×1080'),
    refusal: null,
  })
  expect(take('slate', { programs })?.ask).toBe(words.takeSlateAsk)
  expect(take('slate', { programs: [program('slate')] })?.ask).toBe(words.keepSlateAsk)
})

test.each([
  [feedOf('camera-b', false), 'off', 'nobody sends'],
  [{ ...feedOf('camera-b', false), lastVideoAgeMs: 3_200 }, 'bad', 'no picture for 3.2 s'],
  [{ ...feedOf('camera-b'), state: 'waiting-key' }, 'wait', 'waits for a key frame'],
] as const)('a feed that is not there cannot be put on air: $2', (seen, level, refusal) => {
  const programs = [program('camera-a', { feeds: [feedOf('camera-a'), seen] })]
  expect(take('camera-b', { programs })).toMatchObject({
    level,
    state: refusal,
    refusal,
    label: 'Put on air',
  })
})

test('a feed that no destination may carry cannot be put on air', () => {
  const programs = [program('camera-a', { name: 'without-camera-b', feeds: [feedOf('camera-a')] })]
  expect(take('camera-b', { programs })?.refusal).toBe('no destination may carry it')
})

test.each([
  [{ at: 'none' }, 'wait', 'made once a feed has shown its size'],
  [{ at: 'making' }, 'wait', 'is being made'],
  [{ at: 'failed', why: 'no space is left' }, 'bad', 'cannot be made'],
] as const)('a slate that is not there cannot be put on air: $2', (slateState, level, refusal) => {
  expect(take('slate', { slateState })).toMatchObject({ level, state: refusal, refusal })
})

test('a slate that is shown can be kept, though the next one cannot be made', () => {
  const changes = {
    slateState: { at: 'failed', why: 'no space is left' },
    programs: [program('slate')],
  } as const
  expect(take('slate', changes)).toMatchObject({ label: 'Keep on air', refusal: null })
})

test('what is on air by hand is not offered again', () => {
  const programs = [program('camera-b', bothLive)]
  expect(take('camera-b', { programs, take: 'camera-b' })?.label).toBeNull()
  expect(take('camera-a', { programs, take: 'camera-b' })?.label).toBe('Put on air')
})

test('what follows says so', () => {
  const programs = [program('camera-a', { ...bothLive, pending: 'camera-b' })]
  expect(take('camera-b', { programs })).toMatchObject({
    level: 'busy',
    state: 'goes on air at its next key frame',
  })
})

test('of several programs it is said to whom a feed is shown, and it can be given to all', () => {
  const changes: Partial<Broadcast> = {
    programs: [
      program('camera-b', bothLive),
      program('slate', { name: 'without-camera-b', feeds: [feedOf('camera-a', false)] }),
    ],
    legs: [leg('douyin', 'carrying'), leg('kuaishou', 'carrying', { program: 'without-camera-b' })],
  }
  expect(take('camera-b', changes)).toMatchObject({ onAir: 'ON AIR: Douyin', label: 'Put on air' })
  expect(take('slate', changes)).toMatchObject({ onAir: 'ON AIR: Kuaishou', label: 'Put on air' })
  expect(takesOf(broadcast(changes), zh).map(({ onAir }) => onAir)).toEqual([
    '',
    '播出中：抖音',
    '播出中：快手',
  ])
})
