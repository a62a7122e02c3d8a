// The publisher against platforms of every mood: what it takes for a refusal, an end, or nothing at all.
import { describe, expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { ChunkReader, PublishConnection, decodeAmf0, encodeAmf0, serialiseMessage } from '#media'
import type { AmfValue, Message } from '#media'
import { roomy } from './pair.ts'

/** A platform that says only what the test says. */
class Platform {
  readonly news: unknown[] = []
  readonly heard: Message[] = []
  readonly publisher: PublishConnection
  readonly #reader = new ChunkReader(roomy, message => this.heard.push(message))
  #handshakeLeft = 3073

  constructor(ackWindowBytes = 0) {
    const target = { app: 'app/inst', tcUrl: 'rtmps://p.example/app/inst', streamName: new Secret('k?s=1') }
    this.publisher = new PublishConnection(
      target,
      { chunkSizeBytes: 60_000, ackWindowBytes },
      {
        send: bytes => {
          const skipped = Math.min(this.#handshakeLeft, bytes.length)
          this.#handshakeLeft -= skipped
          this.#reader.push(bytes.subarray(skipped))
        },
        phase: phase => this.news.push(phase),
        ack: totalBytes => this.news.push({ acked: totalBytes }),
        pong: rttMs => this.news.push({ pong: rttMs }),
        refused: refusal => this.news.push(refusal),
        closedByServer: (code, description) => this.news.push({ code, description }),
      },
    )
    this.publisher.start()
    this.publisher.push(Buffer.concat([Buffer.from([3]), Buffer.alloc(3072)]), 0)
  }

  message(typeId: number, payload: Buffer, nowMs = 0): void {
    this.publisher.push(serialiseMessage({ typeId, timestampMs: 0, streamId: 0, payload }, 128, 3), nowMs)
  }

  say(...values: AmfValue[]): void {
    this.message(20, encodeAmf0(...values))
  }

  /** Answers everything kindly up to a phase. */
  lead(to: 'connect' | 'create' | 'publish' | 'live'): this {
    if (to !== 'connect') this.say('_result', 1, {}, { code: 'NetConnection.Connect.Success' })
    if (to === 'publish' || to === 'live') this.say('_result', 4, null, 3)
    if (to === 'live') this.say('onStatus', 0, null, { level: 'status', code: 'NetStream.Publish.Start' })
    this.news.splice(0)
    return this
  }
}

const commands = (platform: Platform): AmfValue[][] =>
  platform.heard.filter(message => message.typeId === 20).map(message => decodeAmf0(message.payload))

test('says connect, releaseStream, FCPublish, createStream and publish, in this order', () => {
  const platform = new Platform(250_000)
  platform.lead('live')
  expect(commands(platform)).toEqual([
    [
      'connect',
      1,
      {
        app: 'app/inst',
        type: 'nonprivate',
        flashVer: 'FMLE/3.0 (compatible; FMSc/1.0)',
        tcUrl: 'rtmps://p.example/app/inst',
      },
    ],
    ['releaseStream', 2, null, 'k?s=1'],
    ['FCPublish', 3, null, 'k?s=1'],
    ['createStream', 4, null],
    ['publish', 5, null, 'k?s=1', 'live'],
  ])
  expect(platform.heard.at(-1)?.streamId).toBe(3)
  expect(platform.heard.filter(message => message.typeId === 5).map(message => message.payload)).toEqual([
    Buffer.from([0, 3, 0xd0, 0x90]),
  ])
  expect(platform.publisher.mediaStreamId).toBe(3)
  expect(platform.publisher.chunkSizeBytes).toBe(60_000)
})

describe('a refusal', () => {
  const about = (code: string) => ({ level: 'error', code, description: 'no.' })
  const bad = about('NetStream.Publish.BadName')
  test.each([
    ['connect', ['_error', 1, {}, about('NetConnection.Connect.Rejected')], 'NetConnection.Connect.Rejected'],
    ['connect', ['_error', 1, about('NetConnection.Connect.Rejected')], 'NetConnection.Connect.Rejected'],
    [
      'connect',
      ['onStatus', 0, null, about('NetConnection.Connect.Rejected')],
      'NetConnection.Connect.Rejected',
    ],
    ['create', ['_error', 4, null, about('NetConnection.Call.Failed')], 'NetConnection.Call.Failed'],
    ['publish', ['onStatus', 0, null, bad], 'NetStream.Publish.BadName'],
    ['publish', ['_error', 5, null, bad], 'NetStream.Publish.BadName'],
    ['live', ['onStatus', 0, null, about('NetStream.Unpublish.Kicked')], 'NetStream.Unpublish.Kicked'],
    ['live', ['onStatus', 0, null, bad], 'NetStream.Publish.BadName'],
  ] as const)('while %s: %j', (during, said, code) => {
    const platform = new Platform().lead(during)
    platform.say(...(said as readonly AmfValue[]))
    expect(platform.news).toEqual([{ during, code, level: 'error', description: 'no.' }])
  })

  test('is known by its code where the level says otherwise', () => {
    const platform = new Platform().lead('publish')
    platform.say('onStatus', 0, null, { level: 'status', code: 'NetStream.Publish.Rejected' })
    expect(platform.news).toMatchObject([{ code: 'NetStream.Publish.Rejected', description: '' }])
  })
})

describe('no refusal', () => {
  test.each([
    ['create', ['_error', 2, null, { level: 'error', code: 'NetConnection.Call.Failed' }]],
    ['create', ['_error', 3, null, { level: 'error', code: 'NetConnection.Call.Failed' }]],
    ['connect', ['onBWDone', 0, null, 8192]],
    ['publish', ['onFCPublish', 0, null, { code: 'NetStream.Publish.Start' }]],
    ['publish', ['_result', 5, null]],
    ['publish', ['onStatus', 0, null, { level: 'status', code: 'NetStream.Publish.Reset' }]],
    ['publish', ['onStatus']],
    ['live', ['onStatus', 0, null, 'text']],
    ['live', ['_error', 77, null]],
    ['live', ['somethingNew', 0, null, { level: 'error' }]],
  ] as const)('while %s: %j', (phase, said) => {
    const platform = new Platform().lead(phase)
    platform.say(...(said as readonly AmfValue[]))
    expect(platform.news).toEqual([])
  })

  test('data, media and unknown types from the server', () => {
    const platform = new Platform().lead('live')
    for (const typeId of [8, 9, 15, 16, 18, 22, 77]) platform.message(typeId, Buffer.from('@setDataFrame'))
    expect(platform.news).toEqual([])
  })
})

test.each(['NetStream.Unpublish.Success', 'NetConnection.Connect.Closed'])('%s is an orderly end', code => {
  const platform = new Platform().lead('live')
  platform.say('onStatus', 0, null, { level: 'status', code, description: 'bye' })
  platform.say('close', 0)
  expect(platform.news).toEqual([
    { code, description: 'bye' },
    { code: 'NetConnection.Connect.Closed', description: 'The server said close.' },
  ])
})

test('a goodbye names the stream, and what the server says to it is no news', () => {
  const platform = new Platform().lead('live')
  platform.heard.splice(0)
  platform.publisher.goodbye()
  platform.say('onStatus', 0, null, { level: 'status', code: 'NetStream.Unpublish.Success' })
  expect(commands(platform)).toEqual([
    ['FCUnpublish', 6, null, 'k?s=1'],
    ['deleteStream', 0, null, 3],
  ])
  expect(platform.news).toEqual([])
})

test('acknowledgements count on past 2^32, and an old one counts for nothing', () => {
  const platform = new Platform().lead('live')
  for (const text of ['70000000', 'd0000000', 'cfffff00', '10000000', '10000100'])
    platform.message(3, Buffer.from(text, 'hex'))
  expect(platform.news).toEqual([
    { acked: 0x70000000 },
    { acked: 0xd0000000 },
    { acked: 0x110000000 },
    { acked: 0x110000100 },
  ])
})

test('what the server sends is acknowledged once it announces a window', () => {
  const platform = new Platform().lead('live')
  platform.heard.splice(0)
  platform.message(77, Buffer.alloc(5_000))
  platform.message(5, Buffer.from([0, 0, 0x10, 0]))
  platform.message(77, Buffer.alloc(5_000))
  expect(platform.heard.map(message => message.typeId)).toEqual([3, 3])
})

test('only pings that were sent are answered pings', () => {
  const platform = new Platform().lead('live')
  platform.publisher.ping(1_000)
  const mark = platform.heard.at(-1)?.payload.subarray(2) ?? Buffer.alloc(0)
  const pong = (bytes: Buffer, nowMs: number) =>
    platform.message(4, Buffer.concat([Buffer.from([0, 7]), bytes]), nowMs)
  pong(Buffer.from('0a0b0c0d', 'hex'), 1_001)
  pong(mark, 1_040)
  pong(mark, 1_050)
  expect(platform.news).toEqual([{ pong: 40 }])
})

test.each([
  ['not RTMP', 'media/not-rtmp', () => fresh().push(Buffer.from('HTTP/1.1 400 Bad Request'), 0)],
  [
    'a stream without a number',
    'media/bad-command',
    () => new Platform().lead('create').say('_result', 4, null, 'x'),
  ],
  ['a control message of no bytes', 'media/bad-control', () => new Platform().message(3, Buffer.alloc(0))],
  ['chunks of no bytes', 'media/bad-control', () => new Platform().message(1, Buffer.alloc(4))],
  ['a message over a megabyte', 'media/too-large', () => new Platform().message(9, Buffer.alloc(1_100_000))],
])('malformed: %s', (_, code, act) => {
  expect(act).toThrow(expect.objectContaining({ code, fault: 'theirs' }))
})

function fresh(): PublishConnection {
  const target = { app: 'a', tcUrl: 'rtmp://h/a', streamName: new Secret('k') }
  const silent = { send() {}, phase() {}, ack() {}, pong() {}, refused() {}, closedByServer() {} }
  return new PublishConnection(target, { chunkSizeBytes: 4096, ackWindowBytes: 0 }, silent)
}
