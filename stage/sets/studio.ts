// The studio: a plastered wall with a lit arch, shelves of goods to one side, slats and a plant to the other.
import {
  CylinderGeometry,
  HemisphereLight,
  PlaneGeometry,
  PointLight,
  SphereGeometry,
  TubeGeometry,
  CatmullRomCurve3,
  Vector3,
} from 'three'
import type { LitScene } from './accumulate.ts'
import { books, bottle, carton, jar, plant, pot, shopColours } from './goods.ts'
import type { Grade } from './grade.ts'
import { archPlate, type Kit, matte, metal, mixed, shining, softBox, toned, turned, washed } from './kit.ts'
import { mirrored, plaster, pool, wood } from './paint.ts'
import type { TimeOfDay } from './plan.ts'

type Mood = {
  key: string
  keyStrength: number
  fill: string
  fillStrength: number
  wash: number
  lightness: number
}

const moods: Readonly<Record<TimeOfDay, Mood>> = {
  morning: {
    key: '#ffe6c8',
    keyStrength: 44,
    fill: '#dbe8ff',
    fillStrength: 0.85,
    wash: 0.9,
    lightness: 0.56,
  },
  day: { key: '#fff4e6', keyStrength: 48, fill: '#e6efff', fillStrength: 1, wash: 0.8, lightness: 0.6 },
  evening: {
    key: '#ffc890',
    keyStrength: 30,
    fill: '#b7b4e0',
    fillStrength: 0.55,
    wash: 1.2,
    lightness: 0.5,
  },
  night: { key: '#c9d4ff', keyStrength: 14, fill: '#7f8fd0', fillStrength: 0.34, wash: 1.5, lightness: 0.32 },
}

const wallZ = -2.4
const arch = { radius: 0.74, spring: 1.78 }

export function studio(kit: Kit): LitScene & { grade: Grade } {
  const { plan, random, scene } = kit
  const mood = moods[plan.timeOfDay]
  const wall = toned(plan.mainColour, mood.lightness, 0.28)
  const front = matte('#ffffff', 0.95, mirrored(plaster(wall, random), 0.14, 0.14))
  // A thick wall with an arch cut out; behind it a lit niche in a deeper tone.
  kit.put(archPlate(arch.radius, arch.spring, 0.22, [16, 5]), front, [0, -0.02, wallZ])
  const glow = pool(mixed(plan.accentColour, '#fff0dc', 0.45), 0.5, 0.2, 0.62)
  const niche = washed(toned(plan.mainColour, mood.lightness * 0.84, 0.4), glow, 0.42 * mood.wash)
  kit.put(new PlaneGeometry(2, 3.2), niche, [0, 1.5, wallZ - 0.3], { casts: false })
  archLight(kit)
  kit.put(new PlaneGeometry(16, 8).rotateX(-Math.PI / 2), matte(mixed(wall, '#8d7a68', 0.5), 0.4), [0, 0, 0])
  shelves(kit, 1.27)
  shelves(kit, 2.32)
  slats(kit, -1.5)
  kit.put(softBox(0.34, 0.62, 0.34, 0.02), matte(mixed(wall, '#ffffff', 0.35), 0.8), [-0.86, 0, wallZ + 0.72])
  pot(kit, [-0.86, 0.62, wallZ + 0.72], 0.3, 0.26, '#e8e2d8')
  plant(kit, [-0.86, 0.85, wallZ + 0.72], 0.82, 'broad')
  pendants(kit)
  const bounce = new PointLight('#ffd9b0', 1.1, 5, 1.7)
  bounce.position.set(-1.9, 0.5, -1.2)
  scene.add(bounce, new HemisphereLight(mood.fill, mixed(wall, '#a08468', 0.5), 0.35 * mood.fillStrength))
  return {
    scene,
    lens: {
      at: [0, 1.5, 4.3],
      lookAt: [0, 1.52, -2],
      tallDegrees: 37,
      wideDegrees: 27,
      radius: 0.026,
      focus: 5.2,
    },
    keys: [
      {
        from: [-3.2, 4.2, 2.6],
        to: [0.2, 1.2, wallZ],
        colour: mood.key,
        intensity: mood.keyStrength,
        radius: 0.5,
      },
    ],
    dome: {
      above: mood.fill,
      around: mixed(mood.fill, '#ffe9d2', 0.6),
      intensity: 1.15 * mood.fillStrength,
      lean: 0.8,
    },
    grade: { exposure: 1, glow: 0.3, vignette: 0.42, calm: 0.8, saturation: 1.06, contrast: 0.25 },
  }
}

