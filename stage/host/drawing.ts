// One host on one canvas: dressed once, then any pose of it drawn as often as asked, to the same pixels.
import { type Object3D, type PerspectiveCamera, Scene, Vector3, WebGLRenderer } from 'three'
import type { Pose } from '../pose.ts'
import type { Framing } from './frame-names.ts'
import { frame, measure } from './framing.ts'
import { contactShadow, hostLight } from './light.ts'
import { loadHost } from './load.ts'
import { Posing } from './posing.ts'
import { type Vrm, VRMUtils } from './three-vrm.ts'

export type Dress = {
  /** Where the VRM is fetched from: `/hosts/lin.vrm`, or a path that the stage lent. */
  readonly host: string
  readonly framing: Framing
  readonly widthPx: number
  readonly heightPx: number
  /** Several samples per pixel: clean edges for two to three times the work. */
  readonly smooth: boolean
  /** Draws each pixel from this many across and down, for stills. */
  readonly finer?: number
  readonly shadow?: boolean
}

export class HostDrawing {
  readonly canvas: HTMLCanvasElement
  readonly camera: PerspectiveCamera
  readonly scene = new Scene()
  readonly renderer: WebGLRenderer
  readonly vrm: Vrm
  readonly #posing: Posing

  private constructor(vrm: Vrm, dress: Dress) {
    this.vrm = vrm
    this.canvas = document.createElement('canvas')
    this.renderer = new WebGLRenderer({
      canvas: this.canvas,
      alpha: true,
      antialias: dress.smooth,
      preserveDrawingBuffer: false,
    })
    this.renderer.setPixelRatio(dress.finer ?? 1)
    this.renderer.setSize(dress.widthPx, dress.heightPx, false)
    this.renderer.setClearColor(0x000000, 0)
    this.scene.add(vrm.scene, hostLight())
    this.#posing = new Posing(vrm)
    const measures = measure(vrm)
    this.camera = frame(measures, dress.framing, dress.widthPx / dress.heightPx)
    if (dress.shadow ?? true) {
      const shadow = contactShadow(measures.unitM * 6.4)
      shadow.position.set(
        0.06,
        measures.neck.y - measures.unitM * 2.2,
        measures.neck.z - measures.unitM * 1.6,
      )
      this.scene.add(shadow)
    }
  }

  static async open(dress: Dress): Promise<HostDrawing> {
    const answer = await fetch(dress.host)
    if (!answer.ok) throw new Error(`the file of this host was answered ${answer.status}`)
    return new HostDrawing(await loadHost(await answer.arrayBuffer()), dress)
  }

  /** Neutral pose, hair at rest: before each loop, so that its frames come out the same whatever was drawn before. */
  settle(): void {
    this.#posing.settle()
  }

  /** Takes a pose reached `afterMs` after the last one. */
  pose(pose: Pose, afterMs: number): void {
    this.#posing.take(pose, afterMs)
  }

  /** Draws the pose; the canvas holds it until the task ends. */
  draw(): void {
    this.renderer.render(this.scene, this.camera)
  }

  /** Where a point of the host, given in its head's own metres, stands in the picture, pixels from the top left. */
  headPointPx(point: readonly [number, number, number]): { xPx: number; yPx: number } {
    const head = this.vrm.humanoid.getRawBoneNode('head') as Object3D
    const seen = head.localToWorld(new Vector3(...point)).project(this.camera)
    const { width, height } = this.canvas
    return { xPx: ((seen.x + 1) / 2) * width, yPx: ((1 - seen.y) / 2) * height }
  }

  close(): void {
    VRMUtils.deepDispose(this.vrm.scene)
    this.renderer.dispose()
    this.renderer.forceContextLoss()
  }
}
