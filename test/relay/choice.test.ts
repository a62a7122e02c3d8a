import { expect, test } from 'vitest'
import { chooseFeed } from '../../relay/program/choice.ts'

const feed = (name: string, liveForMs: number | null) => ({
  name,
  isLive: liveForMs !== null,
  liveForMs: liveForMs ?? 0,
})

test.for([
  {
    when: 'nothing lives',
    a: null,
    b: null,
    onAir: null,
    take: null,
    expected: { feed: null, cause: 'stay' },
  },
  {
    when: 'the preferred feed starts',
    a: 0,
    b: null,
    onAir: null,
    take: null,
    expected: { feed: 'a', cause: 'start' },
  },
  {
    when: 'only the second lives',
    a: null,
    b: 0,
    onAir: null,
    take: null,
    expected: { feed: 'b', cause: 'start' },
  },
  {
    when: 'the first is lost',
    a: null,
    b: 9_000,
    onAir: 'a',
    take: null,
    expected: { feed: 'b', cause: 'lost' },
  },
  { when: 'all are lost', a: null, b: null, onAir: 'a', take: null, expected: { feed: 'a', cause: 'stay' } },
  {
    when: 'the first has only just come back',
    a: 1_000,
    b: 9_000,
    onAir: 'b',
    take: null,
    expected: { feed: 'b', cause: 'stay' },
  },
  {
    when: 'the first has been back for long',
    a: 3_000,
    b: 9_000,
    onAir: 'b',
    take: null,
    expected: { feed: 'a', cause: 'return' },
  },
  {
    when: 'the second is taken by hand',
    a: 9_000,
    b: 9_000,
    onAir: 'a',
    take: 'b',
    expected: { feed: 'b', cause: 'take' },
  },
  {
    when: 'the taken one is lost',
    a: 9_000,
    b: null,
    onAir: 'b',
    take: 'b',
    expected: { feed: 'a', cause: 'lost' },
  },
  {
    when: 'the taken one is on air',
    a: 9_000,
    b: 9_000,
    onAir: 'b',
    take: 'b',
    expected: { feed: 'b', cause: 'stay' },
  },
] as const)('when $when: $expected', ({ a, b, onAir, take, expected }) => {
  expect(chooseFeed({ onAir, feeds: [feed('a', a), feed('b', b)], take, returnAfterMs: 3_000 })).toEqual(
    expected,
  )
})
