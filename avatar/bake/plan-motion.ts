// Which loops a host goes through while it speaks a sentence. Pure: the same seed moves the same way.
import { Failure } from '#core/failure.ts'

/** `accent` belongs to a word, `glance` to the product card; `idle` is what lies between. */
export type MotionLoop = {
  readonly name: string
  readonly kind: 'idle' | 'accent' | 'glance'
  /** A multiple of 16. */
  readonly pictures: number
}

export type MotionWish = {
  /** How many pictures the sentence needs. */
  readonly atLeastPictures: number
  /** Those that are baked so far; each begins and ends with the neutral pose. */
  readonly loops: readonly MotionLoop[]
  /** Pictures at which a word is stressed, or the product is named. */
  readonly accents?: readonly { readonly picture: number; readonly kind: 'accent' | 'glance' }[]
  readonly seed: number
}

export type Motion = { readonly loops: readonly MotionLoop[]; readonly pictures: number }

/** At 25 and 30 fps so many pictures last a whole number of AAC frames. */
const step = 16
/** An hour: who asks for more has made a mistake. */
const mostPictures = 108_000
/** So far from its word the middle of an accent may be, in pictures: its middle is where it is strongest. */
const aroundAccent = 16

// What is saved by an accent at its word, and what one anywhere else costs; an idle loop costs from 1 to 2.
const asked = 20
const unasked = 1_000
const repeated = 1.5

/**
 * Whole loops, one after the other, that last at least as long as asked and as little longer as the loops allow. Throws
 * `avatar/no-motion` where there is no idle loop, or a loop or length that cannot be.
 */
export function planMotion(wish: MotionWish): Motion {
  checkWish(wish)
  const lengths = [...new Set(wish.loops.map(loop => loop.pictures))]
  const wanted = Math.max(step, Math.ceil(wish.atLeastPictures / step) * step)
  const reachable = reachableUpTo(wanted + Math.max(...lengths), lengths)
  const pictures = firstReachable(reachable, wanted)
  return { loops: cheapest(pictures, wish), pictures }
}

type Step = { readonly cost: number; readonly loop: MotionLoop; readonly before: Step | undefined }

/** The cheapest way to `pictures`: of each place and each loop that ends there, the cheapest way to it. */
function cheapest(pictures: number, wish: MotionWish): MotionLoop[] {
  const random = randomOf(wish.seed)
  const ends: Step[][] = []
  for (let end = step; end <= pictures; end += step) {
    ends[end / step] = wish.loops.flatMap(loop => {
      const at = end - loop.pictures
      const own = costOf(loop, at, wish, random())
      if (at === 0) return [{ cost: own, loop, before: undefined }]
      const ways = (ends[at / step] ?? []).map(before => ({
        cost: before.cost + own + (before.loop.name === loop.name ? repeated : 0),
        loop,
        before,
      }))
      return ways.length === 0 ? [] : [cheaperOf(ways)]
    })
  }
  const loops: MotionLoop[] = []
  const last = cheaperOf(ends[pictures / step] ?? [])
  for (let at: Step | undefined = last; at !== undefined; at = at.before) loops.unshift(at.loop)
  return loops
}

const cheaperOf = (ways: readonly Step[]): Step =>
  ways.reduce((best, way) => (way.cost < best.cost ? way : best))

/** What one loop costs where it begins: little where it suits its moment. A loop each is dear: many short ones look restless. */
function costOf(loop: MotionLoop, at: number, wish: MotionWish, random: number): number {
  if (loop.kind === 'idle') return 1 + random
  const middle = at + loop.pictures / 2
  const isAsked = wish.accents?.some(
    ({ kind, picture }) => kind === loop.kind && Math.abs(picture - middle) <= aroundAccent,
  )
  return (isAsked === true ? -asked : unasked) + random
}

function checkWish({ atLeastPictures, loops }: MotionWish): void {
  if (!(atLeastPictures >= 0 && atLeastPictures <= mostPictures))
    throw noMotion(`a sentence has from 0 to ${mostPictures} pictures; this has ${atLeastPictures}`)
  if (!loops.some(({ kind }) => kind === 'idle')) throw noMotion('no idle loop is baked yet')
  const odd = loops.find(({ pictures }) => !(pictures > 0 && pictures % step === 0))
  if (odd !== undefined)
    throw noMotion(
      `the loop "${odd.name}" has ${odd.pictures} pictures; make it a multiple of ${step} pictures`,
    )
}

/** Of each multiple of 16: whether loops come to exactly so many pictures. */
function reachableUpTo(most: number, lengths: readonly number[]): boolean[] {
  const reachable = [true]
  for (let i = 1; i <= most / step; i++) reachable[i] = lengths.some(length => reachable[i - length / step])
  return reachable
}

function firstReachable(reachable: readonly boolean[], wanted: number): number {
  let at = wanted / step
  while (reachable[at] !== true) at++ // any loop, often enough, comes there
  return at * step
}

/** From 0 to 1, the same series for the same seed (Mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

function noMotion(why: string): Failure {
  return new Failure('avatar/no-motion', `the host cannot move: ${why}`, { fault: 'ours', remedy: 'retry' })
}
