// What a viewer of a recording saw and heard: who was shown in each picture, and whether sound came with picture.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { flashMs } from './real-cameras.ts'

const run = promisify(execFile)

/** One picture as shown: its time and its average colour. */
export type Frame = { readonly atMs: number; readonly luma: number; readonly u: number; readonly v: number }

export type Viewing = {
  readonly frames: readonly Frame[]
  readonly beeps: readonly Beep[]
}

/** A sound between two silences; endless where none follows it. */
export type Beep = { readonly fromMs: number; readonly toMs: number }

/** A run of pictures of one source. */
export type Shown = {
  readonly what: string
  readonly fromMs: number
  readonly toMs: number
  readonly frames: number
}

/** Plays all of it, with the decoder that most players share. */
export async function viewRecording(file: string): Promise<Viewing> {
  const pictures = 'scale=16:16:flags=area,format=yuv420p,signalstats,metadata=print:file=-'
  const sounds = `silencedetect=noise=-40dB:d=0.3,ametadata=print:file=-`
  const [video, audio] = await Promise.all([
    play(file, ['-an', '-fps_mode', 'passthrough', '-vf', pictures]),
    play(file, ['-vn', '-af', sounds]),
  ])
  return {
    frames: [...video.matchAll(/pts_time:(\S+)\n([^]*?)(?=frame:|$)/g)].map(([, at, facts = '']) => {
      const of = (name: string) => Number(facts.match(new RegExp(`signalstats\\.${name}=(\\S+)`))?.[1])
      return { atMs: Number(at) * 1_000, luma: of('YAVG'), u: of('UAVG'), v: of('VAVG') }
    }),
    beeps: beepsIn(audio),
  }
}

function beepsIn(told: string): Beep[] {
  const timesOf = (what: string) =>
    [...told.matchAll(new RegExp(`silence_${what}=(\\S+)`, 'g'))].map(([, at]) => Number(at) * 1_000)
  const silencesFrom = timesOf('start')
  return timesOf('end').map(fromMs => ({
    fromMs,
    toMs: silencesFrom.find(at => at > fromMs) ?? Infinity,
  }))
}

async function play(file: string, how: readonly string[]): Promise<string> {
  const args = ['-v', 'error', '-nostdin', '-i', file, ...how, '-f', 'null', '-']
  const { stdout } = await run('ffmpeg', args, { maxBuffer: 1 << 28 })
  return stdout
}

/** A colour of its own for each source that may be shown. */
export type Palette = Readonly<Record<string, { readonly u: number; readonly v: number }>>

const isFlash = ({ luma }: Frame) => luma > 225

/**
 * Who was shown, in order. A flash says nothing of who sends it: it belongs to the run it lies in. A picture whose
 * colour is nobody's is `nobody`: what is decoded without the pictures that it builds on looks like that.
 */
export function shownIn({ frames }: Viewing, palette: Palette): Shown[] {
  const runs: Shown[] = []
  for (const frame of frames) {
    const last = runs.at(-1)
    const what = isFlash(frame) ? (last?.what ?? null) : whose(frame, palette)
    if (what === null) continue
    if (last?.what === what) runs[runs.length - 1] = { ...last, toMs: frame.atMs, frames: last.frames + 1 }
    else runs.push({ what, fromMs: frame.atMs, toMs: frame.atMs, frames: 1 })
  }
  return runs
}

const nearEnough = 14

function whose(frame: Frame, palette: Palette): string {
  const far = (name: string) => Math.hypot(frame.u - palette[name]!.u, frame.v - palette[name]!.v)
  const nearest = Object.keys(palette).toSorted((a, b) => far(a) - far(b))[0] as string
  return far(nearest) < nearEnough ? nearest : 'nobody'
}

/** A cut may take some of a beep: what is left begins, or ends, at another time. */
const wholeShare = 0.8

/** How much later than its flash each beep sounds; flashes that were cut into or have lost of their beep say nothing. */
export function skewsMs({ frames, beeps }: Viewing): number[] {
  const flashes = frames.filter((frame, i) => isFlash(frame) && !isFlash(frames[i - 1] ?? frame))
  const whole = beeps.filter(({ fromMs, toMs }) => toMs - fromMs >= wholeShare * flashMs)
  return flashes.flatMap(({ atMs }) => {
    const apart = ({ fromMs }: Beep) => Math.abs(fromMs - atMs)
    const nearest = whole.toSorted((a, b) => apart(a) - apart(b))[0]
    return nearest === undefined || apart(nearest) > flashMs ? [] : [nearest.fromMs - atMs]
  })
}
