// Lin: calm, for technology. Long dark blue hair, a navy jacket over a white shirt.
import { sleevePart, trunkPart, trunkZ } from './body.ts'
import { bead, laidPart } from './cloth.ts'
import { fabrics } from './fabrics.ts'
import { collar, lapel, tie } from './garments.ts'
import { type Hairdo, hostFile, type Wardrobe } from './host.ts'
import type { HostLook } from './look.ts'
import { mix, type Point, ramp } from './numbers.ts'
import { Part } from './part.ts'
import { HairRig } from './rig.ts'
import { onFront, onSkull } from './strands.ts'
import { fringe, lock, mantle, turnsBetween } from './styles.ts'

const look: HostLook = {
  name: 'lin',
  title: 'Lin',
  seed: 11,
  eye: {
    halfWidth: 0.205,
    up: 0.15,
    down: 0.136,
    tilt: 0.022,
    rim: '#16233f',
    iris: '#2f5f9e',
    glow: '#8fd2f0',
    lash: '#2b2233',
  },
  face: {
    skin: '#ffe6d8',
    shade: '#eeb3a4',
    blush: '#ff9a94',
    blushAlpha: 0.24,
    lip: '#d77a78',
    smile: 0.026,
    brow: '#2c3350',
    browAt: 0.17,
    browThick: 0.03,
    browFall: 0.035,
    jaw: 0.95,
    chin: 1,
  },
  hair: { dark: '#141b36', base: '#26325c', light: '#4a5f9c', shine: '#a9c4ee' },
}

function hairdo(): Hairdo {
  const rig = new HairRig()
  const crown: Point = [0.06, 1.14, -0.16]
  const front = rig.chain(
    'fringe',
    [onFront(0.0, 0.55, 0.08), onFront(0.0, 0.3, 0.08), onFront(0, 0.02, 0.06)],
    {
      from: 0.5,
      stiffness: 2.6,
      share: 0.55,
    },
  )
  const side = (s: 1 | -1) =>
    rig.chain(
      s > 0 ? 'left' : 'right',
      [
        [0.87 * s, -0.1, 0.22],
        [0.86 * s, -0.55, 0.26],
        [0.82 * s, -0.95, 0.28],
        [0.76 * s, -1.36, 0.3],
      ],
      { from: 0.42, stiffness: 1.5, gravity: 0.1 },
    )
  const [left, right] = [side(1), side(-1)]
  const back = rig.chain(
    'back',
    [
      [0, -0.6, -0.95],
      [0, -1.3, -1.0],
      [0, -2.0, -0.98],
      [0, -2.9, -0.92],
    ],
    { from: 0.5, stiffness: 2.2, share: 0.5 },
  )
  // What lies on the back follows the trunk, not the head: it slides, and never goes through a shoulder.
  const behind = (along: number, point: Point) => {
    const lying = ramp(-0.9, -1.7, point[1])
    const moved = back(along, point).map(([bone, share]) => [bone, share * (1 - lying)] as const)
    return [...moved, ['chest', lying] as const].filter(([, share]) => share > 0.002)
  }
  const locks = [
    ...mantle({
      turnsDeg: turnsBetween(100, 260, 15),
      crown,
      wide: 0.24,
      lift: 0.1,
      seed: 21,
      blunt: 0.35,
      widestAt: 0.5,
      segments: 18,
      end: turn => {
        const at = onSkull(turn, 0, 0.12)
        const s = Math.sin((turn * Math.PI) / 180)
        return [
          [at[0] * 0.98, -0.55, mix(at[2], -0.75, 0.25)],
          [s * 0.86, -1.25, mix(at[2], -0.95, 0.55)],
          [s * 0.84, -1.95, Math.min(-0.8, at[2] * 0.95)],
          [s * 0.78, -2.7 - 0.25 * Math.abs(Math.cos((turn * Math.PI) / 180)), Math.min(-0.82, at[2] * 0.95)],
        ]
      },
      sway: () => behind,
    }),
    // Beside the face, from the parting to under the jaw.
    ...([1, -1] as const).flatMap(s => {
      const sway = s > 0 ? left : right
      return [
        lock(
          [
            crown,
            onSkull(s * 62, 62, 0.07),
            onSkull(s * 80, 30, 0.1),
            [s * 0.95, -0.15, 0.1],
            [s * 0.94, -0.7, 0.12],
            [s * 0.88, -1.34, 0.12],
          ],
          0.24,
          sway,
          { streak: 0.3, widestAt: 0.62, blunt: 0.6, segments: 20 },
        ),
        lock(
          [
            crown,
            onSkull(s * 48, 60, 0.08),
            onSkull(s * 66, 30, 0.12),
            [s * 0.9, -0.1, 0.3],
            [s * 0.88, -0.62, 0.31],
            [s * 0.8, -1.12, 0.34],
          ],
          0.17,
          sway,
          { streak: 0.62, widestAt: 0.62, blunt: 0.55, segments: 20 },
        ),
        lock(
          [
            crown,
            onSkull(s * 42, 62, 0.09),
            onSkull(s * 54, 32, 0.12),
            [s * 0.82, -0.05, 0.44],
            [s * 0.82, -0.5, 0.44],
            [s * 0.77, -0.84, 0.44],
          ],
          0.12,
          sway,
          { streak: 0.8, widestAt: 0.62, blunt: 0.4, segments: 20 },
        ),
      ]
    }),
    ...fringe(
      0.16,
      [
        { x: -0.79, y: -0.5, wide: 0.13, bend: 0.01 },
        { x: -0.7, y: -0.3, wide: 0.14, bend: -0.02 },
        { x: -0.6, y: -0.02, wide: 0.15, bend: -0.03 },
        { x: -0.45, y: 0.1, wide: 0.15, bend: -0.05 },
        { x: -0.27, y: 0.1, wide: 0.15, bend: -0.06 },
        { x: -0.1, y: 0.04, wide: 0.12, bend: -0.05, lift: 0.08 },
        { x: 0.06, y: 0.14, wide: 0.13, bend: -0.05 },
        { x: 0.3, y: 0.18, wide: 0.14, bend: 0.04 },
        { x: 0.46, y: 0.12, wide: 0.14, bend: 0.05 },
        { x: 0.6, y: 0.0, wide: 0.14, bend: 0.04 },
        { x: 0.71, y: -0.28, wide: 0.14, bend: 0.02 },
        { x: 0.8, y: -0.5, wide: 0.13, bend: -0.01 },
      ],
      front,
      31,
    ),
  ]
  return {
    locks,
    rig,
    crown,
    fringeAt: x => 0.2 - 0.1 * Math.abs(x),
    ringAt: 0.235,
    line: [0.02, 0.022, 0.055],
  }
}

