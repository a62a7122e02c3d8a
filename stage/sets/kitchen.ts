// The kitchen: tiles and timber shelves, a worktop with a window to one side, warm lamps.
import { HemisphereLight, PlaneGeometry, PointLight, SphereGeometry, CylinderGeometry } from 'three'
import type { LitScene } from './accumulate.ts'
import { plant, pot } from './goods.ts'
import type { Grade } from './grade.ts'
import { box, type Kit, matte, metal, mixed, shining, softBox, toned, turned, washed } from './kit.ts'
import { shelf, topY, wallZ, worktop } from './kitchen-things.ts'
import { plaster, pool, repeated, tiles, view, wood, mirrored } from './paint.ts'
import type { TimeOfDay } from './plan.ts'

type Mood = {
  readonly sun: string
  readonly sunStrength: number
  readonly sky: string
  readonly skyStrength: number
  readonly lamps: number
  readonly outside: {
    readonly sky: readonly [string, string]
    readonly spots: readonly string[]
    readonly strength: number
  }
}

const moods: Readonly<Record<TimeOfDay, Mood>> = {
  morning: {
    sun: '#ffdcae',
    sunStrength: 62,
    sky: '#fff1de',
    skyStrength: 0.8,
    lamps: 0.7,
    outside: { sky: ['#cfe4f7', '#fbe9cf'], spots: ['#9db98a', '#c9d6a4', '#f3dcae'], strength: 1.25 },
  },
  day: {
    sun: '#fff3df',
    sunStrength: 66,
    sky: '#f1f4ff',
    skyStrength: 0.95,
    lamps: 0.5,
    outside: { sky: ['#bcdcf7', '#eef5f4'], spots: ['#7fa56d', '#a9c48d', '#dfe9cf'], strength: 1.4 },
  },
  evening: {
    sun: '#ffb880',
    sunStrength: 32,
    sky: '#cfbcc4',
    skyStrength: 0.55,
    lamps: 1.3,
    outside: { sky: ['#7d7fb0', '#ff9d62'], spots: ['#4d4a63', '#b06a52', '#ffc27a'], strength: 0.95 },
  },
  night: {
    sun: '#8fa3e0',
    sunStrength: 7,
    sky: '#8a86a6',
    skyStrength: 0.34,
    lamps: 1.7,
    outside: { sky: ['#0d1430', '#26305a'], spots: ['#ffcf85', '#f7b267', '#7d8fd6'], strength: 0.7 },
  },
}

export function kitchen(kit: Kit): LitScene & { grade: Grade } {
  const { plan, random, scene, put } = kit
  const mood = moods[plan.timeOfDay]
  const wall = mixed('#e9dfd0', toned(plan.mainColour, 0.7, 0.3), 0.35)
  put(
    new PlaneGeometry(16, 6),
    matte('#ffffff', 0.95, mirrored(plaster(wall, random), 2.2, 1)),
    [0, 2.6, wallZ],
    { casts: false },
  )
  const glaze = [
    toned(plan.mainColour, 0.7, 0.26),
    toned(plan.mainColour, 0.66, 0.3),
    toned(plan.mainColour, 0.74, 0.22),
    mixed(toned(plan.mainColour, 0.72, 0.2), '#f4efe6', 0.5),
  ]
  const tiled = repeated(
    tiles(glaze, { columns: 4, rows: 8, joint: '#d9d2c6', isBond: true }, random),
    20,
    1.85,
  )
  put(box(16, 0.92, 0.02), matte('#ffffff', 0.28, tiled), [0, topY, wallZ + 0.01], { casts: false })
  put(new PlaneGeometry(16, 8).rotateX(-Math.PI / 2), matte('#9b8670', 0.5), [0, 0, 0])
  cabinets(kit)
  windowAt(kit, mood)
  shelf(kit, 1.28, 1.86, 1.35, 'crockery')
  shelf(kit, 1.28, 2.3, 1.35, 'jars')
  shelf(kit, 3.1, 1.86, 1.5, 'jars')
  shelf(kit, 3.1, 2.3, 1.5, 'crockery')
  shelf(kit, -3.1, 1.86, 1.3, 'jars')
  shelf(kit, -3.1, 2.3, 1.3, 'crockery')
  worktop(kit)
  lamps(kit, mood.lamps)
  const fill = new PointLight('#ffcf9a', 2.2 * mood.lamps, 5, 1.6)
  fill.position.set(0.5, 2.35, -1.25)
  const under = new PointLight('#ffc890', 0.7 * mood.lamps, 2.2, 1.5)
  under.position.set(1.3, 1.7, wallZ + 0.3)
  scene.add(fill, under, new HemisphereLight(mood.sky, '#b08d68', 0.38 * mood.skyStrength))
  return {
    scene,
    lens: {
      at: [0, 1.5, 4.3],
      lookAt: [0, 1.64, -2],
      tallDegrees: 33,
      wideDegrees: 27,
      radius: 0.028,
      focus: 5,
    },
    keys: [
      {
        from: [-4.6, 3.6, 1.6],
        to: [0.6, 1.1, wallZ],
        colour: mood.sun,
        intensity: mood.sunStrength,
        radius: 0.4,
      },
    ],
    dome: {
      above: mood.sky,
      around: mixed(mood.sky, '#ffdcb0', 0.5),
      intensity: 1.05 * mood.skyStrength,
      lean: 0.8,
    },
    grade: { exposure: 0.96, glow: 0.3, vignette: 0.44, calm: 0.85, saturation: 1.08, contrast: 0.25 },
  }
}

