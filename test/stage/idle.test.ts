// Idle life: whatever loop is followed by whatever other, nothing jumps.
import { expect, test } from 'vitest'
import { loopNames, loopOf, manners, neutralPose, type Pose } from '#stage'

const cases = manners.flatMap(manner =>
  loopNames.flatMap(name => [25, 30].map(rateFps => ({ manner, name, rateFps }))),
)
const numbersOf = (pose: Pose): number[] => Object.values(pose).filter(value => typeof value === 'number')
const farthest = (a: Pose, b: Pose) =>
  Math.max(...numbersOf(a).map((value, i) => Math.abs(value - (numbersOf(b)[i] as number))))

test.each(cases)(
  '$name, $manner, at $rateFps a second begins and ends neutral and at rest',
  ({ manner, name, rateFps }) => {
    const loop = loopOf(name, manner, rateFps)
    expect(loop.pictures % 16).toBe(0)
    expect(farthest(loop.poseAt(0), neutralPose)).toBeLessThan(1e-9)
    expect(farthest(loop.poseAt(loop.pictures), neutralPose)).toBeLessThan(1e-9)
    // Velocity: a hundredth of a picture from either end nothing has moved.
    expect(farthest(loop.poseAt(0.01), neutralPose)).toBeLessThan(1e-4)
    expect(farthest(loop.poseAt(loop.pictures - 0.01), neutralPose)).toBeLessThan(1e-4)
  },
)

test.each(cases)(
  '$name, $manner, at $rateFps a second stays within what hosts are made for',
  ({ manner, name, rateFps }) => {
    const loop = loopOf(name, manner, rateFps)
    const poses = Array.from({ length: loop.pictures + 1 }, (_, picture) => loop.poseAt(picture))
    const shares = poses.flatMap(({ breath, blink, smile, hairAtRest }) => [breath, blink, smile, hairAtRest])
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(-1e-9)
    expect(Math.max(...shares)).toBeLessThanOrEqual(1)
    expect(Math.max(...poses.map(({ headYawDeg }) => Math.abs(headYawDeg)))).toBeLessThan(25)
    // Heads do not jump: two degrees in a picture is a quick nod already.
    const steps = poses.slice(1).map((pose, i) => {
      const before = poses[i] as Pose
      return Math.max(
        Math.abs(pose.headPitchDeg - before.headPitchDeg),
        Math.abs(pose.headYawDeg - before.headYawDeg),
      )
    })
    expect(Math.max(...steps)).toBeLessThan(2)
  },
)

test.each(manners)('lids shut wholly and open again, and once twice in a row (%s)', manner => {
  const loop = loopOf('idle-long', manner, 25)
  const shut = Array.from({ length: loop.pictures }, (_, picture) => loop.poseAt(picture).blink > 0.9)
  const begins = shut.flatMap((is, picture) => (is && shut[picture - 1] !== true ? [picture] : []))
  expect(begins.length).toBeGreaterThanOrEqual(3)
  const gaps = begins.slice(1).map((picture, i) => picture - (begins[i] as number))
  expect(Math.min(...gaps)).toBeLessThan(13)
  expect(Math.max(...gaps)).toBeGreaterThan(40)
})

test('the same loop is the same again', () => {
  expect(loopOf('idle-long', 'warm', 25).poseAt(77)).toEqual(loopOf('idle-long', 'warm', 25).poseAt(77))
})
