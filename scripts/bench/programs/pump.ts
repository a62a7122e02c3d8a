// Cameras for benchmarks, in a process of their own: `node pump.ts HOST PORT APP KBPS [again]`, their keys one a line on its
// input. With `again` they come back whenever their connection ends.
import { randomFillSync } from 'node:crypto'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { Secret } from '#core/secret.ts'
import { flvTag, mediaMessage, PublishConnection } from '#media'
import { putStamp } from './stamp.ts'

const [host = '127.0.0.1', port = '1935', app = 'live', kbps = '6000', again] = process.argv.slice(2)
const frameMs = 1_000 / 30
const soundMs = 1_024 / 48
const gopFrames = 60
const chunkSizeBytes = 4_096
const againAfterMs = 100
/** In front of a picture's unit: what every video tag begins with, and the unit's length. */
const headBytes = 9
const avcConfig = Buffer.from(
  '17000000000164001fffe1001a6764001facd9405005bb0110000003001000000303c0f183196001000668ebe3cb22c0fdf8f800',
  'hex',
)
const aacConfig = Buffer.from('af00119056e500', 'hex')
const sound = Buffer.alloc(340, 0x21)
sound.set([0xaf, 1])

for await (const key of createInterface({ input: process.stdin })) if (key !== '') publish(key)
process.exit(0)

type Send = (kind: 'audio' | 'video', ms: number, payload: Buffer) => void

/** Of one that comes back it is no news that nobody listens yet. */
function complain(sentence: string): void {
  if (again === undefined) process.stderr.write(`pump${sentence}\n`)
}

function publish(key: string): void {
  const socket = connect({ host, port: Number(port), noDelay: true })
  let timer: NodeJS.Timeout | undefined
  const send: Send = (kind, ms, payload) =>
    socket.write(mediaMessage(flvTag(kind, ms, payload), ms, connection.mediaStreamId, chunkSizeBytes))
  const connection = new PublishConnection(
    { app, tcUrl: `rtmp://${host}:${port}/${app}`, streamName: new Secret(key) },
    { chunkSizeBytes, ackWindowBytes: 2_500_000 },
    {
      send: bytes => void socket.write(bytes),
      phase: phase => {
        if (phase === 'live') timer = setInterval(player(send), 5)
      },
      ack: () => {},
      pong: () => {},
      refused: ({ code, description }) => complain(` refused: ${code} ${description}`),
      closedByServer: () => {},
    },
  )
  socket.on('connect', () => connection.start())
  socket.on('data', bytes => connection.push(bytes, performance.now()))
  socket.on('error', error => complain(`: ${error.message}`))
  socket.on('close', () => {
    clearInterval(timer)
    if (again !== undefined) setTimeout(publish, againAfterMs, key)
  })
}

/** Sends whatever is due by now, each time it is called. */
function player(send: Send): () => void {
  send('video', 0, avcConfig)
  send('audio', 0, aacConfig)
  // Key frames are four times as large as the others, the mean is the bitrate asked for.
  const meanBytes = (Number(kbps) * frameMs) / 8
  const otherBytes = Math.round((meanBytes * gopFrames) / (gopFrames + 3))
  const payload = randomFillSync(Buffer.allocUnsafe(otherBytes * 4))
  payload[1] = 1
  payload.fill(0, 2, headBytes)
  const startedMs = performance.now()
  let frame = 0
  let heard = 0
  return () => {
    const elapsedMs = performance.now() - startedMs
    for (; frame * frameMs <= elapsedMs; frame++) {
      const isKey = frame % gopFrames === 0
      payload[0] = isKey ? 0x17 : 0x27
      const bytes = payload.subarray(0, isKey ? otherBytes * 4 : otherBytes)
      // One whole unit, as encoders send it: the splice looks into key frames.
      bytes.writeUInt32BE(bytes.length - headBytes, headBytes - 4)
      bytes[headBytes] = isKey ? 0x65 : 0x41
      putStamp(bytes, frame)
      send('video', Math.round(frame * frameMs), bytes)
    }
    for (; heard * soundMs <= elapsedMs; heard++) send('audio', Math.round(heard * soundMs), sound)
  }
}
