// Good input of every kind, and seeded dice that break it.
import { Secret } from '#core/secret.ts'
import { PublishConnection, ServerConnection, encodeAmf0, flvFileHeader, flvTag, mediaMessage } from '#media'
import { metadataPayload, serialiseMessage } from '#media'
import { roomy } from './pair.ts'

const hex = (text: string): Buffer => Buffer.from(text, 'hex')
const metadata = metadataPayload({
  width: 1920,
  height: 1080,
  framerate: 30,
  encoder: 'x',
  list: [1, 'a', null],
})
const avc = [
  '17000000000142c01effe100186742c01ed900a03db011000003000100000300320f162e4801000568cb83cb20',
  '1700000000017a0028ffe1001b677a0028bcd940780227e27011000003000100000300320f18319601000668ebe3cb22c0fef8f800',
  '170000000001640028ffe1001b67640028acd940780227e5c044000003000400000300f03c60c65801000768ebe3cb3002c0fdf8f800',
].map(hex)
const aac = [
  'af00119056e500',
  'af002b920800',
  'af00eb8a0800',
  'af00138856e5a54880',
  'af0012002142100884',
].map(hex)

const tags = [
  flvTag('script', 0, metadata),
  flvTag('video', 0, avc[0] ?? Buffer.alloc(0)),
  flvTag('audio', 0, aac[0] ?? Buffer.alloc(0)),
  flvTag('video', 33, Buffer.concat([hex('1701000042'), Buffer.alloc(900, 5)])),
  flvTag('audio', 35, hex('af0121112233')),
  flvTag('video', 0x1000010, Buffer.concat([hex('2701ffffd8'), Buffer.alloc(300, 6)])),
]
const control = (typeId: number, payload: string) =>
  serialiseMessage({ typeId, timestampMs: 0, streamId: 0, payload: hex(payload) }, 128, 2)

const chunks = [
  Buffer.concat(tags.map(tag => mediaMessage(tag, tag.timestampMs, 1, 128))),
  Buffer.concat([control(1, '00001000'), ...tags.map(tag => mediaMessage(tag, tag.timestampMs, 1, 4096))]),
  hex('04000064000001080100000aaa4400001400000209bbbb84000014ccccc4dddd0200000000000402000000000000000044'),
  Buffer.concat([
    control(5, '00010000'),
    control(3, '00010000'),
    control(4, '000600000001'),
    control(2, '00000004'),
  ]),
]

function conversation(): { fromPublisher: Buffer; fromServer: Buffer } {
  const toServer: Buffer[] = []
  const toPublisher: Buffer[] = []
  const server = new ServerConnection(
    { limits: roomy, chunkSizeBytes: 4096, ackWindowBytes: 10_000 },
    {
      send: bytes => toPublisher.push(bytes),
      publish: () => server.accept(),
      tag() {},
      unpublish() {},
      phase() {},
      refusedCommand() {},
    },
  )
  const publisher = new PublishConnection(
    { app: 'live', tcUrl: 'rtmp://h/live', streamName: new Secret('k') },
    { chunkSizeBytes: 4096, ackWindowBytes: 5_000 },
    {
      send: bytes => toServer.push(bytes),
      phase() {},
      ack() {},
      pong() {},
      refused() {},
      closedByServer() {},
    },
  )
  publisher.start()
  let [servedUpTo, publishedUpTo, isLive] = [0, 0, false]
  while (servedUpTo < toServer.length || publishedUpTo < toPublisher.length) {
    for (; servedUpTo < toServer.length; servedUpTo++) server.push(toServer[servedUpTo] ?? Buffer.alloc(0))
    for (; publishedUpTo < toPublisher.length; publishedUpTo++)
      publisher.push(toPublisher[publishedUpTo] ?? Buffer.alloc(0), 1)
    if (publisher.mediaStreamId === 0 || isLive) continue
    isLive = true
    toServer.push(...tags.map(tag => mediaMessage(tag, tag.timestampMs, publisher.mediaStreamId, 4096)))
    publisher.ping(1)
    publisher.goodbye()
  }
  return { fromPublisher: Buffer.concat(toServer), fromServer: Buffer.concat(toPublisher) }
}

const { fromPublisher, fromServer } = conversation()

export const samples = {
  amf: [
    metadata,
    encodeAmf0('connect', 1, {
      app: 'live',
      tcUrl: 'rtmp://h/live',
      caps: [1, 2, { deep: { deeper: null } }],
    }),
    encodeAmf0('onStatus', 0, null, { level: 'error', code: 'NetStream.Publish.BadName', at: new Date(0) }),
  ],
  avc,
  aac,
  flv: [Buffer.concat([flvFileHeader, ...tags.map(tag => tag.bytes)])],
  chunks,
  fromPublisher: [fromPublisher],
  fromServer: [fromServer],
  toPlayer: [Buffer.concat([fromServer, ...tags.map(tag => mediaMessage(tag, tag.timestampMs, 1, 4096))])],
}

/** Both handshakes are this long; breaking mostly what follows them reaches further. */
const handshakeBytes = 3073

/** Seeded chance (mulberry32), so that a run can be had again. */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, limit)
  }

  of<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.below(choices.length)] ?? choices[0]
  }

  bytes(count: number): Buffer {
    return Buffer.from(Uint8Array.from({ length: count }, () => this.below(256)))
  }

  /** The same bytes in pieces. */
  cut(bytes: Buffer): Buffer[] {
    const usualBytes = this.of([1_000_000, 1_000_000, 700, 64, 5])
    const pieces: Buffer[] = []
    for (let at = 0; at < bytes.length; ) {
      const end = at + (at < handshakeBytes && usualBytes < 700 ? 700 : 1) + this.below(usualBytes)
      pieces.push(bytes.subarray(at, end))
      at = end
    }
    return pieces
  }

  /** A sample broken in a few places, or now and then nothing but chance. */
  broken(sampleList: readonly Buffer[]): Buffer {
    const sample = sampleList[this.below(sampleList.length)] ?? Buffer.alloc(0)
    if (this.below(20) === 0) return this.bytes(this.below(300))
    const from = sample.length > handshakeBytes && this.below(20) > 0 ? handshakeBytes : 0
    if (from > 0 && this.below(10) === 0)
      return Buffer.concat([sample.subarray(0, from), this.bytes(this.below(2_000))])
    let bytes: Buffer = Buffer.from(sample)
    for (let left = this.below(6); left > 0; left--) bytes = this.#breakOnce(bytes, from)
    return bytes
  }

  #breakOnce(bytes: Buffer, from: number): Buffer {
    const at = from + this.below(bytes.length - from)
    const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)]
    switch (this.below(7)) {
      case 0:
        return Buffer.from(head) // cut short
      case 1:
        return Buffer.concat([head, tail.subarray(1 + this.below(9))]) // a hole
      case 2:
        return Buffer.concat([head, this.bytes(1 + this.below(9)), tail]) // strangers
      case 3:
        return Buffer.concat([head, bytes.subarray(at, at + this.below(400)), tail]) // said twice
      case 4:
        return this.#overwrite(
          bytes,
          at,
          this.of([hex('00'), hex('ff'), hex('ffffff'), hex('00000000'), hex('7fffffff')]),
        )
      case 5:
        return this.#overwrite(bytes, at, Buffer.from([(bytes[at] ?? 0) ^ (1 << this.below(8))]))
      default:
        return this.#overwrite(bytes, at, this.bytes(1 + this.below(4)))
    }
  }

  #overwrite(bytes: Buffer, at: number, by: Buffer): Buffer {
    by.copy(bytes, at)
    return bytes
  }
}
