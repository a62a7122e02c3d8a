// How a benchmark's platform tells the pictures of its camera from those of the slate.
import { expect, test } from 'vitest'
import { putStamp, stampOf } from '../../scripts/bench/programs/stamp.ts'

const nowMs = () => Number(process.hrtime.bigint()) / 1e6

function stamped(frame: number): Buffer {
  const payload = Buffer.alloc(100)
  putStamp(payload, frame)
  return payload
}

test('a picture carries its number and when it was sent, also behind parameter sets that were put in front', () => {
  const beforeMs = nowMs()
  const payload = Buffer.concat([Buffer.alloc(40, 7), stamped(4_711)])
  const stamp = stampOf(payload, nowMs())
  expect(stamp?.frame).toBe(4_711)
  expect(stamp?.sentAtMs).toBeGreaterThanOrEqual(beforeMs - 0.001)
})

test('pictures that no camera sent within the last minute are not taken for its own', () => {
  const tailOfFiller = Buffer.alloc(100, 0xff).fill(0x80, 99)
  const zeros = Buffer.alloc(100)
  const tiny = Buffer.alloc(5)
  for (const payload of [tailOfFiller, zeros, tiny])
    expect(stampOf(payload, nowMs() + 61_000)).toBeUndefined()
  expect(stampOf(stamped(1), nowMs() + 61_000)).toBeUndefined()
  expect(stampOf(stamped(1), nowMs() - 1_000)).toBeUndefined()
})
