// What stands on shelves and counters: bottles, boxes, jars, books, pots and plants.
import {
  CatmullRomCurve3,
  type BufferGeometry,
  type BufferAttribute,
  Color,
  CylinderGeometry,
  DoubleSide,
  Group,
  Mesh,
  MeshStandardMaterial,
  PlaneGeometry,
  SphereGeometry,
  TubeGeometry,
  Vector3,
} from 'three'
import { type At, glass, type Kit, matte, metal, mixed, softBox, toned, turned } from './kit.ts'

/** A round bottle with a shoulder, a neck and a cap. */
export function bottle(kit: Kit, at: At, height: number, colour: string, capColour: string): void {
  const r = height * kit.random.between(0.15, 0.2)
  const body = turned([
    [0, 0],
    [r * 0.92, 0],
    [r, height * 0.03],
    [r, height * 0.6],
    [r * 0.9, height * 0.68],
    [r * 0.42, height * 0.76],
    [r * 0.36, height * 0.86],
    [0, height * 0.86],
  ])
  kit.put(body, matte(colour, 0.22), at)
  const cap = turned([
    [0, 0],
    [r * 0.46, 0],
    [r * 0.46, height * 0.15],
    [r * 0.42, height * 0.16],
    [0, height * 0.16],
  ])
  kit.put(cap, capColour === 'metal' ? metal('#d9c7a4', 0.25) : matte(capColour, 0.4), [
    at[0],
    at[1] + height * 0.84,
    at[2],
  ])
  const band = new CylinderGeometry(r * 1.012, r * 1.012, height * 0.26, 24, 1, true)
  kit.put(band, matte(mixed(colour, '#ffffff', 0.72), 0.6), [at[0], at[1] + height * 0.34, at[2]], {
    casts: false,
  })
}

/** A low jar with a lid. */
export function jar(kit: Kit, at: At, width: number, colour: string, lidColour: string): void {
  const r = width / 2
  const h = width * kit.random.between(0.62, 0.9)
  kit.put(
    turned([
      [0, 0],
      [r * 0.94, 0],
      [r, h * 0.06],
      [r, h * 0.64],
      [r * 0.97, h * 0.68],
      [0, h * 0.68],
    ]),
    matte(colour, 0.25),
    at,
  )
  kit.put(
    turned([
      [0, 0],
      [r * 1.03, 0],
      [r * 1.03, h * 0.3],
      [r * 0.97, h * 0.34],
      [0, h * 0.34],
    ]),
    lidColour === 'metal' ? metal('#cdb48a', 0.28) : matte(lidColour, 0.4),
    [at[0], at[1] + h * 0.67, at[2]],
  )
}

/** A carton with a band of another colour. */
export function carton(
  kit: Kit,
  at: At,
  [w, h, d]: readonly [number, number, number],
  colour: string,
  bandColour: string,
): void {
  const turn = kit.random.between(-0.16, 0.16)
  kit.put(softBox(w, h, d, 0.006), matte(colour, 0.55), at, { turn })
  kit.put(
    softBox(w * 1.006, h * 0.2, d * 1.006, 0.003),
    matte(bandColour, 0.5),
    [at[0], at[1] + h * 0.58, at[2]],
    { turn, casts: false },
  )
}

export function books(kit: Kit, at: At, width: number, height: number, colours: readonly string[]): void {
  for (let x = 0; x < width - 0.012; ) {
    const w = kit.random.between(0.014, 0.034)
    const h = height * kit.random.between(0.78, 1)
    const look = matte(kit.random.pick(colours), 0.8)
    kit.put(softBox(w * 0.94, h, height * 0.62, 0.003), look, [at[0] + x + w / 2, at[1], at[2]])
    x += w
  }
}

const potProfile = [
  [0, 0],
  [0.62, 0],
  [0.7, 0.04],
  [0.94, 0.86],
  [1, 0.88],
  [1, 1],
  [0.9, 1],
  [0.88, 0.9],
  [0, 0.9],
] as const

export function pot(kit: Kit, at: At, width: number, height: number, colour: string): void {
  kit.put(turned(potProfile.map(([r, y]) => [r * width * 0.5, y * height])), matte(colour, 0.7), at)
}

/** One leaf, bent along its length and folded along its rib; its foot is at the origin, it grows along +y. */
function leaf(length: number, width: number, bend: number): BufferGeometry {
  const shape = new PlaneGeometry(width, length, 4, 10).translate(0, length / 2, 0)
  const places = shape.getAttribute('position') as BufferAttribute
  for (let i = 0; i < places.count; i += 1) {
    const along = places.getY(i) / length
    const across = (places.getX(i) / width) * 2
    const breadth = Math.sin(Math.PI * Math.min(1, along * 0.96 + 0.04) ** 0.75) ** 0.8
    const angle = bend * along
    const y = bend === 0 ? along * length : (Math.sin(angle) / bend) * length
    const z = bend === 0 ? 0 : ((1 - Math.cos(angle)) / bend) * length
    places.setXYZ(i, across * breadth * width * 0.5, y, z + Math.abs(across) * breadth * width * 0.16)
  }
  shape.computeVertexNormals()
  return shape
}

export type PlantKind = 'broad' | 'slender' | 'trailing'

