// Which pictures of a loop need not be drawn, because an earlier one is the same. Pure.
import type { Pose } from '#stage'

/**
 * Of each picture the first that is the same; undefined where it is itself the first. Where hair sways a picture depends on all
 * before it, so only poses with their hair at rest are compared: a loop that breathes in and out the same way costs half.
 */
export function samePictures(poses: readonly Pose[]): (number | undefined)[] {
  const first = new Map<string, number>()
  return poses.map((pose, picture) => {
    if (pose.hairAtRest !== 1) return undefined
    const said = JSON.stringify(pose)
    const same = first.get(said)
    if (same === undefined) first.set(said, picture)
    return same
  })
}
