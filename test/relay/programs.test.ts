// The programs of a broadcast: one promise of size and sound for all, one program per set of feeds, each left alone by the others.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { silentLog } from '#core/log.ts'
import { isAlive, type ProcessIdentity } from '#core/process-identity.ts'
import { readDesired, type RelayDesired } from '#relay'
import type { Packet } from '../../relay/packet.ts'
import type { Program } from '../../relay/program/program.ts'
import { Programs } from '../../relay/programs.ts'
import { CameraHall } from '../support/camera-hall.ts'
import { markOf } from '../support/synthetic-camera.ts'
import { until } from '../support/until.ts'

type Wish = Record<string, unknown> & { readonly destinations?: Record<string, readonly string[]> }
type Note = { readonly kind: string; readonly detail: Readonly<Record<string, unknown>> }

/** What outlives a worker. */
type Memory = Map<string, string>

/** One worker's programs, run on the hall's clock. */
class Working {
  readonly programs: Programs
  readonly notes: Note[] = []
  readonly children: ProcessIdentity[] = []
  readonly #hall: CameraHall
  readonly #stop = new AbortController()
  readonly #running: Promise<void>
  #wish: Wish = { feeds: ['camera-a', 'camera-b'], destinations: { shop: [] } }

  constructor(hall: CameraHall, memory: Memory = new Map()) {
    this.#hall = hall
    this.programs = new Programs({
      clock: hall.clock,
      log: silentLog,
      slatesFolder: join(hall.folder, 'slates'),
      onChild: (identity, lives) => void (lives && this.children.push(identity)),
      onProgram: () => {},
      note: (kind, detail) => this.notes.push({ kind, detail }),
      recall: name => JSON.parse(memory.get(name) ?? 'null') ?? undefined,
      remember: (name, value) => void memory.set(name, JSON.stringify(value)),
    })
    this.#running = this.programs.run(this.#stop.signal)
  }

  /** `destinations`: what each must not carry. */
  async apply(change: Wish = {}): Promise<RelayDesired> {
    this.#wish = { ...this.#wish, ...change }
    const { destinations = {}, ...others } = this.#wish
    const desired = readDesired({
      broadcast: 'evening',
      wish: 'on',
      slate: null,
      limits: { contentProbes: false },
      ingestSocket: this.#hall.socketPath,
      ...others,
      destinations: Object.entries(destinations).map(([name, without]) => ({
        name,
        platform: 'rtmp',
        generation: 1,
        endpoints: [],
        without,
      })),
    })
    this.programs.apply(desired)
    await until(
      'all feeds are read',
      () => this.#hall.readers === desired.feeds.length - desired.normalise.length,
    )
    return desired
  }

  /** The program of a destination of the last wish. */
  async of(destination: string): Promise<Program> {
    const desired = await this.apply()
    return this.programs.for(desired.destinations.find(({ name }) => name === destination) as never)
  }

  get main() {
    return this.program('main')
  }

  program(name: string) {
    const found = this.programs.snapshots().find(each => each.name === name)
    if (found === undefined) throw new Error(`there is no ${name}`)
    return found
  }

  get names(): string[] {
    return this.programs.snapshots().map(({ name }) => name)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort(new Error('the test is over'))
    await this.#running
    await this.programs.close()
  }
}

/** Keeps what a program puts out. */
class Sink {
  readonly packets: Packet[] = []
  readonly membership: Disposable

  constructor(program: Program) {
    this.membership = program.join({
      take: packet => void this.packets.push(packet),
      flush: () => {},
      holdsNothing: false,
    })
  }

  get pictures(): Packet[] {
    return this.packets.filter(({ kind, isConfig }) => kind === 'video' && !isConfig)
  }

  /** Whose pictures went out, in order. */
  get marks(): number[] {
    const marks = this.pictures.map(packet => markOf(packet.flv().subarray(11, -4)))
    return marks.filter((mark, i) => mark !== marks[i - 1])
  }

  get longestStepMs(): number {
    const times = this.pictures.map(({ dtsMs }) => dtsMs)
    return Math.max(...times.slice(1).map((ms, i) => ms - (times[i] ?? 0)))
  }
}

const large = { name: 'camera-a' }
const small = { name: 'camera-b', widthPx: 640, heightPx: 360, gopFrames: 15 }
const monoHeader = Buffer.from('af001208', 'hex') // 44.1 kHz, one channel
const profileNotes = ({ notes }: Working) => notes.filter(({ kind }) => kind === 'profile')

