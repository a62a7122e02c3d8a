// What is made of one fault of a drill: times, losses, and each promise that was not kept.
import { expect, test } from 'vitest'
import { judge, type Played } from '#monitoring'
import { atMs, incident, played, seen, witness } from './played.ts'

const why = (more: Partial<Played>) => judge(played(more)).why.map(({ en }) => en)

test('a fault that was noticed, left and told of in time is a kept promise, with its times since it was acted', () => {
  const result = judge(played())
  expect(result).toMatchObject({
    verdict: 'kept',
    why: [],
    noticedMs: 950,
    actedMs: 1_600,
    recoveredMs: 1_800,
    became: { id: 'i1', kind: 'endpoint-stalled', scope: 'endpoint' },
  })
  expect(result.viewers).toEqual([
    {
      destination: 'douyin',
      isStruck: true,
      longestMs: 1_800,
      lostMs: 1_800,
      slateMs: 0,
      saidLostMs: 1_780,
      saidSlateMs: 0,
      offMs: 20,
    },
    {
      destination: 'channels',
      isStruck: false,
      longestMs: 0,
      lostMs: 0,
      slateMs: 0,
      saidLostMs: 0,
      saidSlateMs: 0,
      offMs: 0,
    },
  ])
})

test('noticed late, back late, and another platform that suffered are told each', () => {
  expect(why({ incidents: [incident({ noticedMs: atMs + 1_700 })] })).toEqual([
    'noticed after 1.70 s, promised are 1.50 s',
  ])
  const late = witness({ missed: [[atMs, atMs + 3_000]] })
  expect(why({ witnesses: [late], incidents: [incident({ seen: [seen({ darkMs: 3_000 })] })] })).toEqual([
    'recovered after 3.00 s, promised are 2.50 s',
  ])
  const sibling = witness({ destination: 'channels', isStruck: false, missed: [[atMs, atMs + 600]] })
  const both = [seen({ darkMs: 1_780 }), seen({ destination: 'channels', frozenMs: 600 })]
  expect(why({ witnesses: [witness(), sibling], incidents: [incident({ seen: both })] })).toEqual([
    'channels got nothing for 0.60 s, promised are 0.50 s',
  ])
})

test('no incident, one of another kind, one that was opened late: each is a broken promise', () => {
  expect(why({ incidents: [] })).toEqual(['there is no incident; it should be endpoint-stalled/endpoint'])
  expect(why({ incidents: [incident({ kind: 'endpoint-lost' })] })).toEqual([
    'the incident is endpoint-lost/endpoint; it should be endpoint-stalled/endpoint',
  ])
  expect(why({ incidents: [incident({ openedMs: atMs + 4_100 })] })).toEqual([
    'its record was opened 2.50 s after we acted, promised are 2.00 s',
  ])
})

test('among several incidents the right one is judged, and one that became part of another is none', () => {
  const other = incident({ id: 'i2', kind: 'relay-lost', scope: 'machine' })
  expect(judge(played({ incidents: [other, incident()] })).became?.id).toBe('i1')
  expect(judge(played({ incidents: [incident({ mergedInto: 'i2' }), other] })).became?.id).toBe('i2')
})

test('a record that differs from what was received by more than a fifth of a second is a broken promise', () => {
  expect(why({ incidents: [incident({ seen: [seen({ darkMs: 1_300 })] })] })).toEqual([
    'our record and what douyin received differ by 0.50 s, promised are 0.20 s',
  ])
  expect(why({ incidents: [incident({ seen: [seen({ darkMs: 1_780, slateMs: 900 })] })] })).toEqual([
    'our record and what douyin received differ by 0.90 s, promised are 0.20 s',
  ])
})

test("a busy machine's own short waits need not stand in the record, and may", () => {
  const missed = [
    [atMs, atMs + 1_800],
    [atMs + 2_000, atMs + 2_300],
  ] as const
  const of = (darkMs: number) =>
    judge(played({ witnesses: [witness({ missed })], incidents: [incident({ seen: [seen({ darkMs })] })] }))
  expect([of(1_800).viewers[0]?.offMs, of(2_100).viewers[0]?.offMs]).toEqual([0, 0])
  expect(of(2_500).viewers[0]?.offMs).toBe(400)
})

test('what a person must mend counts as recovered from when it was mended, the slate included', () => {
  const lost = incident({
    kind: 'feed-lost',
    scope: 'feed',
    noticedMs: atMs + 40,
    actedMs: atMs + 40,
    openedMs: atMs + 90,
    seen: [seen({ slateMs: 6_000 })],
  })
  const result = judge(
    played({
      fault: 'camera-killed',
      mendedMs: atMs + 4_000,
      wellMs: atMs + 6_500,
      incidents: [lost],
      witnesses: [witness({ isStruck: false, missed: [], slate: [[atMs + 50, atMs + 6_050]] })],
    }),
  )
  expect(result).toMatchObject({ verdict: 'kept', since: 'mend', recoveredMs: 2_050 })
})

test('where nobody missed anything our own record says when it was over', () => {
  const full = incident({ kind: 'store-full', scope: 'machine', overMs: atMs + 5_000, seen: [] })
  const result = judge(
    played({
      fault: 'disk-full',
      mendedMs: atMs + 4_000,
      wellMs: atMs + 5_100,
      incidents: [full],
      witnesses: [witness({ isStruck: false, missed: [] })],
    }),
  )
  expect(result).toMatchObject({ verdict: 'kept', recoveredMs: 1_000 })
})

test('what is not well again in time was not recovered from, whatever came meanwhile', () => {
  const result = judge(played({ wellMs: null, lack: 'douyin is waiting' }))
  expect([result.verdict, result.recoveredMs]).toEqual(['broken', null])
  expect(result.why[0]?.en).toBe('not well again in time: douyin is waiting')
})
