// Mei: warm, for cosmetics. Chestnut waves to the shoulders, a cream blouse with a bow under a rose cardigan.
import { sleevePart, trunkPart, trunkZ } from './body.ts'
import { bead, laidPart } from './cloth.ts'
import { fabrics } from './fabrics.ts'
import { bow, collar } from './garments.ts'
import { type Hairdo, hostFile, type Wardrobe } from './host.ts'
import type { HostLook } from './look.ts'
import { mix, type Point, ramp } from './numbers.ts'
import { Part } from './part.ts'
import { HairRig } from './rig.ts'
import { onFront, onSkull } from './strands.ts'
import { fringe, lock, mantle, turnsBetween } from './styles.ts'

const look: HostLook = {
  name: 'mei',
  title: 'Mei',
  seed: 23,
  eye: {
    halfWidth: 0.218,
    up: 0.18,
    down: 0.158,
    tilt: -0.022,
    rim: '#43180f',
    iris: '#a2502c',
    glow: '#ffc27a',
    lash: '#4a2320',
  },
  face: {
    skin: '#ffe8dc',
    shade: '#f2b6a6',
    blush: '#ff8f8c',
    blushAlpha: 0.38,
    lip: '#e0686e',
    smile: 0.034,
    brow: '#8a5240',
    browAt: 0.165,
    browThick: 0.026,
    browFall: 0.05,
    jaw: 1.005,
    chin: 0.965,
  },
  hair: { dark: '#4e2419', base: '#8a4a35', light: '#c07e58', shine: '#ffd9a8' },
}

function hairdo(): Hairdo {
  const rig = new HairRig()
  const crown: Point = [-0.05, 1.14, -0.16]
  const front = rig.chain('fringe', [onFront(0, 0.5, 0.1), onFront(0, 0.2, 0.1), onFront(0, -0.2, 0.1)], {
    from: 0.5,
    stiffness: 2.4,
    share: 0.5,
  })
  const side = (s: 1 | -1) =>
    rig.chain(
      s > 0 ? 'left' : 'right',
      [
        [0.9 * s, -0.1, 0.25],
        [0.96 * s, -0.5, 0.28],
        [0.92 * s, -0.92, 0.3],
        [1.0 * s, -1.4, 0.28],
      ],
      { from: 0.38, stiffness: 1.3, gravity: 0.08 },
    )
  const behind = rig.chain(
    'back',
    [
      [0, -0.3, -0.95],
      [0, -0.8, -1.0],
      [0, -1.5, -0.95],
    ],
    { from: 0.45, stiffness: 1.8, share: 0.7 },
  )
  const [left, right] = [side(1), side(-1)]
  const wave = (s: 1 | -1, x: number, z: number, depth: number, end: number): Point[] => [
    [s * x, -0.12, z],
    [s * (x + depth), -0.48, z + 0.02],
    [s * (x - depth * 0.7), -0.84, z + 0.05],
    [s * (x + depth * 1.1), -1.18, z + 0.02],
    [s * (x + depth * 0.2), end, z + 0.06],
  ]
  const locks = [
    ...mantle({
      turnsDeg: turnsBetween(88, 272, 17),
      crown,
      wide: 0.25,
      thick: 0.075,
      lift: 0.15,
      seed: 41,
      blunt: 0.5,
      widestAt: 0.62,
      segments: 26,
      end: turn => {
        const [sin, cos] = [Math.sin((turn * Math.PI) / 180), Math.cos((turn * Math.PI) / 180)]
        const ring = (r: number, y: number): Point => [sin * r, y, mix(-0.1, -0.12, 1) + cos * r * 0.95]
        return [ring(1.06, -0.25), ring(1.14, -0.62), ring(0.98, -0.98), ring(1.1, -1.3), ring(0.98, -1.55)]
      },
      sway: () => behind,
    }),
    ...([1, -1] as const).flatMap(s => {
      const sway = s > 0 ? left : right
      const shown = { widestAt: 0.66, blunt: 0.45, segments: 34, thick: 0.075 }
      return [
        lock(
          [crown, onSkull(s * 66, 62, 0.1), onSkull(s * 82, 30, 0.15), ...wave(s, 1.0, 0.08, 0.1, -1.46)],
          0.22,
          sway,
          { ...shown, streak: 0.25 },
        ),
        lock(
          [crown, onSkull(s * 52, 60, 0.11), onSkull(s * 68, 30, 0.17), ...wave(s, 0.95, 0.28, 0.1, -1.5)],
          0.19,
          sway,
          { ...shown, streak: 0.55 },
        ),
        lock(
          [crown, onSkull(s * 42, 60, 0.11), onSkull(s * 56, 28, 0.17), ...wave(s, 0.88, 0.42, 0.085, -1.36)],
          0.13,
          sway,
          { ...shown, streak: 0.78 },
        ),
      ]
    }),
    // A fringe like curtains: from the parting to both sides, and a few fine locks between.
    ...fringe(
      -0.08,
      [
        { x: 0.83, y: -0.62, wide: 0.17, bend: 0.06, lift: 0.1 },
        { x: 0.74, y: -0.36, wide: 0.17, bend: 0.08, lift: 0.1 },
        { x: 0.6, y: -0.06, wide: 0.16, bend: 0.1, lift: 0.09 },
        { x: 0.42, y: 0.14, wide: 0.14, bend: 0.1 },
        { x: 0.22, y: 0.24, wide: 0.12, bend: 0.07 },
        { x: 0.02, y: 0.16, wide: 0.085, bend: 0.05, lift: 0.08 },
        { x: -0.14, y: 0.22, wide: 0.1, bend: -0.05 },
        { x: -0.3, y: 0.2, wide: 0.13, bend: -0.08 },
        { x: -0.48, y: 0.1, wide: 0.15, bend: -0.1 },
        { x: -0.64, y: -0.1, wide: 0.16, bend: -0.1, lift: 0.09 },
        { x: -0.76, y: -0.38, wide: 0.15, bend: -0.08, lift: 0.1 },
        { x: -0.83, y: -0.62, wide: 0.13, bend: -0.06, lift: 0.1 },
      ],
      front,
      51,
    ),
  ]
  return {
    locks,
    rig,
    crown,
    fringeAt: x => 0.3 - 0.22 * Math.abs(x),
    ringAt: 0.235,
    line: [0.075, 0.022, 0.015],
  }
}

