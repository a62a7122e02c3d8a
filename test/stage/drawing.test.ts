// Hosts as they are drawn, with the browser that npm brought, small.
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPng } from '../../avatar/bake/png.ts'
import { openStage, type Stage } from '../../avatar/browser/index.ts'
import { hostFile } from '../../avatar/host/index.ts'
import { systemClock } from '#core/clock.ts'
import { silentLog } from '#core/log.ts'
import { loopOf, type Pose } from '#stage'

const cacheFolder = join(import.meta.dirname, '../../node_modules/.cache/changming')
const stop = new AbortController()
const [widthPx, heightPx] = [144, 256]
let stage: Stage

beforeAll(async () => {
  stage = await openStage({ clock: systemClock, log: silentLog, cacheFolder, browser: 'npm' }, stop.signal)
  const dress = { host: hostFile('mei').pagePath, framing: 'portrait', widthPx, heightPx, smooth: false }
  await stage.call({ module: 'host/page.ts', name: 'dress' }, dress, stop.signal)
})
afterAll(async () => {
  await stage.close()
})

async function drawn(pose: Partial<Pose>, heldMs = 0): Promise<Buffer> {
  const png = await stage.take({ module: 'host/page.ts', name: 'still' }, { pose, heldMs }, stop.signal)
  const picture = readPng(png)
  expect(picture).toMatchObject({ widthPx, heightPx })
  return Buffer.from(picture.rgba)
}

/** The rows, as shares of the picture's height, between which two pictures differ. */
function differing(a: Buffer, b: Buffer): { from: number; to: number; pixels: number } {
  const at: number[] = []
  for (let i = 0; i < a.length; i += 4) if (a.readUInt32LE(i) !== b.readUInt32LE(i)) at.push(i)
  const row = (i: number | undefined) => Math.floor((i ?? 0) / 4 / widthPx) / heightPx
  return { from: row(at[0]), to: row(at.at(-1)), pixels: at.length }
}

test('a host stands in the lower two thirds, see-through around it', async () => {
  const rest = await drawn({})
  const solid = (row: number) => {
    const alphas = Array.from({ length: widthPx }, (_, x) => rest[(row * widthPx + x) * 4 + 3] as number)
    return alphas.filter(alpha => alpha === 255).length
  }
  const rows = Array.from({ length: heightPx }, (_, row) => row).filter(row => solid(row) > 0)
  expect((rows[0] as number) / heightPx).toBeGreaterThan(0.25)
  expect((rows[0] as number) / heightPx).toBeLessThan(0.37)
  expect(rows.at(-1)).toBe(heightPx - 1)
  expect(solid(heightPx - 20)).toBeGreaterThan(widthPx / 2)
})

test('the same pose is the same to the pixel, whatever was drawn between', async () => {
  const swaying = { headYawDeg: 18, hairAtRest: 0 }
  const [rest, turned] = [await drawn({}), await drawn(swaying, 200)]
  expect(differing(await drawn({}), rest).pixels).toBe(0)
  expect(differing(await drawn(swaying, 200), turned).pixels).toBe(0)
  expect(differing(rest, turned).pixels).toBeGreaterThan(500)
})

test('a loop ends in the picture it began with', async () => {
  const loop = loopOf('nod', 'warm', 25)
  expect(differing(await drawn(loop.poseAt(loop.pictures)), await drawn(loop.poseAt(0))).pixels).toBe(0)
})

test('lids and mouth move where they are, and nothing else does', async () => {
  const rest = await drawn({})
  const eyes = differing(rest, await drawn({ blink: 1 }))
  const mouth = differing(rest, await drawn({ mouth: { shape: 'aa', strength: 1 } }))
  expect(eyes.pixels).toBeGreaterThan(100)
  expect(eyes.to).toBeLessThan(mouth.from)
  expect(mouth.pixels).toBeGreaterThan(20)
  expect(mouth.to - mouth.from).toBeLessThan(0.15)
})
