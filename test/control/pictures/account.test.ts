// What viewers saw, picture by picture: nobody is said to have seen what did not reach them.
import { expect, test } from 'vitest'
import type { SeenSpan } from '#monitoring'
import { accountOf } from '../../../control/pictures/account.ts'
import type { KeptPicture } from '../../../control/pictures/shelf.ts'

const picture = (atMs: number, more: Partial<KeptPicture> = {}): KeptPicture => ({
  picture: `p${atMs}`,
  broadcast: 'evening',
  program: 'main',
  atMs,
  moment: 'during',
  shows: 'camera-a',
  destinations: ['douyin', 'kuaishou'],
  ...more,
})

const span = (fromMs: number, toMs: number | null, more: Partial<SeenSpan> = {}): SeenSpan => ({
  broadcast: 'evening',
  destination: 'douyin',
  program: 'main',
  how: 'dark',
  fromMs,
  toMs,
  ...more,
})

const lasting = { recoveredMs: null, overMs: null }

test('a platform that took nothing did not see what went out meanwhile; the others did', () => {
  const shown = accountOf({ ...lasting, spans: [span(1_500, 4_700)] }, [
    picture(1_000),
    picture(3_000),
    picture(5_000),
  ])
  expect(shown.map(({ picture, destinations }) => [picture, destinations])).toEqual([
    ['p1000', ['douyin', 'kuaishou']],
    [null, ['douyin']],
    ['p3000', ['kuaishou']],
    ['p5000', ['douyin', 'kuaishou']],
  ])
})

test('where nothing came it says for how long, for whom, and what the last picture was', () => {
  const spans = [
    span(2_500, 5_700, { how: 'frozen' }),
    span(2_500, 5_700, { how: 'frozen', destination: 'kuaishou' }),
  ]
  const shown = accountOf({ ...lasting, spans }, [picture(1_000), picture(6_000)])
  expect(shown[1]).toEqual({
    picture: null,
    atMs: 2_500,
    untilMs: 5_700,
    broadcast: 'evening',
    program: 'main',
    shows: 'nothing',
    how: 'frozen',
    feed: null,
    moment: null,
    destinations: ['douyin', 'kuaishou'],
    last: 'p1000',
  })
})

test('the slate is a picture, not a gap; a gap too short to be seen is none; one that lasts has no end', () => {
  const spans = [
    span(2_000, 9_000, { how: 'slate' }),
    span(1_000, 1_100),
    span(9_500, null, { destination: 'kuaishou' }),
  ]
  const shown = accountOf({ ...lasting, spans }, [picture(3_000, { shows: 'slate' })])
  expect(shown.map(({ shows, feed, untilMs }) => [shows, feed, untilMs])).toEqual([
    ['slate', null, null],
    ['nothing', null, null],
  ])
})
