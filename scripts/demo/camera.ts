// The demo's camera: a program that may be killed, frozen and started again.
import type { FeedView, HouseApi } from './house.ts'
import { failed, Program } from './programs.ts'

export const feed = 'camera-a'

export type CameraPlan = {
  /** A file to show instead of the test picture. */
  readonly input: string | undefined
  /** Added to the allow-listed environment of its processes. */
  readonly env?: Readonly<Record<string, string>>
}

const showsWithinMs = 60_000

export class DemoCamera {
  readonly #house: HouseApi
  readonly #plan: CameraPlan
  #url = ''
  #streamKey = ''
  #program: Program | undefined

  constructor(house: HouseApi, plan: CameraPlan) {
    this.#house = house
    this.#plan = plan
  }

  /** What it said last, where it ended by itself; undefined while all is well. */
  get lastWords(): string | undefined {
    return this.#program?.isLost ? this.#program.lastWords() : undefined
  }

  /** Publishes under a key of its own; resolves when its picture is there. */
  async start(): Promise<void> {
    if (this.#url === '') await this.#register()
    const file = this.#plan.input === undefined ? [] : ['--input', this.#plan.input]
    const program = new Program({
      name: 'the camera',
      args: ['scripts/camera.ts', '--name', feed, '--url', this.#url, ...file],
      input: `${this.#streamKey}\n`,
      env: this.#plan.env ?? {},
    })
    this.#program = program
    await program.ready(() => this.#hasPicture(), showsWithinMs)
  }

  async #register(): Promise<void> {
    const made = (await this.#house.ask('PUT', `/api/feeds/${feed}`, { kind: 'rtmp' })) as {
      publishUrl: string | null
      streamKey: string
    }
    this.#streamKey = made.streamKey
    this.#url =
      made.publishUrl ??
      (await this.#house.until(
        '/api/feeds',
        (answer: { publishUrl: string | null }) => answer.publishUrl ?? undefined,
        'Changming does not listen for cameras.',
      ))
  }

  async #hasPicture(): Promise<true | undefined> {
    const { feeds } = (await this.#house.ask('GET', '/api/feeds')) as { feeds: FeedView[] }
    const ageMs = feeds.find(each => each.name === feed)?.lastVideoAgeMs ?? null
    return (ageMs !== null && ageMs < 500) || undefined
  }

  /** As when somebody pulls its plug. */
  async kill(): Promise<void> {
    if (this.#program === undefined) throw failed('there is no camera to kill')
    await this.#program.kill()
  }

  /** Its connection stays; nothing comes any more. */
  freeze(isFrozen: boolean): void {
    this.#program?.freeze(isFrozen)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program?.end()
  }
}
