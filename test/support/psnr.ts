// How alike two planes of a picture are.

/** Peak signal-to-noise ratio of bytes, in dB; Infinity where they are the same. */
export function psnrDb(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) throw new Error(`${a.length} bytes against ${b.length}`)
  const sum = a.reduce((total, value, i) => total + (value - (b[i] as number)) ** 2, 0)
  return sum === 0 ? Infinity : 10 * Math.log10((255 ** 2 * a.length) / sum)
}
