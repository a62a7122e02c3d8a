// The server's door: what it answers, and that nothing malformed gets further than a Failure.
import { describe, expect, test } from 'vitest'
import { encodeAmf0, serialiseMessage } from '#media'
import { roomy } from './pair.ts'
import { RawClient } from './raw-client.ts'

const status = (level: string, code: string) => expect.objectContaining({ level, code })
const one = (value: number): Buffer => {
  const payload = Buffer.alloc(4)
  payload.writeUInt32BE(value)
  return payload
}

describe('what is answered', () => {
  test('connect: window, bandwidth, chunk size, a stream that begins, and success', () => {
    const client = new RawClient().connect()
    expect(client.heard.map(message => message.typeId)).toEqual([5, 6, 4, 20])
    expect(client.commandsHeard()).toEqual([
      [
        '_result',
        1,
        { fmsVer: 'FMS/3,5,7,7009', capabilities: 31 },
        {
          level: 'status',
          code: 'NetConnection.Connect.Success',
          description: 'Connection succeeded.',
          objectEncoding: 0,
        },
      ],
    ])
  })

  test.each([
    ['releaseStream', 'key', ['_result', 5, null, undefined]],
    ['getStreamLength', 'key', ['_result', 5, null, 0]],
    ['_checkbw', null, ['_result', 5, null, 0]],
    ['createStream', null, ['_result', 5, null, 1]],
    ['whatEver', null, ['_error', 5, null, status('error', 'NetConnection.Call.Failed')]],
  ])('%s', (name, argument, answer) => {
    const client = new RawClient().connect()
    client.commandsHeard()
    client.command(name, 5, null, argument)
    expect(client.commandsHeard()).toEqual([answer])
  })

  test('FCPublish is answered twice over, as Flash servers do', () => {
    const client = new RawClient().connect()
    client.commandsHeard()
    client.command('FCPublish', 4, null, 'key')
    expect(client.commandsHeard()).toEqual([
      ['_result', 4, null, undefined],
      ['onFCPublish', 0, null, status('status', 'NetStream.Publish.Start')],
    ])
  })

  test('a ping, with its own mark', () => {
    const client = new RawClient().connect()
    client.heard.splice(0)
    client.message(4, Buffer.from('00060a0b0c0d', 'hex'))
    expect(client.heard.map(message => message.payload.toString('hex'))).toEqual(['00070a0b0c0d'])
  })

  test.each(['play', 'play2'])('%s is refused in a sentence', name => {
    const client = new RawClient().connect()
    client.command('createStream', 2, null)
    client.commandsHeard()
    client.commandOn(1, name, 0, null, 'key')
    expect(client.commandsHeard()).toEqual([['onStatus', 0, null, status('error', 'NetStream.Play.Failed')]])
    expect(client.refusedCommands).toEqual([name])
  })

  test('a second publisher on the connection is refused, and the first stays', () => {
    const client = new RawClient().publish('first')
    client.server.accept()
    client.command('createStream', 4, null)
    client.commandsHeard()
    client.commandOn(2, 'publish', 5, null, 'second', 'live')
    client.message(9, Buffer.from('1701000000', 'hex'), 2)
    client.message(9, Buffer.from('2701000000', 'hex'), 1)
    expect(client.commandsHeard()).toEqual([
      ['onStatus', 0, null, status('error', 'NetStream.Publish.BadName')],
    ])
    expect(client.requests.map(request => request.streamName)).toEqual(['first'])
    expect(client.tags.map(tag => tag.payload[0])).toEqual([0x27])
  })
})

describe('what is understood', () => {
  test.each([
    ['no command object', null, { app: '', tcUrl: '', encoder: '' }],
    ['an address that is none', { app: 'live', tcUrl: '::' }, { app: 'live', tcUrl: '::', encoder: '' }],
    ['numbers for texts', { app: 5, tcUrl: null }, { app: '', tcUrl: '', encoder: '' }],
    ['a slash and a query behind the app', { app: 'live/?a=b' }, { app: 'live', tcUrl: '', encoder: '' }],
    [
      'the codecs of enhanced RTMP',
      { app: 'live', fourCcList: ['av01', 'hvc1'], videoFourCcInfoMap: { '*': 4 } },
      { app: 'live', tcUrl: '', encoder: '' },
    ],
  ])('connect with %s', (_, about, seen) => {
    const client = new RawClient().connect(about)
    client.command('createStream', 2, null)
    client.commandOn(1, 'publish', 3, null, 'key?a=/b', 'live')
    expect(client.requests).toEqual([{ ...seen, streamName: 'key?a=/b' }])
  })

  test('commands and data in the dress of AMF3', () => {
    const client = new RawClient().connect()
    const dressed = (...values: Parameters<typeof encodeAmf0>) =>
      Buffer.concat([Buffer.alloc(1), encodeAmf0(...values)])
    client.message(17, dressed('createStream', 2, null))
    client.message(17, dressed('publish', 3, null, 'key', 'live'), 1)
    client.server.accept()
    client.message(15, dressed('@setDataFrame', 'onMetaData', { width: 1 }), 1)
    expect(client.tags.map(tag => tag.payload)).toEqual([encodeAmf0('onMetaData', { width: 1 })])
  })

  test.each([
    ['FCUnpublish', 0, 'key'],
    ['deleteStream', 0, 1],
    ['closeStream', 1, null],
  ])('%s ends the publication, once', (name, streamId, argument) => {
    const client = new RawClient().publish()
    client.server.accept()
    client.commandOn(streamId, name, 0, null, argument)
    client.commandOn(streamId, name, 0, null, argument)
    client.message(9, Buffer.from('1701000000', 'hex'), 1)
    client.server.accept()
    client.message(9, Buffer.from('1701000000', 'hex'), 1)
    expect(client.unpublished).toBe(1)
    expect(client.tags).toEqual([])
    expect(client.server.ignoredMedia).toBe(2)
  })

  test('messages of a type nobody knows are passed over', () => {
    const client = new RawClient().publish()
    client.server.accept()
    for (const typeId of [0, 7, 16, 19, 22, 99, 255]) client.message(typeId, Buffer.from('nonsense'), 1)
    expect(client.tags).toEqual([])
  })
})

