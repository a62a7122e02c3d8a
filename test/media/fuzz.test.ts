// Broken input of every kind into everything that reads: only a Failure is thrown, and memory stays bounded.
// FUZZ_RUNS=1000000 for the long run; FUZZ_SEED for another one than CI's.
import { describe, expect, test } from 'vitest'
import { Failure } from '#core/failure.ts'
import { ChunkReader, FlvReader, ServerConnection, decodeAmf0, readAacConfig, readAvcConfig } from '#media'
import { PlayConnection, PublishConnection, inspectTag, readMetadata, refusalOf, tagOf } from '#media'
import { Secret } from '#core/secret.ts'
import { Dice, samples } from './fuzz-samples.ts'

const runs = Number(process.env['FUZZ_RUNS'] ?? 20_000)
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_124)
const limits = { maxMessageBytes: 300_000, maxChunkStreams: 16, maxHeldBytes: 600_000 }
/** A frame's free room, 15 bytes, counts into what is held. */
const underOurLimits = limits.maxHeldBytes + 15
/** Clients bring limits of their own. */
const underPublishersLimits = 4_194_304 + 15
const underPlayersLimits = 33_554_432 + 15

type Target = {
  readonly sample: readonly Buffer[]
  /** Gives back the most the reader ever held. */
  readonly feed: (bytes: Buffer, dice: Dice) => number
  readonly mostHeldBytes?: number
}

const reading = (read: (bytes: Buffer) => unknown) => (bytes: Buffer) => {
  read(bytes)
  return 0
}

/** What each reader does with a stream of bytes. */
const targets: Readonly<Record<string, Target>> = {
  decodeAmf0: { sample: samples.amf, feed: reading(decodeAmf0) },
  readMetadata: { sample: samples.amf, feed: reading(readMetadata) },
  readAvcConfig: { sample: samples.avc, feed: reading(readAvcConfig) },
  readAacConfig: { sample: samples.aac, feed: reading(readAacConfig) },
  inspectTag: {
    sample: [...samples.avc, ...samples.aac],
    feed: (bytes, dice) => {
      const kind = dice.of(['audio', 'video', 'script'] as const)
      refusalOf(inspectTag({ kind, payload: bytes }))
      return 0
    },
  },
  FlvReader: {
    sample: samples.flv,
    feed: (bytes, dice) => {
      const reader = new FlvReader(tag => inspectTag(tag), { maxTagBytes: 300_000 })
      return most(
        dice.cut(bytes),
        piece => reader.push(piece),
        () => reader.heldBytes,
      )
    },
  },
  ChunkReader: {
    sample: samples.chunks,
    feed: (bytes, dice) => {
      const reader = new ChunkReader(limits, message => tagOf(message))
      return most(
        dice.cut(bytes),
        piece => reader.push(piece),
        () => reader.heldBytes,
      )
    },
  },
  ServerConnection: {
    sample: samples.fromPublisher,
    feed: (bytes, dice) => {
      const server = serverThatAccepts()
      return most(
        dice.cut(bytes),
        piece => server.push(piece),
        () => server.heldBytes,
      )
    },
  },
  PublishConnection: {
    sample: samples.fromServer,
    mostHeldBytes: underPublishersLimits,
    feed: (bytes, dice) => {
      const publisher = publisherThatGoesOn()
      return most(
        dice.cut(bytes),
        piece => publisher.push(piece, 1),
        () => publisher.heldBytes,
      )
    },
  },
  PlayConnection: {
    sample: samples.toPlayer,
    mostHeldBytes: underPlayersLimits,
    feed: (bytes, dice) => {
      const player = playerThatGoesOn()
      return most(
        dice.cut(bytes),
        piece => player.push(piece),
        () => player.heldBytes,
      )
    },
  },
}

describe.each(Object.entries(targets))('%s', (_, { sample, feed, mostHeldBytes = underOurLimits }) => {
  test('reads broken input or refuses it, and nothing else', { timeout: 3_600_000 }, () => {
    const dice = new Dice(seed)
    const share = Math.ceil(runs / Object.keys(targets).length)
    const outcomes = { read: 0, refused: 0 }
    for (let run = 0; run < share; run++) {
      const input = dice.broken(sample)
      try {
        const heldBytes = feed(input, dice)
        if (heldBytes > mostHeldBytes) throw new Error(`${heldBytes} bytes were held`)
        outcomes.read += 1
      } catch (error) {
        if (!(error instanceof Failure && error.code.startsWith('media/') && error.fault === 'theirs'))
          throw new Error(`run ${run} of seed ${seed}: ${input.toString('base64').slice(0, 4_000)}`, {
            cause: error,
          })
        outcomes.refused += 1
      }
    }
    // Both happen, or the input was too good or too bad to find anything. (inspectTag refuses nothing.)
    expect(outcomes.read).toBeGreaterThan(0)
    expect(outcomes.read + outcomes.refused).toBe(share)
  })
})

function most(pieces: Buffer[], push: (piece: Buffer) => void, heldBytes: () => number): number {
  let mostBytes = 0
  for (const piece of pieces) {
    push(piece)
    mostBytes = Math.max(mostBytes, heldBytes())
  }
  return mostBytes
}

function serverThatAccepts(): ServerConnection {
  const server = new ServerConnection(
    { limits, chunkSizeBytes: 4096, ackWindowBytes: 10_000 },
    {
      send() {},
      publish: () => server.accept(),
      tag: tag => inspectTag(tag),
      unpublish() {},
      phase() {},
      refusedCommand() {},
    },
  )
  return server
}

function publisherThatGoesOn(): PublishConnection {
  const target = { app: 'live', tcUrl: 'rtmp://h/live', streamName: new Secret('k') }
  const silent = { send() {}, phase() {}, ack() {}, pong() {}, refused() {}, closedByServer() {} }
  const publisher = new PublishConnection(target, { chunkSizeBytes: 4096, ackWindowBytes: 0 }, silent)
  publisher.start()
  return publisher
}

function playerThatGoesOn(): PlayConnection {
  const target = { app: 'live', tcUrl: 'rtmp://h/live', streamName: new Secret('k') }
  const player = new PlayConnection(target, {
    send() {},
    phase() {},
    tag: tag => inspectTag(tag),
    refused() {},
    ended() {},
  })
  player.start()
  return player
}