function cabinets({ plan, random, put }: Kit): void {
  const front = matte(toned(plan.mainColour, 0.36, 0.36), 0.5)
  const slab = matte('#ffffff', 0.3, wood('#c19a6b', '#74512f', random))
  for (let x = -4.2; x <= 4.2; x += 0.6) {
    put(softBox(0.588, 0.72, 0.56, 0.008), front, [x, 0.1, wallZ + 0.3])
    put(softBox(0.46, 0.58, 0.01, 0.004), matte(toned(plan.mainColour, 0.33, 0.36), 0.55), [
      x,
      0.17,
      wallZ + 0.584,
    ])
    put(softBox(0.16, 0.014, 0.03, 0.006), metal('#c8a568', 0.3), [x, 0.76, wallZ + 0.6])
  }
  put(box(9.2, 0.1, 0.5), matte('#26221f'), [0, 0, wallZ + 0.27])
  put(softBox(9.2, 0.045, 0.64, 0.01), slab, [0, topY - 0.045, wallZ + 0.32])
}

function windowAt(kit: Kit, { outside }: Mood): void {
  const { put, random } = kit
  const [x, y, width, height] = [-1.06, 1.22, 0.86, 1.36]
  const pane = view(outside.sky, outside.spots, random)
  const glow = washed('#000000', pane, outside.strength)
  put(new PlaneGeometry(width, height), glow, [x, y + height / 2, wallZ + 0.022], {
    casts: false,
    receives: false,
  })
  const frame = matte('#f2ece1', 0.5)
  const bar = (w: number, h: number, dx: number, dy: number) =>
    put(softBox(w, h, 0.07, 0.01), frame, [x + dx, y + dy, wallZ + 0.04])
  bar(0.06, height + 0.1, -width / 2 - 0.02, -0.05)
  bar(0.06, height + 0.1, width / 2 + 0.02, -0.05)
  bar(width + 0.1, 0.06, 0, -0.05)
  bar(width + 0.1, 0.06, 0, height)
  bar(0.028, height, 0, 0)
  bar(width, 0.028, 0, height * 0.62)
  put(softBox(width + 0.24, 0.04, 0.24, 0.012), matte('#ffffff', 0.5, wood('#c7a679', '#7d5a37', random)), [
    x,
    y - 0.09,
    wallZ + 0.12,
  ])
  pot(kit, [x - 0.22, y - 0.05, wallZ + 0.14], 0.15, 0.13, '#c9744f')
  plant(kit, [x - 0.22, y + 0.06, wallZ + 0.14], 0.3, 'slender')
  pot(kit, [x + 0.2, y - 0.05, wallZ + 0.14], 0.13, 0.11, '#e7ddcd')
  plant(kit, [x + 0.2, y + 0.04, wallZ + 0.14], 0.24, 'broad')
}

function lamps({ put, plan }: Kit, strength: number): void {
  for (const [x, y, z] of [
    [-0.5, 2.62, -1.1],
    [0.42, 2.5, -1.25],
    [1.9, 2.55, -1.2],
    [-2.3, 2.55, -1.2],
  ] as const) {
    put(new CylinderGeometry(0.005, 0.005, 2.4, 6), matte('#2b2724'), [x, y + 1.32, z], { casts: false })
    put(
      turned(
        [
          [0.018, 0.21],
          [0.03, 0.205],
          [0.05, 0.19],
          [0.085, 0.16],
          [0.115, 0.122],
          [0.14, 0.08],
          [0.158, 0.04],
          [0.168, 0],
          [0.162, 0],
          [0.15, 0.04],
          [0.13, 0.08],
          [0.1, 0.12],
        ],
        36,
      ),
      matte(toned(plan.mainColour, 0.26, 0.4), 0.35),
      [x, y, z],
      { casts: false },
    )
    put(new SphereGeometry(0.045, 18, 14), shining('#ffdca8', 1.4 + 1.6 * strength), [x, y + 0.03, z], {
      casts: false,
    })
  }
  put(new PlaneGeometry(3.2, 2.2), pooled(strength), [0.1, 1.95, wallZ + 0.004], {
    casts: false,
    receives: false,
  })
}

/** What the lamps throw on the wall. */
function pooled(strength: number) {
  const look = washed('#000000', pool('#ffcf98', 0.5, 0.38, 0.5), 0.16 * strength)
  return Object.assign(look, { transparent: true, blending: 2, depthWrite: false })
}
