// Picture memory: pieces do not overlap, what is given back is used again, and there is a bound.
import { expect, test } from 'vitest'
import { PictureMemory } from '../../../avatar/compose/picture-memory.ts'

const mib = 1_048_576

test('pieces given back become room for a larger one', () => {
  const memory = new PictureMemory(4 * mib)
  const pieces = [memory.take(mib), memory.take(mib), memory.take(mib)]
  expect(new Set(pieces.map(piece => piece.address)).size).toBe(3)
  for (const i of [0, 2, 1]) memory.free(pieces[i] as { address: number; bytes: number })
  expect(memory.takenBytes).toBe(0)
  expect(memory.take(3 * mib).address).toBe(pieces[0]?.address)
})

test('what lies in one piece stays when memory grows', () => {
  const memory = new PictureMemory(8 * mib)
  const first = memory.take(64)
  memory.view(first).fill(7)
  memory.take(5 * mib)
  expect([...memory.view(first, 2)]).toEqual([7, 7])
})

test('more than the bound is refused with what to do', () => {
  const memory = new PictureMemory(2 * mib)
  expect(() => memory.take(3 * mib)).toThrow(
    '3 MiB more of picture memory are wanted; 0 of 2 MiB are taken: show fewer hosts or shorter loops',
  )
})
