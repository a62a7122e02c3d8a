// Draws a scene many times with a moving lens and moving lights and takes the mean: soft shadows, soft depth, smooth edges.
import {
  Color,
  DirectionalLight,
  FloatType,
  HalfFloatType,
  LinearSRGBColorSpace,
  Mesh,
  NearestFilter,
  NoBlending,
  OrthographicCamera,
  PCFShadowMap,
  PerspectiveCamera,
  PlaneGeometry,
  RGBAFormat,
  Scene,
  ShaderMaterial,
  SpotLight,
  Vector3,
  type WebGLRenderer,
  WebGLRenderTarget,
} from 'three'
import type { PictureSize } from './plan.ts'
import { inSquare, onDisc } from './random.ts'

export type Lens = {
  readonly at: readonly [number, number, number]
  readonly lookAt: readonly [number, number, number]
  /** Vertical angle of view in degrees, portrait and landscape. */
  readonly tallDegrees: number
  readonly wideDegrees: number
  /** Radius of the opening in metres: how soft what is out of focus gets. */
  readonly radius: number
  /** Metres to where things are sharp: where the host stands, or a little behind. */
  readonly focus: number
}

/** A lamp with an extent: its shadows soften with distance. */
export type KeyLight = {
  readonly from: readonly [number, number, number]
  readonly to: readonly [number, number, number]
  readonly colour: string
  readonly intensity: number
  /** Metres. */
  readonly radius: number
  readonly angle?: number
}

/** Light from all around, shadowed: what makes corners and feet of things dark. */
export type Dome = {
  /** Colours from straight above, from the sides and from the floor's height. */
  readonly above: string
  readonly around: string
  readonly intensity: number
  /** How far it leans to the camera, 0 to 1: walls stand behind, so little comes from there. */
  readonly lean: number
  /** Metres around the middle of the set in which things cast shadows; 5 when absent. */
  readonly reach?: number
}

export type LitScene = {
  readonly scene: Scene
  readonly lens: Lens
  readonly keys: readonly KeyLight[]
  readonly dome: Dome
}

const meanShader = {
  vertexShader: 'varying vec2 at; void main() { at = uv; gl_Position = vec4(position.xy, 0.0, 1.0); }',
  fragmentShader: `varying vec2 at; uniform sampler2D before, now; uniform float share;
    void main() { gl_FragColor = texture2D(before, at) + min(texture2D(now, at), vec4(6.0)) * share; }`,
}

/** Draws with a quad over the whole target. */
export class Quad {
  readonly #scene = new Scene()
  readonly #camera = new OrthographicCamera(-1, 1, 1, -1, 0, 1)
  readonly #mesh: Mesh

  constructor() {
    this.#mesh = new Mesh(new PlaneGeometry(2, 2))
    this.#mesh.frustumCulled = false
    this.#scene.add(this.#mesh)
  }

