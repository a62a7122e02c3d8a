// A camera: an encoder that runs for ever and a publisher that comes back whenever ingest is there.
import { setTimeout as delay } from 'node:timers/promises'
import { describeEnd } from '#core/child.ts'
import { messageOf } from '#core/failure.ts'
import type { Tag } from '#media'
import { runEncoder } from './encoder.ts'
import { type PublishAddress, Publisher } from './publisher.ts'

export type CameraPlan = {
  readonly name: string
  readonly ffmpeg: string
  /** A file to loop instead of the test picture. */
  readonly input: string | undefined
  readonly address: PublishAddress
  /** One sentence for each thing that happens. */
  readonly say: (sentence: string) => void
}

const againAfterMs = 500

export class Camera {
  readonly #plan: CameraPlan
  #publisher: Publisher | undefined
  #opening: readonly Tag[] = []

  constructor(plan: CameraPlan) {
    this.#plan = plan
  }

  /** Runs until the signal; throws only what cannot be mended by trying again. */
  async run(signal: AbortSignal): Promise<void> {
    const publishing = this.#publish(signal)
    try {
      while (!signal.aborted) {
        const { ffmpeg, name: camera, input, say } = this.#plan
        const onTag = (tag: Tag) => this.#publisher?.send(tag)
        const end = await runEncoder({ ffmpeg, camera, input, onTag, onLine: say }, signal)
        if (signal.aborted) break
        say(`FFmpeg ${describeEnd(end)}; it is started again`)
        await pause(signal)
      }
    } finally {
      this.#publisher?.close()
      if (signal.aborted) await publishing
    }
  }

  async #publish(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const why = await this.#publishOnce(signal)
      if (signal.aborted || why === '') return
      this.#plan.say(`publishing ended: ${why}; trying again`)
      await pause(signal)
    }
  }

  #publishOnce(signal: AbortSignal): Promise<string> {
    const { address, say } = this.#plan
    return new Promise(resolve => {
      const onAbort = () => publisher.close()
      const live = () => say('publishing')
      const ended = (why: string) => {
        this.#opening = publisher.opening
        signal.removeEventListener('abort', onAbort)
        resolve(why)
      }
      const publisher = new Publisher(address, { live, ended }, this.#opening)
      signal.addEventListener('abort', onAbort, { once: true })
      this.#publisher = publisher
    })
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  await delay(againAfterMs, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw new Error(messageOf(error)) // nothing but the signal ends a wait early
  })
}
