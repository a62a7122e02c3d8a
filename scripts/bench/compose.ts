// What a talking host costs: composing, encoding with sound, and the same sentence once more from disk.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { systemClock } from '#core/clock.ts'
import { silentLog } from '#core/log.ts'
import { flvTag } from '#media'
import { aigcMark } from '#scene-gen'
import { type Clip, clipKey, type ClipPlan, ClipShelf, makeClip } from '../../avatar/clip/index.ts'
import { Composer } from '../../avatar/compose/index.ts'
import { Playout } from '../../avatar/playout/playout.ts'
import { atMost, type Bench, type Benchmark } from './benchmark.ts'
import { ownAndChildrenMb, ownAndChildrenMs } from './cpu.ts'
import { median, spread } from './numbers.ts'
import { paintedScene } from './painted-scene.ts'

/** Twelve seconds: a long sentence. */
const pictures = 304
const sampleRateHz = 48_000
const speakers = 6
const players = 40
const playMs = 6_000

export const compose: Benchmark = {
  name: 'compose',
  sentence:
    'a talking host at 720×1280 and 25 fps: composed, encoded with sound (x264 veryfast), and from disk again',
  run: async bench => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-clips-'))
    try {
      return await rows(bench, folder)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function rows(bench: Bench, folder: string) {
  const { memory, plan } = paintedScene(pictures)
  await using composer = new Composer(memory)
  const shelf = await ClipShelf.open({ folder, mostBytes: 1e9, clock: systemClock, log: silentLog })
  const costs = { composed: [] as number[], encoded: [] as number[], copied: [] as number[] }
  const key = clipKey('bench')
  await drain(composer.compose(plan, bench.signal)) // the thread starts, and the machine warms to it
  for (let round = 0; round < bench.rounds; round++) {
    costs.composed.push(await perPicture(() => drain(composer.compose(plan, bench.signal))))
    let clip: Clip | undefined
    const encode = async () => {
      clip = await makeClip(
        composer.compose(plan, bench.signal),
        voice,
        coding,
        { clock: systemClock },
        bench.signal,
      )
    }
    costs.encoded.push(await perPicture(encode))
    await shelf.keep(key, clip as unknown as Clip)
    costs.copied.push(await perPicture(async () => copy(await shelf.find(key))))
    const last = (each: readonly number[]) => (each.at(-1) ?? 0).toFixed(2)
    bench.say(
      `composed ${last(costs.composed)}, with encoder ${last(costs.encoded)}, copied ${last(costs.copied)} ms`,
    )
  }
  const crowd = await atOnce(() =>
    makeClip(composer.compose(plan, bench.signal), voice, coding, { clock: systemClock }, bench.signal),
  )
  bench.say(
    `${speakers} hosts at once: ${crowd.share.toFixed(2)} of the time they speak, ${crowd.mbEach.toFixed(0)} MB each`,
  )
  const played = await forty(() => shelf.find(key), bench.signal)
  bench.say(
    `${players} hosts from clips: ${played.cores.toFixed(2)} cores, ${played.mbEach.toFixed(1)} MB each, latest picture ${played.latestMs} ms late`,
  )
  const row = (what: string, each: readonly number[], limit: number) =>
    atMost({
      what,
      value: median(each),
      limit,
      unit: 'ms',
      digits: 2,
      note: spread(each, 2),
      values: { each },
    })
  return [
    row('CPU of one composed frame', costs.composed, 0.5),
    row('CPU of one frame composed and encoded, sound included', costs.encoded, 9),
    row('CPU of one frame of the same sentence from disk', costs.copied, 1),
    atMost({
      what: `time in which new sentences of ${speakers} hosts at once are made ÷ time in which they are said`,
      value: crowd.share,
      limit: 1,
      unit: '',
      digits: 2,
      note: 'all cores',
      values: { each: [crowd.share] },
    }),
    atMost({
      what: 'memory for one more host that says what is new, encoder included',
      value: crowd.mbEach,
      limit: 200,
      unit: 'MB',
      note: `the most of ${speakers} at once; loops of one host are shared`,
      values: crowd,
    }),
    atMost({
      what: `${players} hosts played from clips, each to a reader`,
      value: played.cores,
      limit: 2,
      unit: 'cores',
      digits: 2,
      note: `latest picture ${played.latestMs} ms late`,
      values: played,
    }),
    atMost({
      what: 'memory for one more host that plays clips',
      value: played.mbEach,
      limit: 10,
      unit: 'MB',
      digits: 1,
      note: `each with a clip of its own of ${pictures / 25} s`,
      values: played,
    }),
  ]
}

/** Sentences that are made side by side, against the time they last; and what memory each of them took at most. */
async function atOnce(
  make: () => Promise<Clip>,
): Promise<{ readonly share: number; readonly mbEach: number }> {
  const [fromMs, beforeMb] = [performance.now(), ownAndChildrenMb()]
  let mostMb = beforeMb
  const looking = setInterval(() => (mostMb = Math.max(mostMb, ownAndChildrenMb())), 100)
  try {
    await Promise.all(Array.from({ length: speakers }, make))
  } finally {
    clearInterval(looking)
  }
  const share = (performance.now() - fromMs) / ((pictures / 25) * 1_000)
  return { share, mbEach: (mostMb - beforeMb) / speakers }
}

async function forty(
  find: () => Promise<Clip | undefined>,
  signal: AbortSignal,
): Promise<{ readonly cores: number; readonly latestMs: number; readonly mbEach: number }> {
  const over = new AbortController()
  const beforeMb = ownAndChildrenMb()
  const scenes = await Promise.all(Array.from({ length: players }, async () => sceneOf(await find())))
  const playouts = scenes.map(scene => new Playout({ clock: systemClock, aigc: '', next: () => scene }))
  for (const playout of playouts) playout.read(new PassThrough().resume() as unknown as Socket)
  const [fromMs, before] = [performance.now(), ownAndChildrenMs()]
  const both = AbortSignal.any([signal, over.signal])
  const playing = playouts.map(playout => playout.run(both))
  await new Promise(resolve => setTimeout(resolve, playMs))
  const cores = (ownAndChildrenMs() - before) / (performance.now() - fromMs)
  const latestMs = Math.round(Math.max(...playouts.map(({ latenessMs }) => latenessMs)))
  const mbEach = (ownAndChildrenMb() - beforeMb) / players
  over.abort(new Error('long enough'))
  await Promise.all(playing)
  return { cores, latestMs, mbEach }
}

function sceneOf(clip: Clip | undefined) {
  if (clip === undefined) throw new Error('the clip was not kept')
  return { clip, isSpeaking: true, onEnd: () => {} }
}

const coding: ClipPlan = {
  widthPx: 720,
  heightPx: 1_280,
  frameRateFps: 25,
  sampleRateHz,
  channels: 1,
  maxVideoKbps: 2_500,
  audioKbps: 96,
  preset: 'veryfast',
  pictures,
  aigc: aigcMark('bench', 'bench'),
}

/** Something like a voice: a tone that comes and goes four times a second. Made once: whoever speaks is not measured here. */
const voice = Int16Array.from({ length: (pictures * sampleRateHz) / 25 }, (_, i) => {
  const loudness = Math.max(0, Math.sin((8 * Math.PI * i) / sampleRateHz))
  return Math.round(9_000 * loudness * (Math.sin(i / 40) + 0.5 * Math.sin(i / 13)))
})

async function drain(frames: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const frame of frames) if (frame.length === 0) throw new Error('an empty frame')
}

/** As whoever sends a clip does it: each picture and sound in a tag with a time of its own. */
function copy(clip: Clip | undefined): void {
  if (clip === undefined) throw new Error('the clip was not kept')
  for (const [i, { payload }] of clip.pictures.entries()) flvTag('video', i * 40, payload)
  for (const [i, payload] of clip.sounds.entries()) flvTag('audio', i * 21, payload)
}

/** Milliseconds of CPU of this process, its threads and children. */
async function perPicture(work: () => Promise<void>): Promise<number> {
  const before = ownAndChildrenMs()
  await work()
  return (ownAndChildrenMs() - before) / pictures
}
