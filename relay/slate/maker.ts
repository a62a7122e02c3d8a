// Makes a slate with FFmpeg, or takes it from the shelf on disk where one of that very kind was made before.
import { createHash } from 'node:crypto'
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type ChildEnd, type ChildProcess, describeEnd, leashed, runChild } from '#core/child.ts'
import { type Clock, within } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import { findFfmpeg } from '#core/ffmpeg.ts'
import { identityOf, type ProcessIdentity } from '#core/process-identity.ts'
import { FlvReader, flvFileHeader, flvTag, inspectTag, type Tag } from '#media'
import type { SlateClip } from './clip.ts'
import {
  ownSoundArgs,
  pictureArgs,
  type SlateLook,
  type SlateShape,
  soundArgs,
  soundFrames,
  soundFramesOf,
} from './ffmpeg-args.ts'

export type MakerDeps = {
  readonly clock: Clock
  /** Where finished slates are kept. */
  readonly folder: string
  readonly onChild: (identity: ProcessIdentity, isAlive: boolean) => void
}

/** Goes up when slates of an older Changming shall be made anew. */
const edition = 1
const maxTagBytes = 16_777_215
const nice = 10
const graceMs = 500
/** On a machine with nothing to spare a minute of pictures takes long; for ever is a mistake. */
const makeWithinMs = 180_000
const keptLines = 4
/** Stands behind the last picture and sound in a file that was written whole. */
const endMark = flvTag('script', 0, Buffer.from('whole'))
/** Those used last stay on disk, for programs that come again. */
const keptFiles = 32
/** The largest clip that is held in memory. */
const mostBytes = 48 * 1_048_576

/** Throws a Failure that says what is missing or what FFmpeg said; rejects with the signal's reason when aborted. */
export async function makeSlate(
  look: SlateLook,
  shape: SlateShape,
  deps: MakerDeps,
  signal: AbortSignal,
): Promise<SlateClip> {
  const file = join(deps.folder, `${nameOf(look, shape)}.flv`)
  const known = readShelf(file, look, shape)
  if (known !== undefined) return known
  const pictures = await tagsFrom(pictureArgs(look, shape), deps, signal)
  const shown = clipOf(pictures, look, shape)?.pictures.length ?? 0
  const sounds = await soundsFor(look, { ...shape, pictures: shown }, deps, signal)
  const tags = [...pictures.filter(tag => tag.kind === 'video'), ...sounds]
  const clip = clipOf(tags, look, shape)
  if (clip === undefined) throw notMade('FFmpeg made no pictures')
  keep(file, tags)
  return clip
}

async function soundsFor(
  look: SlateLook,
  shape: SlateShape & { readonly pictures: number },
  deps: MakerDeps,
  signal: AbortSignal,
): Promise<Tag[]> {
  const isPlain = shape.channels <= 2 && look.sound === 'soft' // other layouts get silence, which needs no encoder
  if (!isPlain) return []
  if ('file' in look.design && look.design.isClip) {
    const own = await tagsFrom(ownSoundArgs(look.design.file, shape), deps, signal).catch(error => {
      signal.throwIfAborted()
      if (!(error instanceof Failure)) throw error
      return [] // a clip without sound
    })
    return cutOut(own, 1, soundFramesOf(shape.pictures, shape)) // the encoder's first frame comes before the sound
  }
  const count = soundFrames(shape)
  return cutOut(await tagsFrom(soundArgs(shape), deps, signal), count, count)
}

/** The header and `count` frames of sound from one on; nothing where there are not so many. */
function cutOut(tags: readonly Tag[], from: number, count: number): Tag[] {
  const sounds = tags.filter(tag => tag.kind === 'audio')
  const frames = sounds.filter(tag => !inspectTag(tag).isConfig).slice(from, from + count)
  return frames.length === count ? [...sounds.filter(tag => inspectTag(tag).isConfig), ...frames] : []
}

