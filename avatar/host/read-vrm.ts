// Reads what a VRM says of itself: its JSON, and the heads of its pictures. The rest of the file is never read.
import { type FileHandle, open } from 'node:fs/promises'
import { z } from 'zod'

/** A file that cannot be read as glTF, in words for whoever brought it. */
export class Unreadable extends Error {}

/** JSON of a model is some hundred kB; beyond this somebody is up to something. */
const mostJsonBytes = 16 * 1024 * 1024
const pictureHeadBytes = 32

const view = z.looseObject({ byteOffset: z.int().min(0).default(0), byteLength: z.int().min(0) })
const gltf = z.looseObject({
  accessors: z.array(z.looseObject({ count: z.int().min(0) })).default([]),
  bufferViews: z.array(view).default([]),
  buffers: z.array(z.looseObject({ uri: z.string().optional() })).default([]),
  images: z.array(z.looseObject({ uri: z.string().optional(), bufferView: z.int().optional() })).default([]),
  meshes: z
    .array(
      z.looseObject({ primitives: z.array(z.looseObject({ attributes: z.record(z.string(), z.int()) })) }),
    )
    .default([]),
  extensionsRequired: z.array(z.string()).default([]),
  extensions: z.record(z.string(), z.unknown()).default({}),
})
export type Gltf = z.infer<typeof gltf>

export type Picture = { readonly widthPx: number; readonly heightPx: number }
export type ReadVrm = {
  readonly bytes: number
  readonly json: Gltf
  /** Sizes of the PNG pictures; of others nothing is known. */
  readonly pictures: readonly Picture[]
}

/** Throws `Unreadable` where the file is no binary glTF, and what the system says where it cannot be opened. */
export async function readVrm(path: string): Promise<ReadVrm> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const head = await piece(file, 0, 20)
    if (head.length < 20 || head.toString('latin1', 0, 4) !== 'glTF')
      throw new Unreadable('it is no VRM: a VRM begins with the letters glTF')
    if (head.readUInt32LE(4) !== 2)
      throw new Unreadable('it is glTF of another version than 2; export it anew')
    const jsonBytes = head.readUInt32LE(12)
    if (jsonBytes > mostJsonBytes || 20 + jsonBytes > size || head.toString('latin1', 16, 20) !== 'JSON')
      throw new Unreadable('its first part is cut off or too large; copy or export it anew')
    const json = parsed((await piece(file, 20, jsonBytes)).toString('utf8'))
    return { bytes: size, json, pictures: await picturesOf(file, json, 20 + jsonBytes + 8) }
  } finally {
    await file.close()
  }
}

function parsed(text: string): Gltf {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    throw new Unreadable('its first part is no JSON; copy or export it anew')
  }
  const result = gltf.safeParse(raw)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new Unreadable(`its ${issue?.path.join('.') || 'JSON'} is not as glTF has it; export it anew`)
}

async function picturesOf(file: FileHandle, json: Gltf, bytesFrom: number): Promise<Picture[]> {
  const pictures: Picture[] = []
  for (const { bufferView } of json.images.slice(0, 256)) {
    const place = bufferView === undefined ? undefined : json.bufferViews[bufferView]
    if (place === undefined) continue
    const head = await piece(file, bytesFrom + place.byteOffset, Math.min(place.byteLength, pictureHeadBytes))
    if (head.length >= 24 && head.toString('latin1', 1, 4) === 'PNG')
      pictures.push({ widthPx: head.readUInt32BE(16), heightPx: head.readUInt32BE(20) })
  }
  return pictures
}

async function piece(file: FileHandle, from: number, bytes: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, from)
  return buffer.subarray(0, bytesRead)
}
