// Three platforms for each camera of a broadcast, all of them our own: when they were shown what, and what their viewers missed.
import { relaySettings } from '#relay'
import type { Product } from '../product.ts'
import type { Sink, Turn } from './children.ts'
import { type Show, untilAtFirst } from './show.ts'
import { awaited, must } from './waiting.ts'

/** What a program waits for a silent camera, as it comes. */
export const { lossAfterMs } = relaySettings.parse({})

const platforms = ['to-0', 'to-1', 'to-2'] as const
const streamsOf = (camera: string) => platforms.map(each => `live/${camera}-${each}`)

/** Each camera is the only one of its platforms: they must not carry the others. */
export function showTo(sink: Sink, name: string, cameras: readonly string[]): Show {
  const url = `rtmp://127.0.0.1:${sink.port}/live`
  const all = cameras.flatMap(camera => platforms.map(each => ({ camera, key: `${camera}-${each}` })))
  return {
    name,
    feeds: cameras,
    destinations: Object.fromEntries(all.map(({ key }) => [key, [{ url, key }]])),
    without: Object.fromEntries(all.map(({ camera, key }) => [key, cameras.filter(each => each !== camera)])),
  }
}

/** Resolves when it is carried everywhere and a slate lies ready for it. */
export async function untilSafe(product: Product, broadcast: string, signal: AbortSignal): Promise<void> {
  await untilAtFirst(product, broadcast, signal)
  const isReady = async () =>
    (await product.api('GET', `/api/broadcasts/${broadcast}`)).slateState.at === 'ready' || undefined
  await must(`the slate of ${broadcast} is ready`, isReady, signal)
}

export type WantedTurn = {
  readonly camera: string
  readonly isIt: (turn: Turn) => boolean
  /** `sharedMs` */
  readonly fromMs: number
  readonly withinMs: number
}

/** How long after `fromMs` the last of a camera's platforms had it; `withinMs` where one had not by then. */
export async function turnedEverywhere(sink: Sink, wanted: WantedTurn, signal: AbortSignal): Promise<number> {
  const { camera, isIt, fromMs, withinMs } = wanted
  const look = () => {
    const times = streamsOf(camera).map(name => {
      const turn = sink.turns.find(each => each.name === name && each.atMs > fromMs && isIt(each))
      return turn === undefined ? Infinity : turn.atMs - fromMs
    })
    return Math.max(...times) === Infinity ? undefined : Math.max(...times)
  }
  return (await awaited(look, withinMs, signal)) ?? withinMs
}

export type Missed = {
  readonly holeMs: number
  readonly silenceMs: number
}

/** The worst at any platform of a camera since the sink had told so many seconds. */
export function missedSince(sink: Sink, camera: string, seconds: number): Missed {
  const streams = streamsOf(camera)
  const came = sink.seconds
    .slice(seconds)
    .flat()
    .filter(each => streams.includes(each.name))
  return {
    holeMs: Math.max(...came.map(each => each.holeMs)),
    silenceMs: Math.max(...came.map(each => each.silenceMs)),
  }
}

/** How often a camera's platforms were published to. */
export function publishesOf(sink: Sink, camera: string): number {
  const streams = streamsOf(camera)
  return sink.firsts.filter(({ name, what }) => what === 'publish' && streams.includes(name)).length
}
