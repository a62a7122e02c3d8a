// The laboratory: a frosted, lit wall, cabinets with glassware, benches with instruments, panels of light above.
import { HemisphereLight, PlaneGeometry } from 'three'
import type { LitScene } from './accumulate.ts'
import { bottle, carton, flask } from './goods.ts'
import type { Grade } from './grade.ts'
import { box, glass, type Kit, matte, metal, mixed, shining, softBox, toned, washed } from './kit.ts'
import { bench, benchY, wallZ } from './laboratory-things.ts'
import { pool, upwards } from './paint.ts'
import type { TimeOfDay } from './plan.ts'

type Mood = {
  readonly light: string
  readonly strength: number
  readonly fill: string
  readonly fillStrength: number
  readonly panel: number
  readonly wall: number
}

const moods: Readonly<Record<TimeOfDay, Mood>> = {
  morning: { light: '#fff0dc', strength: 40, fill: '#e9f1ff', fillStrength: 0.8, panel: 0.62, wall: 0.86 },
  day: { light: '#ffffff', strength: 44, fill: '#eaf3ff', fillStrength: 0.9, panel: 0.66, wall: 0.88 },
  evening: { light: '#ffd2a4', strength: 24, fill: '#b9c3ee', fillStrength: 0.5, panel: 0.72, wall: 0.7 },
  night: { light: '#a9c2ff', strength: 12, fill: '#7f95d8', fillStrength: 0.34, panel: 0.8, wall: 0.56 },
}

export function laboratory(kit: Kit): LitScene & { grade: Grade } {
  const { plan, scene, put } = kit
  const mood = moods[plan.timeOfDay]
  const white = mixed('#e8edf2', toned(plan.mainColour, 0.8, 0.3), 0.25)
  put(new PlaneGeometry(16, 7), matte(mixed('#000000', white, mood.wall)), [0, 2.5, wallZ], { casts: false })
  put(
    new PlaneGeometry(16, 9).rotateX(-Math.PI / 2),
    matte(mixed('#aab4bf', toned(plan.mainColour, 0.5, 0.4), 0.2), 0.22),
    [0, 0, 0],
  )
  frostedWall(kit, mood)
  for (const x of [-2.42, -1.34, 1.34, 2.42]) cabinet(kit, x)
  for (const side of [-1, 1]) bench(kit, side)
  ceiling(kit, mood)
  scene.add(new HemisphereLight(mood.fill, mixed('#8e9aa8', plan.mainColour, 0.15), 0.42 * mood.fillStrength))
  return {
    scene,
    lens: {
      at: [0, 1.5, 4.2],
      lookAt: [0, 1.66, -2],
      tallDegrees: 34,
      wideDegrees: 28,
      radius: 0.028,
      focus: 4.9,
    },
    keys: [
      {
        from: [2.6, 4, 2.4],
        to: [-0.3, 1, wallZ],
        colour: mood.light,
        intensity: mood.strength,
        radius: 0.7,
      },
    ],
    dome: {
      above: mood.fill,
      around: mixed(mood.fill, '#ffffff', 0.5),
      intensity: 1.15 * mood.fillStrength,
      lean: 0.8,
    },
    grade: { exposure: 0.9, glow: 0.34, vignette: 0.4, calm: 0.8, saturation: 1.06, contrast: 0.4 },
  }
}

/** Glass lit from behind, from the worktop up, and a shelf of glassware against its light. */
function frostedWall(kit: Kit, { panel }: Mood): void {
  const { plan, put, random } = kit
  const deep = toned(plan.mainColour, 0.34, 0.55)
  const lit = toned(plan.mainColour, 0.62, 0.5)
  const pane = washed(
    '#05070a',
    upwards([
      [0, mixed(deep, '#0a0f16', 0.15)],
      [0.3, deep],
      [0.72, mixed(deep, lit, 0.55)],
      [1, mixed(lit, '#ffffff', 0.4)],
    ]),
    panel,
  )
  const [width, foot, top] = [1.56, benchY + 0.06, 2.72]
  put(new PlaneGeometry(width, top - foot), pane, [0, (foot + top) / 2, wallZ + 0.03], { casts: false })
  const frame = matte('#dfe5ea', 0.6)
  for (const x of [-width / 2, width / 2])
    put(softBox(0.035, top - foot + 0.03, 0.07, 0.008), frame, [x, foot - 0.02, wallZ + 0.04])
  for (const x of [-width / 6, width / 6])
    put(
      softBox(0.012, top - foot, 0.02, 0.004),
      matte(mixed(deep, '#ffffff', 0.3)),
      [x, foot, wallZ + 0.035],
      { casts: false },
    )
  for (const y of [foot - 0.02, top])
    put(softBox(width + 0.035, 0.035, 0.07, 0.008), frame, [0, y, wallZ + 0.04])
  put(
    softBox(width - 0.06, 0.014, 0.02),
    shining(mixed(plan.accentColour, '#ffffff', 0.5), 2),
    [0, top - 0.03, wallZ + 0.08],
    { casts: false },
  )
  put(softBox(width - 0.04, 0.016, 0.2, 0.004), glass('#e4f3fa', 0.55), [0, 2.2, wallZ + 0.14], {
    casts: false,
  })
  const liquids = [
    toned(plan.mainColour, 0.55, 0.75),
    toned(plan.accentColour, 0.58, 0.8),
    '#8ed1c4',
    '#eec56f',
    '#f4f7fa',
  ]
  for (let x = -0.64; x < 0.68; x += random.between(0.17, 0.26))
    flask(
      kit,
      [x, 2.217, wallZ + 0.15],
      random.between(0.2, 0.33),
      random.pick(liquids),
      random.pick(['cone', 'round', 'beaker', 'cone'] as const),
    )
  put(softBox(2.1, 0.05, 0.78, 0.012), matte('#f4f6f8', 0.25), [0, benchY - 0.05, wallZ + 0.44])
  put(box(2.2, 0.78, 0.5), matte('#161b21'), [0, 0.08, wallZ + 0.44])
  for (const x of [-0.8, -0.27, 0.27, 0.8])
    put(softBox(0.52, 0.76, 0.66, 0.01), matte(toned(plan.mainColour, 0.34, 0.3), 0.5), [
      x,
      0.08,
      wallZ + 0.42,
    ])
}

