// Xing: brisk, for food. Honey-coloured hair in a side tail, a white shirt, a leaf-green apron and a red scarf.
import { sleevePart, trunkPart, trunkZ } from './body.ts'
import { bead, type Fabric, laidPart } from './cloth.ts'
import { fabrics } from './fabrics.ts'
import { hairBand, scarf } from './garments.ts'
import { type Hairdo, hostFile, type Wardrobe } from './host.ts'
import type { HostLook } from './look.ts'
import { between, mix, type Point, ramp } from './numbers.ts'
import { Part } from './part.ts'
import { HairRig, still } from './rig.ts'
import { onFront, onSkull } from './strands.ts'
import { fringe, lock, turnsBetween } from './styles.ts'

const look: HostLook = {
  name: 'xing',
  title: 'Xing',
  seed: 37,
  eye: {
    halfWidth: 0.212,
    up: 0.185,
    down: 0.15,
    tilt: 0.036,
    rim: '#12361f',
    iris: '#2f8a4a',
    glow: '#b8ec7e',
    lash: '#4a2c18',
  },
  face: {
    skin: '#ffe2cc',
    shade: '#eeac92',
    blush: '#ff8e74',
    blushAlpha: 0.36,
    lip: '#d96a5c',
    smile: 0.04,
    brow: '#a5642c',
    browAt: 0.185,
    browThick: 0.036,
    browFall: 0.02,
    jaw: 1.0,
    chin: 0.975,
  },
  hair: { dark: '#8a4512', base: '#d98a35', light: '#f6bf68', shine: '#fff0c4' },
}

/** Where the tail is bound, on the host's right. */
const bound: Point = [-0.62, 0.86, -0.42]

function hairdo(): Hairdo {
  const rig = new HairRig()
  const crown: Point = [0.1, 1.13, -0.12]
  const front = rig.chain('fringe', [onFront(0, 0.5, 0.08), onFront(0, 0.28, 0.08), onFront(0, 0, 0.06)], {
    from: 0.5,
    stiffness: 2.8,
    share: 0.5,
  })
  const side = (s: 1 | -1) =>
    rig.chain(
      s > 0 ? 'left' : 'right',
      [
        [0.84 * s, -0.1, 0.4],
        [0.82 * s, -0.5, 0.42],
        [0.74 * s, -0.98, 0.46],
      ],
      { from: 0.45, stiffness: 1.6 },
    )
  const tail = rig.chain(
    'tail',
    [
      [-0.74, 0.95, -0.46],
      [-1.12, 0.8, -0.52],
      [-1.34, 0.3, -0.5],
      [-1.32, -0.3, -0.42],
      [-1.16, -0.95, -0.32],
    ],
    { from: 0.06, stiffness: 1.1, drag: 0.36, gravity: 0.12 },
  )
  const [left, right] = [side(1), side(-1)]
  // Pulled from the hairline all around to where it is bound.
  const pulled = turnsBetween(-70, 290, 27)
    .filter(turn => Math.abs(turn) > 50)
    .map((turn, i) => {
      const low = 14 - 58 * ramp(80, 150, Math.abs(turn > 180 ? turn - 360 : turn))
      const root = onSkull(turn, low, 0.02)
      const near = onSkull(turn, mix(low, 70, 0.42), 0.06)
      const over = between(onSkull(turn, 72, 0.08), bound, 0.4)
      return lock([root, near, over, bound], 0.21, still, {
        streak: (i * 0.377) % 1,
        widestAt: 0.4,
        root: 0.75,
        blunt: 0.6,
        segments: 12,
        arcFrom: 0.55,
      })
    })
  const tailLocks = [
    [0.0, 0.0, 0.26],
    [0.12, 0.16, 0.22],
    [-0.14, 0.14, 0.22],
    [0.06, -0.18, 0.22],
    [-0.1, -0.14, 0.2],
    [0.2, 0.02, 0.16],
    [-0.22, 0.0, 0.15],
  ].map(([dx = 0, dz = 0, wide = 0], i) =>
    lock(
      [
        bound,
        [bound[0] - 0.24, bound[1] + 0.2 + dx * 0.6, bound[2] - 0.04 + dz * 0.5],
        [-1.2 + dx, 0.78 + dx * 0.8, -0.5 + dz],
        [-1.42 + dx * 1.2, 0.28, -0.5 + dz * 1.2],
        [-1.4 + dx * 1.1, -0.32 + dz * 0.3, -0.42 + dz],
        [-1.22 + dx * 0.7, -0.84 - (i % 3) * 0.1, -0.34 + dz * 0.6],
        [-1.04 + dx * 0.5, -1.1 - (i % 3) * 0.12, -0.28 + dz * 0.5],
      ],
      wide,
      tail,
      {
        streak: 0.15 + i * 0.12,
        widestAt: 0.62,
        blunt: 0.5,
        segments: 22,
        thick: 0.1,
        root: 0.35,
        arcFrom: 0.4,
      },
    ),
  )
  const locks = [
    ...pulled,
    ...tailLocks,
    ...([1, -1] as const).flatMap(s => {
      const sway = s > 0 ? left : right
      return [
        lock(
          [
            crown,
            onSkull(s * 50, 60, 0.08),
            onSkull(s * 64, 28, 0.11),
            [s * 0.87, -0.12, 0.36],
            [s * 0.84, -0.52, 0.4],
            [s * 0.74, -1.0, 0.46],
          ],
          0.14,
          sway,
          { streak: 0.4, widestAt: 0.64, blunt: 0.45, segments: 18 },
        ),
        lock(
          [
            crown,
            onSkull(s * 60, 60, 0.07),
            onSkull(s * 74, 26, 0.1),
            [s * 0.91, -0.1, 0.2],
            [s * 0.92, -0.42, 0.22],
            [s * 0.98, -0.76, 0.26],
          ],
          0.12,
          sway,
          { streak: 0.7, widestAt: 0.64, blunt: 0.4, segments: 18 },
        ),
      ]
    }),
    ...fringe(
      0.3,
      [
        { x: 0.8, y: -0.3, wide: 0.12, bend: 0.05 },
        { x: 0.7, y: 0.02, wide: 0.14, bend: 0.08 },
        { x: 0.52, y: 0.16, wide: 0.13, bend: 0.1 },
        { x: 0.36, y: 0.26, wide: 0.11, bend: 0.06 },
        { x: 0.18, y: 0.14, wide: 0.15, bend: -0.1, lift: 0.08 },
        { x: 0.0, y: 0.06, wide: 0.15, bend: -0.12 },
        { x: -0.18, y: 0.1, wide: 0.15, bend: -0.12, lift: 0.08 },
        { x: -0.36, y: 0.04, wide: 0.15, bend: -0.1 },
        { x: -0.53, y: 0.02, wide: 0.14, bend: -0.08, lift: 0.08 },
        { x: -0.68, y: -0.14, wide: 0.14, bend: -0.07 },
        { x: -0.8, y: -0.34, wide: 0.12, bend: -0.04 },
      ],
      front,
      61,
    ),
    // One that will not lie.
    lock(
      [
        [0.06, 1.04, -0.05],
        [0.12, 1.24, 0.06],
        [0.3, 1.34, 0.14],
        [0.48, 1.26, 0.16],
      ],
      0.05,
      still,
      { streak: 0.6, blunt: 0.1, widestAt: 0.4 },
    ),
  ]
  return {
    locks,
    rig,
    crown,
    fringeAt: x => 0.24 - 0.12 * Math.abs(x),
    ringAt: 0.235,
    line: [0.13, 0.045, 0.01],
  }
}

