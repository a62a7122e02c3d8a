// What stands in the kitchen: shelves with jars and crockery, fruit, boards, a kettle.
import { CylinderGeometry, MeshStandardMaterial, SphereGeometry } from 'three'
import { bottle, bowl, fruit, jar, plant, shopColours } from './goods.ts'
import { type Kit, matte, metal, softBox, toned, turned } from './kit.ts'
import { wood } from './paint.ts'

/** Of the kitchen's back wall and worktop. */
export const wallZ = -2.5
export const topY = 0.92

const glassy = new MeshStandardMaterial({
  roughness: 0.08,
  transparent: true,
  opacity: 0.2,
  depthWrite: false,
})

export function shelf(kit: Kit, x: number, y: number, width: number, holds: 'jars' | 'crockery'): void {
  const { plan, random, put } = kit
  const [depth, z] = [0.24, wallZ + 0.13]
  put(softBox(width, 0.036, depth, 0.008), matte('#ffffff', 0.5, wood('#b98a58', '#67452a', random)), [
    x,
    y,
    z,
  ])
  for (const side of [-0.38, 0.38])
    put(softBox(0.02, 0.12, 0.17, 0.006), metal('#b89258', 0.35), [x + side * width, y - 0.12, z - 0.02])
  const colours = shopColours(plan.mainColour, plan.accentColour)
  for (let at = 0.09; at < width - 0.08; ) {
    const wide = random.between(0.1, 0.15)
    const place = [x - width / 2 + at + wide / 2, y + 0.036, z] as const
    if (holds === 'jars') pantry(kit, place, wide, colours)
    else crockery(kit, place, wide)
    at += wide + random.between(0.03, 0.08)
  }
  if (holds === 'jars') plant(kit, [x - width * 0.42, y + 0.06, z + 0.04], 0.5, 'trailing')
}

/** Glass jars with grain, beans and spice; a bottle of oil here and there. */
function pantry(
  kit: Kit,
  at: readonly [number, number, number],
  wide: number,
  colours: readonly string[],
): void {
  const { random, put } = kit
  if (random.next() < 0.25)
    return bottle(kit, at, 0.28, random.pick(['#5a6a2a', '#8a5a24', '#d9c27a']), 'metal')
  if (random.next() < 0.2) return jar(kit, at, wide, random.pick(colours), 'metal')
  const h = random.between(0.15, 0.24)
  const r = wide * 0.46
  const grain = random.pick(['#d8b98a', '#a8683a', '#e9dfc6', '#7a4a2c', '#c9a23f', '#9fae6b'])
  put(
    turned([
      [0, 0.004],
      [r * 0.92, 0.006],
      [r * 0.92, h * random.between(0.5, 0.85)],
      [0, h * 0.84],
    ]),
    matte(grain, 0.9),
    at,
  )
  put(
    turned([
      [0, 0],
      [r, 0.004],
      [r, h * 0.92],
      [r * 0.86, h],
    ]),
    glassy,
    at,
    { casts: false, receives: false },
  )
  put(
    turned([
      [0, 0],
      [r * 0.96, 0],
      [r * 0.96, 0.03],
      [0, 0.034],
    ]),
    matte('#b58452', 0.6),
    [at[0], at[1] + h, at[2]],
  )
}

function crockery(kit: Kit, at: readonly [number, number, number], wide: number): void {
  const { plan, random, put } = kit
  const glaze = random.pick([
    '#efe8dc',
    '#e3d8c6',
    toned(plan.mainColour, 0.6, 0.3),
    toned(plan.accentColour, 0.66, 0.4),
  ])
  if (random.next() < 0.45) {
    for (let i = 0; i < 4; i += 1) bowl(kit, [at[0], at[1] + i * 0.022, at[2]], wide * 1.15, glaze)
    return
  }
  if (random.next() < 0.4) {
    const plate = put(new CylinderGeometry(0.13, 0.1, 0.012, 32), matte(glaze, 0.35), [
      at[0],
      at[1] + 0.125,
      at[2] - 0.05,
    ])
    plate.rotation.x = Math.PI / 2 - 0.18
    return
  }
  const [r, h] = [wide * 0.34, wide * 0.86]
  put(
    turned([
      [0, 0],
      [r * 0.85, 0],
      [r, h * 0.2],
      [r * 0.96, h],
      [r * 0.9, h],
      [r * 0.9, h * 0.12],
      [0, h * 0.1],
    ]),
    matte(glaze, 0.35),
    at,
  )
}

export function worktop(kit: Kit): void {
  const { random, put, plan } = kit
  const z = wallZ + 0.36
  const timber = (light: string, dark: string) => matte('#ffffff', 0.5, wood(light, dark, random))
  const board = put(softBox(0.34, 0.5, 0.025, 0.01), timber('#c79a66', '#7a5331'), [
    0.78,
    topY + 0.005,
    wallZ + 0.12,
  ])
  board.rotation.x = -0.16
  bowl(kit, [1.12, topY, z], 0.4, toned(plan.accentColour, 0.82, 0.3))
  for (const [dx, dy, dz, colour] of [
    [-0.09, 0.09, 0.02, '#e0502c'],
    [0.06, 0.1, 0.06, '#f0a02e'],
    [0.1, 0.09, -0.06, '#d93a2b'],
    [-0.02, 0.1, -0.09, '#8fb03a'],
    [0, 0.16, 0, '#f4bb3c'],
    [-0.1, 0.14, -0.04, '#f0a02e'],
  ] as const)
    fruit(kit, [1.12 + dx, topY + dy, z + dz], random.between(0.055, 0.066), colour)
  put(
    turned([
      [0, 0],
      [0.06, 0],
      [0.065, 0.16],
      [0.058, 0.16],
      [0.055, 0.02],
      [0, 0.02],
    ]),
    matte('#ece4d6', 0.4),
    [-0.78, topY, z - 0.1],
  )
  for (let i = 0; i < 5; i += 1) {
    const spoon = put(new CylinderGeometry(0.006, 0.008, 0.3, 8), timber('#c79a66', '#8a6038'), [
      -0.78 + (i - 2) * 0.018,
      topY + 0.24,
      z - 0.1 + (i % 2) * 0.02,
    ])
    spoon.rotation.z = (2 - i) * 0.09
    const head = put(new SphereGeometry(0.024, 12, 10), timber('#c79a66', '#8a6038'), [
      -0.78 + (i - 2) * 0.034,
      topY + 0.39,
      z - 0.1 + (i % 2) * 0.02,
    ])
    head.scale.set(0.9, 1.5, 0.4)
  }
  kettle(kit, [-1.2, topY, z])
  bottle(kit, [0.56, topY, wallZ + 0.16], 0.34, '#65702a', '#2d2a22')
}

function kettle({ put, plan }: Kit, at: readonly [number, number, number]): void {
  const enamel = matte(toned(plan.accentColour, 0.5, 0.6), 0.22)
  put(
    turned(
      [
        [0, 0],
        [0.12, 0],
        [0.135, 0.04],
        [0.12, 0.13],
        [0.07, 0.18],
        [0.05, 0.19],
        [0, 0.195],
      ],
      36,
    ),
    enamel,
    at,
  )
  put(new SphereGeometry(0.018, 12, 10), matte('#2a2622', 0.4), [at[0], at[1] + 0.21, at[2]])
  const spout = put(new CylinderGeometry(0.014, 0.03, 0.16, 14), enamel, [at[0] + 0.15, at[1] + 0.12, at[2]])
  spout.rotation.z = -0.75
}
