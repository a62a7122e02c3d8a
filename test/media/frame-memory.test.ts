// Memory for frames: nothing that somebody holds is ever written over, and what nobody holds is used again.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FrameMemory } from '#media'

const blockBytes = 1_000

test('memory is used again once nobody holds anything of it', () => {
  const memory = new FrameMemory(blockBytes)
  const seen = new Set<ArrayBufferLike>()
  for (let i = 0; i < 1_000; i++) {
    seen.add(memory.take(300).buffer)
    memory.release(memory.position)
  }
  expect(seen.size).toBe(2)
  expect(memory.bytes).toBe(2 * blockBytes)
})

test('a frame that no block can hold has memory of its own', () => {
  const memory = new FrameMemory(blockBytes)
  const small = memory.take(10)
  const large = memory.take(blockBytes + 1)
  expect(large.length).toBe(blockBytes + 1)
  expect(large.buffer).not.toBe(small.buffer)
  expect(memory.take(10).buffer).toBe(small.buffer)
})

test('what is held for too long is left to whoever holds it, so that memory does not grow', () => {
  const memory = new FrameMemory(1_048_576)
  const held = memory.take(500_000).fill(7)
  for (let i = 0; i < 100; i++) {
    memory.take(500_000).fill(1)
    memory.postpone(memory.position)
  }
  memory.release(memory.position)
  for (let i = 0; i < 100; i++) memory.take(500_000).fill(2)
  expect(held.every(byte => byte === 7)).toBe(true)
  memory.leave()
  expect(memory.bytes).toBeLessThan(17_000_000)
})

test('what one slow moment took is given back once it was not needed for a while', () => {
  const memory = new FrameMemory(blockBytes)
  const flow = (blocks: number, heldBytes: number) => {
    for (let i = 0; i < blocks; i++) {
      memory.take(blockBytes)
      memory.release(memory.position - heldBytes)
    }
  }
  flow(100, 3 * blockBytes)
  const usualBytes = memory.bytes
  flow(20, 9 * blockBytes)
  expect(memory.bytes).toBeGreaterThan(usualBytes)
  flow(300, 3 * blockBytes)
  expect(memory.bytes).toBe(usualBytes)
})

test('no frame that is held changes, whatever is taken, released, postponed or left', () => {
  type Held = { readonly bytes: Buffer; readonly mark: number; readonly position: number }
  const act = fc.oneof(
    { weight: 8, arbitrary: fc.record({ do: fc.constant('take' as const), bytes: fc.nat(1_300) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('drop' as const), count: fc.nat(12) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('release' as const, 'postpone' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const) }) },
  )
  const run = fc.property(fc.array(act, { maxLength: 300 }), acts => {
    const memory = new FrameMemory(blockBytes)
    const held: Held[] = []
    /** Held by somebody of whom the memory is no longer told. */
    const forgotten: Held[] = []
    let mark = 0
    for (const each of acts) {
      if (each.do === 'take') {
        const { position } = memory
        mark = (mark + 1) % 251
        held.push({ bytes: memory.take(each.bytes).fill(mark), mark, position })
      } else if (each.do === 'drop') held.splice(0, each.count)
      else if (each.do === 'leave') {
        memory.leave()
        forgotten.push(...held.splice(0))
      } else memory[each.do](held[0]?.position ?? memory.position)
      for (const { bytes, mark: own } of [...held, ...forgotten])
        if (!bytes.every(byte => byte === own)) throw new Error('a frame that is held was written over')
    }
    expect(memory.position).toBeGreaterThanOrEqual(0)
  })
  fc.assert(run, { numRuns: 300, seed: 11 })
})