function clothes(): Wardrobe {
  const cloth = fabrics({
    jacket: { base: '#2e4377', fold: '#1d2c55', trunk: true },
    lapel: { base: '#3d5793', fold: '#233465', seam: '#6f8cc8' },
    shirt: { base: '#fbfbff', fold: '#c2c9e4', trunk: true },
    collar: { base: '#fdfdff', fold: '#cfd5ea', seam: '#d5d9ec' },
    tie: { base: '#2b9aa0', fold: '#176070' },
    silver: { base: '#dfe8f2', fold: '#9fb0c8' },
  })
  const part = new Part()
    .add(trunkPart(cloth.front('jacket')))
    .add(sleevePart(1, cloth.front('jacket')))
    .add(sleevePart(-1, cloth.front('jacket')))
  // The shirt in the jacket's opening.
  part.add(
    laidPart({
      top: -1.4,
      bottom: -3.5,
      left: v => -mix(0.42, 0.04, v),
      right: v => mix(0.42, 0.04, v),
      lift: 0.03,
      thick: 0.03,
      down: 18,
      uv: (u, v) => cloth.front('shirt')([mix(-0.42, 0.42, u) * (1 - v), mix(-1.4, -3.5, v), 0]),
    }),
  )
  for (const s of [1, -1] as const)
    part.add(lapel(s, cloth.piece('lapel'))).add(collar(s, cloth.piece('collar')))
  part.add(tie(cloth.piece('tie')))
  for (const y of [-3.75, -4.15])
    part.add(bead([0.05, y, trunkZ(0.05, y) + 0.05], [0.05, 0.05, 0.03], cloth.plain('silver')))
  part.add(bead([0.6, -2.35, trunkZ(0.6, -2.35) + 0.08], [0.045, 0.045, 0.02], cloth.plain('silver')))
  return { part, picture: cloth.picture, shade: [0.62, 0.6, 0.74], line: [0.03, 0.03, 0.07] }
}

export const lin = (): Buffer => hostFile(look, hairdo(), clothes())