test('the first healthy feed fixes the profile for all programs, and no later one changes it', async () => {
  await using hall = await CameraHall.open(large, { ...small, audioHeader: monoHeader })
  await using working = new Working(hall)
  await working.apply({ destinations: { shop: [], other: ['camera-b'] } })
  expect(working.main.profile).toBeNull()
  hall.publish('camera-b')
  await hall.pass(2_000)
  const profile = { widthPx: 640, heightPx: 360, frameRateFps: 30, sampleRateHz: 44_100, channels: 1 }
  expect([working.main.onAir, working.main.profile]).toEqual(['camera-b', profile])
  expect(working.program('without-camera-b').profile).toEqual(profile)
  hall.publish('camera-a')
  await hall.pass(2_000)
  const other = working.program('without-camera-b')
  expect([other.onAir, other.profile, other.misfit]).toEqual([
    'camera-a',
    profile,
    '1280x720 instead of 640x360, sound of 48000 Hz instead of 44100 Hz, 2 channels of sound instead of 1',
  ])
  expect(profileNotes(working)).toEqual([{ kind: 'profile', detail: profile }])
})

test('a profile outlives the worker: its successor holds feeds against it before any has come', async () => {
  await using hall = await CameraHall.open(large, small)
  const memory: Memory = new Map()
  const profile = { widthPx: 1_280, heightPx: 720, frameRateFps: 30, sampleRateHz: 48_000, channels: 2 }
  {
    await using first = new Working(hall, memory)
    await first.apply()
    hall.publish('camera-a')
    await hall.pass(2_000)
    expect(first.main.profile).toEqual(profile)
  }
  hall.camera('camera-a').stop()
  await using second = new Working(hall, memory)
  await second.apply()
  expect(second.main.profile).toEqual(profile)
  hall.publish('camera-b')
  await hall.pass(2_000)
  expect([second.main.onAir, second.main.misfit]).toEqual(['camera-b', '640x360 instead of 1280x720'])
  expect([second.main.profile, profileNotes(second)]).toEqual([profile, []])
})

test('off the air the profile is forgotten, and the next start takes that of whoever is there', async () => {
  await using hall = await CameraHall.open(large, small)
  const memory: Memory = new Map()
  await using working = new Working(hall, memory)
  await working.apply()
  hall.publish('camera-a')
  await hall.pass(2_000)
  await working.apply({ wish: 'off' })
  expect(working.main.profile).toBeNull()
  hall.camera('camera-a').stop()
  hall.publish('camera-b')
  await hall.pass(3_000)
  expect(working.main.profile).toBeNull() // nothing is promised to anybody
  await working.apply({ wish: 'on' })
  await hall.pass(2_000)
  const { onAir, profile, misfit } = working.main
  expect([onAir, profile?.widthPx, misfit]).toEqual(['camera-b', 640, null])
  await using successor = new Working(hall, memory)
  expect(successor.programs.snapshots()).toEqual([])
  await working.apply({ wish: 'off' })
  await successor.apply({ wish: 'off' })
  await successor.apply({ wish: 'on' })
  expect(successor.main.profile).toBeNull()
})

test('a wished profile holds from the start, with the sound of the first feed', async () => {
  await using hall = await CameraHall.open({ ...large, audioHeader: monoHeader }, small)
  const memory: Memory = new Map()
  await using working = new Working(hall, memory)
  await working.apply({ profile: '640x360@30' })
  const wished = { widthPx: 640, heightPx: 360, frameRateFps: 30 }
  expect(working.main.profile).toMatchObject(wished)
  hall.publish('camera-a')
  await hall.pass(2_000)
  expect(working.main).toMatchObject({
    onAir: 'camera-a',
    profile: { ...wished, sampleRateHz: 44_100, channels: 1 },
    misfit: '1280x720 instead of 640x360',
  })
  hall.publish('camera-b')
  await hall.pass(4_000)
  expect(working.main.profile).toMatchObject(wished)
})

