// The composer's arithmetic: the same with and without SIMD, and what the compiler makes of its source.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Blend, openBlend } from '../../../avatar/compose/blend.ts'
import { plainBlend } from '../../../avatar/compose/blend-plain.ts'
import { compileBlend } from '../../../scripts/blend/compile.ts'

const bytes = 65_536
const at = { to: 0, first: 16_384, second: 32_768, alpha: 49_152 }

/** A memory of bytes that look random and are the same each time; alphas run through all and opaque, or clear, stretches. */
function filledMemory(): WebAssembly.Memory {
  const memory = new WebAssembly.Memory({ initial: 2, maximum: 4, shared: true })
  const view = new Uint8Array(memory.buffer)
  for (let i = 0, seed = 7; i < bytes; i++) {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff
    view[i] = seed >> 16
  }
  for (let i = 0; i < 4_096; i++) {
    const stretch = (i >> 6) % 3
    const alpha = stretch === 0 ? 255 : stretch === 1 ? 0 : i & 255
    view[at.alpha + i] = alpha
    view[at.first + i] = Math.round((alpha * (view[at.first + i] as number)) / 255)
  }
  return memory
}

function after(open: (memory: WebAssembly.Memory) => Blend, act: (blend: Blend) => void): Buffer {
  const memory = filledMemory()
  act(open(memory))
  return Buffer.from(new Uint8Array(memory.buffer).slice(0, bytes))
}

test.each([16, 64, 30, 6, 2])('rows of %i bytes come out the same with SIMD and without', width => {
  const acts: ((blend: Blend) => void)[] = [
    blend => blend.blend(at.to, 100, at.first, at.alpha, 64, width, 40),
    blend => blend.copy(at.to, 100, at.first, 64, width, 40),
    ...[1, 85, 128, 255].map(
      share => (blend: Blend) => blend.mix(at.to, 100, at.first, 64, at.second, 72, share, width, 40),
    ),
  ]
  for (const act of acts) expect(after(openBlend, act).equals(after(plainBlend, act))).toBe(true)
})

test('SIMD is what a machine of today gets', () => {
  expect(openBlend(filledMemory()).kind).toBe('simd')
})

test('what is blended is right to the nearest value', () => {
  const before = new Uint8Array(filledMemory().buffer)
  const now = after(openBlend, blend => blend.blend(at.to, 64, at.first, at.alpha, 64, 64, 64))
  const wrong = Array.from({ length: 4_096 }, (_, i) => {
    const exact =
      (before[at.first + i] as number) +
      ((before[i] as number) * (255 - (before[at.alpha + i] as number))) / 255
    return Math.abs(exact - (now[i] as number))
  }).filter(off => off > 0.5)
  expect(wrong).toEqual([])
})

test('compiling the source anew gives the bytes that are kept', async () => {
  const kept = readFileSync(new URL('../../../avatar/compose/blend.wasm', import.meta.url))
  expect(kept.equals(await compileBlend())).toBe(true)
})
