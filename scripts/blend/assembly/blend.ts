// AssemblyScript, compiled by `npm run make-blend`: what the composer does to rows of bytes, sixteen at a time.
// avatar/compose/blend-plain.ts does the same without SIMD, to the last bit.

/** What is there shows through where the new is not opaque: to = colour + to * (255 - alpha) / 255, rounded. */
export function blend(
  to: usize,
  toStride: i32,
  colour: usize,
  alpha: usize,
  stride: i32,
  width: i32,
  height: i32,
): void {
  const half = i16x8.splat(128)
  const opaque = i8x16.splat(-1)
  for (let y = 0; y < height; y++) {
    const rowTo = to + <usize>(y * toStride)
    const rowColour = colour + <usize>(y * stride)
    const rowAlpha = alpha + <usize>(y * stride)
    let x = 0
    for (; x + 16 <= width; x += 16) {
      const a = v128.load(rowAlpha + <usize>x)
      if (!v128.any_true(a)) continue
      const c = v128.load(rowColour + <usize>x)
      if (i8x16.all_true(i8x16.eq(a, opaque))) {
        v128.store(rowTo + <usize>x, c)
        continue
      }
      const through = v128.xor(a, opaque)
      const under = v128.load(rowTo + <usize>x)
      let low = i16x8.add(i16x8.extmul_low_i8x16_u(under, through), half)
      let high = i16x8.add(i16x8.extmul_high_i8x16_u(under, through), half)
      low = i16x8.shr_u(i16x8.add(low, i16x8.shr_u(low, 8)), 8)
      high = i16x8.shr_u(i16x8.add(high, i16x8.shr_u(high, 8)), 8)
      v128.store(rowTo + <usize>x, i8x16.add(c, i8x16.narrow_i16x8_u(low, high)))
    }
    for (; x < width; x++) {
      const at = <usize>x
      const v = <u32>load<u8>(rowTo + at) * (255 - <u32>load<u8>(rowAlpha + at)) + 128
      store<u8>(rowTo + at, <u8>(<u32>load<u8>(rowColour + at) + ((v + (v >> 8)) >> 8)))
    }
  }
}

export function copy(to: usize, toStride: i32, from: usize, stride: i32, width: i32, height: i32): void {
  for (let y = 0; y < height; y++)
    memory.copy(to + <usize>(y * toStride), from + <usize>(y * stride), <usize>width)
}

/** Between two pictures: share of the second in 256ths. */
export function mix(
  to: usize,
  toStride: i32,
  first: usize,
  firstStride: i32,
  second: usize,
  secondStride: i32,
  share: i32,
  width: i32,
  height: i32,
): void {
  const half = i16x8.splat(128)
  const ofSecond = i16x8.splat(<i16>share)
  const ofFirst = i16x8.splat(<i16>(256 - share))
  for (let y = 0; y < height; y++) {
    const rowTo = to + <usize>(y * toStride)
    const rowFirst = first + <usize>(y * firstStride)
    const rowSecond = second + <usize>(y * secondStride)
    let x = 0
    for (; x + 16 <= width; x += 16) {
      const a = v128.load(rowFirst + <usize>x)
      const b = v128.load(rowSecond + <usize>x)
      const low = i16x8.add(
        i16x8.mul(i16x8.extend_low_i8x16_u(a), ofFirst),
        i16x8.mul(i16x8.extend_low_i8x16_u(b), ofSecond),
      )
      const high = i16x8.add(
        i16x8.mul(i16x8.extend_high_i8x16_u(a), ofFirst),
        i16x8.mul(i16x8.extend_high_i8x16_u(b), ofSecond),
      )
      const sum = i8x16.narrow_i16x8_u(
        i16x8.shr_u(i16x8.add(low, half), 8),
        i16x8.shr_u(i16x8.add(high, half), 8),
      )
      v128.store(rowTo + <usize>x, sum)
    }
    for (; x < width; x++) {
      const at = <usize>x
      const v = <i32>load<u8>(rowFirst + at) * (256 - share) + <i32>load<u8>(rowSecond + at) * share
      store<u8>(rowTo + at, <u8>((v + 128) >> 8))
    }
  }
}
