// The workshop sets are built in: surfaces, shapes with soft edges, light that shines, and what all of them share.
import {
  BackSide,
  BoxGeometry,
  type BufferGeometry,
  Color,
  DoubleSide,
  ExtrudeGeometry,
  Group,
  LatheGeometry,
  Light,
  type Material,
  Mesh,
  MeshBasicMaterial,
  MeshLambertMaterial,
  MeshStandardMaterial,
  Path,
  PMREMGenerator,
  Scene,
  Shape,
  SphereGeometry,
  SRGBColorSpace,
  type Texture,
  Vector2,
  type WebGLRenderer,
} from 'three'
import type { SetPlan } from './plan.ts'
import { type Random, randomFrom } from './random.ts'

export type At = readonly [x: number, y: number, z: number]

export type Placing = {
  /** Radians around the upright axis. */
  readonly turn?: number
  readonly casts?: boolean
  readonly receives?: boolean
}

export type Kit = {
  readonly scene: Scene
  readonly random: Random
  readonly plan: SetPlan
  readonly put: (shape: BufferGeometry, look: Material, at: At, placing?: Placing) => Mesh
}

export function newKit(plan: SetPlan): Kit {
  const scene = new Scene()
  return {
    scene,
    random: randomFrom(plan.seed),
    plan,
    put: (shape, look, [x, y, z], { turn = 0, casts = true, receives = true } = {}) => {
      const mesh = new Mesh(shape, look)
      mesh.position.set(x, y, z)
      mesh.rotation.y = turn
      mesh.castShadow = casts
      mesh.receiveShadow = receives
      scene.add(mesh)
      return mesh
    },
  }
}

// Looks. Roughness 0 is a mirror, 1 is chalk.

/** Chalky surfaces are most of a picture, and cost half of what shiny ones do. */
export function matte(
  colour: string | Color,
  roughness = 0.85,
  map?: Texture,
): MeshStandardMaterial | MeshLambertMaterial {
  const painted = map === undefined ? {} : { map }
  if (roughness >= 0.75) return new MeshLambertMaterial({ color: colour, ...painted })
  return new MeshStandardMaterial({ color: colour, roughness, metalness: 0, ...painted })
}

export function metal(colour: string, roughness = 0.35): MeshStandardMaterial {
  return new MeshStandardMaterial({ color: colour, roughness, metalness: 1 })
}

/** A wall that is lit by lamps one does not see: what `glow` paints is added to what falls on it. */
export function washed(colour: string, glow: Texture, strength: number): MeshLambertMaterial {
  return new MeshLambertMaterial({
    color: colour,
    emissive: '#ffffff',
    emissiveMap: glow,
    emissiveIntensity: strength,
  })
}

/** Shines by itself; `strength` above 1 also glows into its surroundings. */
export function shining(colour: string, strength: number): MeshBasicMaterial {
  return new MeshBasicMaterial({ color: new Color(colour).multiplyScalar(strength), fog: false })
}

export function glass(colour: string, opacity: number): MeshStandardMaterial {
  return new MeshStandardMaterial({
    color: colour,
    roughness: 0.06,
    metalness: 0,
    transparent: true,
    opacity,
    side: DoubleSide,
    depthWrite: false,
    envMapIntensity: 2.2,
  })
}

// Shapes. Metres; boxes and rounds stand on their foot, at y = 0.

/** A box whose edges catch the light. */
export function softBox(width: number, height: number, depth: number, radius = 0.012): BufferGeometry {
  const r = Math.min(radius, width / 2.01, height / 2.01, depth / 2.01)
  const [w, h] = [width / 2 - r, height / 2 - r]
  const outline = new Shape()
  outline.moveTo(-w, -h).lineTo(w, -h).lineTo(w, h).lineTo(-w, h).closePath()
  const shape = new ExtrudeGeometry(outline, {
    depth: depth - 2 * r,
    bevelSize: r,
    bevelThickness: r,
    bevelSegments: 3,
    curveSegments: 2,
  })
  return shape.translate(0, height / 2, -(depth - 2 * r) / 2)
}