/** A plant without its pot. */
export function plant(kit: Kit, [x, y, z]: At, height: number, kind: PlantKind): void {
  const { random } = kit
  const whole = new Group()
  const count = { broad: 17, slender: 26, trailing: 44 }[kind]
  for (let i = 0; i < count; i += 1) {
    const green = new Color().setHSL(
      random.between(0.26, 0.36),
      random.between(0.3, 0.5),
      random.between(0.14, 0.27),
    )
    const look = new MeshStandardMaterial({ color: green, roughness: 0.55, side: DoubleSide })
    const around = i * 2.4 + random.between(-0.3, 0.3)
    const share = i / count
    const grown = leafOf(kind, height, share, random.between(0.8, 1.1), random.between(0.7, 1.2), look)
    grown.rotation.y = around
    whole.add(grown)
  }
  whole.position.set(x, y, z)
  kit.scene.add(whole)
}

function leafOf(
  kind: PlantKind,
  height: number,
  share: number,
  size: number,
  bend: number,
  look: MeshStandardMaterial,
): Group {
  const one = new Group()
  const tilted = new Group()
  const shaded = (mesh: Mesh): Mesh => Object.assign(mesh, { castShadow: true, receiveShadow: true })
  if (kind === 'slender') {
    tilted.rotation.x = 0.06 + share * 0.5
    tilted.add(
      shaded(new Mesh(leaf(height * (1.05 - share * 0.45) * size, height * 0.085, bend * 0.9), look)),
    )
  } else if (kind === 'broad') {
    const stalk = height * (0.74 - share * 0.42) * size
    const lean = 0.12 + share * 0.75
    const top = new Vector3(0, stalk * Math.cos(lean), stalk * Math.sin(lean))
    const curve = new CatmullRomCurve3([new Vector3(), new Vector3(0, top.y * 0.6, top.z * 0.35), top])
    tilted.add(shaded(new Mesh(new TubeGeometry(curve, 8, height * 0.009, 6), look)))
    const blade = shaded(new Mesh(leaf(height * 0.42 * size, height * 0.27 * size, bend), look))
    blade.position.copy(top)
    blade.rotation.x = lean + 0.25
    tilted.add(blade)
  } else {
    const drop = height * share * size
    const out = 0.05 + 0.12 * Math.min(1, share * 4)
    const blade = shaded(new Mesh(leaf(height * 0.13 * size, height * 0.085 * size, bend), look))
    blade.position.set(0, 0.03 - drop + Math.min(0.04, drop), out)
    blade.rotation.x = 1.6 + share
    tilted.add(blade)
  }
  one.add(tilted)
  return one
}

/** A pendant lamp: cord, shade, and a bulb that shines below it. */
export function bowl(kit: Kit, at: At, width: number, colour: string): void {
  const r = width / 2
  const profile: [number, number][] = [
    [0, 0],
    [r * 0.36, 0],
    [r * 0.38, r * 0.05],
    [r * 0.7, r * 0.2],
    [r * 0.95, r * 0.5],
    [r, r * 0.62],
    [r * 0.97, r * 0.62],
    [r * 0.66, r * 0.26],
    [0, r * 0.1],
  ]
  kit.put(turned(profile, 40), matte(colour, 0.3), at)
}

export function fruit(kit: Kit, at: At, radius: number, colour: string): void {
  const one = kit.put(new SphereGeometry(radius, 22, 16), matte(colour, 0.42), at)
  one.scale.y = kit.random.between(0.9, 1.02)
}

/** A clear vessel with something coloured in it. */
export function flask(
  kit: Kit,
  at: At,
  height: number,
  colour: string,
  kind: 'cone' | 'round' | 'tube' | 'beaker',
): void {
  const outline = flaskOutline(kind, height)
  const level = kit.random.between(0.3, 0.55)
  const inside = outline
    .filter(([, y]) => y <= height * level)
    .map(([r, y]) => [r * 0.93, y + 0.004] as const)
  const last = inside.at(-1) ?? [0.01, 0.01]
  kit.put(
    turned([[0, 0.004], ...inside, [0, last[1]]]),
    new MeshStandardMaterial({ color: colour, roughness: 0.15, emissive: colour, emissiveIntensity: 0.16 }),
    at,
  )
  kit.put(turned(outline, 36), glass('#dff1f6', 0.24), at, { casts: false, receives: false })
}

function flaskOutline(kind: 'cone' | 'round' | 'tube' | 'beaker', h: number): (readonly [number, number])[] {
  const points: (readonly [number, number])[] = []
  for (let i = 0; i <= 24; i += 1) {
    const t = i / 24
    points.push([flaskRadius(kind, t) * h, t * h])
  }
  return [[0, 0], ...points, [(points.at(-1)?.[0] ?? 0) * 1.12, h * 1.01]]
}

function flaskRadius(kind: 'cone' | 'round' | 'tube' | 'beaker', t: number): number {
  if (kind === 'tube') return t < 0.12 ? 0.09 * Math.sqrt(1 - (1 - t / 0.12) ** 2) : 0.09
  if (kind === 'beaker') return 0.36 + (t < 0.05 ? -0.02 : 0)
  if (kind === 'cone') return t < 0.66 ? 0.34 - 0.25 * (t / 0.66) : 0.09
  return t < 0.6 ? Math.max(0.08, 0.31 * Math.sqrt(Math.max(0, 1 - ((t - 0.3) / 0.31) ** 2))) : 0.08
}

export const shopColours = (main: string, accent: string): readonly string[] => [
  toned(main, 0.42, 0.55),
  toned(main, 0.72, 0.4),
  toned(accent, 0.55, 0.6),
  '#efe9e0',
  '#d8d2c8',
  '#3a3d44',
]
