// Playback over RTMP: a third-party server that plays what was sent, stops, or has no such stream; and servers that are none.
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { flvTag, pictureImprint, serialiseMessage, ServerConnection } from '#media'
import type { SentPicture } from '#relay'
import { isEnough, judgePull, type Verdict } from '../../../control/probes/judge.ts'
import { pull } from '../../../control/probes/pull.ts'
import { readPlayAddress } from '../../../control/probes/rtmp-play.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { openStandIn } from '../../support/open-stand-in.ts'
import { RtmpClient } from '../../support/rtmp-client.ts'
import { avcConfigPayload, videoPayload } from '../../support/synthetic-media.ts'
import { until } from '../../support/until.ts'

const frameMs = 40
const gopFrames = 20

/** A server with one publisher, who sends key frames that are all different. */
class Stage {
  readonly sent: SentPicture[] = []
  readonly port: number
  readonly #over = new AbortController()

  private constructor(port: number) {
    this.port = port
  }

  static async open(): Promise<Stage> {
    const stage = new Stage((await openStandIn()).port)
    const client = new RtmpClient({ port: stage.port, key: 'room?sign=1' })
    onTestFinished(() => stage.stop())
    onTestFinished(() => client[Symbol.dispose]())
    await until('the publisher is live', () => client.isLive || undefined)
    client.send([flvTag('video', 0, avcConfigPayload)])
    void stage.#run(client)
    await until('two key frames were sent', () => stage.sent.length >= 2 || undefined)
    return stage
  }

  async #run(client: RtmpClient): Promise<void> {
    const startMs = performance.now()
    for (let frame = 0; !this.#over.signal.aborted; frame++) {
      const dtsMs = frame * frameMs
      await delay(Math.max(0, startMs + dtsMs - performance.now()))
      const isKeyframe = frame % gopFrames === 0
      const payload = videoPayload({ isKeyframe, bytes: 2_000 + frame })
      const imprint = isKeyframe ? pictureImprint(payload, 4) : null
      if (imprint !== null) this.sent.push({ imprint, dtsMs, sentAtMs: Date.now() })
      if (!this.#over.signal.aborted) client.send([flvTag('video', dtsMs, payload)])
    }
  }

  /** The publisher sends no more, and stays. */
  stop(): void {
    this.#over.abort(new Error('it stops'))
  }
}

async function prove(url: string, sent: readonly SentPicture[]): Promise<Verdict> {
  const { signal } = new AbortController()
  const enough: Parameters<typeof pull>[0]['isEnough'] = (pulled, nowMs) => isEnough({ sent, pulled, nowMs })
  const playback = { url, privateNetwork: false }
  const pulled = await pull({ playback, clock: systemClock, isEnough: enough }, signal)
  return judgePull({ sent, pulled, before: null, nowMs: Date.now() })
}

test('a server that plays over RTMP what was sent a moment ago is live; one whose publisher stands is frozen', async () => {
  const stage = await Stage.open()
  const url = `rtmp://127.0.0.1:${stage.port}/live/room?sign=2`
  const live = await prove(url, stage.sent)
  expect(live.state).toBe('live')
  expect(live.latencyMs).toBeLessThan(5_000)
  stage.stop()
  expect(await prove(url, stage.sent)).toMatchObject({ state: 'frozen' })
}, 30_000)

test('where there is no such stream nothing is played', async () => {
  const stage = await Stage.open()
  const url = `rtmp://127.0.0.1:${stage.port}/live/other`
  expect(await prove(url, stage.sent)).toMatchObject({ state: 'dark', why: 'it plays no picture' })
}, 30_000)

async function serving(serve: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket.on('error', () => {}))
    serve(socket)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `rtmp://127.0.0.1:${(server.address() as AddressInfo).port}/live/room?sign=secret-word`
}

/** An ingest: it takes publishers only. */
function takesPublishersOnly(socket: Socket): void {
  const limits = { maxMessageBytes: 1_048_576, maxChunkStreams: 8, maxHeldBytes: 1_048_576 }
  const connection = new ServerConnection(
    { limits, chunkSizeBytes: 4_096, ackWindowBytes: 0 },
    {
      send: bytes => void socket.write(bytes),
      publish() {},
      tag() {},
      unpublish() {},
      phase() {},
      refusedCommand: () => socket.destroy(),
    },
  )
  socket.on('data', bytes => connection.push(bytes))
}

/** It shakes hands, asks for pongs without end, and reads none of them. */
function asksWithoutReading(socket: Socket): void {
  socket.pause()
  socket.write(Buffer.concat([Buffer.from([3]), Buffer.alloc(3_072)]))
  const ping = serialiseMessage(
    { typeId: 4, timestampMs: 0, streamId: 0, payload: Buffer.from([0, 6, 0, 0, 0, 9]) },
    128,
    2,
  )
  const many = Buffer.concat(Array.from({ length: 3_000 }, () => ping))
  const more = () => {
    while (!socket.destroyed && socket.write(many)) continue
  }
  socket.on('drain', more)
  more()
}

const noStream = (failure: unknown, why: RegExp) => {
  expect(failure).toMatchObject({ code: 'control/not-playing', message: why })
  expect(String((failure as Error).message)).not.toMatch(/room|127\.0|secret-word/)
}

const rude: readonly (readonly [manners: string, serve: (socket: Socket) => void, why: RegExp])[] = [
  ['hangs up on whoever wants to play', takesPublishersOnly, /broke the connection|says NetStream/],
  ['asks without end and reads nothing', asksWithoutReading, /reads no answer/],
  ['talks rubbish', (socket: Socket) => void socket.write(Buffer.alloc(9_000, 'x')), /plays what is no RTMP/],
]

test.for(rude)(
  'one that %s plays nothing, and says why without its address or key',
  async ([, serve, why]) => {
    noStream(await prove(await serving(serve), []).catch((error: Error) => error), why)
  },
)

test('one that says nothing is waited for as long as one over HTTP, and left', async () => {
  const clock = new FakeClock()
  const there = Promise.withResolvers<Socket>()
  const playback = { url: await serving(there.resolve), privateNetwork: false }
  const pulling = pull({ playback, clock, isEnough: () => false }, new AbortController().signal)
  const failure = pulling.catch((error: Error) => error)
  const socket = await there.promise
  const left = new Promise(resolve => socket.resume().on('close', resolve))
  await clock.advance(5_000)
  noStream(await failure, /does not answer within 5 s/)
  await left
})

test('an address in a private network that is not said to be meant is not connected to', async () => {
  const failure = await prove('rtmp://10.1.2.3/live/room', []).catch((error: Error) => error)
  expect(failure).toMatchObject({ code: 'control/not-playing', message: 'leads into a private network' })
})

test('of an address the last part with its query names the stream, and everything before it the application', () => {
  const { target, ...at } = readPlayAddress('rtmps://pull.example.com/live/eu/room?txSecret=a&txTime=6F')
  expect([target.app, target.tcUrl, target.streamName.reveal()]).toEqual([
    'live/eu',
    'rtmps://pull.example.com/live/eu',
    'room?txSecret=a&txTime=6F',
  ])
  expect(at).toEqual({ isTls: true, host: 'pull.example.com', port: 443 })
  const odd = readPlayAddress('rtmp://pull.example.com/live/直播 间?token=a/b"c')
  expect([odd.target.app, odd.target.streamName.reveal()]).toEqual(['live', '直播 间?token=a/b"c'])
  expect(readPlayAddress('rtmp://[::1]:1936/live/room')).toMatchObject({
    isTls: false,
    host: '::1',
    port: 1_936,
  })
})