export function box(width: number, height: number, depth: number): BufferGeometry {
  return new BoxGeometry(width, height, depth).translate(0, height / 2, 0)
}

/** Turned on a lathe: pairs of radius and height along the outline; the side that is seen is outside either way. */
export function turned(
  profile: readonly (readonly [radius: number, height: number])[],
  segments = 28,
): BufferGeometry {
  const isFromTop = (profile[0]?.[1] ?? 0) > (profile.at(-1)?.[1] ?? 0)
  const upwards = isFromTop ? profile.toReversed() : profile
  return new LatheGeometry(
    upwards.map(([radius, height]) => new Vector2(Math.max(radius, 0.0001), height)),
    segments,
  )
}

/** A flat plate with an arched top, or with an arched hole in it. */
export function archPlate(
  halfWidth: number,
  springHeight: number,
  depth: number,
  around?: [width: number, height: number],
): BufferGeometry {
  const arch = around === undefined ? new Shape() : new Path()
  arch.moveTo(-halfWidth, 0).lineTo(-halfWidth, springHeight)
  arch.absarc(0, springHeight, halfWidth, Math.PI, 0, true)
  arch.lineTo(halfWidth, 0).lineTo(-halfWidth, 0)
  if (arch instanceof Shape)
    return new ExtrudeGeometry(arch, { depth, bevelEnabled: false, curveSegments: 40 })
  const [width, height] = around as [number, number]
  const plate = new Shape()
  plate
    .moveTo(-width / 2, 0)
    .lineTo(width / 2, 0)
    .lineTo(width / 2, height)
    .lineTo(-width / 2, height)
    .closePath()
  plate.holes.push(arch)
  return new ExtrudeGeometry(plate, {
    depth,
    bevelEnabled: true,
    bevelSize: 0.012,
    bevelThickness: 0.012,
    bevelSegments: 3,
    curveSegments: 40,
  })
}

/** A floor like wet stone: what stands on it is seen in it, dimly. Called once, when everything else is in place. */
export function mirrorBelow({ scene }: Kit): void {
  const below = new Group()
  for (const thing of scene.children) if (!(thing instanceof Light)) below.add(thing.clone())
  below.scale.y = -1
  below.position.y = -0.002
  below.traverse(thing => {
    thing.castShadow = false
  })
  scene.add(below)
}

/** What shiny things mirror: a dim room with a few large soft lamps. */
export function mirrorRoom(
  renderer: WebGLRenderer,
  walls: string,
  lamps: readonly (readonly [colour: string, strength: number, at: At, size: number])[],
): Texture {
  const room = new Scene()
  room.add(new Mesh(new SphereGeometry(10, 16, 12), new MeshBasicMaterial({ color: walls, side: BackSide })))
  for (const [colour, strength, at, size] of lamps) {
    const lamp = new Mesh(new BoxGeometry(size, size, size), shining(colour, strength))
    lamp.position.set(...at)
    lamp.lookAt(0, 0, 0)
    room.add(lamp)
  }
  const maker = new PMREMGenerator(renderer)
  const mirrored = maker.fromScene(room, 0.03, 0.1, 100, { size: 64 }).texture
  maker.dispose()
  return mirrored
}

/** Between two colours, by the way the eye expects. */
export function mixed(from: string, to: string, share: number): string {
  return `#${new Color(from).lerp(new Color(to), share).getHexString()}`
}

/** A colour brought to a lightness (0 to 1) and, at most, a saturation: what a brand asks for is not always fit for a wall. */
export function toned(colour: string, lightness: number, mostSaturation = 1): string {
  const hsl = { h: 0, s: 0, l: 0 }
  new Color(colour).getHSL(hsl, SRGBColorSpace)
  return `#${new Color().setHSL(hsl.h, Math.min(hsl.s, mostSaturation), lightness, SRGBColorSpace).getHexString()}`
}
