// onMetaData: what an encoder says about its stream, as the payload of a script tag.
import { decodeAmf0, encodeAmf0, encodeEcmaArray } from './amf0.ts'
import type { AmfValue } from './amf0.ts'

/**
 * The metadata in a script tag's payload, with or without '@setDataFrame' in front; null when it is another kind of
 * script. Throws a Failure when it is no AMF0.
 */
export function readMetadata(payload: Buffer): Record<string, AmfValue> | null {
  const values = decodeAmf0(payload)
  if (values[0] === '@setDataFrame') values.shift()
  const [name, metadata] = values
  if (name !== 'onMetaData' || typeof metadata !== 'object' || metadata === null) return null
  return Array.isArray(metadata) || metadata instanceof Date ? null : metadata
}

/** A script tag's payload that says `values`. */
export function metadataPayload(values: { readonly [key: string]: AmfValue }): Buffer {
  return Buffer.concat([encodeAmf0('onMetaData'), encodeEcmaArray(values)])
}
