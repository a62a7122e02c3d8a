// How a leg's bytes leave: in one piece where they lie in one piece, small talk in the same system call.
import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { FrameMemory } from '#media'
import { Outbox } from '../../relay/carrier/outbox.ts'
import { Packet } from '../../relay/packet.ts'
import { FakeClock } from '../support/fake-clock.ts'

/** An outbox that is past its opening, and what is written, by system call. */
function rig(isMoreDue: () => boolean) {
  const calls: Buffer[][] = []
  const stream = new Writable({
    write: (chunk: Buffer, _, done) => {
      calls.push([Buffer.from(chunk)])
      done()
    },
    writev: (chunks, done) => {
      calls.push(chunks.map(({ chunk }) => Buffer.from(chunk as Buffer)))
      done()
    },
  })
  const plan = {
    stream,
    encode: (packet: Packet) => packet.wire(1),
    limits: { maxMs: 2_000, maxBytes: 4_000_000 },
    maxOpeningBytes: 1_000_000,
    isMoreDue,
    beforeWrite: () => void (isMoreDue() && stream.write(Buffer.from('ping'))),
    onWrite: () => {},
    onHopeless: () => {},
  }
  const outbox = new Outbox(plan, new FakeClock())
  outbox.flush() // an empty opening is over
  return { outbox, calls }
}

function frame(dtsMs: number, memory?: FrameMemory): Packet {
  const facts = { kind: 'audio' as const, dtsMs, isConfig: false, isKeyframe: false }
  return new Packet(Buffer.alloc(300, dtsMs), facts, 4_096, memory)
}

test('frames that lie one behind the other in memory leave as one piece', () => {
  const { outbox, calls } = rig(() => false)
  const memory = new FrameMemory()
  const frames = [frame(1, memory), frame(2, memory), frame(3, memory)]
  for (const each of frames) outbox.take(each)
  outbox.flush()
  expect(calls).toEqual([[Buffer.concat(frames.map(each => each.wire(1)))]])
})

test('frames that lie apart leave in the same system call', () => {
  const { outbox, calls } = rig(() => false)
  const memory = new FrameMemory()
  const frames = [frame(1, memory), frame(2), frame(3, memory)]
  for (const each of frames) outbox.take(each)
  outbox.flush()
  expect(calls).toEqual([frames.map(each => each.wire(1))])
})

test('what is due besides leaves with them', () => {
  const { outbox, calls } = rig(() => true)
  const memory = new FrameMemory()
  const frames = [frame(1, memory), frame(2, memory)]
  for (const each of frames) outbox.take(each)
  outbox.flush()
  expect(calls).toEqual([[Buffer.from('ping'), Buffer.concat(frames.map(each => each.wire(1)))]])
})
