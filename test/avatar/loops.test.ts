// The loops that are baked of a host: any of them may follow any other, and the first costs little to draw.
import { expect, test } from 'vitest'
import { neutralPose } from '#stage'
import { samePictures } from '../../avatar/bake/same-pictures.ts'
import { loopsFor } from '../../avatar/studio/loops.ts'

test.for(['lin', 'mei', 'xing'] as const)('%s can go from any of her loops into any other', host => {
  for (const { name, poses } of loopsFor(host, 25)) {
    expect([name, poses.length % 16]).toEqual([name, 0])
    expect(JSON.stringify(poses[0])).toBe(JSON.stringify(neutralPose)) // -0 is 0 here
    const last = poses.at(-1) ?? neutralPose
    for (const part of [
      'headYawDeg',
      'headPitchDeg',
      'headRollDeg',
      'leanDeg',
      'turnDeg',
      'gazeYawDeg',
    ] as const)
      expect([name, part, Math.abs(last[part]) < 0.2]).toEqual([name, part, true])
    expect(last.blink).toBe(0)
    expect(last.hairAtRest).toBeGreaterThan(0.9)
  }
})

test('the first loop shuts eyes once, and needs nine drawings', () => {
  const [first] = loopsFor('lin', 25)
  const poses = first?.poses ?? []
  expect(samePictures(poses).filter(same => same === undefined)).toHaveLength(9)
  expect(Math.max(...poses.map(pose => pose.blink))).toBe(1)
})
