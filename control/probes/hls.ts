// HLS playback: the newest segment of a playlist, as FLV. FFmpeg takes it apart, and is given bytes, never an address.
import type { IncomingMessage } from 'node:http'
import { type ChildProcess, leashed, runChild } from '#core/child.ts'
import { type Clock, within } from '#core/clock.ts'
import { findFfmpeg } from '#core/ffmpeg.ts'
import { getPlayback, type Playback, unplayed } from './get.ts'

const mostPlaylistBytes = 1_048_576
const mostSegmentBytes = 33_554_432
const fetchWithinMs = 5_000
const convertWithinMs = 5_000
const args =
  '-v error -i pipe:0 -map 0:v:0 -c copy -copyts -flvflags no_duration_filesize -f flv pipe:1'.split(' ')

export function isPlaylist(url: string, answer: IncomingMessage): boolean {
  return /\.m3u8$/i.test(new URL(url).pathname) || /mpegurl/i.test(answer.headers['content-type'] ?? '')
}

type HlsDeps = { readonly clock: Clock }

export async function flvOfNewestSegment(
  playback: Playback,
  answer: IncomingMessage,
  deps: HlsDeps,
  signal: AbortSignal,
): Promise<Buffer> {
  const late = () => unplayed(`does not hand out a segment within ${fetchWithinMs / 1_000} s`)
  const parts = await within(deps.clock, fetchWithinMs, both => newest(playback, answer, both), late, signal)
  return await toFlv(Buffer.concat(parts), deps.clock, signal)
}

async function newest(playback: Playback, answer: IncomingMessage, signal: AbortSignal): Promise<Buffer[]> {
  const fetched = async (url: string, most: number) =>
    readAll(await getPlayback({ ...playback, url }, signal), most)
  let base = playback.url
  let list = readPlaylist((await readAll(answer, mostPlaylistBytes)).toString('utf8'))
  if (list.variant !== null) {
    base = new URL(list.variant, base).href
    list = readPlaylist((await fetched(base, mostPlaylistBytes)).toString('utf8'))
  }
  const { segment, opening } = list
  if (segment === null) throw unplayed('plays a playlist without a segment')
  const wanted = opening === null ? [segment] : [opening, segment]
  const parts: Buffer[] = []
  for (const each of wanted) parts.push(await fetched(new URL(each, base).href, mostSegmentBytes))
  return parts
}

/** As far as it matters here (RFC 8216): the first variant, or the newest segment and what it opens with. */
export function readPlaylist(text: string): {
  readonly variant: string | null
  readonly segment: string | null
  readonly opening: string | null
} {
  if (!text.startsWith('#EXTM3U')) throw unplayed('plays what is no playlist')
  const lines = text.split(/\r?\n/).map(line => line.trim())
  const addresses = lines.filter(line => line !== '' && !line.startsWith('#'))
  if (text.includes('#EXT-X-STREAM-INF'))
    return { variant: addresses[0] ?? null, segment: null, opening: null }
  const opening = /#EXT-X-MAP:.*URI="([^"]+)"/.exec(text)?.[1] ?? null
  return { variant: null, segment: addresses.at(-1) ?? null, opening }
}

async function readAll(answer: IncomingMessage, most: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > most) throw unplayed('sends more than any live picture')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

async function toFlv(segment: Buffer, clock: Clock, signal: AbortSignal): Promise<Buffer> {
  const { path } = await findFfmpeg()
  const [program, whole] = leashed(path, args, 10)
  const parts: Buffer[] = []
  const onSpawn = (child: ChildProcess) => {
    child.stdout?.on('data', (part: Buffer) => parts.push(part))
    child.stdin?.on('error', () => {}) // its end tells
    child.stdin?.end(segment)
  }
  const stdio = ['pipe' as const, 'pipe' as const, 'ignore' as const]
  const run = (both: AbortSignal) =>
    runChild({ program, args: whole, graceMs: 300, stdio, onSpawn }, clock, both)
  await within(clock, convertWithinMs, run, () => unplayed('plays a segment that cannot be read'), signal)
  return Buffer.concat(parts)
}
