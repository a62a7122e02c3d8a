// The FFmpeg child that decodes key frames and short pieces of sound of one feed, and what it says of them.
import { type ChildEnd, type ChildProcess, leashed, runChild } from '#core/child.ts'
import type { Clock } from '#core/clock.ts'
import { findFfmpeg } from '#core/ffmpeg.ts'
import { identityOf, type ProcessIdentity } from '#core/process-identity.ts'
import { flvFileHeader, flvTag, loneHeader, lonePicture, unitLengthBytes } from '#media'
import type { PictureLook, SoundLook } from './content.ts'

export type ContentChildPlan = {
  /** Sequence headers of what it will be given. */
  readonly headers: { readonly video: Buffer; readonly audio: Buffer | undefined }
  readonly onPicture: (look: PictureLook) => void
  readonly onSound: (look: SoundLook) => void
  readonly onChild: (identity: ProcessIdentity, isAlive: boolean) => void
  readonly clock: Clock
}

const nice = 10
const graceMs = 300
/** A child that does not take what it is given gets no more of it. */
const mostWaitingBytes = 4_194_304
/** Its clock is ours: neither jumps of a feed nor gaps between the pieces it gets may confuse it. */
const pictureStepMs = 1_000
const soundStepMs = 20
/** Samples of all channels that make a look. */
const lookSamples = 8_192
const fullScale = 32_700
const keptLines = 3

export class ContentChild {
  readonly #plan: ContentChildPlan
  readonly #lengthBytes: number
  #child: ChildProcess | undefined
  #pictures = 0
  #sounds = 0
  #said: string[] = []

  constructor(plan: ContentChildPlan) {
    this.#plan = plan
    this.#lengthBytes = unitLengthBytes(plan.headers.video)
  }

  /** The last lines that were no measurement. */
  get said(): string {
    return this.#said.join(' | ')
  }

  /** Runs until it ends, or is made to. Throws where there is no FFmpeg. */
  async run(signal: AbortSignal): Promise<ChildEnd> {
    const { clock, onChild, headers } = this.#plan
    const { path } = await findFfmpeg()
    const [program, args] = leashed(path, argsFor(headers.audio !== undefined), nice)
    let identity: ProcessIdentity | undefined
    const onSpawn = (child: ChildProcess) => {
      identity = identityOf(child.pid as number)
      onChild(identity, true)
      this.#begin(child)
    }
    const stdio = ['pipe' as const, 'ignore' as const, 'pipe' as const, 'pipe' as const]
    const end = await runChild(
      { program, args, graceMs, stdio, onSpawn, onLine: this.#lineReader() },
      clock,
      signal,
    )
    this.#child = undefined
    if (identity !== undefined) onChild(identity, false)
    return end
  }

  #begin(child: ChildProcess): void {
    const { headers, onSound } = this.#plan
    child.stdin?.on('error', () => {}) // its end tells
    const samples = child.stdio[3] as NodeJS.ReadableStream | null
    samples?.on('error', () => {}) // the same
    samples?.on('data', soundReader(onSound))
    child.stdin?.write(flvFileHeader)
    child.stdin?.write(flvTag('video', 0, loneHeader(headers.video)).bytes)
    if (headers.audio !== undefined) child.stdin?.write(flvTag('audio', 0, headers.audio).bytes)
    this.#child = child
  }

  /** Gives it a key frame to look at; false where it takes none. What is given is copied. */
  picture(payload: Buffer): boolean {
    const picture = this.#canTake ? lonePicture(payload, this.#lengthBytes) : undefined
    if (picture === undefined) return false
    this.#pictures++
    this.#sounds = 0
    this.#child?.stdin?.write(flvTag('video', this.#pictures * pictureStepMs, picture).bytes)
    return true
  }

  sound(payload: Buffer): void {
    if (!this.#canTake) return
    const atMs = this.#pictures * pictureStepMs + this.#sounds++ * soundStepMs
    this.#child?.stdin?.write(flvTag('audio', atMs, payload).bytes)
  }

  get #canTake(): boolean {
    const stdin = this.#child?.stdin
    return stdin != null && stdin.writableLength <= mostWaitingBytes
  }

  #lineReader(): (line: string) => void {
    let difference: number | undefined
    let isFirst = true
    return line => {
      const [, name, value] = /lavfi\.(?:signalstats|blackframe)\.(YDIF|pblack)=([\d.]+)/.exec(line) ?? []
      if (name === 'YDIF') difference = Number(value)
      else if (name === 'pblack' && difference !== undefined) {
        this.#plan.onPicture({ blackShare: Number(value) / 100, difference: isFirst ? null : difference })
        difference = undefined
        isFirst = false
      } else if (name === undefined && !/^\[Parsed_|^frame:/.test(line))
        this.#said = [...this.#said, line].slice(-keptLines)
    }
  }
}

/** Pixels are picked, not averaged, so that noise stays: it tells a still scene from a picture that stands. */
const filters = [
  'scale=160:90:flags=neighbor',
  'signalstats',
  'blackframe=amount=0:threshold=38',
  'metadata=print:key=lavfi.signalstats.YDIF',
  'metadata=print:key=lavfi.blackframe.pblack',
].join(',')

function argsFor(hasSound: boolean): string[] {
  // A damaged picture is none: what decoders make of it is grey, and always the same.
  // It shall neither wait for more than one frame nor look for what else there may be.
  const atOnce = '-probesize 32 -analyzeduration 0 -fpsprobesize 0'
  const input = `-hide_banner -v info -nostats -threads 1 -flags low_delay -err_detect explode -skip_loop_filter all ${atOnce} -f flv -i pipe:0`
  const picture = `-map 0:v -filter_threads 1 -vf ${filters} -vsync 0 -f null -`
  const sound = hasSound ? '-map 0:a -f s16le -flush_packets 1 pipe:3' : ''
  return `${input} ${picture} ${sound}`.trim().split(' ')
}

function soundReader(onSound: (look: SoundLook) => void): (bytes: Buffer) => void {
  let rest = Buffer.alloc(0)
  let sum = { samples: 0, squares: 0, clipped: 0 }
  return bytes => {
    const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
    const whole = all.length - (all.length % 2)
    for (let at = 0; at < whole; at += 2) {
      const sample = all.readInt16LE(at)
      sum.samples++
      sum.squares += sample * sample
      if (sample >= fullScale || sample <= -fullScale) sum.clipped++
    }
    rest = Buffer.from(all.subarray(whole))
    if (sum.samples < lookSamples) return
    const rms = Math.sqrt(sum.squares / sum.samples) / 32_768
    onSound({ rmsDb: Math.max(-120, 20 * Math.log10(rms)), clippedShare: sum.clipped / sum.samples })
    sum = { samples: 0, squares: 0, clipped: 0 }
  }
}
