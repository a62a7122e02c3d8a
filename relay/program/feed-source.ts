// Where feeds come from: ingest's socket as it is, or through an FFmpeg that makes them fit the program's profile.
import { type ChildProcess, describeEnd, leashed, runChild } from '#core/child.ts'
import { type Clock, slept } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import { findFfmpeg } from '#core/ffmpeg.ts'
import { identityOf, type ProcessIdentity } from '#core/process-identity.ts'
import { askUnix, openUnixStream } from '#core/unix-http.ts'
import { FlvReader, inspectTag } from '#media'
import type { OpenFeed } from './feed.ts'
import type { HostCue } from './host-line.ts'
import type { Profile } from './profile.ts'

/** The feed as ingest has it. */
export function fromIngest(socketPath: string, feed: string): OpenFeed {
  return on => openUnixStream(socketPath, `/feeds/${feed}.flv`, { isReused: true, ...on })
}

/** A virtual host as the avatar worker plays it. */
export function fromAvatar(socketPath: string, feed: string): OpenFeed {
  return on => openUnixStream(socketPath, `/feeds/${feed}.flv`, { isReused: true, ...on })
}

/** Tells the avatar worker what a broadcast wishes of a host. Throws a Failure where it does not hear within a second. */
export async function cueHost(socketPath: string, feed: string, by: string, cue: HostCue): Promise<void> {
  await askUnix({ socketPath, method: 'PUT', path: `/feeds/${feed}/cue`, body: { by, cue } }, cueWithinMs)
}

export type NormaliserDeps = {
  readonly clock: Clock
  readonly onChild: (identity: ProcessIdentity, isAlive: boolean) => void
  /** What to make of it; undefined until the program has a profile. */
  readonly profile: () => Profile | undefined
  /** Kilobits per second of its pictures. */
  readonly videoKbps: () => number
}

const cueWithinMs = 1_000
const graceMs = 500
const nice = 5
/** With this much waiting for FFmpeg its source is held back; ingest then drops to the next key frame. */
const mostWaitingBytes = 4_194_304
const profileEveryMs = 200
/** FLV allows no more. */
export const maxTagBytes = 16_777_215
/** A step of the feed's clock that is larger than this, either way, is a jump. */
const mostStepMs = 5_000
/** So long FFmpeg waits for sound that is not there; where none is named it reads on for a minute and a half. */
const waitsForSoundMs = 500
const keptLines = 3

/** The feed made to fit the program: size, frame rate and sound, in a child that gives way to what is on air. */
export function throughFfmpeg(socketPath: string, feed: string, deps: NormaliserDeps): OpenFeed {
  return on => {
    const stop = new AbortController()
    // Asked to end, FFmpeg still hands out what it has.
    const onBytes = (bytes: Buffer) => stop.signal.aborted || on.onBytes(bytes)
    void normalise({ socketPath, feed, deps }, onBytes, stop.signal).then(
      why => stop.signal.aborted || on.onEnd(why),
      error => stop.signal.aborted || on.onEnd(messageOf(error)),
    )
    return { close: () => stop.abort(new Error('no longer read')) }
  }
}

type Plan = { readonly socketPath: string; readonly feed: string; readonly deps: NormaliserDeps }

async function normalise(
  plan: Plan,
  onBytes: (bytes: Buffer) => unknown,
  signal: AbortSignal,
): Promise<string> {
  const { deps } = plan
  while (deps.profile()?.frameRateFps == null)
    if (!(await slept(deps.clock, profileEveryMs, signal))) return ''
  const { path } = await findFfmpeg()
  const [program, args] = leashed(path, normaliserArgs(deps.profile() as Profile, deps.videoKbps()), nice)
  const over = new AbortController()
  let why = ''
  let lines: string[] = []
  let identity: ProcessIdentity | undefined
  const onSpawn = (child: ChildProcess) => {
    identity = identityOf(child.pid as number)
    deps.onChild(identity, true)
    child.stdout?.on('data', onBytes)
    pour(plan, child, ended => {
      why = ended
      over.abort(new Error('the feed ended'))
    })
  }
  const onLine = (line: string) => (lines = [...lines, line].slice(-keptLines))
  const stdio = ['pipe' as const, 'pipe' as const, 'pipe' as const]
  const both = AbortSignal.any([signal, over.signal])
  const end = await runChild({ program, args, graceMs, stdio, onLine, onSpawn }, deps.clock, both)
  if (identity !== undefined) deps.onChild(identity, false)
  return end.asked ? why : `FFmpeg ${describeEnd(end)}: ${lines.join(' | ') || 'it said nothing'}`
}

