// Pictures on disk: made when somebody looks, once; bounded by number and bytes, the oldest going first.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type KeptPicture, PictureShelf } from '../../../control/pictures/shelf.ts'

function folder(): string {
  const data = mkdtempSync(join(tmpdir(), 'pictures-'))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  return data
}

const kept: KeptPicture = {
  picture: 'p1',
  broadcast: 'evening',
  program: 'main',
  atMs: 1_000,
  moment: 'began',
  shows: 'camera-a',
  destinations: ['douyin'],
}
const index = { beganMs: 1_000, isSettled: false, pictures: [kept] }

test('a picture is made once, when it is first looked at, and another control finds it', async () => {
  const data = folder()
  const shelf = new PictureShelf(data)
  await shelf.add('i1', index, kept, Buffer.from('as sent'))
  let made = 0
  const make = async (h264: Buffer) => (made++, Buffer.from(`jpeg of ${h264.toString()}`))
  expect((await shelf.jpeg('i1', 'p1', make))?.toString()).toBe('jpeg of as sent')
  expect(existsSync(join(data, 'pictures', 'i1', 'p1.h264'))).toBe(false)
  const next = new PictureShelf(data)
  expect((await next.jpeg('i1', 'p1', make))?.toString()).toBe('jpeg of as sent')
  expect(made).toBe(1)
  expect(await next.index('i1')).toEqual(index)
  expect(await next.jpeg('i1', 'p2', make)).toBeUndefined()
  expect(await next.index('i2')).toBeUndefined()
})

test('what cannot be made is tried again by the next who looks', async () => {
  const shelf = new PictureShelf(folder())
  await shelf.add('i1', index, kept, Buffer.from('as sent'))
  const fails = async () => Promise.reject(new Error('no FFmpeg here'))
  await expect(shelf.jpeg('i1', 'p1', fails)).rejects.toThrow('no FFmpeg here')
  expect(await shelf.jpeg('i1', 'p1', async h264 => h264)).toEqual(Buffer.from('as sent'))
})

test('the oldest incidents lose their pictures when there are too many, or they take too much', async () => {
  const data = folder()
  const few = new PictureShelf(data, { incidents: 3, bytes: 1_000 })
  for (const i of [1, 2, 3, 4]) await few.add(`i${i}`, index, kept, Buffer.alloc(10))
  expect(await Promise.all(['i1', 'i2', 'i4'].map(async id => (await few.index(id)) !== undefined))).toEqual([
    false,
    true,
    true,
  ])
  const again = new PictureShelf(data, { incidents: 10, bytes: 1_000 })
  await again.add('i5', index, kept, Buffer.alloc(900))
  expect(await again.index('i2')).toBeUndefined()
  expect(await again.index('i5')).toBeDefined()
})
