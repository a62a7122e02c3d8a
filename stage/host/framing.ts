// Where the camera stands for a host, reckoned from its own bones: any VRM gets the same picture of itself.
import { PerspectiveCamera, Vector3 } from 'three'
import type { Framing } from './frame-names.ts'
import type { Vrm } from './three-vrm.ts'

/**
 * Of each framing: how many times the way from neck to eyes the picture is high, and how far below the picture's top the eyes
 * are. A narrow lens, as one that flatters: from farther away a face is flatter.
 */
const looks: Readonly<Record<Framing, { heights: number; eyesAt: number }>> = {
  portrait: { heights: 5.1, eyesAt: 0.5 },
  bust: { heights: 2.9, eyesAt: 0.46 },
}
const fieldOfViewDeg = 14

export type Measures = {
  readonly eyes: Vector3
  readonly neck: Vector3
  readonly chest: Vector3
  readonly unitM: number
}

/** Measures a host in the pose it is in. */
export function measure(vrm: Vrm): Measures {
  const at = (bone: string) => vrm.humanoid.getRawBoneNode(bone)?.getWorldPosition(new Vector3())
  const head = at('head') ?? new Vector3(0, 1.4, 0)
  const neck = at('neck') ?? head.clone().setY(head.y - 0.08)
  const left = at('leftEye')
  const right = at('rightEye')
  const middle = left && right ? left.add(right).multiplyScalar(0.5) : undefined
  const eyes = middle ?? vrm.lookAt?.getLookAtWorldPosition(new Vector3()) ?? head.clone().setY(head.y + 0.07)
  const unitM = Math.max(0.05, eyes.y - neck.y)
  const chest = at('chest') ?? at('spine') ?? neck.clone().setY(neck.y - 2 * unitM)
  return { eyes, neck, chest, unitM }
}

/** A camera straight before the host, at the height of its eyes, looking level: nothing leans. */
export function frame(measures: Measures, framing: Framing, aspect: number): PerspectiveCamera {
  const { heights, eyesAt } = looks[framing]
  const heightM = heights * measures.unitM
  const distanceM = heightM / 2 / Math.tan((fieldOfViewDeg / 2) * (Math.PI / 180))
  const camera = new PerspectiveCamera(fieldOfViewDeg, aspect, distanceM * 0.4, distanceM * 2.5)
  const middleY = measures.eyes.y + (eyesAt - 0.5) * heightM
  camera.position.set(measures.neck.x, middleY, measures.neck.z + distanceM)
  camera.updateMatrixWorld(true)
  return camera
}