/** Pours the feed into the child, no faster than it takes it. */
function pour({ socketPath, feed }: Plan, child: ChildProcess, onEnd: (why: string) => void): void {
  const stdin = child.stdin
  if (stdin === null) return
  const end = (why: string) => {
    stream.close()
    onEnd(why)
  }
  const watch = clockWatch(end)
  const stream = openUnixStream(socketPath, `/feeds/${feed}.flv`, {
    onBytes: bytes => {
      try {
        watch(bytes)
      } catch (error) {
        return end(messageOf(error))
      }
      stdin.write(bytes)
      if (stdin.writableLength > mostWaitingBytes) stream.pause()
    },
    onEnd,
  })
  stdin.on('drain', () => stream.resume())
  stdin.on('error', () => stream.close()) // its end tells
  stdin.on('close', () => stream.close())
}

/** FFmpeg fills the time between two pictures, and waits for time that was: over a jump each would go on for as long. */
function clockWatch(onJump: (why: string) => void): (bytes: Buffer) => void {
  let lastMs: number | undefined
  const reader = new FlvReader(
    tag => {
      if (tag.kind !== 'video' || inspectTag(tag).isConfig) return
      const stepMs = lastMs === undefined ? 0 : (tag.timestampMs - lastMs) | 0
      lastMs = tag.timestampMs
      if (Math.abs(stepMs) > mostStepMs) onJump(`its clock jumped by ${stepMs} ms`)
    },
    { maxTagBytes, isReused: true },
  )
  return bytes => reader.push(bytes)
}

function normaliserArgs(
  { widthPx, heightPx, frameRateFps, sampleRateHz, channels }: Profile,
  kbps: number,
): string[] {
  const inside = `scale=${widthPx}:${heightPx}:force_original_aspect_ratio=decrease:flags=fast_bilinear`
  // FLV takes any pace: -r alone would let a slower feed keep its own.
  const fit = `fps=${frameRateFps},${inside},pad=${widthPx}:${heightPx}:(ow-iw)/2:(oh-ih)/2,setsar=1`
  const group = String(Math.round((frameRateFps ?? 30) * 2))
  return [
    ...[
      '-v',
      'error',
      '-nostats',
      '-probesize',
      '500000',
      '-analyzeduration',
      String(waitsForSoundMs * 1_000),
      '-f',
      'flv',
      '-i',
      'pipe:0',
    ],
    ...['-map', '0:v:0', '-map', '0:a:0?', '-vf', fit, '-r', String(frameRateFps ?? 30)],
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'superfast',
      '-tune',
      'zerolatency',
      '-profile:v',
      'high',
      '-pix_fmt',
      'yuv420p',
    ],
    ...[
      '-b:v',
      `${kbps}k`,
      '-maxrate',
      `${kbps}k`,
      '-bufsize',
      `${kbps}k`,
      '-g',
      group,
      '-keyint_min',
      group,
      '-sc_threshold',
      '0',
    ],
    ...['-c:a', 'aac', '-b:a', '128k', '-ar', String(sampleRateHz), '-ac', String(channels)],
    ...['-flvflags', 'no_duration_filesize', '-flush_packets', '1', '-f', 'flv', 'pipe:1'],
  ]
}