function cabinet(kit: Kit, x: number): void {
  const { plan, random, put } = kit
  const [width, depth, foot, top] = [1.06, 0.34, 1.5, 2.72]
  const z = wallZ + depth / 2
  const shell = matte('#eef1f4', 0.45)
  for (const side of [-1, 1])
    put(softBox(0.025, top - foot, depth, 0.006), shell, [x + (side * width) / 2, foot, z])
  for (const y of [foot, top]) put(softBox(width, 0.03, depth, 0.006), shell, [x, y, z])
  const back = washed('#9fb0c0', pool(mixed('#ffffff', plan.mainColour, 0.25), 0.5, 0.1, 0.9), 0.5)
  const floors = [foot + 0.03, foot + 0.44, foot + 0.83]
  const liquids = [
    toned(plan.mainColour, 0.5, 0.7),
    toned(plan.accentColour, 0.56, 0.75),
    toned(plan.mainColour, 0.66, 0.5),
    '#7fc4b8',
    '#e9c46a',
  ]
  for (const [i, y] of floors.entries()) {
    const above = floors[i + 1] ?? top
    put(new PlaneGeometry(width - 0.03, above - y), back, [x, (y + above) / 2, z - depth / 2 + 0.012], {
      casts: false,
    })
    if (i > 0)
      put(softBox(width - 0.03, 0.014, depth - 0.03, 0.004), glass('#d9ecf5', 0.5), [x, y - 0.014, z], {
        casts: false,
      })
    put(
      softBox(width - 0.1, 0.01, 0.012),
      shining('#f2f8ff', 2.2),
      [x, above - 0.026, z - depth / 2 + 0.04],
      { casts: false },
    )
    for (let at = 0.08; at < width - 0.12; ) {
      const wide = random.between(0.09, 0.15)
      const place = [x - width / 2 + at + wide / 2, y + 0.002, z + random.between(-0.04, 0.06)] as const
      const kind = random.next()
      if (kind < 0.55)
        flask(
          kit,
          place,
          random.between(0.18, 0.29),
          random.pick(liquids),
          random.pick(['cone', 'round', 'beaker', 'cone'] as const),
        )
      else if (kind < 0.85)
        bottle(
          kit,
          place,
          random.between(0.2, 0.28),
          random.pick(['#6b4a22', '#f2f4f6', toned(plan.mainColour, 0.45, 0.5)]),
          '#f2f4f6',
        )
      else carton(kit, place, [wide, 0.16, 0.1], '#f2f4f6', toned(plan.accentColour, 0.55, 0.6))
      at += wide + random.between(0.04, 0.09)
    }
  }
  put(
    new PlaneGeometry(width - 0.05, top - foot),
    glass('#e4f2fa', 0.07),
    [x, (foot + top) / 2, z + depth / 2],
    { casts: false, receives: false },
  )
  put(softBox(0.012, top - foot, 0.014), metal('#cfd6de', 0.3), [x, foot, z + depth / 2])
}

function ceiling({ put }: Kit, { panel }: Mood): void {
  put(
    new PlaneGeometry(16, 9).rotateX(Math.PI / 2),
    washed(
      '#c9d0d8',
      upwards([
        [0, '#8f9aa6'],
        [1, '#8f9aa6'],
      ]),
      0.55 * panel,
    ),
    [0, 3.06, 0],
    { casts: false },
  )
  for (const z of [-2.35, -1.25, -0.1])
    for (const x of [-2.5, -1.2, 0.1, 1.4, 2.7]) {
      put(box(0.9, 0.02, 0.2), shining('#f3f8ff', 0.7 + 1.5 * panel), [x, 3.04, z], { casts: false })
    }
}
