// From a brief to pixels, with an image endpoint that behaves well, and badly. The endpoint is a real server on loopback.
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  backdropFor,
  type BackdropDeps,
  BackdropShelf,
  imageModelSettings,
  type SetStage,
} from '../../scene-gen/index.ts'
import { pngOf } from '../../scripts/sets/png.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { systemClock } from '#core/clock.ts'
import { silentLog } from '#core/log.ts'
import { Secret } from '#core/secret.ts'

const size = { widthPx: 180, heightPx: 320 }
const brief = { words: '无线耳机', category: 'technology' } as const
const never = new AbortController().signal

function shaded(from: number, to: number): Uint8Array {
  const rgba = new Uint8Array(size.widthPx * size.heightPx * 4).fill(255)
  for (let i = 0; i < rgba.length; i += 4) rgba.fill(from + ((to - from) * i) / rgba.length, i, i + 3)
  return rgba
}
const [calm, glaring] = [shaded(40, 150), shaded(200, 255)]

/** Stands in for the browser: draws the same set always, and unpacks each picture as what it was told it holds. */
function stageOf(unpacked: readonly Uint8Array[] = [calm]) {
  const asked: string[] = []
  const lent = new Set<string>()
  const stage: SetStage = {
    renderer: 'a fake',
    take: async ({ name }) => {
      asked.push(name)
      const fits = asked.filter(each => each === 'fitPicture').length
      return Buffer.from(
        name === 'drawBackdrop'
          ? shaded(60, 160)
          : (unpacked[Math.min(fits, unpacked.length) - 1] as Uint8Array),
      )
    },
    lend: name => (lent.add(name), name),
    takeBack: name => void lent.delete(name),
  }
  return { stage, asked, lent }
}

type Answer = (request: IncomingMessage, response: ServerResponse, body: { prompt: string }) => void
let server: Server
let answer: Answer
let bodies: { prompt: string; size: string; model: string }[]
let folder: string

