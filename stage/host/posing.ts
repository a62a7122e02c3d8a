// Puts a VRM into a pose: bones, gaze, expressions, and springs in steps of their own.
import { MathUtils, type Object3D, type Quaternion } from 'three'
import { mouthWeights } from '../mouth-weights.ts'
import { neutralPose, type Pose, poseBetween } from '../pose.ts'
import type { Vrm } from './three-vrm.ts'

/** three-vrm drags hair per call, not per second: only steps of one length move it the same at every frame rate. */
const stepMs = 1_000 / 60
/** Steps from a reset until hair hangs still. */
const settlingSteps = 120
/** A pose so long after the last is a new beginning, not a motion. */
const longestStrideMs = 500

/** How far a T-pose's arms go down, degrees: beside the body, clear of it. */
const armsDownDeg = 76

export class Posing {
  readonly #vrm: Vrm
  readonly #springs: readonly Object3D[]
  readonly #atRest: Quaternion[] = []
  readonly #swaying: Quaternion[] = []
  #last: Pose = neutralPose
  #owedMs = 0

  constructor(vrm: Vrm) {
    this.#vrm = vrm
    this.#springs = [...(vrm.springBoneManager?.joints ?? [])].map(joint => joint.bone)
    this.settle()
  }

  /** Takes the neutral pose with its hair at rest: what every loop begins with. */
  settle(): void {
    this.#last = neutralPose
    this.#owedMs = 0
    this.#hold(neutralPose)
    this.#vrm.springBoneManager?.reset()
    for (let step = 0; step < settlingSteps; step += 1) this.#spring(neutralPose)
    for (const [i, bone] of this.#springs.entries()) {
      this.#atRest[i] = bone.quaternion.clone()
      this.#swaying[i] = bone.quaternion.clone()
    }
    this.take(neutralPose, 0)
  }

  /** Takes a pose that is reached `afterMs` after the last one. */
  take(pose: Pose, afterMs: number): void {
    for (const [i, bone] of this.#springs.entries()) {
      bone.quaternion.copy(this.#swaying[i] ?? bone.quaternion)
      bone.updateMatrix() // three-vrm has turned off that bones of springs do it themselves
    }
    const strideMs = Math.min(afterMs, longestStrideMs)
    const before = this.#owedMs
    this.#owedMs += strideMs
    const steps = Math.floor(this.#owedMs / stepMs + 1e-6)
    for (let step = 1; step <= steps; step += 1) {
      const share = strideMs > 0 ? Math.min(1, (step * stepMs - before) / strideMs) : 1
      this.#spring(poseBetween(this.#last, pose, share))
    }
    this.#owedMs = Math.max(0, this.#owedMs - steps * stepMs)
    this.#last = pose
    this.#hold(pose)
    for (const [i, bone] of this.#springs.entries()) {
      this.#swaying[i] = bone.quaternion.clone()
      bone.quaternion.slerp(this.#atRest[i] ?? bone.quaternion, pose.hairAtRest)
      bone.updateMatrix()
    }
    this.#express(pose)
    this.#vrm.scene.updateMatrixWorld(true)
  }

  #spring(pose: Pose): void {
    this.#hold(pose)
    this.#vrm.springBoneManager?.update(stepMs / 1_000)
  }

  #hold(pose: Pose): void {
    const { breath } = pose
    const lift = breath * 1.1
    // Most of a turn of the head is the head's own, some the neck's: a neck that turns as one piece looks like a doll's.
    this.#turn('head', pose.headPitchDeg * 0.6 - lift * 0.3, pose.headYawDeg * 0.65, pose.headRollDeg * 0.6)
    this.#turn('neck', pose.headPitchDeg * 0.4 - lift * 0.2, pose.headYawDeg * 0.35, pose.headRollDeg * 0.4)
    this.#turn('chest', lift, pose.turnDeg * 0.6, pose.leanDeg * 0.4)
    this.#turn('spine', 0, pose.turnDeg * 0.4, pose.leanDeg * 0.6)
    this.#turn('leftShoulder', 0, 0, -breath * 1.2)
    this.#turn('rightShoulder', 0, 0, breath * 1.2)
    this.#turn('leftUpperArm', 0, 0, armsDownDeg)
    this.#turn('rightUpperArm', 0, 0, -armsDownDeg)
    this.#vrm.humanoid.update()
    this.#vrm.scene.updateMatrixWorld(true)
  }

  /** Degrees: chin up, to the host's left, tilted to the host's left. */
  #turn(bone: string, up: number, left: number, tilt: number) {
    const rad = MathUtils.degToRad
    // A VRM 0.x looks along -Z in its own space, and is turned about Y as a whole: what turns about X and Z turns the other way.
    const way = this.#vrm.meta.metaVersion === '0' ? -1 : 1
    const node = this.#vrm.humanoid.getNormalizedBoneNode(bone)
    node?.rotation.set(rad(-up) * way, rad(left), rad(-tilt) * way, 'YXZ')
  }

  #express(pose: Pose): void {
    const { expressionManager: expressions, lookAt } = this.#vrm
    if (lookAt) {
      lookAt.target = null
      lookAt.yaw = pose.gazeYawDeg
      lookAt.pitch = -pose.gazePitchDeg
      lookAt.update(0)
    }
    if (!expressions) return
    const has = (name: string) => expressions.getExpression(name) !== null
    const weights = mouthWeights(pose.mouth, has)
    for (const [name, weight] of Object.entries(weights)) expressions.setValue(name, weight)
    expressions.setValue('blink', pose.blink)
    // An emotion at its full beside a speaking mouth tears faces that were not made for it.
    const smile = has('relaxed') ? 'relaxed' : 'happy'
    expressions.setValue(smile, pose.smile * (pose.mouth.strength > 0 ? 0.7 : 1))
    if (has('brows-up')) expressions.setValue('brows-up', Math.max(0, pose.brows))
    if (has('brows-down')) expressions.setValue('brows-down', Math.max(0, -pose.brows))
    expressions.update()
    for (const material of this.#vrm.materials ?? []) material.update?.(0) // pictures that an expression has moved
  }
}
