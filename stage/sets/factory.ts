// The factory: an aisle between two lines, arms that set goods on belts, high windows, haze, a row of bay lamps.
import {
  AdditiveBlending,
  CylinderGeometry,
  DoubleSide,
  FogExp2,
  HemisphereLight,
  MeshBasicMaterial,
  type Material,
  PlaneGeometry,
  PointLight,
} from 'three'
import type { LitScene } from './accumulate.ts'
import type { Grade } from './grade.ts'
import { box, type Kit, matte, mirrorBelow, mixed, shining, softBox, toned, turned, washed } from './kit.ts'
import { arm, belt, machine } from './factory-things.ts'
import { upwards } from './paint.ts'
import type { TimeOfDay } from './plan.ts'

type Mood = {
  readonly sun: string
  readonly strength: number
  readonly fill: string
  readonly fillStrength: number
  readonly haze: string
  readonly glass: readonly [string, string]
  readonly glassStrength: number
  readonly lamps: number
}

const moods: Readonly<Record<TimeOfDay, Mood>> = {
  morning: {
    sun: '#ffdfb4',
    strength: 150,
    fill: '#e6edfa',
    fillStrength: 0.62,
    haze: '#b9b3aa',
    glass: ['#ffe6c0', '#dfeaf6'],
    glassStrength: 1.1,
    lamps: 1.2,
  },
  day: {
    sun: '#fff4e2',
    strength: 160,
    fill: '#e6f0ff',
    fillStrength: 0.72,
    haze: '#b3bcc4',
    glass: ['#eef6ff', '#cfe2f5'],
    glassStrength: 1.15,
    lamps: 1.2,
  },
  evening: {
    sun: '#ffa25c',
    strength: 110,
    fill: '#a9a8d2',
    fillStrength: 0.44,
    haze: '#8a6f69',
    glass: ['#ffb070', '#8f86bd'],
    glassStrength: 1,
    lamps: 2,
  },
  night: {
    sun: '#8fb0ff',
    strength: 26,
    fill: '#7488c8',
    fillStrength: 0.34,
    haze: '#2c3650',
    glass: ['#1a2444', '#0e1530'],
    glassStrength: 1,
    lamps: 2.6,
  },
}

const endZ = -15
const halfWidth = 4.6
const roofY = 4.9

export function factory(kit: Kit): LitScene & { grade: Grade } {
  const { plan, scene, put } = kit
  const mood = moods[plan.timeOfDay]
  scene.fog = new FogExp2(mixed(mood.haze, plan.mainColour, 0.1), 0.034)
  const floor = matte(mixed('#7d868f', toned(plan.mainColour, 0.45, 0.3), 0.25), 0.3)
  for (const side of [-1, 1])
    put(new PlaneGeometry(0.07, 24).rotateX(-Math.PI / 2), matte('#e9b23a', 0.6), [side * 0.86, 0.004, -6], {
      casts: false,
    })
  hall(kit, mood)
  for (const side of [-1, 1]) {
    belt(kit, side)
    for (const z of [-0.9, -3.9, -7]) arm(kit, [side * 2.02, 0, z], side)
    for (const z of [-2.4, -5.4, -8.8]) machine(kit, [side * 2.5, 0, z], side)
  }
  shafts(kit, mood)
  mirrorBelow(kit)
  Object.assign(floor, { transparent: true, opacity: 0.8 })
  put(new PlaneGeometry(2 * halfWidth, 24).rotateX(-Math.PI / 2), floor, [0, 0, -6])
  const lines = new PointLight('#ffd9a8', 5 * mood.lamps, 7, 1.5)
  lines.position.set(0, 3.2, -5)
  scene.add(lines, new HemisphereLight(mood.fill, '#8a8178', 0.55 * mood.fillStrength))
  return {
    scene,
    lens: {
      at: [0, 1.62, 3.1],
      lookAt: [0, 1.72, -6],
      tallDegrees: 43,
      wideDegrees: 34,
      radius: 0.02,
      focus: 4.2,
    },
    keys: [
      {
        from: [-6.5, 7.5, 0.5],
        to: [0.9, 0.5, -4.5],
        colour: mood.sun,
        intensity: mood.strength,
        radius: 0.5,
        angle: 0.8,
      },
    ],
    dome: {
      above: mood.fill,
      around: mixed(mood.fill, mood.haze, 0.4),
      intensity: 1.1 * mood.fillStrength,
      lean: 0.6,
      reach: 9,
    },
    grade: { exposure: 0.98, glow: 0.42, vignette: 0.46, calm: 0.75, saturation: 1.08, contrast: 0.5 },
  }
}

