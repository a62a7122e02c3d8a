// Sets and overlays as the system's Chromium draws them, and the label as a viewer's decoder sees it.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from '../../avatar/browser/index.ts'
import {
  labelSeen,
  labelText,
  OverlayCache,
  priceCardOf,
  renderOverlay,
  type RenderedOverlay,
} from '../../avatar/overlay/index.ts'
import { systemClock } from '#core/clock.ts'
import { silentLog } from '#core/log.ts'
import { findFfmpeg } from '#core/ffmpeg.ts'
import { backdropFor, faultsBehindHost } from '#scene-gen'

const size = { widthPx: 360, heightPx: 640 }
const stop = new AbortController()
let folder: string
let stage: Stage
let label: RenderedOverlay

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sets-'))
  stage = await openStage(
    { clock: systemClock, log: silentLog, cacheFolder: folder, browser: 'system' },
    stop.signal,
  )
  label = await renderOverlay(
    'label',
    { text: labelText() },
    size,
    { stage, cache: new OverlayCache() },
    stop.signal,
  )
})
afterAll(async () => {
  await stage.close()
  rmSync(folder, { recursive: true })
})

/** Rows that hold ink of letters, from one column to another. */
function inkRows({ rgba, widthPx, heightPx }: RenderedOverlay, from: number, to: number): number {
  let rows = 0
  for (let y = 5; y < heightPx - 5; y += 1) {
    let isInk = false
    for (let x = Math.round(from * widthPx); x < to * widthPx; x += 1)
      if ((rgba[(y * widthPx + x) * 4] as number) > 150 && rgba[(y * widthPx + x) * 4 + 3] === 255)
        isInk = true
    if (isInk) rows += 1
  }
  return rows
}

test('letters of the label are at least a twentieth of the short edge high, capitals too', () => {
  expect(inkRows(label, 0.04, 0.14)).toBeGreaterThanOrEqual(18)
  expect(inkRows(label, 0.3, 0.4)).toBeGreaterThanOrEqual(18)
})

test('what strangers write is shown as letters', async () => {
  const name = '<img src=x onerror="document.title=1">'
  const deps = { stage, cache: new OverlayCache() }
  const card = await renderOverlay('price-card', priceCardOf({ name, price: 100 }), size, deps, stop.signal)
  expect(card.heightPx).toBeGreaterThan(60)
  const module = stage.lend(
    'title.js',
    'text/javascript',
    Buffer.from('export const title = () => document.title'),
  )
  expect(await stage.call({ module, name: 'title' }, null, stop.signal)).toBe('stage')
})

test('a set is calm behind a host, the same each time, and the label on it is seen after strong compression', async () => {
  const deps = { stage, clock: systemClock, log: silentLog, samples: 2 }
  const draw = () => backdropFor({ words: '耳机', timeOfDay: 'night' }, size, deps, stop.signal)
  const { rgba, key, provenance } = await draw()
  expect(faultsBehindHost(provenance.measured)).toEqual([])
  expect((await draw()).key).toBe(key)
  const bare = await decoded(rgba)
  const labelled = await decoded(withLabel(rgba))
  expect(labelSeen(labelled, size.widthPx, label, label.box)).toMatchObject({ isSeen: true })
  expect(labelSeen(bare, size.widthPx, label, label.box)).toMatchObject({ isSeen: false })
})

function withLabel(rgba: Uint8Array): Uint8Array {
  const picture = Uint8Array.from(rgba)
  for (let i = 0; i < label.widthPx * label.heightPx; i += 1) {
    const [x, y] = [i % label.widthPx, Math.floor(i / label.widthPx)]
    const to = ((label.box.yPx + y) * size.widthPx + label.box.xPx + x) * 4
    const alpha = (label.rgba[i * 4 + 3] as number) / 255
    for (let c = 0; c < 3; c += 1)
      picture[to + c] = (picture[to + c] as number) * (1 - alpha) + (label.rgba[i * 4 + c] as number) * alpha
  }
  return picture
}

/** The luma of a picture after H.264 at crf 28. */
async function decoded(rgba: Uint8Array): Promise<Uint8Array> {
  const { path } = await findFfmpeg()
  const raw = ['-f', 'rawvideo', '-s', `${size.widthPx}x${size.heightPx}`]
  const coding = [
    '-vf',
    'format=yuv420p',
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    '28',
    '-f',
    'h264',
  ]
  const coded = spawnSync(path, ['-v', 'error', ...raw, '-pix_fmt', 'rgba', '-i', '-', ...coding, '-'], {
    input: rgba,
  })
  const back = ['-v', 'error', '-f', 'h264', '-i', '-', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-']
  const plain = spawnSync(path, back, { input: coded.stdout, maxBuffer: 1e8 })
  return new Uint8Array(plain.stdout.subarray(0, size.widthPx * size.heightPx))
}
