// Whether viewers can read what a host is, through a hundred changes of what stands behind it: every decoded picture is looked at.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '#core/clock.ts'
import { findFfmpeg } from '#core/ffmpeg.ts'
import { silentLog } from '#core/log.ts'
import { flvFileHeader, type Tag } from '#media'
import { readBrief, type SetBrief, setKinds } from '#scene-gen'
import { usualProfile } from '#avatar'
import { openStage } from '../../avatar/browser/index.ts'
import type { Look, Take } from '../../avatar/feed/studio.ts'
import {
  labelSeen,
  OverlayCache,
  renderOverlay,
  type RenderedOverlay,
  usualLabelText,
} from '../../avatar/overlay/index.ts'
import { Reel } from '../../avatar/playout/reel.ts'
import { Production } from '../../avatar/studio/production.ts'
import { atMost, type Bench, type Benchmark } from './benchmark.ts'

const swaps = 100
const size = { widthPx: 360, heightPx: 640 }
const frameBytes = (size.widthPx * size.heightPx * 3) / 2
/** Of the picture, from its top: nothing but the set is there. */
const topRows = 60
/** Mean difference of luma that is another set, of 255; a set against itself decoded again differs by less than 2. */
const otherSet = 3

export const label: Benchmark = {
  name: 'label',
  sentence: `the AI label on every decoded picture of a host at 360×640, through ${swaps} set swaps at sentence ends`,
  run: async bench => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-label-'))
    const host = join(folder, 'none')
    const production = new Production({
      ...{ clock: systemClock, log: silentLog, onChild: () => {} },
      ...{ folder, hostsFolder: host, logosFolder: host },
    })
    try {
      return await rows(bench, production, await drawnLabel(folder, bench.signal))
    } finally {
      await production.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function rows(bench: Bench, production: Production, drawn: RenderedOverlay) {
  const looks = new Looks(drawn)
  const decoder = await decoding(frame => looks.take(frame))
  const reel = new Reel('')
  let sent = 0
  for (let i = 0; i <= swaps; i++) {
    const { clip } = await sentence(production, i, bench.signal)
    looks.expectSwapAt(sent)
    const { now } = reel.begin(clip, true)
    await decoder.send(now)
    for (let played = reel.next(); played !== undefined; played = reel.next()) await decoder.send(played.tags)
    sent += clip.pictures.length
    if (i % 20 === 0)
      bench.say(`${i} swaps, ${looks.frames} of ${sent} pictures decoded, ${looks.unread} without`)
  }
  await decoder.end()
  const values = { ...{ frames: looks.frames, sent, swapsSeen: looks.swapsSeen }, worst: looks.worst }
  const note = `of ${looks.frames}; ${looks.swapsSeen} swaps seen; the worst is ${looks.worst.toFixed(2)} of as drawn`
  const row = (what: string, value: number, more = '') =>
    atMost({ what, value, limit: 0, unit: '', note: more, values })
  return [
    row('decoded pictures on which the label could not be read', looks.unread, note),
    row(
      'pictures that were sent and not decoded, and swaps not seen',
      sent - looks.frames + swaps - looks.swapsSeen,
    ),
  ]
}

/** Every other one is composed anew, with a clock; those between are kept clips once each set had its turn. */
async function sentence(production: Production, i: number, signal: AbortSignal): Promise<Take> {
  const look: Look = {
    host: 'lin',
    set: setOf(i),
    label: usualLabelText,
    profile: { ...usualProfile, ...size },
  }
  const line = { text: '大家好。', language: 'zh' as const, product: null }
  if (i % 2 === 0) return await production.speak(look, line, signal)
  const clock = { face: 'HH:MM:SS' as const }
  return await production.live(look, line, { atWallMs: systemClock.wallMs(), clock, cards: [] }, signal)
}

/** One of each kind, no two alike behind each other, each with kept and new clips; more would cost drawing, and show nothing new. */
function setOf(i: number): SetBrief {
  const set = setKinds[(i + Math.floor(i / setKinds.length)) % setKinds.length]
  return readBrief({ words: '耳机', category: 'technology', set })
}

async function drawnLabel(folder: string, signal: AbortSignal): Promise<RenderedOverlay> {
  const stage = await openStage(
    { clock: systemClock, log: silentLog, cacheFolder: join(folder, 'stage') },
    signal,
  )
  const deps = { stage, cache: new OverlayCache() }
  return await renderOverlay('label', { text: usualLabelText }, size, deps, signal).finally(() =>
    stage.close(),
  )
}

/** Looks at each picture as it is decoded. */
class Looks {
  readonly #label: RenderedOverlay
  readonly #swapAt = new Set<number>()
  #before: Buffer | undefined
  frames = 0
  unread = 0
  swapsSeen = 0
  worst = 1

  constructor(drawn: RenderedOverlay) {
    this.#label = drawn
  }

  expectSwapAt(frame: number): void {
    if (frame > 0) this.#swapAt.add(frame)
  }

  take(frame: Buffer): void {
    const { isSeen, score } = labelSeen(frame, size.widthPx, this.#label, this.#label.box)
    if (!isSeen) this.unread += 1
    this.worst = Math.min(this.worst, score)
    const top = Buffer.from(frame.subarray(0, topRows * size.widthPx))
    if (
      this.#swapAt.has(this.frames) &&
      this.#before !== undefined &&
      differenceOf(top, this.#before) > otherSet
    )
      this.swapsSeen += 1
    this.#before = top
    this.frames += 1
  }
}

function differenceOf(a: Buffer, b: Buffer): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length
}

/** One decoder for the whole stream, as a viewer's player has it. */
async function decoding(onFrame: (frame: Buffer) => void) {
  const { path } = await findFfmpeg()
  const raw = ['-vsync', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', 'pipe:1']
  const child = spawn(path, ['-v', 'error', '-f', 'flv', '-i', 'pipe:0', '-an', ...raw], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  let left = Buffer.alloc(0)
  child.stdout.on('data', (piece: Buffer) => {
    left = Buffer.concat([left, piece])
    for (; left.length >= frameBytes; left = left.subarray(frameBytes)) onFrame(left.subarray(0, frameBytes))
  })
  child.stdin.write(flvFileHeader)
  return {
    send: async (tags: readonly Tag[]) => {
      if (!child.stdin.write(Buffer.concat(tags.map(({ bytes }) => bytes)))) await once(child.stdin, 'drain')
    },
    end: async () => {
      child.stdin.end()
      await ended
    },
  }
}
