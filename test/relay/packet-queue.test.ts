import { expect, test } from 'vitest'
import { PacketQueue } from '../../relay/leg/packet-queue.ts'
import type { Packet } from '../../relay/packet.ts'

const packet = (dtsMs: number, about: Partial<Packet> = {}) =>
  ({ kind: 'video', dtsMs, bytes: 100, isConfig: false, isKeyframe: false, ...about }) as Packet
const times = (queue: PacketQueue) => Array.from({ length: queue.length }, () => queue.shift()?.dtsMs)

test('what is added comes out in order', () => {
  const queue = new PacketQueue({ maxMs: 1_000, maxBytes: 10_000 })
  for (const ms of [0, 33, 66]) queue.add(packet(ms))
  expect(queue.spanMs).toBe(66)
  expect(times(queue)).toEqual([0, 33, 66])
})

test.for([
  ['seconds', { maxMs: 100, maxBytes: 10_000 }],
  ['bytes', { maxMs: 10_000, maxBytes: 350 }],
] as const)('more %s than it may hold are dropped, on to the next key frame', ([, limits]) => {
  const queue = new PacketQueue(limits)
  queue.add(packet(0, { isKeyframe: true }))
  for (const ms of [33, 66, 133]) queue.add(packet(ms))
  expect(queue.isDropping).toBe(true)
  queue.add(packet(166))
  queue.add(packet(200, { isKeyframe: true }))
  queue.add(packet(233))
  expect(times(queue)).toEqual([200, 233])
  expect(queue.droppedFrames).toBe(5)
})

test('headers survive an overflow, the newest of each kind', () => {
  const queue = new PacketQueue({ maxMs: 100, maxBytes: 10_000 })
  queue.add(packet(0, { isConfig: true }))
  queue.add(packet(10, { isConfig: true, kind: 'audio' }))
  queue.add(packet(20, { isConfig: true }))
  queue.add(packet(500))
  expect(times(queue)).toEqual([10, 20])
  expect(queue.bytes).toBe(0)
})

test('a hundred thousand packets through a short queue leave nothing behind', () => {
  const queue = new PacketQueue({ maxMs: 1_000, maxBytes: 1_000_000 })
  for (let i = 0; i < 100_000; i++) {
    queue.add(packet(i))
    if (i >= 10) queue.shift()
  }
  expect(queue.length).toBe(10)
  expect(queue.droppedFrames).toBe(0)
})
