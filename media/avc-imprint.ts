// An imprint of a picture by its coded bytes: the same wherever it is passed on as it is, whatever surrounds it.
import { createHash } from 'node:crypto'
import { slicesOf } from './avc-lone.ts'

/** Of each picture so much is read: two that agree in it and in their length are one. */
const readBytes = 16_384

/** `payload`: of a video tag. Null where it holds no whole slices. */
export function pictureImprint(payload: Buffer, lengthBytes: number): string | null {
  const slices = slicesOf(payload, lengthBytes)
  const [first] = slices
  if (first === undefined) return null
  const lengths = slices.map(({ length }) => length).join()
  return createHash('sha256').update(lengths).update(first.subarray(0, readBytes)).digest('hex').slice(0, 24)
}
