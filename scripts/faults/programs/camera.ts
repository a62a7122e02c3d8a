// A camera that does as it is told: `node camera.ts PORT`, its key the first line of its input, then orders, one a line:
// `sound off`, `sound on`, `size small`, `size usual`, `clock +MS`, `clock =MS`. It connects again whenever its connection ends.
import { randomFillSync } from 'node:crypto'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { Secret } from '#core/secret.ts'
import { flvTag, mediaMessage, PublishConnection } from '#media'

const [port = '1935'] = process.argv.slice(2)
const frameMs = 1_000 / 30
const soundMs = 1_024 / 48
const gopFrames = 30
/** Some 6 Mb/s: what the house promises of frozen endpoints holds from there on. */
const frameBytes = 22_700
const chunkSizeBytes = 4_096
const againAfterMs = 100
const tickMs = 10
/** AVC sequence headers as x264 makes them: 640x360 and 320x180, Main, 30 frames a second. */
const headers = {
  usual: '1700000000014d401effe10019674d401ed900a02ff970110000030001000003003c0f162e4801000568ebc3cb20',
  small: '1700000000014d400dffe10019674d400dd901419f9f0110000003001000000303c0f142a48001000568ebc3cb20',
} as const
/** AAC-LC, 48 kHz, stereo. */
const soundHeader = Buffer.from('af001190', 'hex')
const sound = Buffer.alloc(340, 0x21)
sound.set([0xaf, 1])

let hasSound = true
let size: keyof typeof headers = 'usual'
let clockMs = 0

let key: string | undefined
for await (const line of createInterface({ input: process.stdin })) {
  if (key === undefined) publish((key = line))
  else order(line)
}
process.exit(0)

function order(line: string): void {
  const [what, how = ''] = line.split(' ')
  if (what === 'sound') hasSound = how === 'on'
  if (what === 'size') size = how === 'small' ? 'small' : 'usual'
  if (what === 'clock') clockMs = how.startsWith('=') ? Number(how.slice(1)) - runMs() : clockMs + Number(how)
}

/** Of the camera's own clock, were it never set. */
function runMs(): number {
  return performance.now()
}

function publish(streamKey: string): void {
  const socket = connect({ host: '127.0.0.1', port: Number(port), noDelay: true })
  let timer: NodeJS.Timeout | undefined
  const send = (kind: 'audio' | 'video', ms: number, payload: Buffer) => {
    const stamp = Math.round(ms) % 2 ** 32
    socket.write(mediaMessage(flvTag(kind, stamp, payload), stamp, connection.mediaStreamId, chunkSizeBytes))
  }
  const connection = new PublishConnection(
    { app: 'live', tcUrl: `rtmp://127.0.0.1:${port}/live`, streamName: new Secret(streamKey) },
    { chunkSizeBytes, ackWindowBytes: 2_500_000 },
    {
      send: bytes => void socket.write(bytes),
      phase: phase => {
        if (phase === 'live') timer = setInterval(player(send), tickMs)
      },
      ack: () => {},
      pong: () => {},
      refused: () => {}, // it comes again, as encoders do
      closedByServer: () => {},
    },
  )
  socket.on('connect', () => connection.start())
  socket.on('data', bytes => connection.push(bytes, performance.now()))
  socket.on('error', () => {}) // closed next
  socket.on('close', () => {
    clearInterval(timer)
    setTimeout(publish, againAfterMs, streamKey)
  })
}

/** Sends whatever is due by now, each time it is called. */
function player(send: (kind: 'audio' | 'video', ms: number, payload: Buffer) => void): () => void {
  const startedMs = runMs()
  const payload = randomFillSync(Buffer.alloc(4 * frameBytes))
  payload.fill(0, 0, 9)
  payload[1] = 1
  let shown: keyof typeof headers | undefined
  let frame = 0
  let heard = 0
  send('audio', startedMs + clockMs, soundHeader)
  return () => {
    const elapsedMs = runMs() - startedMs
    for (; frame * frameMs <= elapsedMs; frame++) {
      const isKey = frame % gopFrames === 0
      const atMs = startedMs + clockMs + frame * frameMs
      if (isKey && shown !== size) send('video', atMs, Buffer.from(headers[(shown = size)], 'hex'))
      const bytes = payload.subarray(0, isKey ? 4 * frameBytes : frameBytes)
      payload[0] = isKey ? 0x17 : 0x27
      bytes.writeUInt32BE(bytes.length - 9, 5) // one unit fills the picture
      bytes[9] = isKey ? 0x65 : 0x41
      send('video', atMs, bytes)
    }
    for (; heard * soundMs <= elapsedMs; heard++)
      if (hasSound) send('audio', startedMs + clockMs + heard * soundMs, sound)
  }
}