function archLight({ plan, put }: Kit): void {
  const points: Vector3[] = []
  const [r, spring] = [arch.radius + 0.022, arch.spring]
  points.push(new Vector3(-r, 0, 0), new Vector3(-r, spring * 0.5, 0))
  for (let i = 0; i <= 24; i += 1) {
    const angle = Math.PI - (i / 24) * Math.PI
    points.push(new Vector3(Math.cos(angle) * r, spring + Math.sin(angle) * r, 0))
  }
  points.push(new Vector3(r, spring * 0.5, 0), new Vector3(r, 0, 0))
  const strip = new TubeGeometry(new CatmullRomCurve3(points, false, 'catmullrom', 0.2), 120, 0.011, 8)
  put(strip, shining(mixed(plan.accentColour, '#fff2df', 0.45), 2.6), [0, 0, wallZ + 0.236], { casts: false })
}

function shelves(kit: Kit, x: number): void {
  const { plan, random, put } = kit
  const [width, depth, top] = [0.98, 0.3, 2.62]
  const colours = shopColours(plan.mainColour, plan.accentColour)
  const timber = matte('#ffffff', 0.6, wood('#8a6242', '#3a2415', random))
  const z = wallZ + 0.26 + depth / 2 // clear of the wall's rounded face
  for (const side of [-1, 1]) put(softBox(0.035, top, depth), timber, [x + (side * width) / 2, 0, z])
  put(softBox(width, top, 0.02), matte(mixed('#8f6b48', '#3b2a1c', 0.35), 0.7), [x, 0, z - depth / 2 - 0.01])
  const floors = [0.12, 0.56, 0.98, 1.4, 1.82, 2.24, 2.62]
  for (const [i, y] of floors.entries()) {
    put(softBox(width, 0.03, depth), timber, [x, y, z])
    const above = floors[i + 1]
    if (above === undefined) continue
    put(
      softBox(width - 0.12, 0.012, 0.016),
      shining('#ffd9a6', 2.6),
      [x, above - 0.014, z - depth / 2 + 0.05],
      { casts: false },
    )
    const back = washed('#4a3626', pool('#ffc98c', 0.5, 0.05, 0.75), 0.9)
    put(
      new PlaneGeometry(width - 0.04, above - y - 0.03),
      back,
      [x, (y + above) / 2 + 0.015, z - depth / 2 + 0.012],
      { casts: false, receives: false },
    )
    fill(
      kit,
      [x - width / 2 + 0.06, y + 0.03, z],
      width - 0.12,
      above - y - 0.06,
      colours,
      random.between(0, 4),
    )
  }
}

function fill(
  kit: Kit,
  [left, y, z]: readonly [number, number, number],
  width: number,
  room: number,
  colours: readonly string[],
  kind: number,
): void {
  const { random } = kit
  for (let x = 0.03; x < width - 0.1; ) {
    const wide = random.between(0.08, 0.14)
    const colour = random.pick(colours)
    const at = [left + x + wide / 2, y, z + random.between(-0.03, 0.05)] as const
    if (kind < 1.6)
      bottle(kit, at, Math.min(room * 0.82, wide * 2.4), colour, random.pick(['metal', '#f3efe8', '#2d2f36']))
    else if (kind < 2.6) jar(kit, at, wide, colour, random.pick(['metal', '#f3efe8']))
    else if (kind < 3.4)
      carton(kit, at, [wide, room * random.between(0.5, 0.8), wide * 0.8], colour, random.pick(colours))
    else {
      books(kit, [left + x, y, z], wide * 1.3, room * 0.78, colours)
      x += wide * 0.4
    }
    x += wide + random.between(0.015, 0.07)
  }
}

function slats({ random, put }: Kit, x: number): void {
  const timber = matte('#ffffff', 0.55, wood('#a87b50', '#4c301a', random))
  put(softBox(1.25, 4.4, 0.03), matte('#2a211b', 0.9), [x, 0, wallZ + 0.24])
  for (let i = 0; i < 16; i += 1)
    put(softBox(0.042, 4.4, 0.05, 0.008), timber, [x - 0.58 + i * 0.078, 0, wallZ + 0.28])
}

function pendants({ put, plan }: Kit): void {
  const shade = metal('#c9a86e', 0.3)
  for (const [x, y, z] of [
    [0.68, 2.5, -1.3],
    [1.25, 2.34, -1.6],
    [-1.75, 2.4, -1.2],
  ] as const) {
    put(new CylinderGeometry(0.005, 0.005, 2.4, 6), matte('#2b2724'), [x, y + 1.3, z], { casts: false })
    put(
      turned([
        [0.02, 0.2],
        [0.03, 0.17],
        [0.075, 0.11],
        [0.1, 0.0],
        [0.096, 0.0],
        [0.07, 0.1],
      ]),
      shade,
      [x, y, z],
    )
    put(
      new SphereGeometry(0.045, 18, 14),
      shining(mixed('#ffdfb0', plan.accentColour, 0.12), 4),
      [x, y + 0.012, z],
      { casts: false },
    )
  }
}