function clothes(): Wardrobe {
  const cloth = fabrics({
    cardigan: { base: '#e79aa6', fold: '#c0687c', trunk: true, knit: true },
    ribs: { base: '#e08c9b', fold: '#b35f75', knit: true },
    blouse: { base: '#fff8ee', fold: '#e6cfc4', trunk: true },
    collar: { base: '#fffdf8', fold: '#ead6cc', seam: '#ecd9cf' },
    bow: { base: '#b8405e', fold: '#8e2a48' },
    pearl: { base: '#fff4e4', fold: '#e2c8b0' },
  })
  const part = new Part()
    .add(trunkPart(cloth.front('cardigan')))
    .add(sleevePart(1, cloth.front('cardigan'), 0.02))
    .add(sleevePart(-1, cloth.front('cardigan'), 0.02))
  const edge = (v: number) => mix(0.5, 0.2, v ** 0.8)
  part.add(
    laidPart({
      top: -1.42,
      bottom: -4.4,
      left: v => -edge(v),
      right: v => edge(v),
      lift: 0.03,
      thick: 0.03,
      down: 20,
      uv: (u, v) => cloth.front('blouse')([mix(-edge(v), edge(v), u), mix(-1.4, -4.4, v), 0]),
    }),
  )
  for (const s of [1, -1] as const) {
    const [from, to] = s > 0 ? [0, 0.14] : [-0.14, 0]
    part.add(
      laidPart({
        top: -1.74,
        bottom: -4.4,
        left: v => s * edge(v) + from * ramp(-0.06, 0.12, v),
        right: v => s * edge(v) + to * ramp(-0.06, 0.12, v),
        lift: 0.05,
        thick: 0.04,
        across: 3,
        down: 24,
        uv: cloth.piece('ribs'),
      }),
    )
    part.add(collar(s, cloth.piece('collar'), { point: 0.34, open: 0.14 }))
    part.add(bead([s * 0.845, -0.43, -0.02], [0.045, 0.05, 0.045], cloth.plain('pearl'), () => [['head', 1]]))
  }
  part.add(bow(-1.83, 0.62, cloth.piece('bow')))
  for (const y of [-2.75, -3.3, -3.85])
    part.add(bead([0, y, trunkZ(0, y) + 0.085], [0.04, 0.04, 0.025], cloth.plain('pearl')))
  return { part, picture: cloth.picture, shade: [0.78, 0.62, 0.68], line: [0.12, 0.03, 0.045] }
}

export const mei = (): Buffer => hostFile(look, hairdo(), clothes())
