// Poses are plain values, and a mouth's shape becomes the expressions that a VRM has.
import { expect, test } from 'vitest'
import { mouthShapes, mouthWeights, neutralPose, type Pose, poseBetween } from '#stage'

const all = () => true
const vowelsOnly = (name: string) => ['aa', 'ih', 'ou', 'ee', 'oh'].includes(name)

test.each(mouthShapes)('%s moves its own expression alone where the VRM has it', shape => {
  const weights = mouthWeights({ shape, strength: 0.4 }, all)
  for (const [name, weight] of Object.entries(weights)) expect(weight).toBe(name === shape ? 0.4 : 0)
  expect(Object.keys(weights)).toHaveLength(mouthShapes.length)
})

test('a VRM with vowels only is given the others mixed, each weaker than a vowel of its own', () => {
  const hiss = mouthWeights({ shape: 'teeth', strength: 1 }, vowelsOnly)
  expect(Object.keys(hiss)).toEqual(['aa', 'ih', 'ou', 'ee', 'oh'])
  expect(hiss['ih']).toBeGreaterThan(0)
  expect(hiss['aa']).toBe(0)
  expect(Object.values(mouthWeights({ shape: 'closed', strength: 1 }, vowelsOnly))).toEqual([0, 0, 0, 0, 0])
})

test('a strength out of bounds is held within them', () => {
  expect(mouthWeights({ shape: 'aa', strength: 3 }, all)['aa']).toBe(1)
  expect(mouthWeights({ shape: 'aa', strength: -1 }, all)['aa']).toBe(0)
})

test('between two poses everything lies between, but the mouth is the second one’s', () => {
  const to: Pose = {
    ...neutralPose,
    headYawDeg: 20,
    blink: 1,
    hairAtRest: 0,
    mouth: { shape: 'oh', strength: 1 },
  }
  expect(poseBetween(neutralPose, to, 0.25)).toEqual({
    ...neutralPose,
    headYawDeg: 5,
    blink: 0.25,
    hairAtRest: 0.75,
    mouth: { shape: 'oh', strength: 1 },
  })
  expect(poseBetween(neutralPose, to, 1)).toEqual(to)
})

test('a pose survives JSON', () => {
  expect(JSON.parse(JSON.stringify(neutralPose))).toEqual(neutralPose)
})
