// A feed that does not fit, through the real FFmpeg: it comes out in the profile, and its child comes and goes with it.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Clock, systemClock } from '#core/clock.ts'
import { FairClock } from '#core/fair-clock.ts'
import { findFfmpeg } from '#core/ffmpeg.ts'
import { silentLog } from '#core/log.ts'
import { isAlive, type ProcessIdentity } from '#core/process-identity.ts'
import { serveUnix, takeOver } from '#core/unix-http.ts'
import { FlvReader, flvFileHeader, flvTag, inspectTag, readAacConfig, readAvcConfig, type Tag } from '#media'
import { Feed } from '../../relay/program/feed.ts'
import { throughFfmpeg } from '../../relay/program/feed-source.ts'
import type { Profile } from '../../relay/program/profile.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { FakeIngest } from '../support/fake-ingest.ts'
import { until } from '../support/until.ts'

const profile: Profile = { widthPx: 320, heightPx: 180, frameRateFps: 30, sampleRateHz: 48_000, channels: 2 }
const maxTagBytes = 4_000_000

/** Eight seconds of a tall picture at fifteen frames per second, with sound of 44.1 kHz on one channel. */
let recording: Tag[] = []
beforeAll(async () => {
  const { path } = await findFfmpeg()
  const inputs = ['-f', 'lavfi', '-i', 'testsrc=s=90x160:r=15:d=8', '-f', 'lavfi', '-i', 'sine=r=44100:d=8']
  const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '15', '-pix_fmt', 'yuv420p', '-c:a', 'aac']
  const bytes = execFileSync(path, ['-v', 'error', ...inputs, ...coding, '-f', 'flv', 'pipe:1'])
  recording = tagsOf(bytes)
})

function tagsOf(bytes: Buffer): Tag[] {
  const tags: Tag[] = []
  new FlvReader(tag => tags.push(tag), { maxTagBytes }).push(bytes)
  return tags
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'normaliser-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type Deps = { clock?: Clock; profile?: () => Profile | undefined }

/** A normalised feed, whoever reads it: what came, why it ended, and its children. */
class Reading {
  readonly tags: Tag[] = []
  readonly ends: string[] = []
  readonly children: ProcessIdentity[] = []
  readonly gone: ProcessIdentity[] = []
  readonly open
  #reader = this.#newReader()

  constructor(socketPath: string, { clock = systemClock, profile: wanted = () => profile }: Deps = {}) {
    this.open = throughFfmpeg(socketPath, 'camera-a', {
      clock,
      onChild: (identity, lives) => void (lives ? this.children : this.gone).push(identity),
      profile: wanted,
      videoKbps: () => 400,
    })
  }

  #newReader(): FlvReader {
    return new FlvReader(tag => this.tags.push(tag), { maxTagBytes })
  }

  begin(): { close(): void } {
    this.#reader = this.#newReader()
    return this.open({
      onBytes: bytes => this.#reader.push(Buffer.from(bytes)),
      onEnd: why => this.ends.push(why),
    })
  }

  of(kind: Tag['kind']): Tag[] {
    return this.tags.filter(tag => tag.kind === kind && !inspectTag(tag).isConfig)
  }

  header(kind: Tag['kind']): Buffer {
    const found = this.tags.find(tag => tag.kind === kind && inspectTag(tag).isConfig)
    if (found === undefined) throw new Error(`there was no header of ${kind}`)
    return found.payload
  }

  get child(): ProcessIdentity {
    const child = this.children.at(-1)
    if (child === undefined) throw new Error('there was no child')
    return child
  }
}

const stepsMs = (tags: readonly Tag[]) =>
  tags.slice(1).map((tag, i) => tag.timestampMs - (tags[i]?.timestampMs ?? 0))

test('a feed of another size, rate and sound comes out in the profile, its time going on evenly', async () => {
  await using ingest = await FakeIngest.open(join(folder, 'ingest.sock'))
  ingest.play(recording)
  const reading = new Reading(ingest.socketPath)
  const source = reading.begin()
  await until('four seconds have come', () => (reading.of('video').at(-1)?.timestampMs ?? 0) >= 4_000, 20_000)
  source.close()
  const { widthPx, heightPx, frameRateFps, sampleRateHz, channels } = profile
  expect(readAvcConfig(reading.header('video'))).toMatchObject({ widthPx, heightPx, frameRateFps })
  expect(readAacConfig(reading.header('audio'))).toMatchObject({ profile: 'AAC-LC', sampleRateHz, channels })
  const pictures = reading.of('video')
  const spanMs = (pictures.at(-1)?.timestampMs ?? 0) - (pictures[0]?.timestampMs ?? 0)
  expect(Math.abs(spanMs / (pictures.length - 1) - 1_000 / 30)).toBeLessThan(0.5) // fifteen have become thirty
  expect(stepsMs(pictures).every(ms => ms === 33 || ms === 34)).toBe(true)
  expect(stepsMs(reading.of('audio')).every(ms => ms >= 20 && ms <= 23)).toBe(true)
  expect(pictures.every(tag => inspectTag(tag).compositionMs === 0)).toBe(true)
  const keys = pictures.flatMap((tag, i) => (inspectTag(tag).isKeyframe ? [i] : []))
  expect(keys.slice(0, 2)).toEqual([0, 60])
  const skewMs = (reading.of('audio').at(-1)?.timestampMs ?? 0) - (pictures.at(-1)?.timestampMs ?? 0)
  expect(Math.abs(skewMs)).toBeLessThan(500)
})