function clothes(): Wardrobe {
  const cloth = fabrics({
    shirt: { base: '#fffdf6', fold: '#d9cfc4', trunk: true },
    apron: { base: '#4f9e56', fold: '#33763f', trunk: true },
    strap: { base: '#4a9552', fold: '#2e6a3a', seam: '#8cc58a' },
    scarf: { base: '#e2503c', fold: '#b0342a' },
    star: { base: '#ffd24a', fold: '#e2a21f' },
  })
  const part = new Part()
    .add(trunkPart(cloth.front('shirt')))
    .add(sleevePart(1, cloth.front('shirt'), 0.03))
    .add(sleevePart(-1, cloth.front('shirt'), 0.03))
  const half = (v: number) => mix(0.56, 0.88, ramp(0.05, 0.35, v))
  part.add(
    laidPart({
      top: -2.42,
      bottom: -6.2,
      left: v => -half(v),
      right: v => half(v),
      lift: 0.05,
      thick: 0.04,
      across: 18,
      down: 26,
      uv: (u, v) => cloth.front('apron')([mix(-half(v), half(v), u), mix(-2.42, -6.2, v), 0]),
    }),
  )
  part.add(
    laidPart({
      top: -2.4,
      bottom: -2.56,
      left: () => -0.58,
      right: () => 0.58,
      lift: 0.075,
      thick: 0.04,
      across: 14,
      down: 2,
      uv: cloth.piece('strap'),
    }),
  )
  for (const s of [1, -1] as const) {
    // From under the scarf to the bib.
    const middle = (v: number) => s * mix(0.36, 0.47, ramp(0, 0.7, v))
    part.add(
      laidPart({
        top: -1.62,
        bottom: -2.5,
        left: v => middle(v) - 0.075,
        right: v => middle(v) + 0.075,
        lift: 0.05,
        thick: 0.04,
        across: 3,
        down: 14,
        uv: cloth.piece('strap'),
      }),
    )
    part.add(bead([s * 0.47, -2.48, trunkZ(0.47, -2.48) + 0.12], [0.05, 0.05, 0.025], cloth.plain('star')))
    part.add(scarfEnd(s, cloth.piece('scarf')))
  }
  part.add(scarf(cloth.plain('scarf')))
  part.add(bead([0, -1.7, 0.36], [0.115, 0.095, 0.08], cloth.plain('scarf')))
  part.add(
    hairBand(
      [bound[0] - 0.06, bound[1] + 0.05, bound[2]],
      [-0.8, 0.6, 0],
      0.17,
      0.075,
      cloth.plain('scarf'),
      () => [['head', 1]],
    ),
  )
  return { part, picture: cloth.picture, shade: [0.72, 0.66, 0.7], line: [0.09, 0.045, 0.03] }
}

function scarfEnd(s: 1 | -1, uv: Fabric): Part {
  return laidPart({
    top: -1.68,
    bottom: -2.14,
    left: v => s * (0.02 + 0.2 * v) - 0.06 - 0.07 * v,
    right: v => s * (0.02 + 0.2 * v) + 0.06 + 0.07 * v,
    y: (u, v) => mix(-1.68, -2.02, v) - s * (u - 0.5) * 0.16 * v - 0.04 * v,
    lift: 0.12,
    thick: 0.035,
    across: 4,
    down: 8,
    uv,
  })
}

export const xing = (): Buffer => hostFile(look, hairdo(), clothes())