test('a frame rate that no header says is measured of the feed on air, not taken from another', async () => {
  await using hall = await CameraHall.open(large, { ...small, frameRateFps: 25 })
  await using working = new Working(hall)
  await working.apply({ destinations: { shop: ['camera-b'] } })
  hall.publish('camera-b')
  await hall.pass(2_100) // it is known well, and carried nowhere
  hall.camera('camera-a').changePicture({ widthPx: 1_280, heightPx: 720, frameRateFps: 0 })
  hall.publish('camera-a')
  await hall.pass(800)
  expect(working.program('without-camera-b').profile).toMatchObject({ widthPx: 1_280, frameRateFps: null })
  await hall.pass(1_500)
  expect(working.program('without-camera-b').profile).toMatchObject({ widthPx: 1_280, frameRateFps: 30 })
  expect(working.program('without-camera-b').misfit).toBeNull()
})

test('destinations that must not carry the same feeds share a program, in whatever order they are named', async () => {
  const feeds = ['camera-a', 'camera-b', 'a', 'b', 'a-b']
  await using hall = await CameraHall.open(...feeds.map(name => ({ name })))
  await using working = new Working(hall)
  const destinations = {
    all: [],
    'all-too': [],
    two: ['a', 'b'],
    'two-too': ['b', 'a'],
    'two-again': ['b', 'a', 'b'],
    one: ['a-b'],
  }
  await working.apply({ feeds, destinations })
  const of = await Promise.all(Object.keys(destinations).map(name => working.of(name)))
  expect(of.map(program => of.indexOf(program))).toEqual([0, 0, 2, 2, 2, 5])
  expect(working.names).toHaveLength(3)
  const feedsOf = (program: Program) => program.snapshot().feeds.map(({ name }) => name)
  expect(feedsOf(of[0] as Program)).toEqual(feeds)
  expect(feedsOf(of[2] as Program)).toEqual(['camera-a', 'camera-b', 'a-b'])
  expect(feedsOf(of[5] as Program)).toEqual(['camera-a', 'camera-b', 'a', 'b'])
})

test('without destinations there is a program all the same, for the preview', async () => {
  await using hall = await CameraHall.open(large, small)
  await using working = new Working(hall)
  await working.apply({ destinations: {} })
  hall.publish('camera-a')
  await hall.pass(1_500)
  expect([working.names, working.main.onAir]).toEqual([['main'], 'camera-a'])
})

test('each program shows what its destinations may carry', async () => {
  await using hall = await CameraHall.open(large, { name: 'camera-b', phaseFrames: 20 })
  await using working = new Working(hall)
  await working.apply({ destinations: { shop: [], strict: ['camera-a'] } })
  hall.publish('camera-a', 'camera-b')
  await hall.pass(3_000)
  expect([working.main.onAir, working.program('without-camera-a').onAir]).toEqual(['camera-a', 'camera-b'])
  const [shop, strict] = [new Sink(await working.of('shop')), new Sink(await working.of('strict'))]
  hall.camera('camera-b').stop()
  await hall.pass(2_000)
  expect([shop.marks, strict.marks]).toEqual([[1], [2]]) // dark, rather than with what it must not carry
})

test('a destination that may carry another set while on air is given another program, and the others notice nothing', async () => {
  await using hall = await CameraHall.open(large, { name: 'camera-b', phaseFrames: 20 })
  await using working = new Working(hall)
  await working.apply({ destinations: { shop: [], other: [] } })
  hall.publish('camera-a', 'camera-b')
  await hall.pass(3_000)
  const main = await working.of('shop')
  const shop = new Sink(main)
  await hall.pass(500)
  await working.apply({ destinations: { shop: [], other: ['camera-a'] } })
  await hall.pass(3_000)
  expect(working.names).toEqual(['main', 'without-camera-a'])
  expect(await working.of('shop')).toBe(main)
  const other = new Sink(await working.of('other'))
  await working.apply({ destinations: { shop: [], other: ['camera-b'] } })
  await hall.pass(3_000)
  expect(working.names).toEqual(['main', 'without-camera-b'])
  expect(other.pictures.at(-1)?.dtsMs).toBeLessThan(3_100) // its program is over
  expect([other.marks, new Sink(await working.of('other')).marks]).toEqual([[2], [1]])
  await working.apply({ destinations: { shop: [], other: [] } })
  expect(await working.of('other')).toBe(main)
  await hall.pass(500)
  expect([shop.marks, shop.longestStepMs < 50]).toEqual([[1], true])
  expect(working.main.cuts.map(({ cause }) => cause)).toEqual(['start'])
})

