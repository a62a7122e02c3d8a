// What works in the factory: belts with cartons, jointed arms, machine cells.
import {
  type BufferGeometry,
  CylinderGeometry,
  Group,
  type Material,
  Mesh,
  PlaneGeometry,
  SphereGeometry,
} from 'three'
import { carton, shopColours } from './goods.ts'
import { box, type Kit, matte, metal, mixed, shining, softBox, toned, turned, washed } from './kit.ts'
import { pool } from './paint.ts'

export function belt(kit: Kit, side: number): void {
  const { plan, random, put } = kit
  const x = side * 1.3
  const frame = matte(mixed('#dfe3e7', toned(plan.mainColour, 0.6, 0.4), 0.3), 0.35)
  put(box(0.52, 0.03, 15), matte('#2b2f34', 0.7), [x, 0.78, -6])
  for (const edge of [-0.29, 0.29]) put(softBox(0.06, 0.14, 15, 0.01), frame, [x + edge, 0.7, -6])
  put(
    softBox(0.014, 0.03, 15, 0.004),
    shining(mixed(plan.accentColour, '#ffffff', 0.2), 1.3),
    [x - side * 0.323, 0.755, -6],
    { casts: false },
  )
  for (let z = -13; z <= 1; z += 1.25) {
    for (const edge of [-0.24, 0.24]) put(softBox(0.05, 0.7, 0.05, 0.008), frame, [x + edge, 0, z])
    put(softBox(0.5, 0.05, 0.05, 0.008), frame, [x, 0.28, z])
  }
  const colours = shopColours(plan.mainColour, plan.accentColour)
  for (let z = 0.9; z > -13; z -= random.between(0.5, 0.78)) {
    const size = [random.between(0.24, 0.34), random.between(0.2, 0.34), random.between(0.24, 0.36)] as const
    carton(
      kit,
      [x + random.between(-0.03, 0.03), 0.812, z],
      size,
      random.pick(['#c99a66', '#d3a774', colours[0] ?? '#c99a66']),
      random.pick(colours),
    )
  }
}

/** A jointed arm, turned to its belt. */
export function arm(
  { scene, random, plan }: Kit,
  [x, y, z]: readonly [number, number, number],
  side: number,
): void {
  const paint = matte(toned(plan.accentColour, 0.54, 0.85), 0.32)
  const dark = matte('#2b3036', 0.4)
  const part = (shape: BufferGeometry, look: Material, at: readonly [number, number, number]): Mesh => {
    const mesh = new Mesh(shape, look)
    mesh.position.set(...at)
    mesh.castShadow = true
    mesh.receiveShadow = true
    return mesh
  }
  const joint = (radius: number, width: number): BufferGeometry =>
    new CylinderGeometry(radius, radius, width, 26).rotateX(Math.PI / 2)
  const whole = new Group()
  whole.add(
    part(
      turned([
        [0, 0],
        [0.34, 0],
        [0.34, 0.06],
        [0.26, 0.1],
        [0.24, 0.42],
        [0, 0.42],
      ]),
      dark,
      [0, 0, 0],
    ),
  )
  const turret = new Group()
  turret.position.y = 0.42
  turret.add(
    part(
      turned([
        [0, 0],
        [0.25, 0],
        [0.24, 0.16],
        [0.16, 0.24],
        [0, 0.24],
      ]),
      paint,
      [0, 0, 0],
    ),
  )
  const upper = new Group()
  upper.position.set(0, 0.26, 0)
  upper.rotation.z = random.between(-0.1, 0.25)
  upper.add(
    part(joint(0.16, 0.3), dark, [0, 0, 0]),
    part(softBox(0.2, 0.86, 0.18, 0.07), paint, [0, 0, 0]),
    part(joint(0.13, 0.28), dark, [0, 0.86, 0]),
  )
  const fore = new Group()
  fore.position.y = 0.86
  fore.rotation.z = random.between(1.5, 1.85)
  fore.add(
    part(softBox(0.15, 0.72, 0.14, 0.05), paint, [0, 0, 0]),
    part(joint(0.085, 0.2), dark, [0, 0.72, 0]),
  )
  const hand = new Group()
  hand.position.y = 0.72
  hand.rotation.z = random.between(1.1, 1.4)
  hand.add(
    part(softBox(0.09, 0.16, 0.09, 0.02), dark, [0, 0, 0]),
    part(softBox(0.24, 0.03, 0.1, 0.01), metal('#c3cad1', 0.3), [0, 0.16, 0]),
  )
  for (const finger of [-0.1, 0.1])
    hand.add(part(softBox(0.025, 0.12, 0.06, 0.006), metal('#c3cad1', 0.3), [finger, 0.18, 0]))
  fore.add(hand)
  upper.add(fore)
  turret.add(upper)
  whole.add(turret)
  whole.position.set(x, y, z)
  whole.rotation.y = (side > 0 ? 0 : Math.PI) + random.between(-0.25, 0.25)
  scene.add(whole)
}

/** A rounded cell with a window, lit inside, a panel and a signal lamp. */
export function machine(
  { plan, put }: Kit,
  [x, y, z]: readonly [number, number, number],
  side: number,
): void {
  const shell = matte(mixed('#e4e8ec', toned(plan.mainColour, 0.62, 0.4), 0.22), 0.34)
  put(softBox(1.3, 1.95, 1.5, 0.06), shell, [x, y, z])
  put(softBox(1.32, 0.34, 1.52, 0.04), matte(toned(plan.mainColour, 0.36, 0.6), 0.35), [x, y + 0.06, z])
  const face = x - side * 0.655
  const turn = (-side * Math.PI) / 2
  put(
    new PlaneGeometry(0.86, 0.72),
    washed('#0b1016', pool(mixed(plan.accentColour, '#fff0d8', 0.5), 0.5, 0.2, 0.9), 0.8),
    [face - side * 0.003, 1.3, z],
    { turn, casts: false },
  )
  put(softBox(0.02, 0.8, 0.03, 0.006), metal('#aeb7c0', 0.3), [face, 0.9, z - 0.45])
  put(softBox(0.02, 0.8, 0.03, 0.006), metal('#aeb7c0', 0.3), [face, 0.9, z + 0.45])
  put(
    new PlaneGeometry(0.24, 0.17),
    shining(toned(plan.mainColour, 0.62, 0.7), 1.1),
    [face - side * 0.004, 1.42, z + 0.6],
    { turn, casts: false },
  )
  put(new CylinderGeometry(0.03, 0.03, 0.1, 14), matte('#32373d', 0.4), [x - side * 0.4, y + 2, z + 0.5])
  for (const [i, colour] of ['#57c46a', '#e9b23a', '#d9483b'].entries())
    put(
      new CylinderGeometry(0.034, 0.034, 0.07, 14),
      i === 0 ? shining(colour, 2) : matte(colour, 0.3),
      [x - side * 0.4, y + 2.08 + i * 0.075, z + 0.5],
      { casts: false },
    )
  put(new SphereGeometry(0.034, 14, 8), matte('#32373d', 0.4), [x - side * 0.4, y + 2.29, z + 0.5])
}