beforeEach(async () => {
  bodies = []
  folder = mkdtempSync(join(tmpdir(), 'backdrops-'))
  server = createServer((request, response) => {
    let text = ''
    request.on('data', part => (text += part))
    request.on('end', () => {
      const body = text === '' ? { prompt: '', size: '', model: '' } : JSON.parse(text)
      if (request.method === 'POST') bodies.push(body)
      answer(request, response, body)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
  rmSync(folder, { recursive: true })
})

const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const picture = pngOf(new Uint8Array(size.widthPx * size.heightPx * 4), size.widthPx, size.heightPx)
const gives =
  (bytes: Buffer): Answer =>
  (_, response) =>
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ data: [{ b64_json: bytes.toString('base64') }] }))

function depsWith(stage: SetStage, more: Partial<BackdropDeps> = {}): BackdropDeps {
  const settings = imageModelSettings.parse({ baseUrl: `${origin()}/v1`, model: 'painter' })
  return {
    stage,
    clock: systemClock,
    log: silentLog,
    imageModel: { settings, apiKey: new Secret('k-1') },
    ...more,
  }
}

test('without an image model the built-in set is drawn, and says why it is this one', async () => {
  const { stage } = stageOf()
  const made = await backdropFor(brief, size, { stage, clock: systemClock, log: silentLog }, never)
  expect(made.rgba).toHaveLength(size.widthPx * size.heightPx * 4)
  expect(made.provenance).toMatchObject({
    by: 'built-in',
    plan: { kind: 'studio' },
    because: '"耳机" belongs to the studio',
  })
})

test("an image model's picture is taken, with prompt, mark and measures kept beside it", async () => {
  answer = gives(picture)
  const { stage, lent } = stageOf()
  const { provenance, key } = await backdropFor(
    brief,
    size,
    depsWith(stage, { contentProducer: '0011' }),
    never,
  )
  expect(provenance).toMatchObject({
    by: 'image-model',
    model: 'painter',
    AIGC: { Label: '1', ContentProducer: '0011' },
  })
  expect(key).toMatch(/^[0-9a-f]{64}$/)
  expect(bodies[0]).toMatchObject({ model: 'painter', size: '1024x1536' })
  expect(bodies[0]?.prompt).toContain('无线耳机')
  expect(JSON.stringify(provenance)).not.toContain('k-1')
  expect(lent.size).toBe(0)
})

test('a picture that is too bright behind the host is asked for again, with a wish', async () => {
  answer = gives(picture)
  const { stage } = stageOf([glaring, calm])
  const { provenance } = await backdropFor(brief, size, depsWith(stage), never)
  expect(provenance.by).toBe('image-model')
  expect(bodies).toHaveLength(2)
  expect(bodies[1]?.prompt).toContain('Darker behind the presenter')
})

test.each<[string, Answer, number, RegExp]>([
  [
    'never gives a fit picture',
    gives(pngOf(glaring, size.widthPx, size.heightPx)),
    2,
    /too-bright behind the host/,
  ],
  ['answers rubbish', (_, response) => response.end('<html>'), 2, /gave no answer|without a picture/],
  ['answers what is no picture', gives(Buffer.from('hello')), 2, /no PNG, JPEG or WebP/],
  [
    'gives a picture too small',
    gives(pngOf(new Uint8Array(64 * 100 * 4), 64, 100)),
    2,
    /64×100, too small for 180×320/,
  ],
  [
    'gives one that lies',
    gives(pngOf(new Uint8Array(400 * 320 * 4), 400, 320)),
    2,
    /lies where the program stands/,
  ],
  ['breaks', (_, response) => response.writeHead(500).end('{}'), 2, /gave no answer: 500/],
  ['hangs up', (_, response) => response.destroy(), 2, /gave no answer/],
  [
    'refuses the key',
    (_, response) => response.writeHead(401).end('{}'),
    1,
    /refused \(401\); check base URL, model and key/,
  ],
  [
    'points elsewhere',
    (_, response) =>
      response
        .setHeader('content-type', 'application/json')
        .end('{"data":[{"url":"http://10.0.0.1/x.png"}]}'),
    2,
    /link that is not followed/,
  ],
])('where the endpoint %s, the built-in set is shown', async (_, behaviour, times, why) => {
  answer = behaviour
  const { stage } = stageOf([glaring])
  const { provenance } = await backdropFor(brief, size, depsWith(stage), never)
  expect(provenance.by).toBe('built-in')
  expect(provenance.because).toMatch(why)
  expect(bodies).toHaveLength(times)
})

test('an endpoint that never answers is left at the deadline', async () => {
  const clock = new FakeClock()
  answer = () => void clock.advance(90_000)
  const { provenance } = await backdropFor(brief, size, depsWith(stageOf().stage, { clock }), never)
  expect(provenance.because).toMatch(/no picture within 90000 ms/)
  expect(bodies).toHaveLength(2)
})

test('a link back to the endpoint is followed', async () => {
  answer = (request, response) =>
    request.method === 'GET'
      ? response.end(picture)
      : response
          .setHeader('content-type', 'application/json')
          .end(JSON.stringify({ data: [{ url: `${origin()}/p.png` }] }))
  const { provenance } = await backdropFor(brief, size, depsWith(stageOf().stage), never)
  expect(provenance.by).toBe('image-model')
})

test('who is asked to stop stops, and shows no built-in set instead', async () => {
  const stop = new AbortController()
  answer = () => stop.abort(new Error('asked to stop'))
  const { stage, asked } = stageOf()
  await expect(backdropFor(brief, size, depsWith(stage), stop.signal)).rejects.toThrow('asked to stop')
  expect(asked).toEqual([])
})

test('what was made once is found again, by another shelf over the same folder too', async () => {
  answer = gives(picture)
  const { stage, asked } = stageOf()
  const shelf = () => new BackdropShelf({ folder, mostBytes: 1e9, clock: systemClock })
  const first = await backdropFor(brief, size, depsWith(stage, { shelf: shelf() }), never)
  const second = await backdropFor(brief, size, depsWith(stage, { shelf: shelf() }), never)
  expect(second).toEqual(first)
  expect(bodies).toHaveLength(1)
  expect(asked).toEqual(['fitPicture'])
})

test('a damaged one is made anew, and a folder that cannot be written costs nothing but time', async () => {
  const { stage, asked } = stageOf()
  const shelf = new BackdropShelf({ folder, mostBytes: 1e9, clock: systemClock })
  const deps = { stage, clock: systemClock, log: silentLog, shelf }
  await backdropFor(brief, size, deps, never)
  truncateSync(join(folder, readdirSync(folder)[0] as string), 900)
  await backdropFor(brief, size, deps, never)
  expect(asked).toEqual(['drawBackdrop', 'drawBackdrop'])
  writeFileSync(join(folder, 'file'), '')
  const nowhere = new BackdropShelf({
    folder: join(folder, 'file', 'below'),
    mostBytes: 1e9,
    clock: systemClock,
  })
  await expect(backdropFor(brief, size, { ...deps, shelf: nowhere }, never)).resolves.toMatchObject({
    widthPx: 180,
  })
})

test('the shelf keeps to its bound', async () => {
  const { stage } = stageOf()
  const shelf = new BackdropShelf({ folder, mostBytes: 1, clock: systemClock })
  for (const words of ['耳机', '手机'])
    await backdropFor({ words }, size, { stage, clock: systemClock, log: silentLog, shelf }, never)
  expect(readdirSync(folder)).toHaveLength(1)
})

test.each([
  [{ widthPx: 181, heightPx: 320 }],
  [{ widthPx: 20, heightPx: 320 }],
  [{ widthPx: 180, heightPx: 9_000 }],
])('a size that cannot be is refused: %j', async wrong => {
  const deps = { stage: stageOf().stage, clock: systemClock, log: silentLog }
  await expect(backdropFor(brief, wrong, deps, never)).rejects.toThrow(/even sides from 64 to 4096/)
})
