// Writes glTF's binary form: one JSON chunk, one of bytes.

const componentTypes = { f32: 5126, u16: 5123, u8: 5121 } as const
const componentCounts = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT4: 16 } as const
type Shape = keyof typeof componentCounts

export class Glb {
  readonly #chunks: Buffer[] = []
  #bytes = 0
  readonly views: object[] = []
  readonly accessors: object[] = []

  /** The index of a view of these bytes. `target`: 34962 for what vertices have, 34963 for indices. */
  view(bytes: Buffer, target?: 34_962 | 34_963): number {
    const padding = (4 - (this.#bytes % 4)) % 4
    if (padding > 0) this.#put(Buffer.alloc(padding))
    this.views.push({
      buffer: 0,
      byteOffset: this.#bytes,
      byteLength: bytes.length,
      ...(target && { target }),
    })
    this.#put(bytes)
    return this.views.length - 1
  }

  /** The index of an accessor. glTF wants the bounds of positions. */
  accessor(
    kind: keyof typeof componentTypes,
    shape: Shape,
    values: readonly number[],
    about: { target?: 34_962 | 34_963; bounds?: boolean; normalized?: boolean } = {},
  ): number {
    const size = componentCounts[shape]
    const array =
      kind === 'f32'
        ? new Float32Array(values)
        : kind === 'u16'
          ? new Uint16Array(values)
          : new Uint8Array(values)
    this.accessors.push({
      bufferView: this.view(Buffer.from(array.buffer), about.target),
      componentType: componentTypes[kind],
      count: values.length / size,
      type: shape,
      ...(about.normalized === true && { normalized: true }),
      ...(about.bounds === true && boundsOf(array as Float32Array, size)),
    })
    return this.accessors.length - 1
  }

  /** The file, of a JSON that knows nothing of buffers yet. */
  file(json: object): Buffer {
    const whole = {
      ...json,
      bufferViews: this.views,
      accessors: this.accessors,
      buffers: [{ byteLength: this.#bytes }],
    }
    const text = padded(Buffer.from(JSON.stringify(whole)), 0x20)
    const bytes = padded(Buffer.concat(this.#chunks), 0)
    const head = Buffer.alloc(12)
    head.write('glTF', 0, 'latin1')
    head.writeUInt32LE(2, 4)
    head.writeUInt32LE(12 + 8 + text.length + 8 + bytes.length, 8)
    return Buffer.concat([
      head,
      chunkHead(text.length, 'JSON'),
      text,
      chunkHead(bytes.length, 'BIN\0'),
      bytes,
    ])
  }

  #put(bytes: Buffer): void {
    this.#chunks.push(bytes)
    this.#bytes += bytes.length
  }
}

function boundsOf(values: Float32Array, size: number): { min: number[]; max: number[] } {
  const [min, max] = [Array<number>(size).fill(Infinity), Array<number>(size).fill(-Infinity)]
  for (const [i, value] of values.entries()) {
    min[i % size] = Math.min(min[i % size] as number, value)
    max[i % size] = Math.max(max[i % size] as number, value)
  }
  return { min, max }
}

function padded(bytes: Buffer, filler: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4, filler)])
}

function chunkHead(length: number, name: string): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32LE(length, 0)
  head.write(name, 4, 'latin1')
  return head
}