test('what a program counted is taken up again when it comes back, and by a successor', async () => {
  await using hall = await CameraHall.open(large, small)
  const memory: Memory = new Map()
  {
    await using first = new Working(hall, memory)
    await first.apply({ destinations: { shop: [], other: ['camera-b'] } })
    hall.publish('camera-a')
    await hall.pass(3_000)
    const before = first.program('without-camera-b').counters.cameraMs
    expect(before).toBeGreaterThan(2_000)
    await first.apply({ destinations: { shop: [] } })
    await hall.pass(1_000)
    await first.apply({ destinations: { shop: [], other: ['camera-b'] } })
    expect(first.program('without-camera-b').counters.cameraMs).toBeGreaterThanOrEqual(before)
  }
  await using second = new Working(hall, memory)
  await second.apply({ destinations: { shop: [], other: ['camera-b'] } })
  expect(second.main.counters.cameraMs).toBeGreaterThan(3_000)
  expect(second.program('without-camera-b').counters.cameraMs).toBeGreaterThan(2_000)
})

test('a feed that is no longer wanted is let go, and the one on air goes on', async () => {
  await using hall = await CameraHall.open(large, small)
  await using working = new Working(hall)
  await working.apply()
  hall.publish('camera-a', 'camera-b')
  await hall.pass(2_000)
  const sink = new Sink(await working.of('shop'))
  await working.apply({ feeds: ['camera-a'] })
  await hall.pass(1_000)
  expect(hall.readers).toBe(1)
  expect(working.main.feeds.map(({ name }) => name)).toEqual(['camera-a'])
  expect([sink.marks, sink.longestStepMs < 50]).toEqual([[1], true])
})

test('a feed that is to be made fit goes through a child of its own, from when the profile is known', async () => {
  await using hall = await CameraHall.open(large, small)
  const working = new Working(hall)
  await working.apply({ normalise: ['camera-b'] })
  await hall.pass(2_000)
  expect(working.children).toEqual([])
  hall.publish('camera-a')
  await hall.pass(2_000)
  await until('a child is there', () => working.children.length === 1)
  await until('it reads the feed', () => hall.readers === 2)
  expect(working.main.onAir).toBe('camera-a')
  await working[Symbol.asyncDispose]()
  await hall.clock.advance(5_000)
  await until('the child has ended', () => working.children.every(child => !isAlive(child)), 3_000)
})

const slate = { design: { ready: 'plain' }, language: 'en', motion: 'still', sound: 'silent' }
const tiny = { name: 'camera-a', widthPx: 320, heightPx: 180 }

test('the slate is made in the profile once that is known, is shown when all feeds are lost, and goes with the profile', async () => {
  await using hall = await CameraHall.open(tiny, small)
  await using working = new Working(hall)
  await working.apply({ slate })
  await hall.pass(1_500)
  expect(working.programs.slate).toEqual({ at: 'none' })
  hall.publish('camera-a')
  await hall.pass(1_500)
  await until('it is ready', async () => {
    await hall.pass(100)
    return working.programs.slate.at === 'ready'
  })
  const sink = new Sink(await working.of('shop'))
  hall.camera('camera-a').stop()
  await hall.pass(2_000)
  expect(working.programs.slate).toEqual({ at: 'ready' })
  expect([working.main.onAir, sink.marks, sink.longestStepMs < 100]).toEqual(['slate', [1, 0], true])
  expect(existsSync(join(hall.folder, 'slates'))).toBe(true)
  await working.apply({ wish: 'off' })
  expect(working.programs.slate.at).not.toBe('ready')
  hall.publish('camera-b')
  await hall.pass(3_000)
  await working.apply({ wish: 'on' })
  hall.camera('camera-b').stop()
  await hall.pass(100)
  expect(working.main.onAir).not.toBe('slate') // there is none of that size yet
})

test('a broadcast that wants no slate makes none, and goes dark with its last feed', async () => {
  await using hall = await CameraHall.open(tiny, small)
  await using working = new Working(hall)
  await working.apply()
  hall.publish('camera-a')
  await hall.pass(2_500)
  hall.camera('camera-a').stop()
  await hall.pass(2_000)
  expect([working.main.onAir, working.programs.slate, working.children]).toEqual([null, { at: 'none' }, []])
})
