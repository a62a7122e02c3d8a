// The little of three-vrm that we use, with its types: its own are written for bundlers, and Node's resolution cannot follow them.
import * as bare from '@pixiv/three-vrm'
import type { Group, Object3D, Vector3 } from 'three'
import type { GLTFLoaderPlugin, GLTFParser } from 'three/addons/loaders/GLTFLoader.js'

export type Vrm = {
  readonly scene: Group
  readonly meta: { readonly metaVersion: '0' | '1' }
  readonly materials?: readonly { update?(seconds: number): void }[]
  readonly humanoid: {
    /** A bone as if every VRM had the same rest pose; `update` carries it to the file's own. */
    getNormalizedBoneNode(bone: string): Object3D | null
    getRawBoneNode(bone: string): Object3D | null
    update(): void
  }
  readonly expressionManager?: {
    getExpression(name: string): object | null
    setValue(name: string, weight: number): void
    update(): void
  }
  readonly lookAt?: {
    target: Object3D | null
    /** Degrees; to the host's left, and down. */
    yaw: number
    pitch: number
    update(seconds: number): void
    getLookAtWorldPosition(into: Vector3): Vector3
  }
  readonly springBoneManager?: {
    readonly joints: ReadonlySet<{ readonly bone: Object3D }>
    reset(): void
    update(seconds: number): void
  }
}

type ThreeVrm = {
  VRMLoaderPlugin: new (parser: GLTFParser) => GLTFLoaderPlugin
  VRMUtils: { deepDispose(object: Object3D): void; rotateVRM0(vrm: Vrm): void }
}

export const { VRMLoaderPlugin, VRMUtils } = bare as unknown as ThreeVrm
