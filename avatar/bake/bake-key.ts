// The name of a baked loop: everything that decides its pictures, hashed.
import { createHash } from 'node:crypto'
import type { Framing, Pose } from '#stage'
import { canonicalJson, type Content } from '../clip/index.ts'

/** Goes up when hosts baked by an older Changming shall be baked anew. */
export const bakeEdition = 1

export type LookedAt = {
  readonly vrm: Uint8Array
  readonly framing: Framing
  readonly widthPx: number
  readonly heightPx: number
  readonly frameRateFps: number
  readonly smooth: boolean
}

/** Sixty-four hex digits; a loop is known by its poses, not by its name. */
export function bakeKey(look: LookedAt, poses: readonly Pose[]): string {
  const { vrm, ...rest } = look
  const digest = createHash('sha256').update(vrm).digest('hex')
  const content = { edition: bakeEdition, vrm: digest, ...rest, poses } as unknown as Content
  return createHash('sha256').update(canonicalJson(content)).digest('hex')
}

/** Loops drawn by two renderers are not mixed: their files' names end differently. */
export function rendererTag(renderer: string): string {
  return createHash('sha256').update(renderer).digest('hex').slice(0, 8)
}
