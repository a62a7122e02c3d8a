// Our publisher against our server, in memory: who is let in, what arrives, how it ends.
import { describe, expect, test } from 'vitest'
import { flvTag, mediaMessage, metadataPayload, readMetadata } from '#media'
import type { Tag } from '#media'
import { Pair, inPieces, whole } from './pair.ts'

const keyframe = flvTag(
  'video',
  40,
  Buffer.concat([Buffer.from([0x17, 1, 0, 0, 80]), Buffer.alloc(104_000, 7)]),
)
const sound = flvTag('audio', 42, Buffer.from([0xaf, 1, 33, 1, 2, 3]))
const metadata = flvTag('script', 0, metadataPayload({ width: 1920, encoder: 'test' }))

function send(pair: Pair, tag: Tag, streamId = pair.publisher.mediaStreamId): void {
  pair.publish(mediaMessage(tag, tag.timestampMs, streamId, pair.publisher.chunkSizeBytes))
}

describe.each([
  ['plain', 'whole', whole],
  ['plain', 'byte by byte', inPieces(1)],
  ['plain', 'in sevens', inPieces(7)],
  ['digest', 'whole', whole],
  ['digest', 'in 1537s', inPieces(1537)],
] as const)('a publisher with a %s handshake, its bytes %s', (handshake, _, cut) => {
  test('goes live, and its tags arrive as they were', () => {
    const pair = new Pair(cut, {}, { handshake }).goLive()
    for (const tag of [metadata, keyframe, sound]) send(pair, tag)

    expect(pair.serverPhases).toEqual(['connect', 'publish', 'live'])
    expect(pair.publisherPhases).toEqual(['handshake', 'connect', 'create', 'publish', 'live'])
    expect(pair.requests).toEqual([
      {
        app: 'live',
        streamName: 'cam-key?a=1&b=2',
        tcUrl: 'rtmp://127.0.0.1:1935/live',
        encoder: 'FMLE/3.0 (compatible; FMSc/1.0)',
      },
    ])
    expect(pair.tags.map(tag => tag.bytes)).toEqual([metadata.bytes, keyframe.bytes, sound.bytes])
    expect(readMetadata(pair.tags[0]?.payload ?? Buffer.alloc(0))).toEqual({ width: 1920, encoder: 'test' })
    expect(pair.server.heldBytes).toBe(0)
  })
})

describe('who is let in', () => {
  test('media before the answer are counted and thrown away', () => {
    const pair = new Pair()
    pair.publisher.start()
    pair.settle()
    send(pair, keyframe)
    pair.server.accept()
    send(pair, sound)
    expect(pair.tags.map(tag => tag.kind)).toEqual(['audio'])
    expect(pair.server.ignoredMedia).toBe(1)
  })

  test('media on another message stream are counted and thrown away', () => {
    const pair = new Pair().goLive()
    send(pair, keyframe, 0)
    send(pair, keyframe, 2)
    expect(pair.tags).toEqual([])
    expect(pair.server.ignoredMedia).toBe(2)
  })

  test('a refused publisher hears the code and the sentence, and its media go nowhere', () => {
    const pair = new Pair()
    pair.publisher.start()
    pair.settle()
    pair.server.refuse('NetStream.Publish.BadName', 'This key is not known here.')
    pair.settle()
    send(pair, keyframe)
    expect(pair.refusals).toEqual([
      {
        during: 'publish',
        code: 'NetStream.Publish.BadName',
        level: 'error',
        description: 'This key is not known here.',
      },
    ])
    expect(pair.tags).toEqual([])
    expect(pair.server.ignoredMedia).toBe(1)
  })

  test('accepting twice, or after a refusal, changes nothing', () => {
    const pair = new Pair().goLive()
    pair.server.refuse('NetStream.Publish.Rejected', 'The key was changed.')
    pair.server.accept()
    pair.settle()
    send(pair, keyframe)
    expect(pair.publisherPhases.filter(phase => phase === 'live')).toEqual(['live'])
    expect(pair.refusals.map(refusal => refusal.during)).toEqual(['live'])
    expect(pair.tags).toEqual([])
  })
})

describe('while on air', () => {
  test('a goodbye is heard once, and what follows it is not on air', () => {
    const pair = new Pair().goLive()
    pair.publisher.goodbye()
    pair.settle()
    send(pair, keyframe)
    expect(pair.unpublished).toBe(1)
    expect(pair.closings).toEqual([])
    expect(pair.tags).toEqual([])
  })

  test('a ping is answered, and tells the way there and back', () => {
    const pair = new Pair().goLive()
    pair.publisher.ping(5_000.25)
    pair.server.ping(77)
    pair.nowMs = 5_012.75
    pair.settle()
    expect(pair.pongs).toEqual([12.5])
  })

  test('the server acknowledges each half of its window, and sooner when asked', () => {
    const pair = new Pair(whole, { ackWindowBytes: 400_000 }).goLive()
    for (let i = 0; i < 4; i++) send(pair, keyframe)
    expect(pair.acks).toHaveLength(2)
    expect(pair.acks[1]).toBeGreaterThan(400_000)
    pair.publisher.askForAcks(50_000)
    for (let i = 0; i < 4; i++) send(pair, keyframe)
    expect(pair.acks).toHaveLength(6)
  })

  test('a larger window asked for later counts: it is acknowledged less often again', () => {
    const pair = new Pair(whole, { ackWindowBytes: 400_000 }).goLive()
    pair.publisher.askForAcks(50_000)
    pair.publisher.askForAcks(400_000)
    for (let i = 0; i < 4; i++) send(pair, keyframe)
    expect(pair.acks).toHaveLength(2)
  })
})
