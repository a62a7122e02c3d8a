// What the composer does to rows of bytes in picture memory: with SIMD where the machine has it, else one by one.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { plainBlend } from './blend-plain.ts'

/** Works on addresses in one memory. Strides and sizes are in bytes of one plane. */
export type Blend = {
  readonly kind: 'simd' | 'plain'
  /** What lies at an address, read as 32-bit integers. */
  integers(address: number, count: number): Int32Array
  /** to = colour + to × (255 − alpha) / 255, rounded; colour is premultiplied, colour and alpha share a stride. */
  blend(
    to: number,
    toStride: number,
    colour: number,
    alpha: number,
    stride: number,
    width: number,
    height: number,
  ): void
  copy(to: number, toStride: number, from: number, stride: number, width: number, height: number): void
  /** Between two pictures: `share` of the second in 256ths, 0 to 256. */
  mix(
    to: number,
    toStride: number,
    first: number,
    firstStride: number,
    second: number,
    secondStride: number,
    share: number,
    width: number,
    height: number,
  ): void
}

/** The quickest that runs here; both kinds give the same bytes. */
export function openBlend(memory: WebAssembly.Memory): Blend {
  try {
    const module = new WebAssembly.Module(readFileSync(join(import.meta.dirname, 'blend.wasm')))
    const { exports } = new WebAssembly.Instance(module, { env: { memory } })
    const { blend, copy, mix } = exports as unknown as Pick<Blend, 'blend' | 'copy' | 'mix'>
    const integers: Blend['integers'] = (address, count) => new Int32Array(memory.buffer, address, count)
    return { kind: 'simd', integers, blend, copy, mix }
  } catch {
    return plainBlend(memory) // no SIMD here: slower, and to the last bit the same
  }
}
