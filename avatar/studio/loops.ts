// The loops that are baked of a host, in the order in which they are wanted: one to go on air with, then its life and its accents.
import { type LoopName, loopOf, neutralPose, type Pose } from '#stage'
import type { LoopToBake } from '../bake/index.ts'
import { personaOf } from '../casting.ts'

const following: readonly { readonly name: LoopName; readonly kind: LoopToBake['kind'] }[] = [
  { name: 'nod', kind: 'accent' },
  { name: 'idle-short', kind: 'idle' },
  { name: 'glance', kind: 'glance' },
  { name: 'tilt', kind: 'accent' },
  { name: 'turn', kind: 'accent' },
  { name: 'idle-middle', kind: 'idle' },
]

/** Poses of every loop at a rate; lengths are multiples of 16 pictures. */
export function loopsFor(host: string, frameRateFps: number): LoopToBake[] {
  return [
    { name: 'breath', kind: 'idle', poses: breath() },
    ...following.map(({ name, kind }) => {
      const loop = loopOf(name, personaOf(host).manner, frameRateFps)
      return { name, kind, poses: Array.from({ length: loop.pictures }, (_, i) => loop.poseAt(i)) }
    }),
  ]
}

const breathPictures = 32
/** Each is shown so often: a breath is slow enough. */
const shownTimes = 2
/** Of the last pictures before its middle: how far eyes are shut. Half shut for longer than a moment they look cross. */
const lids = [0, 0.2, 1]

/** One breath and one blink that go back the way they came, hair hanging still: nine pictures are drawn, for thirty-two. */
function breath(): Pose[] {
  const half = breathPictures / 2
  return Array.from({ length: breathPictures }, (_, i) => {
    const at = Math.floor(Math.min(i, breathPictures - i) / shownTimes) * shownTimes
    const along = 0.5 - 0.5 * Math.cos((Math.PI * at) / half)
    return {
      ...neutralPose,
      breath: along,
      headPitchDeg: 0.8 * along,
      headRollDeg: 0.6 * along,
      blink: lids[Math.max(0, lids.length - 1 - (half - at) / shownTimes)] ?? 0,
    }
  })
}
