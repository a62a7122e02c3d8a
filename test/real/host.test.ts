// A virtual host from script to platform: what nginx recorded is decoded, looked at for its label, and held against its own sound.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { silentLog } from '#core/log.ts'
import { FlvReader, inspectTag, type Tag } from '#media'
import { openStage } from '../../avatar/browser/index.ts'
import { markIn } from '../../avatar/clip/index.ts'
import { labelSeen, OverlayCache, renderOverlay, usualLabelText } from '../../avatar/overlay/index.ts'
import { startProduct } from '../../scripts/product.ts'
import { startNginx } from '../support/real-nginx.ts'
import { folderFor, realTest } from '../support/real-programs.ts'
import { judgeRecording } from '../support/real-recording.ts'
import { until } from '../support/until.ts'

const run = promisify(execFile)
const size = { widthPx: 360, heightPx: 640 }
const sentences = [
  '大家好，这是{name}。',
  '今晚只要{price}。',
  '慢慢爸爸妈妈都爱听。',
  '音质清楚，戴着也舒服。',
]
const script = {
  name: 'short',
  language: 'zh',
  products: [{ id: 'ear', name: '清听耳机', price: 99.9, stock: 20 }],
  segments: [{ name: 'all', product: 'ear', sentences }],
}

// biome-ignore lint: as the API shows it
type Host = any

realTest(
  'a host speaks to a platform with her label on every picture and lips in time, and goes on at her sentence when her worker is killed',
  ['ffmpeg', 'nginx'],
  speaksAndGoesOn,
  420_000,
)

async function speaksAndGoesOn(stage: AsyncDisposableStack): Promise<void> {
  const nginx = await startNginx(stage)
  const product = await startProduct()
  stage.defer(() => product.stop())
  await product.api('PUT', '/api/scripts/short', script)
  await product.api('PUT', '/api/feeds/night-host', {
    kind: 'host',
    host: { rotation: [{ host: 'lin', script: 'short' }], profile: '360x640@25' },
  })
  const host = async (): Promise<Host> => (await product.api('GET', '/api/feeds/night-host')).host
  await until('the host is ready', async () => (await host()).state === 'stand-by', 240_000)
  await product.api('PUT', '/api/broadcasts/evening', {
    feeds: ['night-host'],
    destinations: [{ name: 'shop', platform: 'rtmp' }],
  })
  await product.api('PUT', '/api/broadcasts/evening/destinations/shop/endpoints', [
    { url: nginx.url, key: 'a' },
  ])
  await product.api('POST', '/api/broadcasts/evening/start', {})
  await until('two sentences are said', async () => (await host()).sentencesSpoken >= 2, 60_000)

  const said = await until('a sentence is being said', async () => (await host()).saying ?? undefined)
  process.kill(product.pids().avatar as number, 'SIGKILL')
  await until(
    'she is back',
    async () => (await host()).worker === 'up' && (await host()).saying != null,
    60_000,
  )
  const order = sentences.map(words => words.replace('{name}', '清听耳机').slice(0, 4))
  const next = (text: string) => order.findIndex(begins => text.startsWith(begins.slice(0, 2)))
  // Killed at the very end of a sentence she may be at the next one: she never begins anew.
  expect([next(said), (next(said) + 1) % order.length]).toContain(next((await host()).saying))
  await until('two more are said', async () => (await host()).sentencesSpoken >= 4, 60_000)
  await product.api('POST', '/api/broadcasts/evening/stop')
  await nginx.settled()

  const [first = '', ...others] = nginx.recordings()
  expect(others).toEqual([])
  const recording = await judgeRecording(first)
  expect(recording).toMatchObject({
    ...size,
    backwards: { video: 0, audio: 0 },
    decodeErrors: '',
    shownTooEarly: [],
  })
  expect(await unlabelled(stage, first)).toEqual([])
  // Four sentences and what she says of herself, twice: each begins with a key frame that says what it is.
  expect(marksIn(first)).toBeGreaterThanOrEqual(6)
  // Lips open before a vowel is heard, and are never seen after it.
  expect(await lipsAheadMs(first)).toBeOneOf([0, 40, 80])
}

