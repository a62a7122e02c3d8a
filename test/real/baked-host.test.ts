// A host composed of what was baked is the host drawn directly: over all of it, around each mouth, and between baked strengths.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { silentLog } from '#core/log.ts'
import { type BakedHost, bakeHost, BakeShelf, type BakeStage } from '../../avatar/bake/index.ts'
import { readPng } from '../../avatar/bake/png.ts'
import { openStage, type Stage } from '../../avatar/browser/index.ts'
import {
  type BakedFrame,
  type Box,
  Composer,
  type ComposePlan,
  i420Of,
  keptCutout,
  PictureMemory,
  yuvaOf,
} from '../../avatar/compose/index.ts'
import { mouthBox } from '../../avatar/compose/plan.ts'
import { type Mouth, neutralPose, type Pose } from '../../stage/index.ts'
import { painted } from '../support/painted-host.ts'
import { psnrDb } from '../support/psnr.ts'

const frame = { widthPx: 320, heightPx: 448 }
const host = { framing: 'bust', widthPx: 256, heightPx: 320 } as const
const at = { xPx: 32, yPx: 128 }
const ground = (x: number, y: number): [number, number, number, number] => [
  60 + (x % 64),
  90 + (y % 48),
  140,
  255,
]

const turned: Pose = {
  ...neutralPose,
  headYawDeg: 9,
  headPitchDeg: -4,
  headRollDeg: 3,
  breath: 0.7,
  blink: 0.3,
}
/** Sixteen pictures, two of them different. */
const poses = Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? neutralPose : turned))

const folder = mkdtempSync(join(tmpdir(), 'baked-host-'))
const stop = new AbortController()
const memory = new PictureMemory(128 * 1_048_576)
let stage: Stage
let baked: BakedHost

beforeAll(async () => {
  stage = await openStage(
    { clock: systemClock, log: silentLog, cacheFolder: join(folder, 'cache') },
    stop.signal,
  )
  const shelf = await BakeShelf.open({
    folder: join(folder, 'bakes'),
    mostBytes: 1e8,
    clock: systemClock,
    log: silentLog,
  })
  const lent: BakeStage = { ...stage, close: async () => {} } // one browser for the bake and for what it is held against
  const deps = { openStage: async () => lent, shelf, memory, clock: systemClock, log: silentLog }
  const vrm = readFileSync(new URL('../../avatar/hosts/lin.vrm', import.meta.url))
  const loops = [{ name: 'idle', kind: 'idle' as const, poses }]
  baked = await bakeHost({ vrm, ...host, frameRateFps: 25, smooth: true, loops }, deps, stop.signal)
  await stage.call(
    { module: 'host/page.ts', name: 'dress' },
    { host: '/hosts/lin.vrm', ...host, smooth: true },
    stop.signal,
  )
})
afterAll(async () => {
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})

type Look = {
  readonly frame: BakedFrame
  readonly composed: Buffer
  readonly direct: Uint8Array
  readonly plan: ComposePlan
}

/** A mouth in one of the two pictures, composed and drawn. */
async function lookAt(picture: 0 | 1, mouth: Mouth): Promise<Look> {
  const backdrop = i420Of(painted(frame.widthPx, frame.heightPx, ground))
  const piece = memory.take(backdrop.length)
  memory.view(piece, backdrop.length).set(backdrop)
  const bakedFrame = baked.loops[0]?.frames[picture] as BakedFrame
  const label = keptCutout(memory, yuvaOf(painted(64, 16, () => [255, 255, 255, 255])))
  const plan: ComposePlan = {
    ...frame,
    backdropAddress: piece.address,
    hostXPx: at.xPx,
    hostYPx: at.yPx,
    motion: [bakedFrame],
    mouths: [mouth],
    overlays: [],
    label: { cutout: label.cutout, xPx: 8, yPx: 8 },
  }
  await using composer = new Composer(memory)
  const composed: Buffer[] = []
  for await (const each of composer.compose(plan, stop.signal)) composed.push(Buffer.from(each))
  const pose = { ...(poses[picture] as Pose), mouth }
  const drawn = readPng(await stage.take({ module: 'host/page.ts', name: 'still' }, { pose }, stop.signal))
  const direct = painted(frame.widthPx, frame.heightPx, (x, y) => {
    const under = ground(x, y)
    const [hx, hy] = [x - at.xPx, y - at.yPx]
    if (hx < 0 || hy < 0 || hx >= host.widthPx || hy >= host.heightPx) return under
    const i = (hy * host.widthPx + hx) * 4
    const alpha = drawn.rgba[i + 3] as number
    const mixed = (c: 0 | 1 | 2) =>
      Math.round(((drawn.rgba[i + c] as number) * alpha + under[c] * (255 - alpha)) / 255)
    return [mixed(0), mixed(1), mixed(2), 255]
  })
  return { frame: bakedFrame, composed: composed[0] as Buffer, direct: i420Of(direct), plan }
}

/** Luma within a box, and not within another. */
function lumaIn(picture: Uint8Array, box: Box, without?: Box): Uint8Array {
  const out: number[] = []
  const isIn = (b: Box, x: number, y: number) =>
    x >= b.xPx && y >= b.yPx && x < b.xPx + b.widthPx && y < b.yPx + b.heightPx
  for (let y = box.yPx; y < box.yPx + box.heightPx; y++)
    for (let x = box.xPx; x < box.xPx + box.widthPx; x++)
      if (without === undefined || !isIn(without, x, y)) out.push(picture[y * frame.widthPx + x] as number)
  return Uint8Array.from(out)
}

const grown = ({ xPx, yPx, widthPx, heightPx }: Box, px: number): Box => ({
  xPx: xPx - px,
  yPx: yPx - px,
  widthPx: widthPx + 2 * px,
  heightPx: heightPx + 2 * px,
})

const hostBox: Box = { ...at, widthPx: host.widthPx, heightPx: host.heightPx }

test.each(['aa', 'ou', 'ee', 'lip-teeth', 'closed'] as const)(
  '"%s" at a baked strength is the host drawn so, and around the patch there is no seam',
  async shape => {
    const { frame: of, composed, direct, plan } = await lookAt(1, { shape, strength: 2 / 3 })
    const patch = mouthBox(plan, of, of.mouths[shape])
    const over = psnrDb(lumaIn(composed, hostBox), lumaIn(direct, hostBox))
    const [outer, inner] = [grown(patch, 4), grown(patch, -4)]
    const ring = psnrDb(lumaIn(composed, outer, inner), lumaIn(direct, outer, inner))
    expect(
      { over: over >= 60, ring: ring >= 60 },
      `${over.toFixed(1)} dB, ring ${ring.toFixed(1)} dB`,
    ).toEqual({ over: true, ring: true })
  },
)

test.each([
  ['aa', 0.5],
  ['ou', 5 / 6],
  ['ee', 1 / 6],
] as const)('"%s" between baked strengths, at %f, is near the host drawn so', async (shape, strength) => {
  const { frame: of, composed, direct, plan } = await lookAt(0, { shape, strength })
  const patch = mouthBox(plan, of, of.mouths[shape])
  // At this size lips are two pixels high: a mouth alone is held to less.
  expect(psnrDb(lumaIn(composed, patch), lumaIn(direct, patch))).toBeGreaterThanOrEqual(28)
  expect(psnrDb(lumaIn(composed, hostBox), lumaIn(direct, hostBox))).toBeGreaterThanOrEqual(35)
})
