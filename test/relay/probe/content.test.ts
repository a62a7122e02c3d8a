// What makes a content bad: for how long, by how many looks, and until when.
import { expect, test } from 'vitest'
import { ContentNews } from '../../../relay/probe/content-news.ts'
import { ContentJudge } from '../../../relay/probe/content.ts'

const limits = { blackAfterMs: 3_000, frozenAfterMs: 10_000, silentAfterMs: 10_000, clippedAfterMs: 5_000 }
const moving = { blackShare: 0, difference: 8 }
const black = { blackShare: 0.99, difference: 0 }
const same = { blackShare: 0, difference: 0.02 }

/** A judge that was shown one picture after another, each two seconds, the first at 0. */
function shown(looks: readonly (typeof moving)[]): { judge: ContentJudge; nowMs: number } {
  const judge = new ContentJudge(limits)
  for (const [i, look] of looks.entries()) judge.picture(look, i * 2_000)
  return { judge, nowMs: (looks.length - 1) * 2_000 }
}
const found = ({ judge, nowMs }: ReturnType<typeof shown>) => judge.faults(nowMs)

test('black is told once it has lasted, since it began, and not as frozen', () => {
  expect(found(shown([moving, black, black]))).toEqual([])
  expect(found(shown([moving, black, black, black, black]))).toEqual([{ what: 'black', sinceMs: 2_000 }])
  expect(
    found(shown([moving, black, black, black, ...Array.from({ length: 10 }, () => black)])),
  ).toHaveLength(1)
  expect(found(shown([black, black, black, moving]))).toEqual([])
})

test('a picture that stays the same is frozen since it was last another', () => {
  const four = [moving, same, same, same, same]
  expect(found(shown(four))).toEqual([])
  expect(found(shown([...four, same]))).toEqual([{ what: 'frozen', sinceMs: 0 }])
  expect(found(shown([...four, { ...same, difference: 0.3 }, same]))).toEqual([])
})

test('silence and clipping are told by pieces of sound', () => {
  const judge = new ContentJudge(limits)
  for (let atMs = 0; atMs <= 12_000; atMs += 1_000) judge.sound({ rmsDb: -70, clippedShare: 0 }, atMs)
  expect(judge.faults(12_000)).toEqual([{ what: 'silent', sinceMs: 0 }])
  for (let atMs = 13_000; atMs <= 19_000; atMs += 1_000) judge.sound({ rmsDb: -3, clippedShare: 0.2 }, atMs)
  expect(judge.faults(19_000)).toEqual([{ what: 'clipped', sinceMs: 13_000 }])
  expect(judge.soundDb).toBe(-3)
})

test('what was seen long ago says nothing of now', () => {
  const { judge, nowMs } = shown([moving, black, black, black, black])
  expect(judge.faults(nowMs + 60_000)).toEqual([])
  judge.forget()
  expect(judge.faults(nowMs)).toEqual([])
})

test('a feed is clean for as long as what matters was not found in it', () => {
  const { judge, nowMs } = shown([moving, black, black, black, black])
  expect(judge.cleanForMs(['frozen'], nowMs)).toBe(Infinity)
  expect(judge.cleanForMs(['frozen', 'black'], nowMs)).toBe(0)
  judge.picture(moving, nowMs + 1_000)
  expect(judge.cleanForMs(['black'], nowMs + 1_500)).toBe(1_500)
})

const bad = [{ feed: 'a', faults: [{ what: 'black' as const, sinceMs: 5 }] }]

test('only what viewers see is told, once, and that it is over', () => {
  const news = new ContentNews()
  const onAir = new Map([['main', 'a']])
  expect(news.look(bad, new Map([['main', 'b']]), [], 9)).toEqual([])
  expect(news.look(bad, onAir, [], 9)).toEqual([
    { isBad: true, feed: 'a', what: 'black', sinceMs: 5, programs: ['main'] },
  ])
  expect(news.look(bad, onAir, [], 10)).toEqual([])
  expect(news.look([{ feed: 'a', faults: [] }], onAir, [], 11)).toMatchObject([
    { isBad: false, what: 'black' },
  ])
})

test('a feed that leaves the air is no trouble any more, unless it left for that', () => {
  const slate = new Map([['main', null]])
  const told = new ContentNews()
  told.look(bad, new Map([['main', 'a']]), [], 9)
  expect(told.look(bad, slate, [], 10)).toMatchObject([{ isBad: false }])
  const cut = new ContentNews()
  cut.look(bad, new Map([['main', 'a']]), ['black'], 9)
  expect(cut.look(bad, slate, ['black'], 10)).toEqual([])
  expect(cut.look([], slate, ['black'], 11)).toMatchObject([{ isBad: false }])
})
