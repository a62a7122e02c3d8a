// Feeds that come and go are told, with the time of their last picture.
import { expect, test } from 'vitest'
import { FeedNews } from '../../relay/program/feed-news.ts'

const look = (name: string, isLive: boolean, lastVideoAgeMs: number | null) => ({
  name,
  isLive: () => isLive,
  lastVideoAgeMs,
})

test('a feed that comes is told once, and one that goes with the time of its last picture', () => {
  const news = new FeedNews()
  expect(news.look([look('a', false, null)], 700, 1_000)).toEqual([])
  expect(news.look([look('a', true, 20)], 700, 2_000)).toEqual([{ feed: 'a', isLive: true, sinceMs: 2_000 }])
  expect(news.look([look('a', true, 300)], 700, 2_300)).toEqual([])
  expect(news.look([look('a', false, 750)], 700, 2_750)).toEqual([
    { feed: 'a', isLive: false, sinceMs: 2_000 },
  ])
})

test('when the connection itself ended, the last picture that was seen counts', () => {
  const news = new FeedNews()
  news.look([look('a', true, 20)], 700, 2_000)
  expect(news.look([look('a', false, null)], 700, 2_050)).toEqual([
    { feed: 'a', isLive: false, sinceMs: 1_980 },
  ])
})

test('a feed that is no longer wanted is no loss', () => {
  const news = new FeedNews()
  news.look([look('a', true, 20)], 700, 2_000)
  expect(news.look([], 700, 2_050)).toEqual([])
  expect(news.look([look('a', true, 20)], 700, 3_000)).toHaveLength(1)
})
