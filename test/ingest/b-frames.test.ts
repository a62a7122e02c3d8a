// B-frames are told by pictures that are shown in another order than they are sent.
import { expect, test } from 'vitest'
import { BFrames } from '../../ingest/b-frames.ts'

const seenIn = (compositionsMs: readonly number[], times: number) => {
  const bFrames = new BFrames()
  for (let i = 0; i < times; i++) for (const ms of compositionsMs) bFrames.count(ms)
  return bFrames.areSeen
}

test('an encoder with B-frames is told from one without, and nothing is said too early', () => {
  expect(seenIn([0], 29)).toBeNull()
  expect(seenIn([0], 30)).toBe(false)
  expect(seenIn([66, 67], 30)).toBe(false) // a constant delay, rounded
  expect(seenIn([33, 133, 33, 0, 0], 1)).toBe(true) // I P B b b
})
