// Clips laid one behind the other: one clock, and sound that stays with its picture over any number of them.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Tag } from '#media'
import { Reel } from '../../../avatar/playout/reel.ts'
import { clipOf } from '../../support/synthetic-clip.ts'

function played(reel: Reel, most = Infinity): Tag[] {
  const tags: Tag[] = []
  for (let i = 0; i < most; i++) {
    const next = reel.next()
    if (next === undefined) break
    tags.push(...next.tags)
  }
  return tags
}

test('a clip begins with headers and metadata once, and each clip says whether somebody speaks', () => {
  const reel = new Reel('{"Label":"1"}')
  const first = reel.begin(clipOf(1, 16), true)
  expect(first.now.map(tag => tag.kind)).toEqual(['script', 'video', 'audio', 'script'])
  expect(first.now[0]?.payload.toString('latin1')).toContain('{"Label":"1"}')
  played(reel)
  const second = reel.begin(clipOf(2, 16), false)
  expect(second.now.map(tag => tag.kind)).toEqual(['script'])
  expect(second.later).toHaveLength(4)
})

test('over a thousand clips, whole or broken off, at any rate of sound, pictures and sound never part by more than half a frame', () => {
  const clips = fc.array(
    fc.record({ sixteens: fc.integer({ min: 1, max: 4 }), plays: fc.integer({ min: 1, max: 70 }) }),
    {
      minLength: 1,
      maxLength: 100,
    },
  )
  fc.assert(
    fc.property(clips, fc.constantFrom(48_000, 44_100, 32_000), (list, sampleRateHz) => {
      const reel = new Reel('')
      const frameMs = 1_024_000 / sampleRateHz
      let [video, audio] = [-1, -1]
      for (const { sixteens, plays } of list) {
        reel.begin(clipOf(1, 16 * sixteens, { sampleRateHz }), false)
        for (const tag of played(reel, plays)) {
          if (tag.kind === 'video' && tag.timestampMs <= video) return false
          if (tag.kind === 'audio' && tag.timestampMs <= audio) return false
          if (tag.kind === 'video') video = tag.timestampMs
          else audio = tag.timestampMs
        }
        if (Math.abs(audio + frameMs - video - 40) > frameMs / 2 + 2) return false
      }
      return true
    }),
    { numRuns: 100 },
  )
  expect(new Reel('').dueMs).toBe(0)
})

test('after eight hours of sentences the sound sent with a picture is still the one made for it, within a frame', () => {
  const sampleRateHz = 44_100
  const frameMs = 1_024_000 / sampleRateHz
  const reel = new Reel('')
  let worstMs = 0
  for (let sentence = 1; reel.dueMs < 8 * 3_600_000; sentence++) {
    const pictures = 15 + ((sentence * 7_919) % 300)
    const sounds = Array.from({ length: Math.ceil((pictures * 40) / frameMs) }, (_, i) =>
      Buffer.from([0xaf, 1, i >> 8, i & 255]),
    )
    const played = sentence % 10 === 0 ? 9 : pictures // one in ten is broken off
    reel.begin(clipOf(1, pictures, { sampleRateHz, sounds }), true)
    for (let i = 0; i < played; i++)
      for (const { kind, payload } of reel.next()?.tags ?? []) {
        if (kind === 'audio')
          worstMs = Math.max(worstMs, Math.abs(payload.readUInt16BE(2) * frameMs - i * 40))
      }
  }
  expect(worstMs).toBeLessThanOrEqual(40)
  expect(worstMs).toBeGreaterThan(0)
})
