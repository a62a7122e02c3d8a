// Playing over RTMP without a socket: what a player says, which tags it hands out, and what ends it.
import { expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import {
  type AmfValue,
  ChunkReader,
  decodeAmf0,
  encodeAmf0,
  flvTag,
  mediaMessage,
  PlayConnection,
  serialiseMessage,
  type Tag,
} from '#media'

const handshakeBytes = 1_536
const [command, aggregate, pingOf] = [20, 22, Buffer.from([0, 6, 0, 0, 0, 9])]

/** A player, and a server that says what a test has it say, in chunks of 128 bytes. */
class Play {
  readonly happened: string[] = []
  readonly tags: Tag[] = []
  /** Commands it sent: name, then what stands behind the command object. */
  readonly asked: AmfValue[][] = []
  readonly answers: number[] = []
  readonly player: PlayConnection
  readonly #heard: ChunkReader
  #sent = Buffer.alloc(0)

  constructor() {
    const limits = { maxMessageBytes: 65_536, maxChunkStreams: 8, maxHeldBytes: 65_536 }
    this.#heard = new ChunkReader(limits, ({ typeId, payload }) => {
      if (typeId !== command) return this.answers.push(typeId)
      const [name = null, , , ...args] = decodeAmf0(payload)
      return this.asked.push([name, ...args])
    })
    const target = { app: 'live', tcUrl: 'rtmp://h/live', streamName: new Secret('room?sign=1') }
    this.player = new PlayConnection(target, {
      send: bytes => this.#send(bytes),
      phase: phase => this.happened.push(phase),
      tag: tag => this.tags.push(tag),
      refused: ({ during, code }) => this.happened.push(`refused during ${during}: ${code}`),
      ended: code => this.happened.push(`ended: ${code}`),
    })
    this.player.start()
    const hello = this.#sent.subarray(1, 1 + handshakeBytes)
    this.player.push(Buffer.concat([Buffer.from([3]), Buffer.alloc(handshakeBytes), hello]))
  }

  #send(bytes: Buffer): void {
    const before = this.#sent.length
    this.#sent = Buffer.concat([this.#sent, bytes])
    const shaken = 1 + 2 * handshakeBytes
    if (this.#sent.length > shaken) this.#heard.push(this.#sent.subarray(Math.max(before, shaken)))
  }

  say(...values: AmfValue[]): void {
    this.message(command, encodeAmf0(...values))
  }

  message(typeId: number, payload: Buffer, timestampMs = 0): void {
    this.player.push(serialiseMessage({ typeId, timestampMs, streamId: 0, payload }, 128, 3))
  }

  media(tag: Tag): void {
    this.player.push(mediaMessage(tag, tag.timestampMs, 1, 128))
  }

  /** As far as the play command. */
  asks(): this {
    this.say('_result', 1, null, { code: 'NetConnection.Connect.Success' })
    this.say('_result', 2, null, 1)
    return this
  }
}

const picture = (timestampMs: number, mark = 7) => flvTag('video', timestampMs, Buffer.alloc(300, mark))
const status = (code: string, level = 'status') => ['onStatus', 0, null, { level, code }] as const

test('it connects, creates a stream, and asks for the name to the letter', () => {
  const play = new Play().asks()
  expect(play.happened).toEqual(['handshake', 'connect', 'create', 'play'])
  expect(play.asked).toEqual([['connect'], ['createStream'], ['play', 'room?sign=1']])
})

test('tags are handed out as they come, also by a server that announces nothing', () => {
  const play = new Play().asks()
  play.say(...status('NetStream.Play.Start'))
  play.media(picture(40))
  play.media(flvTag('audio', 41, Buffer.alloc(9, 1)))
  expect(play.tags.map(({ kind, timestampMs, payload }) => [kind, timestampMs, payload.length])).toEqual([
    ['video', 40, 300],
    ['audio', 41, 9],
  ])
  const silent = new Play().asks()
  silent.media(picture(0))
  expect([silent.happened.at(-1), silent.tags.length]).toEqual(['live', 1])
})

test('several messages in one are as many tags, their times counted from the first of them', () => {
  const play = new Play().asks()
  const inside = [picture(1_000, 1), flvTag('audio', 1_020, Buffer.alloc(9, 2)), picture(1_040, 3)]
  play.message(aggregate, Buffer.concat(inside.map(({ bytes }) => bytes)), 90_000)
  expect(play.tags.map(({ timestampMs, payload }) => [timestampMs, payload[0]])).toEqual([
    [90_000, 1],
    [90_020, 2],
    [90_040, 3],
  ])
})

test('media before it was asked for is nobody’s', () => {
  const play = new Play()
  play.media(picture(0))
  expect([play.tags, play.happened]).toEqual([[], ['handshake', 'connect']])
})

test.for([
  ['NetStream.Play.StreamNotFound', 'error', 'refused during play: NetStream.Play.StreamNotFound'],
  ['NetStream.Play.UnpublishNotify', 'status', 'ended: NetStream.Play.UnpublishNotify'],
  ['NetStream.Play.Stop', 'status', 'ended: NetStream.Play.Stop'],
  ['NetStream.Play.Reset', 'status', 'play'],
] as const)('%s at level %s is told', ([code, level, told]) => {
  const play = new Play().asks()
  play.say(...status(code, level))
  expect(play.happened.at(-1)).toBe(told)
})

test('an error to its connect is a refusal, and a ping is answered', () => {
  const play = new Play()
  play.message(4, pingOf)
  expect(play.answers).toEqual([4])
  play.say('_error', 1, null, { level: 'error', code: 'NetConnection.Connect.Rejected' })
  expect(play.happened.at(-1)).toBe('refused during connect: NetConnection.Connect.Rejected')
})

test('a stream without a proper number is refused as what no server says', () => {
  const play = new Play()
  play.say('_result', 1, null, {})
  expect(() => play.say('_result', 2, null, 'one')).toThrow(/proper number/)
})
