// A clip's file: what went in comes out, a player takes it, and nothing damaged is taken for a clip.
import { expect, test } from 'vitest'
import { FlvReader, readMetadata, type Tag } from '#media'
import { clipFile, readClipFile } from '../../../avatar/clip/clip-file.ts'
import { plainClip } from '../../support/plain-clip.ts'

test('a clip comes out of its file as it went in', () => {
  expect(readClipFile(clipFile(plainClip()))).toEqual(plainClip())
})

test('the file is FLV in the order of time, and says that a machine made it', () => {
  const tags: Tag[] = []
  new FlvReader(tag => tags.push(tag), { maxTagBytes: 1_000_000 }).push(clipFile(plainClip(7)))
  const times = tags.slice(0, -1).map(tag => tag.timestampMs)
  expect(times).toEqual([...times].sort((a, b) => a - b))
  const { AIGC, duration } = readMetadata(tags[0]?.payload as Buffer) ?? {}
  expect(duration).toBe(1.28)
  expect(JSON.parse(AIGC as string)).toMatchObject({
    Label: '1',
    ContentProducer: 'producer',
    ProduceID: 'number-7',
  })
})

test('a file that was cut short, or of which one byte is another, is no clip', () => {
  const file = clipFile(plainClip())
  for (const cut of [0, 10, 100, file.length >> 1, file.length - 1])
    expect(readClipFile(file.subarray(0, cut))).toBe(undefined)
  for (const at of [3, 40, file.length >> 1, file.length - 60, file.length - 20]) {
    const damaged = Buffer.from(file)
    damaged[at] = (damaged[at] ?? 0) ^ 1
    expect(readClipFile(damaged)).toBe(undefined)
  }
})
