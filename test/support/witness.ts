// A camera on air with a reader, while somebody else misbehaves: proof that nobody else was disturbed.
import type { IngestRig } from './ingest-rig.ts'
import type { RtmpClient } from './rtmp-client.ts'
import { syntheticFrames } from './synthetic-feed.ts'
import { until } from './until.ts'

export type Witness = {
  /** The pictures its reader has got, by timestamp. */
  readonly pictureTimesMs: readonly number[]
  /** Sends half a second more and waits until the reader has it. */
  goOn(): Promise<void>
  [Symbol.dispose](): void
}

/** Puts a feed on air and reads it. */
export async function openWitness(rig: IngestRig, feed: string): Promise<Witness & { client: RtmpClient }> {
  const client = await rig.publish(feed, 30)
  const reading = rig.read(feed)
  let frames = 30
  const hasAll = () => reading.pictureTimesMs.at(-1) === (frames - 1) * 33
  await until('the witness reads', hasAll)
  return {
    client,
    get pictureTimesMs() {
      return reading.pictureTimesMs
    },
    goOn: async () => {
      client.send(syntheticFrames({ frames: 15, fromMs: frames * 33, firstFrame: frames }))
      frames += 15
      await until('the witness goes on', hasAll)
    },
    [Symbol.dispose]: () => {
      reading[Symbol.dispose]()
      client[Symbol.dispose]()
    },
  }
}
