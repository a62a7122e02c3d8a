// The loops a speaking host goes through.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type MotionLoop, planMotion } from '../../../avatar/bake/plan-motion.ts'

const idle = { name: 'idle', kind: 'idle', pictures: 48 } as const
const long = { name: 'idle-long', kind: 'idle', pictures: 160 } as const
const nod = { name: 'nod', kind: 'accent', pictures: 32 } as const
const tilt = { name: 'tilt', kind: 'accent', pictures: 32 } as const
const glance = { name: 'glance', kind: 'glance', pictures: 64 } as const
const all: readonly MotionLoop[] = [idle, long, nod, tilt, glance]

test('one short loop is enough to go on air', () => {
  expect(planMotion({ atLeastPictures: 100, loops: [idle], seed: 1 })).toEqual({
    loops: [idle, idle, idle],
    pictures: 144,
  })
})

test('the sentence is covered by whole loops, and with short ones hardly more than covered', () => {
  const lengths = fc.integer({ min: 0, max: 3_000 })
  fc.assert(
    fc.property(lengths, fc.integer(), (atLeastPictures, seed) => {
      const { loops, pictures } = planMotion({
        atLeastPictures,
        loops: [...all, { ...idle, pictures: 16 }],
        seed,
      })
      expect(loops.reduce((sum, loop) => sum + loop.pictures, 0)).toBe(pictures)
      expect(pictures % 16).toBe(0)
      expect(pictures).toBeGreaterThanOrEqual(atLeastPictures)
      expect(pictures - atLeastPictures).toBeLessThan(17)
    }),
  )
})

test('an accent comes with its word, a glance with the product, and neither by itself', () => {
  const accents = [
    { picture: 60, kind: 'accent' },
    { picture: 200, kind: 'glance' },
  ] as const
  const motion = planMotion({ atLeastPictures: 400, loops: all, accents, seed: 3 })
  const middles = motion.loops.map((loop, i) => ({
    kind: loop.kind,
    at: motion.loops.slice(0, i).reduce((sum, { pictures }) => sum + pictures, loop.pictures / 2),
  }))
  const near = (kind: string, picture: number) =>
    middles.some(each => each.kind === kind && Math.abs(each.at - picture) <= 16)
  expect([near('accent', 60), near('glance', 200)]).toEqual([true, true])
  const quiet = planMotion({ atLeastPictures: 1_600, loops: all, seed: 3 })
  expect(quiet.loops.every(loop => loop.kind === 'idle')).toBe(true)
})

test('the same seed moves the same way, and another another way', () => {
  const twice = [4, 4, 5].map(seed =>
    planMotion({ atLeastPictures: 900, loops: [idle, { ...idle, name: 'b' }], seed }),
  )
  expect(twice[0]).toEqual(twice[1])
  expect(twice[0]).not.toEqual(twice[2])
})

test('what cannot be is refused with a sentence', () => {
  const wish = { atLeastPictures: 100, seed: 1 }
  expect(() => planMotion({ ...wish, loops: [nod] })).toThrow('no idle loop is baked yet')
  expect(() => planMotion({ ...wish, loops: [{ ...idle, pictures: 50 }] })).toThrow(
    'the loop "idle" has 50 pictures; make it a multiple of 16 pictures',
  )
  expect(() => planMotion({ ...wish, atLeastPictures: -1, loops: [idle] })).toThrow(
    'from 0 to 108000 pictures',
  )
})
