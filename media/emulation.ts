// Emulation prevention: 00 00 03 stands for 00 00 inside a unit, so that no start code appears there (ISO/IEC 14496-10, 7.3.1).

export function unguarded(bytes: Buffer): Buffer {
  const plain = Buffer.alloc(bytes.length)
  let length = 0
  let zeros = 0
  for (const byte of bytes) {
    const isGuard = zeros >= 2 && byte === 3
    zeros = byte === 0 ? zeros + 1 : 0
    if (!isGuard) plain[length++] = byte
  }
  return plain.subarray(0, length)
}

export function guarded(bytes: Buffer): Buffer {
  const out: number[] = []
  let zeros = 0
  for (const byte of bytes) {
    if (zeros >= 2 && byte <= 3) {
      out.push(3)
      zeros = 0
    }
    out.push(byte)
    zeros = byte === 0 ? zeros + 1 : 0
  }
  return Buffer.from(out)
}