describe('malformed input ends in a Failure', () => {
  const cases: readonly [string, string, (client: RawClient) => void][] = [
    ['TLS', 'media/not-rtmp', c => c.server.push(Buffer.from('160301', 'hex'))],
    ['HTTP', 'media/not-rtmp', c => c.server.push(Buffer.from('GET / HTTP/1.1'))],
    ['publish before connect', 'media/out-of-order', c => c.shakeHands().command('publish', 1, null, 'key')],
    ['connect twice', 'media/out-of-order', c => c.connect().command('connect', 2, {})],
    ['publish without a name', 'media/bad-command', c => c.publish(null)],
    ['publish on no stream', 'media/out-of-order', c => c.connect().commandOn(9, 'publish', 3, null, 'k')],
    ['a command of one byte', 'media/bad-amf', c => c.connect().message(20, Buffer.from([2]))],
    ['a command of no bytes', 'media/bad-command', c => c.connect().message(20, Buffer.alloc(0))],
    ['an AMF3 command of no bytes', 'media/bad-command', c => c.connect().message(17, Buffer.alloc(0))],
    ['a command without a name', 'media/bad-command', c => c.connect().command(5, 1)],
    ['a text cut short', 'media/bad-amf', c => c.connect().message(20, Buffer.from('0200ff61', 'hex'))],
    ...[1, 2, 3, 4, 5, 6].map((typeId): [string, string, (client: RawClient) => void] => [
      `a control message of type ${typeId} and no bytes`,
      'media/bad-control',
      c => c.connect().message(typeId, Buffer.alloc(0)),
    ]),
    ['chunks of 0 bytes', 'media/bad-control', c => c.connect().message(1, one(0))],
    ['chunks of 2^31 bytes', 'media/bad-control', c => c.connect().message(1, one(0x80000000))],
    ['a chunk that refers to none', 'media/bad-chunk', c => c.shakeHands().server.push(Buffer.from([0xc9]))],
    [
      'a header in the middle of a message',
      'media/bad-chunk',
      c => {
        const begun = serialiseMessage(
          { typeId: 9, timestampMs: 0, streamId: 1, payload: Buffer.alloc(200) },
          128,
          5,
        )
        c.shakeHands().server.push(Buffer.concat([begun.subarray(0, 140), begun]))
      },
    ],
    [
      'a message over the limit',
      'media/too-large',
      c => c.shakeHands().server.push(Buffer.from('04000000ffffff0901000000', 'hex')),
    ],
  ]
  test.each(cases)('%s', (_, code, act) => {
    expect(() => act(new RawClient())).toThrow(
      expect.objectContaining({ code, fault: 'theirs', remedy: 'stop' }),
    )
  })

  test('more chunk streams than the limit', () => {
    const client = new RawClient({ ...roomy, maxChunkStreams: 8 }).shakeHands()
    const open = (id: number) =>
      client.server.push(
        serialiseMessage({ typeId: 99, timestampMs: 0, streamId: 0, payload: Buffer.alloc(1) }, 128, id),
      )
    for (let id = 2; id < 10; id++) open(id)
    expect(() => open(10)).toThrow(expect.objectContaining({ code: 'media/too-many-chunk-streams' }))
  })

  test('lengths without bytes cost nothing, and bytes only up to the limit', () => {
    const limits = { maxMessageBytes: 16_777_215, maxChunkStreams: 300, maxHeldBytes: 2_000_000 }
    const client = new RawClient(limits).shakeHands()
    const header = (id: number) => Buffer.from([id, 0, 0, 0, 0xff, 0xff, 0xff, 9, 1, 0, 0, 0])
    client.server.push(header(3))
    expect(client.server.heldBytes).toBe(0)
    client.server.push(Buffer.alloc(128))
    const begin = (id: number) => client.server.push(Buffer.concat([header(id), Buffer.alloc(128)]))
    expect(() => {
      for (let id = 4; id < 64; id++) begin(id)
    }).toThrow(expect.objectContaining({ code: 'media/too-much-held' }))
    expect(client.server.heldBytes).toBeLessThanOrEqual(2_000_015)
  })

  test('a megabyte of media from nobody accepted is held nowhere', () => {
    const client = new RawClient().publish()
    for (let i = 0; i < 50; i++) client.message(9, Buffer.alloc(20_000), 1)
    expect(client.server.ignoredMedia).toBe(50)
    expect(client.server.heldBytes).toBe(0)
  })
})
