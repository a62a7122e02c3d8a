// Pictures for people out of key frames as they were sent: one short FFmpeg child each, which gives way to everything else.
import { type ChildProcess, describeEnd, leashed, runChild } from '#core/child.ts'
import { type Clock, within } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import { findFfmpeg, type FoundFfmpeg } from '#core/ffmpeg.ts'

const niceness = 15
const graceMs = 300
const withinMs = 8_000
const mostAtOnce = 2
/** Who comes when so many wait already is asked to come again. */
const mostWaiting = 24
const mostBytes = 8_388_608

export class PictureMaker {
  readonly #clock: Clock
  #ffmpeg: Promise<FoundFfmpeg> | undefined
  #running = 0
  readonly #waiting: (() => void)[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** A JPEG no wider and no higher than `mostPx`. `h264`: one key frame with its parameter sets. */
  async jpeg(h264: Buffer, mostPx: number, signal: AbortSignal): Promise<Buffer> {
    if (this.#running >= mostAtOnce) {
      if (this.#waiting.length >= mostWaiting)
        throw unmade('too many pictures are being made; ask again in a second', 'too-many')
      await new Promise<void>(resolve => this.#waiting.push(resolve))
    } else this.#running++
    try {
      return await this.#make(h264, mostPx, signal)
    } finally {
      const next = this.#waiting.shift() // takes this one's place
      if (next === undefined) this.#running--
      else next()
    }
  }

  async #make(h264: Buffer, mostPx: number, signal: AbortSignal): Promise<Buffer> {
    this.#ffmpeg ??= findFfmpeg()
    const found = await this.#ffmpeg.catch(error => {
      this.#ffmpeg = undefined // somebody may install one
      throw error
    })
    const parts: Buffer[] = []
    let said = ''
    const work = (ending: AbortSignal) => {
      const [program, args] = leashed(found.path, argsFor(mostPx), niceness)
      const onSpawn = (child: ChildProcess) => give(child, h264, parts)
      const onLine = (line: string) => (said = line)
      return runChild(
        { program, args, graceMs, stdio: ['pipe', 'pipe', 'pipe'], onSpawn, onLine },
        this.#clock,
        ending,
      )
    }
    const late = () => unmade(`the picture was not made within ${withinMs / 1_000} s`)
    const end = await within(this.#clock, withinMs, work, late, signal)
    const jpeg = Buffer.concat(parts)
    if (jpeg.length > 0 && end.by === 'exit' && end.code === 0) return jpeg
    throw unmade(`the picture cannot be made: FFmpeg ${describeEnd(end)}; ${said.slice(0, 200)}`)
  }
}

function give(child: ChildProcess, h264: Buffer, parts: Buffer[]): void {
  let bytes = 0
  child.stdin?.on('error', () => {}) // its end tells
  child.stdout?.on('data', (part: Buffer) => {
    bytes += part.length
    if (bytes <= mostBytes) parts.push(part)
  })
  child.stdin?.end(h264)
}

function argsFor(mostPx: number): string[] {
  const size = `scale=w='min(${mostPx},iw)':h='min(${mostPx},ih)':force_original_aspect_ratio=decrease`
  return [
    ...'-hide_banner -v error -nostats -threads 1 -f h264 -i pipe:0 -frames:v 1 -an'.split(' '),
    ...['-vf', `${size},format=yuvj420p`],
    ...'-c:v mjpeg -q:v 4 -f mjpeg pipe:1'.split(' '),
  ]
}

function unmade(sentence: string, code: 'no-picture' | 'too-many' = 'no-picture'): Failure {
  return new Failure(`control/${code}`, sentence, { fault: 'ours', remedy: 'retry' })
}