test('a feed without sound comes out without sound, and nobody waits long for any', async () => {
  await using ingest = await FakeIngest.open(join(folder, 'ingest.sock'))
  ingest.play(recording.filter(tag => tag.kind === 'video'))
  const reading = new Reading(ingest.socketPath)
  const source = reading.begin()
  // A feed of so few bits would else be looked through for sound for most of a minute.
  await until('pictures have come', () => reading.of('video').length > 30, 10_000)
  expect(reading.of('audio')).toEqual([])
  source.close()
})

test('while the profile is not known no child is started', async () => {
  await using ingest = await FakeIngest.open(join(folder, 'ingest.sock'))
  ingest.play(recording)
  const clock = new FakeClock()
  let known: Profile | undefined
  const reading = new Reading(ingest.socketPath, { clock, profile: () => known })
  const source = reading.begin()
  await clock.advance(60_000)
  known = { ...profile, frameRateFps: null } // the first feed has not shown its rate yet
  await clock.advance(60_000)
  expect([reading.children, reading.ends]).toEqual([[], []])
  known = profile
  await clock.advance(200)
  await until('its pictures come', () => reading.of('video').length > 5)
  expect(reading.children).toHaveLength(1)
  source.close()
  await clock.advance(5_000)
  await until('the child has ended', () => !isAlive(reading.child), 3_000)
})

test('closed before the profile is known it never starts, and says nothing', async () => {
  const clock = new FakeClock()
  const reading = new Reading(join(folder, 'nobody.sock'), { clock, profile: () => undefined })
  reading.begin().close()
  await clock.advance(60_000)
  expect([reading.children, reading.ends]).toEqual([[], []])
})

test('closed, it ends its child, lets go of ingest, and not a byte comes any more', async () => {
  await using tap = await Tap.open(join(folder, 'ingest.sock'))
  const reading = new Reading(tap.socketPath)
  const source = reading.begin()
  await until('somebody reads', () => tap.readers.length === 1)
  tap.send(recording)
  await until('pictures come', () => reading.of('video').length > 20)
  source.close()
  const before = reading.tags.length
  await until('the child has ended', () => !isAlive(reading.child), 3_000)
  await until('it was told', () => reading.gone.length === 1)
  expect(reading.gone).toEqual(reading.children)
  await until('ingest has no reader', () => tap.readers.every(reader => reader.destroyed))
  expect([reading.tags.length, reading.ends]).toEqual([before, []])
})

test('an FFmpeg that is killed ends the source with a reason, and the feed opens it anew', async () => {
  await using ingest = await FakeIngest.open(join(folder, 'ingest.sock'))
  ingest.play(recording)
  const reading = new Reading(ingest.socketPath)
  const why: string[] = []
  const open: typeof reading.open = on =>
    reading.open({ onBytes: bytes => on.onBytes(bytes), onEnd: said => [why.push(said), on.onEnd(said)] })
  const deps = { clock: systemClock, fairClock: new FairClock(systemClock), log: silentLog }
  const feed = new Feed({ name: 'camera-a', open, maxTagBytes }, deps)
  let pictures = 0
  let ends = 0
  const onTag = (_: Feed, { tag }: { tag: Tag }) => void (pictures += tag.kind === 'video' ? 1 : 0)
  using _watch = feed.watch({ onTag, onBatch: () => {}, onEnd: () => void (ends += 1) })
  const stop = new AbortController()
  const running = feed.run(stop.signal)
  await until('pictures come', () => pictures > 20)
  const first = reading.child
  process.kill(first.pid, 'SIGKILL')
  await until('another child is there', () => reading.children.length === 2)
  expect([why, ends]).toEqual([['FFmpeg was killed by SIGKILL: it said nothing'], 1])
  const before = pictures
  await until('pictures come again', () => pictures > before + 20)
  expect([feed.video?.widthPx, feed.audio?.sampleRateHz]).toEqual([320, 48_000])
  stop.abort(new Error('the test is over'))
  await running
  await until('no child is left', () => reading.children.every(child => !isAlive(child)), 3_000)
})

