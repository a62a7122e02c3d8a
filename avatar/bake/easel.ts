// The browser that draws a bake, opened again where it died: pictures come out the same.
import type { MouthSpots, Pose } from '#stage'
import { Failure, messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import type { Stage } from '../browser/index.ts'
import type { LookedAt } from './bake-key.ts'
import { measuringPoses } from './measuring-poses.ts'

/** What a bake needs of a stage. */
export type BakeStage = Pick<Stage, 'renderer' | 'call' | 'take' | 'lend' | 'takeBack' | 'close'>
export type OpenBakeStage = (signal: AbortSignal) => Promise<BakeStage>

const module = 'bake/page.ts'
/** So often a browser may die without having drawn one picture more. */
const mostDeaths = 3
/** One picture with its mouths: seconds on a busy machine without a GPU. */
const pictureWithinMs = 60_000
const dressWithinMs = 90_000

type DrawnLoop = { readonly poses: readonly Pose[]; readonly spots: MouthSpots }

export class Easel {
  readonly #look: LookedAt
  readonly #open: OpenBakeStage
  readonly #log: Log
  readonly #measuring: readonly Pose[]
  #stage: BakeStage | undefined
  #spots: MouthSpots | undefined
  #begun: DrawnLoop | undefined

  constructor(look: LookedAt, allPoses: readonly Pose[], open: OpenBakeStage, log: Log) {
    this.#look = look
    this.#open = open
    this.#log = log
    this.#measuring = measuringPoses(allPoses)
  }

  /** Who draws. */
  async renderer(signal: AbortSignal): Promise<string> {
    return (await this.#dressed(signal)).renderer
  }

  /** How far the mouths reach, measured once. */
  async spots(signal: AbortSignal): Promise<MouthSpots> {
    return (this.#spots ??= await this.#lasting(signal, stage =>
      stage.call<MouthSpots>({ module, name: 'spots' }, { poses: this.#measuring }, signal, dressWithinMs),
    ))
  }

  /** One picture of a loop as the page gives it. */
  async picture(loop: DrawnLoop, picture: number, signal: AbortSignal): Promise<Buffer> {
    return await this.#lasting(signal, async stage => {
      if (this.#begun !== loop) {
        const { frameRateFps } = this.#look
        await stage.call({ module, name: 'begin' }, { ...loop, frameRateFps }, signal)
        this.#begun = loop
      }
      return await stage.take({ module, name: 'picture' }, { picture }, signal, pictureWithinMs)
    })
  }

  /** Does `work`, with a new browser where one dies of it. */
  async #lasting<Result>(signal: AbortSignal, work: (stage: BakeStage) => Promise<Result>): Promise<Result> {
    for (let deaths = 0; ; ) {
      try {
        return await work(await this.#dressed(signal))
      } catch (error) {
        signal.throwIfAborted()
        await this.close()
        deaths++
        if (deaths >= mostDeaths || (error instanceof Failure && error.remedy === 'stop')) throw error
        this.#log.warn({ why: messageOf(error), deaths }, 'avatar/bake-begins-again')
      }
    }
  }

  async #dressed(signal: AbortSignal): Promise<BakeStage> {
    if (this.#stage !== undefined) return this.#stage
    const stage = await this.#open(signal)
    this.#stage = stage
    const { vrm, framing, widthPx, heightPx, smooth } = this.#look
    const host = stage.lend('host.vrm', 'model/gltf-binary', Buffer.from(vrm))
    try {
      const wish = { host, framing, widthPx, heightPx, smooth }
      await stage.call({ module, name: 'dress' }, wish, signal, dressWithinMs)
    } catch (error) {
      await this.close()
      throw error
    } finally {
      stage.takeBack(host)
    }
    return stage
  }

  async close(): Promise<void> {
    const stage = this.#stage
    this.#stage = undefined
    this.#begun = undefined
    await stage?.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
