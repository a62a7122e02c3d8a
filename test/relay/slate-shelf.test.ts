// The shelf keeps the slate that is wanted ready: a still one soon, the wished one later, the one before while neither is there.
import { afterEach, expect, test } from 'vitest'
import type { SlateClip } from '../../relay/slate/clip.ts'
import type { SlateLook, SlateShape } from '../../relay/slate/ffmpeg-args.ts'
import { slateKbps } from '../../relay/slate/rate.ts'
import { SlateShelf, type SlateWish } from '../../relay/slate/shelf.ts'
import { FakeClock, settle } from '../support/fake-clock.ts'

const look: SlateLook = { design: { ready: 'lamp' }, language: 'zh', motion: 'moving', sound: 'soft' }
const shape: SlateShape = {
  widthPx: 1_280,
  heightPx: 720,
  frameRateFps: 30,
  sampleRateHz: 48_000,
  channels: 2,
  maxKbps: 1_100,
}
const wish: SlateWish = { look, shape }

/** One call for a slate, answered when the test says so. */
type Making = {
  readonly look: SlateLook
  readonly shape: SlateShape
  readonly signal: AbortSignal
  readonly done: (clip: SlateClip) => void
  readonly fail: (why: string) => void
}

function clipOf(videoKbps = 500): SlateClip {
  const videoHeader = Buffer.alloc(0)
  return { videoHeader, pictures: [], frameRateFps: 30, audioHeader: null, sounds: [], videoKbps }
}

/** A shelf that runs, and everything that was made or told. */
class Workshop {
  readonly clock = new FakeClock()
  readonly makings: Making[] = []
  readonly ready: SlateClip[] = []
  readonly told: string[] = []
  readonly shelf: SlateShelf
  readonly #stop = new AbortController()
  readonly #running: Promise<void>

  constructor() {
    this.shelf = new SlateShelf({
      clock: this.clock,
      folder: '/nowhere',
      onChild: () => {},
      make: (look, shape, _deps, signal) => this.#make(look, shape, signal),
      onReady: clip => this.ready.push(clip),
      onFailed: why => this.told.push(why),
    })
    this.#running = this.shelf.run(this.#stop.signal)
  }

  #make(look: SlateLook, shape: SlateShape, signal: AbortSignal): Promise<SlateClip> {
    const { promise, resolve, reject } = Promise.withResolvers<SlateClip>()
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    this.makings.push({ look, shape, signal, done: resolve, fail: why => reject(new Error(why)) })
    return promise
  }

  async want(wished: SlateWish | undefined): Promise<void> {
    this.shelf.want(wished)
    await settle()
  }

  /** What is being made now. */
  get now(): Making {
    return this.makings.at(-1) as Making
  }

  async done(clip = clipOf()): Promise<SlateClip> {
    this.now.done(clip)
    await settle()
    return clip
  }

  async fail(why: string): Promise<void> {
    this.now.fail(why)
    await settle()
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('the test is over'))
    await this.#running
  }
}

const open: Workshop[] = []
afterEach(async () => {
  for (const workshop of open.splice(0)) await workshop.close()
})

async function workshop(wished?: SlateWish): Promise<Workshop> {
  const opened = new Workshop()
  open.push(opened)
  await opened.want(wished)
  return opened
}

test('nothing is made before something is wanted', async () => {
  const { shelf, makings } = await workshop()
  expect([shelf.clip, shelf.state, makings]).toEqual([undefined, { at: 'none' }, []])
})

test('a silent still one serves first, and then the wished one', async () => {
  const shop = await workshop(wish)
  expect(shop.now.look).toEqual({ ...look, motion: 'still', sound: 'silent' })
  expect([shop.shelf.clip, shop.shelf.state]).toEqual([undefined, { at: 'making' }])
  const still = await shop.done()
  expect([shop.shelf.clip === still, shop.shelf.state]).toEqual([true, { at: 'making' }])
  expect([shop.now.look, shop.now.shape]).toEqual([look, shape])
  const whole = await shop.done()
  expect([shop.shelf.clip === whole, shop.shelf.state]).toEqual([true, { at: 'ready' }])
  expect(shop.ready).toEqual([still, whole])
  await shop.clock.advance(3_600_000)
  expect(shop.makings).toHaveLength(2)
})

test("the operator's own picture is made as it was wished at once: a still one of it would take as long", async () => {
  const own = { ...wish, look: { ...look, design: { file: '/own/sale.png', isClip: false } } }
  const shop = await workshop(own)
  expect(shop.now.look).toEqual(own.look)
})

test('the same wish again changes nothing', async () => {
  const shop = await workshop(wish)
  const { signal } = shop.now
  await shop.want(structuredClone(wish))
  expect([signal.aborted, shop.makings.length]).toEqual([false, 1])
  await shop.done()
  await shop.done()
  await shop.want(structuredClone(wish))
  expect([shop.shelf.state.at, shop.makings.length]).toEqual(['ready', 2])
})

const plain: SlateWish = { look: { ...look, design: { ready: 'plain' } }, shape }

