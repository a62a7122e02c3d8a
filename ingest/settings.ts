// Waits and limits of the front door, declared once.
import { z } from 'zod'

const wholeMs = (min: number, max: number) => z.int().min(min).max(max)
const KiB = 1_024
const MiB = 1_024 * KiB

export const ingestSettings = z.strictObject({
  handshakeWithinMs: wholeMs(100, 60_000)
    .default(5_000)
    .describe('A connection that has not finished its TLS and RTMP handshakes within this time is dropped.'),
  publishWithinMs: wholeMs(200, 120_000)
    .default(10_000)
    .describe('A connection that is not accepted as a publisher within this time is dropped.'),
  videoWithinMs: wholeMs(500, 120_000)
    .default(10_000)
    .describe('A publisher whose first H.264 key frame has not come within this time is refused.'),
  idleAfterMs: wholeMs(500, 600_000)
    .default(10_000)
    .describe('A publisher that sends no picture and no sound for this long is dropped.'),
  takeOverAfterMs: wholeMs(100, 60_000)
    .default(1_500)
    .describe('A publisher silent for this long gives way to another that comes with the same key.'),
  lingerMs: wholeMs(0, 10_000)
    .default(1_000)
    .describe('How long a refused client may take to read why, before its connection is destroyed.'),
  maxConnections: z.int().min(1).max(100_000).default(256).describe('Connections that may be open at once.'),
  maxConnectionsPerAddress: z
    .int()
    .min(1)
    .max(100_000)
    .default(32)
    .describe('Connections that may be open at once from one address.'),
  maxMessageBytes: z
    .int()
    .min(64 * KiB)
    .max(16_777_215)
    .default(8 * MiB)
    .describe('The longest RTMP message that is read; a key frame must fit.'),
  maxChunkStreams: z
    .int()
    .min(8)
    .max(65_597)
    .default(64)
    .describe('Chunk streams that one connection may use.'),
  maxHeldBytesPerSession: z
    .int()
    .min(64 * KiB)
    .max(256 * MiB)
    .default(16 * MiB)
    .describe('Memory that the unfinished messages of one connection may take.'),
  maxBytesBeforePublish: z
    .int()
    .min(16 * KiB)
    .max(64 * MiB)
    .default(1 * MiB)
    .describe('A connection that sends more than this before it is accepted as a publisher is dropped.'),
  maxUnsentBytes: z
    .int()
    .min(16 * KiB)
    .max(16 * MiB)
    .default(256 * KiB)
    .describe('A publisher that leaves more of our answers than this unread is dropped.'),
  readerQueueBytes: z
    .int()
    .min(256 * KiB)
    .max(512 * MiB)
    .default(16 * MiB)
    .describe('A reader of a feed that lags by more than this goes on at the next key frame.'),
  readerStuckMs: wholeMs(200, 600_000)
    .default(5_000)
    .describe('A reader of a feed that takes nothing for this long is dropped.'),
  maxReadersPerFeed: z
    .int()
    .min(1)
    .max(10_000)
    .default(64)
    .describe('Readers that one feed may have at once.'),
  gopCacheBytes: z
    .int()
    .min(0)
    .max(512 * MiB)
    .default(32 * MiB)
    .describe('Pictures since the last key frame that a feed keeps for readers to come.'),
  chunkSizeBytes: z
    .int()
    .min(128)
    .max(16_777_215)
    .default(65_536)
    .describe('The chunk size of what we send to publishers.'),
  ackWindowBytes: z
    .int()
    .min(64 * KiB)
    .max(256 * MiB)
    .default(2_500_000)
    .describe('How often, in bytes, publishers are asked to acknowledge and are acknowledged.'),
})

export type IngestSettings = z.output<typeof ingestSettings>
