// The composer's blending without SIMD: what scripts/blend/assembly/blend.ts does, to the last bit.
import type { Blend } from './blend.ts'

export function plainBlend(memory: WebAssembly.Memory): Blend {
  let bytes = new Uint8Array(memory.buffer)
  /** The memory may have grown since. */
  const whole = () => {
    if (bytes.buffer !== memory.buffer) bytes = new Uint8Array(memory.buffer)
    return bytes
  }
  return {
    kind: 'plain',
    integers: (address, count) => new Int32Array(memory.buffer, address, count),
    blend: (to, toStride, colour, alpha, stride, width, height) => {
      const at = whole()
      for (let y = 0; y < height; y++)
        blendRow(at, to + y * toStride, colour + y * stride, alpha + y * stride, width)
    },
    copy: (to, toStride, from, stride, width, height) => {
      const at = whole()
      for (let y = 0; y < height; y++)
        at.copyWithin(to + y * toStride, from + y * stride, from + y * stride + width)
    },
    mix: (to, toStride, first, firstStride, second, secondStride, share, width, height) => {
      const at = whole()
      for (let y = 0; y < height; y++)
        mixRow(at, to + y * toStride, first + y * firstStride, second + y * secondStride, share, width)
    },
  }
}

function blendRow(at: Uint8Array, to: number, colour: number, alpha: number, width: number): void {
  for (let x = 0; x < width; x++) {
    const a = at[alpha + x] as number
    if (a === 255) {
      at[to + x] = at[colour + x] as number
    } else if (a > 0) {
      const under = (at[to + x] as number) * (255 - a) + 128
      at[to + x] = (at[colour + x] as number) + ((under + (under >> 8)) >> 8)
    }
  }
}

function mixRow(
  at: Uint8Array,
  to: number,
  first: number,
  second: number,
  share: number,
  width: number,
): void {
  for (let x = 0; x < width; x++)
    at[to + x] = ((at[first + x] as number) * (256 - share) + (at[second + x] as number) * share + 128) >> 8
}