  draw(renderer: WebGLRenderer, material: ShaderMaterial, target: WebGLRenderTarget | null): void {
    this.#mesh.material = material
    renderer.setRenderTarget(target)
    renderer.render(this.#scene, this.#camera)
  }

  dispose(): void {
    this.#mesh.geometry.dispose()
  }
}

export function floatTarget({ widthPx, heightPx }: PictureSize, smooth = false): WebGLRenderTarget {
  const options = { type: FloatType, format: RGBAFormat, depthBuffer: false }
  const target = new WebGLRenderTarget(widthPx, heightPx, options)
  if (!smooth) {
    target.texture.minFilter = NearestFilter
    target.texture.magFilter = NearestFilter
  }
  return target
}

/** The mean of `samples` drawings, linear and unbounded; the caller disposes of it. */
export function accumulate(
  renderer: WebGLRenderer,
  lit: LitScene,
  size: PictureSize,
  samples: number,
): WebGLRenderTarget {
  renderer.shadowMap.enabled = true
  renderer.shadowMap.type = PCFShadowMap
  renderer.outputColorSpace = LinearSRGBColorSpace
  const camera = cameraFor(lit.lens, size)
  const keys = lit.keys.map(key => keyLamp(key, lit.scene))
  const dome = domeLamp(lit.scene, lit.dome.reach ?? 5)
  const now = new WebGLRenderTarget(size.widthPx, size.heightPx, { type: HalfFloatType })
  const sums = [floatTarget(size), floatTarget(size)] as [WebGLRenderTarget, WebGLRenderTarget]
  const mean = new ShaderMaterial({
    ...meanShader,
    uniforms: { before: { value: null }, now: { value: now.texture }, share: { value: 1 / samples } },
    blending: NoBlending,
    depthTest: false,
    depthWrite: false,
  })
  const quad = new Quad()
  for (let i = 0; i < samples; i += 1) {
    for (const [k, lamp] of keys.entries()) moveKey(lamp, lit.keys[k] as KeyLight, i + k * 7, samples)
    moveDome(dome, lit.dome, i)
    moveLens(camera, lit.lens, size, i, samples)
    renderer.setRenderTarget(now)
    renderer.clear()
    renderer.render(lit.scene, camera)
    const [before, after] = i % 2 === 0 ? sums : [sums[1], sums[0]]
    if (i === 0) {
      renderer.setRenderTarget(before)
      renderer.setClearColor(0x000000, 0)
      renderer.clear()
    }
    mean.uniforms['before'] = { value: before.texture }
    quad.draw(renderer, mean, after)
  }
  const last = samples % 2 === 1 ? sums[1] : sums[0]
  for (const other of [now, ...sums.filter(sum => sum !== last)]) other.dispose()
  for (const lamp of [...keys, dome]) {
    lit.scene.remove(lamp, lamp.target)
    lamp.dispose()
  }
  mean.dispose()
  quad.dispose()
  return last
}

function cameraFor(lens: Lens, { widthPx, heightPx }: PictureSize): PerspectiveCamera {
  const degrees = widthPx > heightPx ? lens.wideDegrees : lens.tallDegrees
  const camera = new PerspectiveCamera(degrees, widthPx / heightPx, 0.8, 40)
  camera.position.set(...lens.at)
  camera.lookAt(...lens.lookAt)
  camera.updateMatrixWorld()
  return camera
}

/** Moves the eye over the opening and slants the view so that the plane of focus stays where it is. */
function moveLens(
  camera: PerspectiveCamera,
  lens: Lens,
  { widthPx, heightPx }: PictureSize,
  i: number,
  samples: number,
): void {
  const [u, v] = onDisc(i, samples)
  const [x, y] = [u * lens.radius, v * lens.radius]
  const right = new Vector3().setFromMatrixColumn(camera.matrixWorld, 0)
  const up = new Vector3().setFromMatrixColumn(camera.matrixWorld, 1)
  camera.position
    .set(...lens.at)
    .addScaledVector(right, x)
    .addScaledVector(up, y)
  camera.updateMatrixWorld()
  camera.updateProjectionMatrix()
  const matrix = camera.projectionMatrix.elements
  const [jx, jy] = inSquare(i)
  matrix[8] = -((matrix[0] as number) * x) / lens.focus - ((jx - 0.5) * 2) / widthPx
  matrix[9] = -((matrix[5] as number) * y) / lens.focus - ((jy - 0.5) * 2) / heightPx
  camera.projectionMatrixInverse.copy(camera.projectionMatrix).invert()
}

function keyLamp(key: KeyLight, scene: Scene): SpotLight {
  const lamp = new SpotLight(new Color(key.colour), key.intensity, 0, key.angle ?? 0.7, 0.9, 1.6)
  lamp.castShadow = true
  lamp.shadow.mapSize.set(768, 768)
  lamp.shadow.bias = -0.0006
  lamp.shadow.normalBias = 0.05
  lamp.shadow.radius = 3
  lamp.shadow.camera.near = 0.3
  lamp.target.position.set(...key.to)
  scene.add(lamp, lamp.target)
  return lamp
}

function moveKey(lamp: SpotLight, key: KeyLight, i: number, samples: number): void {
  const [u, v] = onDisc((i * 13) % samples, samples)
  lamp.position.set(
    key.from[0] + u * key.radius,
    key.from[1] + v * key.radius,
    key.from[2] + u * v * key.radius,
  )
}

function domeLamp(scene: Scene, reach: number): DirectionalLight {
  const lamp = new DirectionalLight(0xffffff, 1)
  lamp.castShadow = true
  lamp.shadow.mapSize.set(640, 640)
  lamp.shadow.bias = -0.0008
  lamp.shadow.normalBias = 0.05
  Object.assign(lamp.shadow.camera, {
    left: -reach,
    right: reach,
    top: reach,
    bottom: -reach,
    near: 0.5,
    far: 30,
  })
  lamp.target.position.set(0, 1.2, -reach / 2)
  scene.add(lamp, lamp.target)
  return lamp
}

function moveDome(lamp: DirectionalLight, dome: Dome, i: number): void {
  const [a, b] = inSquare(i)
  const height = 0.06 + 0.94 * a // uniform over the dome: the surface's own cosine does the rest
  const side = Math.sqrt(1 - height * height)
  const angle = b * Math.PI * 2
  const z = side * Math.sin(angle)
  const toCamera = z < 0 ? z * (1 - 2 * dome.lean) : z
  lamp.position.set(side * Math.cos(angle) * 14, 1.2 + height * 14, -(dome.reach ?? 5) / 2 + toCamera * 14)
  lamp.color.set(dome.around).lerp(new Color(dome.above), height)
  lamp.intensity = dome.intensity
}