/** Seconds of the recording at which a host is shown whose label cannot be read. The slate has none: it is known by its size in bits. */
async function unlabelled(stage: AsyncDisposableStack, file: string): Promise<number[]> {
  const cacheFolder = folderFor(stage, 'label')
  const opened = await openStage(
    { clock: systemClock, log: silentLog, cacheFolder },
    new AbortController().signal,
  )
  const label = await renderOverlay(
    'label',
    { text: usualLabelText },
    size,
    { stage: opened, cache: new OverlayCache() },
    new AbortController().signal,
  ).finally(() => opened.close())
  const frames = await decoded(file, ['-vf', 'fps=2', '-pix_fmt', 'yuv420p'])
  const bytes = (size.widthPx * size.heightPx * 3) / 2
  return Array.from({ length: Math.floor(frames.length / bytes) }, (_, i) => i)
    .filter(i => isHost(frames.subarray(i * bytes, (i + 1) * bytes)))
    .filter(
      i => !labelSeen(frames.subarray(i * bytes, (i + 1) * bytes), size.widthPx, label, label.box).isSeen,
    )
    .map(i => i / 2)
}

/** Key frames of the recording that carry the mark of a machine's work. */
function marksIn(file: string): number {
  let [header, count] = [Buffer.alloc(0), 0]
  const take = (tag: Tag) => {
    const { isConfig, isKeyframe } = inspectTag(tag)
    if (tag.kind !== 'video') return
    if (isConfig) header = Buffer.from(tag.payload)
    else if (isKeyframe && markIn(tag.payload, header)?.includes('"Label":"1"') === true) count += 1
  }
  new FlvReader(take, { maxTagBytes: 16_777_215 }).push(readFileSync(file))
  return count
}

/** A place on her white collar, where the slate is dark. */
const collar = { xPx: 160, yPx: 415, leastLuma: 150 }

function isHost(frame: Buffer): boolean {
  return (frame[collar.yPx * size.widthPx + collar.xPx] ?? 0) > collar.leastLuma
}

/** How far the mouth is ahead of the sound, where the two agree best; pictures' steps of 40 ms. */
async function lipsAheadMs(file: string): Promise<number> {
  const [box, from] = [
    { widthPx: 44, heightPx: 24 },
    { xPx: 158, yPx: 354 },
  ]
  const cropped = (width: number, height: number, at: { xPx: number; yPx: number }) =>
    decoded(file, ['-vf', `format=gray,fps=25,crop=${width}:${height}:${at.xPx}:${at.yPx}`])
  const mouths = await cropped(box.widthPx, box.heightPx, from)
  const collars = await cropped(1, 1, collar)
  const sound = await run(
    'ffmpeg',
    [
      '-v',
      'error',
      '-i',
      file,
      '-af',
      'aresample=async=1:first_pts=0',
      '-ac',
      '1',
      '-ar',
      '16000',
      '-f',
      's16le',
      '-',
    ],
    { encoding: 'buffer', maxBuffer: 1 << 27 },
  )
  const bytes = box.widthPx * box.heightPx
  const count = Math.floor(mouths.length / bytes)
  const dark = Array.from({ length: count }, (_, i) => {
    const mouth = mouths.subarray(i * bytes, (i + 1) * bytes)
    return mouth.filter(luma => luma < 140).length // an open mouth is dark
  })
  const loud = Array.from({ length: count }, (_, i) => loudness(sound.stdout, i))
  const seen = dark.map((value, i) => ((collars[i] ?? 0) > collar.leastLuma ? value : undefined))
  const lags = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map(lag => ({ lag, fit: correlation(seen, loud, lag) }))
  const best = lags.reduce((a, b) => (b.fit > a.fit ? b : a))
  expect(best.fit).toBeGreaterThan(0.4) // else it is no mouth that was looked at
  return best.lag * 40
}

function loudness(pcm: Buffer, picture: number): number {
  const [from, to] = [picture * 640, (picture + 1) * 640]
  let sum = 0
  for (let i = from; i < to && i * 2 + 1 < pcm.length; i++) sum += pcm.readInt16LE(i * 2) ** 2
  return Math.sqrt(sum / 640)
}

/** Of what is seen `lag` pictures before it is heard; undefined where nobody is seen. */
function correlation(seen: readonly (number | undefined)[], heard: readonly number[], lag: number): number {
  const pairs = seen.flatMap((value, i) =>
    value === undefined || heard[i + lag] === undefined ? [] : [[value, heard[i + lag] as number]],
  )
  const mean = (at: 0 | 1) => pairs.reduce((sum, pair) => sum + (pair[at] ?? 0), 0) / pairs.length
  const [a, b] = [mean(0), mean(1)]
  const sum = (f: (x: number, y: number) => number) =>
    pairs.reduce((all, [x = 0, y = 0]) => all + f(x - a, y - b), 0)
  return sum((x, y) => x * y) / Math.sqrt(sum(x => x * x) * sum((_, y) => y * y))
}

async function decoded(file: string, how: readonly string[]): Promise<Buffer> {
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-i', file, '-an', ...how, '-f', 'rawvideo', '-'], {
    encoding: 'buffer',
    maxBuffer: 1 << 30,
  })
  return stdout
}
