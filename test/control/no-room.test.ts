// What is told where a file cannot be kept.
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { orNoRoom } from '../../control/no-room.ts'

function caught(work: () => void): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}

test('a full disk is told as one, whoever wrote to it; other errors stay what they are', () => {
  const full = caught(() => writeFileSync('/dev/full', 'a scorecard'))
  expect(orNoRoom(full)).toMatchObject({
    code: 'control/disk-full',
    message: 'there is no room for it on this disk',
  })
  const other = caught(() => writeFileSync('/nowhere/at/all', ''))
  expect(orNoRoom(other)).toBe(other)
})