test('another wish abandons what is being made', async () => {
  const shop = await workshop(wish)
  const abandoned = shop.now
  await shop.want(plain)
  expect(abandoned.signal.aborted).toBe(true)
  expect(shop.now.look.design).toEqual({ ready: 'plain' })
  expect([shop.told, shop.clock.asked]).toEqual([[], []]) // that is no failure, and nothing waits
})

test('what is finished in the moment when another is wanted is left aside', async () => {
  const shop = await workshop(wish)
  shop.shelf.want(plain)
  shop.now.done(clipOf())
  await settle()
  expect([shop.shelf.clip, shop.ready]).toEqual([undefined, []])
})

test('while another look of the same size is made the one before serves, and no still one is needed', async () => {
  const shop = await workshop(wish)
  await shop.done()
  const whole = await shop.done()
  await shop.want(plain)
  expect([shop.shelf.clip === whole, shop.shelf.state]).toEqual([true, { at: 'making' }])
  expect(shop.now.look).toEqual(plain.look)
  const next = await shop.done()
  expect(shop.shelf.clip).toBe(next)
})

test('one of another rate in bits is made while the one before serves', async () => {
  const shop = await workshop(wish)
  await shop.done()
  const whole = await shop.done()
  await shop.want({ look, shape: { ...shape, maxKbps: 330 } })
  expect([shop.shelf.clip === whole, shop.shelf.wantedKbps]).toEqual([true, 330])
  expect(shop.now.shape.maxKbps).toBe(330)
})

test.for([
  ['size', { widthPx: 720, heightPx: 1_280 }],
  ['frame rate', { frameRateFps: 25 }],
  ['sound', { sampleRateHz: 44_100 }],
] as const)('once another %s is wanted the old one serves no more', async ([, other]) => {
  const shop = await workshop(wish)
  await shop.done()
  await shop.done()
  await shop.want({ look, shape: { ...shape, ...other } })
  expect(shop.shelf.clip).toBeUndefined()
  expect([shop.now.look.motion, shop.now.shape]).toEqual(['still', { ...shape, ...other }])
  const still = await shop.done()
  expect(shop.shelf.clip).toBe(still)
})

test('when none is wanted any more none is served or made', async () => {
  const shop = await workshop(wish)
  await shop.done()
  const { signal } = shop.now
  await shop.want(undefined)
  expect([signal.aborted, shop.shelf.clip, shop.shelf.state]).toEqual([true, undefined, { at: 'none' }])
  await shop.clock.advance(60_000)
  expect(shop.makings).toHaveLength(2)
})

test('a failure is told and tried again after a while, and a slate made before goes on serving', async () => {
  const shop = await workshop(wish)
  const still = await shop.done()
  await shop.fail('no room on the disk')
  expect(shop.shelf.state).toEqual({ at: 'failed', why: 'no room on the disk' })
  expect([shop.told, shop.shelf.clip === still]).toEqual([['no room on the disk'], true])
  await shop.clock.advance(9_000)
  expect(shop.makings).toHaveLength(2)
  await shop.clock.advance(1_000)
  expect([shop.makings.length, shop.now.look, shop.shelf.state.at]).toEqual([3, look, 'making'])
  const whole = await shop.done()
  expect([shop.shelf.clip === whole, shop.shelf.state]).toEqual([true, { at: 'ready' }])
})

test('another wish does not wait for the next try of one that failed', async () => {
  const shop = await workshop(wish)
  await shop.fail('the file is broken')
  await shop.want(plain)
  expect([shop.now.look.design, shop.shelf.state.at]).toEqual([{ ready: 'plain' }, 'making'])
})

test('a shelf that is closed while it makes something abandons it and ends', async () => {
  const shop = await workshop(wish)
  const { signal } = shop.now
  await shop.close()
  expect([signal.aborted, shop.told]).toEqual([true, []])
})

const made = (videoKbps: number, wantedKbps: number) => ({ clip: clipOf(videoKbps), wantedKbps })

test.for([
  ['before anything is known, a guess', null, { clip: undefined, wantedKbps: undefined }, 1_100],
  ['while nothing is known of a successor, what was wanted', null, made(300, 750), 750],
  [
    'once it is known, the step below four fifths of it',
    6_000,
    { clip: undefined, wantedKbps: 1_100 },
    3_500,
  ],
  ['a made guess is replaced too', 6_000, made(900, 1_100), 3_500],
  ['a program of next to nothing, the least step', 90, { clip: undefined, wantedKbps: undefined }, 150],
  ['a program beyond all steps, the most', 50_000, { clip: undefined, wantedKbps: undefined }, 5_000],
  ['what is ready stays while it fits under a rate that falls', 2_600, made(2_500, 3_500), 3_500],
  ['what is ready stays while the rate rises', 20_000, made(300, 750), 750],
  ['what no longer fits is made smaller', 2_400, made(2_500, 3_500), 1_600],
  [
    'while it is being made it is not begun anew for a breath of the rate',
    4_300,
    { clip: undefined, wantedKbps: 3_500 },
    3_500,
  ],
] as const)('the rate of a slate: %s', ([, programKbps, before, kbps]) => {
  expect(slateKbps(programKbps, before)).toBe(kbps)
})