/** Walls with high windows, columns, trusses under the roof, bay lamps in a row. */
function hall(kit: Kit, mood: Mood): void {
  const { plan, put } = kit
  const wall = matte(mixed('#9aa3ab', toned(plan.mainColour, 0.55, 0.35), 0.3))
  const steel = matte(toned(plan.mainColour, 0.3, 0.35), 0.5)
  const pane = washed(
    '#000000',
    upwards([
      [0, mood.glass[1]],
      [1, mood.glass[0]],
    ]),
    mood.glassStrength,
  )
  put(new PlaneGeometry(2 * halfWidth, roofY + 1), wall, [0, (roofY + 1) / 2, endZ], { casts: false })
  for (let i = -2; i <= 2; i += 1)
    put(new PlaneGeometry(1.4, 1.9), pane, [i * 1.72, 3.25, endZ + 0.05], { casts: false })
  put(softBox(2.3, 2, 0.12), matte(toned(plan.mainColour, 0.26, 0.4), 0.5), [0, 0, endZ + 0.06])
  for (const side of [-1, 1]) {
    put(
      new PlaneGeometry(24, roofY + 1).rotateY((-side * Math.PI) / 2),
      wall,
      [side * halfWidth, (roofY + 1) / 2, -6],
      { casts: false },
    )
    for (let z = -14; z <= 1; z += 2.4) {
      put(softBox(0.22, roofY, 0.22, 0.02), steel, [side * (halfWidth - 0.2), 0, z])
      put(
        new PlaneGeometry(1.9, 1.5).rotateY((-side * Math.PI) / 2),
        pane,
        [side * (halfWidth - 0.02), 3.5, z + 1.2],
        { casts: false },
      )
    }
  }
  put(new PlaneGeometry(2 * halfWidth, 24).rotateX(Math.PI / 2), matte('#59626b'), [0, roofY + 0.6, -6], {
    casts: false,
  })
  for (let z = -14; z <= -0.5; z += 2.4) truss(kit, z, steel)
  for (const x of [-1.15, 1.15]) for (let z = -13; z <= -1.5; z += 2.4) bayLamp(kit, [x, 3.72, z], mood.lamps)
}

function truss({ put }: Kit, z: number, steel: Material): void {
  put(box(2 * halfWidth, 0.1, 0.12), steel, [0, roofY - 0.5, z], { casts: false })
  put(box(2 * halfWidth, 0.1, 0.12), steel, [0, roofY + 0.1, z], { casts: false })
  for (let i = 0; i < 12; i += 1) {
    const bar = put(box(0.06, 0.86, 0.06), steel, [-halfWidth + 0.4 + i * 0.765, roofY - 0.52, z], {
      casts: false,
    })
    bar.rotation.z = i % 2 === 0 ? 0.72 : -0.72
  }
}

function bayLamp({ put }: Kit, [x, y, z]: readonly [number, number, number], strength: number): void {
  put(new CylinderGeometry(0.012, 0.012, 0.7, 6), matte('#2a2e33'), [x, y + 0.6, z], { casts: false })
  put(
    turned(
      [
        [0.05, 0.3],
        [0.09, 0.26],
        [0.13, 0.18],
        [0.2, 0.08],
        [0.25, 0],
        [0.24, 0],
        [0.18, 0.08],
      ],
      24,
    ),
    matte('#3a4047', 0.4),
    [x, y, z],
    { casts: false },
  )
  put(new CylinderGeometry(0.2, 0.2, 0.02, 24), shining('#ffe7c4', 1.2 + strength), [x, y + 0.03, z], {
    casts: false,
  })
}

/** Sunlight in the haze, from the windows of one side to the floor. */
function shafts({ put }: Kit, { sun, lamps }: Mood): void {
  const look = new MeshBasicMaterial({
    map: upwards([
      [0, '#000000'],
      [0.3, '#3a3a3a'],
      [1, '#c8c8c8'],
    ]),
    color: sun,
    transparent: true,
    opacity: 0.16 / lamps,
    blending: AdditiveBlending,
    depthWrite: false,
    side: DoubleSide,
    fog: false,
  })
  for (let z = -11.6; z <= -1; z += 2.4) {
    const beam = put(new PlaneGeometry(1.5, 6.4), look, [-2.1, 2.2, z], { casts: false, receives: false })
    beam.rotation.set(0, 0.25, 0.82)
  }
}
