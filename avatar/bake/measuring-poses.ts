// In which poses it is measured how far a host's mouths reach. Pure.
import { neutralPose, type Pose } from '#stage'

const turns = ['headYawDeg', 'headPitchDeg', 'headRollDeg'] as const

/** The neutral pose, and of all poses those with the head turned, lifted and tilted the farthest each way. */
export function measuringPoses(poses: readonly Pose[]): Pose[] {
  const farthest = turns.flatMap(turn => [
    poses.reduce((most, pose) => (pose[turn] > most[turn] ? pose : most), neutralPose),
    poses.reduce((least, pose) => (pose[turn] < least[turn] ? pose : least), neutralPose),
  ])
  return [...new Set([neutralPose, ...farthest])]
}