async function tagsFrom(args: string[], deps: MakerDeps, signal: AbortSignal): Promise<Tag[]> {
  const { path } = await findFfmpeg()
  const [program, whole] = leashed(path, args, nice)
  const tags: Tag[] = []
  let lines: string[] = []
  let trouble = ''
  let bytes = 0
  const reader = new FlvReader(tag => tags.push(tag), { maxTagBytes })
  let identity: ProcessIdentity | undefined
  const onSpawn = (child: ChildProcess) => {
    identity = identityOf(child.pid as number)
    deps.onChild(identity, true)
    child.stdout?.on('data', (piece: Buffer) => {
      bytes += piece.length
      if (bytes > mostBytes) trouble ||= `it comes to more than ${mostBytes} bytes`
      if (trouble === '') reader.push(piece)
    })
  }
  const onLine = (line: string) => (lines = [...lines, line].slice(-keptLines))
  const plan = {
    program,
    args: whole,
    graceMs,
    stdio: ['ignore' as const, 'pipe' as const, 'pipe' as const],
    onLine,
    onSpawn,
  }
  const late = () => notMade(`FFmpeg did not end within ${makeWithinMs / 1_000} s`)
  let end: ChildEnd
  try {
    end = await within(deps.clock, makeWithinMs, stop => runChild(plan, deps.clock, stop), late, signal)
  } finally {
    if (identity !== undefined) deps.onChild(identity, false)
  }
  signal.throwIfAborted()
  if (end.by === 'exit' && end.code === 0 && trouble === '') return tags
  throw notMade(trouble || `FFmpeg ${describeEnd(end)}: ${lines.join(' | ') || 'it said nothing'}`)
}

function notMade(why: string): Failure {
  return new Failure('relay/no-slate', `the slate could not be made: ${why}`, {
    fault: 'ours',
    remedy: 'retry',
  })
}

/** The same name for the same slate, whoever makes it. */
function nameOf(look: SlateLook, shape: SlateShape): string {
  const { design } = look
  const own = 'file' in design ? statSync(design.file, { throwIfNoEntry: false }) : undefined
  if ('file' in design && own === undefined) throw notMade(`${design.file} is gone`)
  const what = { edition, look, shape, own: own === undefined ? null : [own.size, Math.round(own.mtimeMs)] }
  return createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 24)
}

function readShelf(file: string, look: SlateLook, shape: SlateShape): SlateClip | undefined {
  if (!existsSync(file)) return undefined
  const tags: Tag[] = []
  try {
    new FlvReader(tag => tags.push(tag), { maxTagBytes }).push(readFileSync(file))
    const now = new Date()
    utimesSync(file, now, now)
  } catch {
    return undefined // made anew
  }
  // A machine that lost its power may have kept the beginning of it only.
  return tags.at(-1)?.payload.equals(endMark.payload) === true ? clipOf(tags, look, shape) : undefined
}

/** In one step: a reader finds a whole file or none. A full disk costs only the making next time. */
function keep(file: string, tags: readonly Tag[]): void {
  try {
    mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 })
    const part = `${file}.${process.pid}.part`
    writeFileSync(
      part,
      Buffer.concat([
        flvFileHeader,
        ...tags.map(tag => flvTag(tag.kind, tag.timestampMs, tag.payload).bytes),
        endMark.bytes,
      ]),
    )
    renameSync(part, file)
    forgetOldest(join(file, '..'))
  } catch {
    // it is in memory, which is where it is needed
  }
}

function forgetOldest(folder: string): void {
  const aged = globSync('*', { cwd: folder })
    .map(name => join(folder, name))
    .map(path => ({ path, usedAtMs: statSync(path).mtimeMs }))
    .sort((a, b) => b.usedAtMs - a.usedAtMs)
  for (const { path } of aged.slice(keptFiles)) rmSync(path, { force: true })
}

function clipOf(
  tags: readonly Tag[],
  { design }: SlateLook,
  { frameRateFps }: SlateShape,
): SlateClip | undefined {
  const facts = tags.map(tag => ({ tag, ...inspectTag(tag) }))
  const of = (kind: Tag['kind']) => facts.filter(each => each.tag.kind === kind && !each.isEndOfSequence)
  const videoHeader = of('video').find(each => each.isConfig)?.tag.payload
  const pictures = of('video')
    .filter(each => !each.isConfig)
    .map(({ tag, isKeyframe }) => ({ payload: tag.payload, isKeyframe }))
  if (videoHeader === undefined || pictures[0]?.isKeyframe !== true) return undefined
  const bytes = pictures.reduce((sum, each) => sum + each.payload.length, 0)
  return {
    videoHeader,
    pictures,
    frameRateFps,
    audioHeader: of('audio').find(each => each.isConfig)?.tag.payload ?? null,
    sounds: of('audio')
      .filter(each => !each.isConfig)
      .map(each => each.tag.payload),
    isInStep: 'file' in design && design.isClip,
    videoKbps: (bytes * 8 * frameRateFps) / (pictures.length * 1_000),
  }
}
