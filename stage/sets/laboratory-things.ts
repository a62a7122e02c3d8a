// What is worked with in the laboratory: benches, a microscope, racks, a display.
import { CylinderGeometry, PlaneGeometry, SphereGeometry, TorusGeometry } from 'three'
import { flask, plant, pot } from './goods.ts'
import { box, type Kit, matte, metal, mixed, shining, softBox, toned, turned, washed } from './kit.ts'
import { pool } from './paint.ts'

/** Of the laboratory's back wall and worktops. */
export const wallZ = -3
export const benchY = 0.9

/** A worktop along the back, with what is worked with. */
export function bench(kit: Kit, side: number): void {
  const { plan, put } = kit
  const x = side * 2.4
  put(softBox(2.7, 0.05, 0.78, 0.012), matte('#f4f6f8', 0.25), [x, benchY - 0.05, wallZ + 0.44])
  put(softBox(2.7, 0.02, 0.03, 0.006), matte(toned(plan.mainColour, 0.42, 0.6), 0.4), [
    x,
    benchY - 0.075,
    wallZ + 0.82,
  ])
  for (let i = 0; i < 5; i += 1) {
    put(softBox(0.52, 0.76, 0.66, 0.01), matte(toned(plan.mainColour, 0.34, 0.3), 0.5), [
      x - side * 1.06 + side * i * 0.535,
      0.08,
      wallZ + 0.42,
    ])
    put(softBox(0.2, 0.014, 0.024, 0.006), metal('#b9c2cc', 0.3), [
      x - side * 1.06 + side * i * 0.535,
      0.74,
      wallZ + 0.77,
    ])
  }
  const at = (dx: number, dz: number) => [side * dx, benchY, wallZ + dz] as const
  if (side > 0) {
    microscope(kit, at(1.0, 0.46))
    rack(kit, at(1.32, 0.6))
    screen(kit, at(2.35, 0.34))
    flask(kit, at(1.95, 0.6), 0.26, toned(plan.accentColour, 0.55, 0.75), 'cone')
    return
  }
  flask(kit, at(0.98, 0.5), 0.34, toned(plan.mainColour, 0.5, 0.75), 'round')
  put(new TorusGeometry(0.08, 0.014, 10, 28).rotateX(Math.PI / 2), matte('#5d4630', 0.7), [
    -0.98,
    benchY + 0.014,
    wallZ + 0.5,
  ])
  flask(kit, at(1.32, 0.42), 0.24, toned(plan.accentColour, 0.56, 0.7), 'cone')
  flask(kit, at(1.5, 0.62), 0.18, '#7fc4b8', 'beaker')
  pot(kit, at(1.9, 0.44), 0.2, 0.18, '#f4f6f8')
  plant(kit, [-1.9, benchY + 0.15, wallZ + 0.44], 0.5, 'broad')
  rack(kit, at(2.35, 0.55))
}

function microscope({ put, plan }: Kit, [x, y, z]: readonly [number, number, number]): void {
  const white = matte('#f1f3f5', 0.28)
  const dark = matte('#2c3138', 0.4)
  put(softBox(0.2, 0.04, 0.26, 0.014), white, [x, y, z])
  put(softBox(0.07, 0.34, 0.07, 0.02), white, [x, y + 0.03, z - 0.08])
  put(softBox(0.15, 0.022, 0.15, 0.006), dark, [x, y + 0.15, z + 0.02])
  put(softBox(0.085, 0.1, 0.2, 0.02), white, [x, y + 0.33, z - 0.01])
  const tube = put(new CylinderGeometry(0.026, 0.026, 0.16, 18), dark, [x, y + 0.47, z + 0.02])
  tube.rotation.x = -0.55
  const eye = put(new CylinderGeometry(0.032, 0.03, 0.05, 18), dark, [x, y + 0.54, z - 0.025])
  eye.rotation.x = -0.55
  put(new CylinderGeometry(0.03, 0.018, 0.11, 16), metal('#c8d0d8', 0.25), [x, y + 0.27, z + 0.03])
  for (const side of [-1, 1]) {
    const knob = put(
      new CylinderGeometry(0.03, 0.03, 0.03, 18),
      matte(toned(plan.mainColour, 0.42, 0.6), 0.4),
      [x + side * 0.05, y + 0.14, z - 0.08],
    )
    knob.rotation.z = Math.PI / 2
  }
  put(new SphereGeometry(0.014, 12, 10), shining('#eaf6ff', 3), [x, y + 0.052, z + 0.03], { casts: false })
}

function rack(kit: Kit, [x, y, z]: readonly [number, number, number]): void {
  const { put, random, plan } = kit
  const frame = matte('#f2f4f6', 0.4)
  put(softBox(0.3, 0.016, 0.08, 0.004), frame, [x, y, z])
  put(softBox(0.3, 0.012, 0.08, 0.004), frame, [x, y + 0.11, z])
  for (const side of [-1, 1]) put(softBox(0.014, 0.13, 0.08, 0.004), frame, [x + side * 0.143, y, z])
  for (let i = 0; i < 6; i += 1)
    flask(
      kit,
      [x - 0.115 + i * 0.046, y + 0.016, z],
      0.17,
      random.pick([plan.mainColour, plan.accentColour, '#7fc4b8', '#e9c46a']),
      'tube',
    )
}

/** A display with a curve on it; no words. */
function screen({ put, plan }: Kit, [x, y, z]: readonly [number, number, number]): void {
  put(softBox(0.56, 0.36, 0.03, 0.012), matte('#23272e', 0.4), [x, y + 0.14, z])
  put(
    turned([
      [0, 0],
      [0.11, 0],
      [0.11, 0.012],
      [0.02, 0.02],
      [0.016, 0.16],
      [0, 0.16],
    ]),
    metal('#b9c2cc', 0.3),
    [x, y, z],
  )
  put(
    new PlaneGeometry(0.52, 0.32),
    washed('#000000', pool(toned(plan.mainColour, 0.4, 0.6), 0.4, 0.4, 1), 0.9),
    [x, y + 0.32, z + 0.017],
    { casts: false },
  )
  for (let i = 0; i < 12; i += 1) {
    const h = 0.03 + 0.16 * Math.abs(Math.sin(i * 0.7 + 0.4))
    put(
      box(0.018, h, 0.002),
      shining(mixed(plan.accentColour, '#ffffff', 0.3), 1.1),
      [x - 0.2 + i * 0.036, y + 0.2, z + 0.019],
      { casts: false },
    )
  }
}