test('when the feed itself ends the child ends with it, and that is no fault of anybody', async () => {
  await using ingest = await FakeIngest.open(join(folder, 'ingest.sock'))
  ingest.play(recording)
  const reading = new Reading(ingest.socketPath)
  reading.begin()
  await until('pictures come', () => reading.of('video').length > 5)
  ingest.stop()
  await until('it ended', () => reading.ends.length > 0)
  expect([reading.ends, isAlive(reading.child)]).toEqual([[''], false])
})

test.for([
  ['nobody is there', undefined, /ENOENT/],
  ['it is refused', () => Promise.reject(new Error('no such feed')), /answered 500: [^]*no such feed/],
] as const)('where %s the source ends with the reason', async ([, answer, reason]) => {
  const socketPath = join(folder, 'ingest.sock')
  const server =
    answer === undefined ? undefined : await serveUnix(socketPath, { 'GET /feeds/:feed.flv': answer })
  const reading = new Reading(socketPath)
  reading.begin()
  await until('it ended', () => reading.ends.length > 0)
  expect(reading.ends).toEqual([expect.stringMatching(reason)])
  expect(reading.children.some(isAlive)).toBe(false)
  server?.close()
})

test('what is no FLV ends the source with a word about it', async () => {
  await using tap = await Tap.open(join(folder, 'ingest.sock'))
  const reading = new Reading(tap.socketPath)
  reading.begin()
  await until('somebody reads', () => tap.readers.length === 1)
  tap.readers[0]?.write(Buffer.alloc(1_000_000, 'no FLV at all'))
  await until('it ended', () => reading.ends.length > 0)
  expect(reading.ends).toEqual(['The stream does not begin as FLV version 1 does.'])
  expect(isAlive(reading.child)).toBe(false)
})

test.for([3_600_000, -3_600_000])(
  'a clock of the feed that jumps by %d ms begins another source instead of an hour of one picture',
  async jumpMs => {
    await using tap = await Tap.open(join(folder, 'ingest.sock'))
    const reading = new Reading(tap.socketPath)
    reading.begin()
    await until('somebody reads', () => tap.readers.length === 1)
    const at = (ms: number) => recording.map(tag => flvTag(tag.kind, tag.timestampMs + ms, tag.payload))
    tap.send([...at(10_000_000), ...at(10_000_000 + jumpMs)])
    await until('it ended', () => reading.ends.length > 0)
    expect(reading.ends[0]).toContain('its clock jumped by')
    expect(isAlive(reading.child)).toBe(false)
    expect(reading.of('video').length).toBeLessThanOrEqual(8 * 30 + 2)
  },
)

test('while FFmpeg does not read, its source is held back instead of filling the memory', async () => {
  await using tap = await Tap.open(join(folder, 'ingest.sock'))
  const reading = new Reading(tap.socketPath)
  const source = reading.begin()
  await until('somebody reads', () => tap.readers.length === 1)
  tap.send(recording)
  await until('pictures come', () => reading.of('video').length > 5)
  process.kill(reading.child.pid, 'SIGSTOP')
  const reader = tap.readers[0] as Socket
  const filler = flvTag('script', 0, Buffer.alloc(64_000)).bytes
  for (let i = 0; i < 500; i++) reader.write(filler) // 32 MB
  await untilStill('it takes no more', () => reader.writableLength)
  expect(reader.writableLength).toBeGreaterThan(20_000_000)
  process.kill(reading.child.pid, 'SIGCONT')
  await until('the rest is taken', () => reader.writableLength === 0)
  source.close()
  await until('the child has ended', () => !isAlive(reading.child), 3_000)
})

/** Resolves when a number has not changed over some looks. */
async function untilStill(what: string, look: () => number): Promise<void> {
  let [last, looks] = [Number.NaN, 0]
  await until(what, () => {
    looks = look() === last ? looks + 1 : 0
    last = look()
    return looks >= 20
  })
}

/** An ingest that sends what it is given, at once. */
class Tap implements AsyncDisposable {
  readonly socketPath: string
  readonly readers: Socket[] = []
  #server: Server | undefined

  private constructor(socketPath: string) {
    this.socketPath = socketPath
  }

  static async open(socketPath: string): Promise<Tap> {
    const tap = new Tap(socketPath)
    tap.#server = await serveUnix(socketPath, {
      'GET /feeds/:feed.flv': ({ response }) => {
        const reader = takeOver(response, 'video/x-flv')
        reader.on('error', () => {}) // it may leave at any time
        tap.readers.push(reader)
        return undefined
      },
    })
    return tap
  }

  send(tags: readonly Tag[]): void {
    for (const reader of this.readers)
      reader.write(Buffer.concat([flvFileHeader, ...tags.map(tag => tag.bytes)]))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const server = this.#server
    server?.closeAllConnections()
    for (const reader of this.readers) reader.destroy()
    await new Promise(resolve => server?.close(resolve))
  }
}
