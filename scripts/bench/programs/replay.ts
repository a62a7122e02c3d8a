// A camera that plays a recording over and over: `node replay.ts HOST PORT APP FILE`, its key one line on its input.
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { Secret } from '#core/secret.ts'
import { FlvReader, inspectTag, mediaMessage, PublishConnection, type Tag } from '#media'

const [host = '127.0.0.1', port = '1935', app = 'live', file = ''] = process.argv.slice(2)
const chunkSizeBytes = 4_096
const tags: Tag[] = []
new FlvReader(tag => tag.kind !== 'script' && tags.push(tag), { maxTagBytes: 16_777_215 }).push(
  readFileSync(file),
)
const configs = tags.filter(tag => inspectTag(tag).isConfig)
const frames = tags.filter(tag => !inspectTag(tag).isConfig)
const lengthMs = Math.max(...frames.map(({ timestampMs }) => timestampMs)) + 33

for await (const key of createInterface({ input: process.stdin })) if (key !== '') publish(key)
process.exit(0)

function publish(key: string): void {
  const socket = connect({ host, port: Number(port), noDelay: true })
  const send = (tag: Tag, ms: number) =>
    socket.write(mediaMessage(tag, ms, connection.mediaStreamId, chunkSizeBytes))
  const connection = new PublishConnection(
    { app, tcUrl: `rtmp://${host}:${port}/${app}`, streamName: new Secret(key) },
    { chunkSizeBytes, ackWindowBytes: 2_500_000 },
    {
      send: bytes => void socket.write(bytes),
      phase: phase => {
        if (phase === 'live') setInterval(player(send), 5)
      },
      ack: () => {},
      pong: () => {},
      refused: ({ code, description }) => process.stderr.write(`replay refused: ${code} ${description}\n`),
      closedByServer: () => {},
    },
  )
  socket.on('connect', () => connection.start())
  socket.on('data', bytes => connection.push(bytes, performance.now()))
  socket.on('error', error => process.stderr.write(`replay: ${error.message}\n`))
}

/** Sends whatever is due by now, each time it is called. */
function player(send: (tag: Tag, ms: number) => void): () => void {
  for (const tag of configs) send(tag, 0)
  const startedMs = performance.now()
  let played = 0
  return () => {
    for (;;) {
      const tag = frames[played % frames.length]
      if (tag === undefined) return
      const dueMs = Math.floor(played / frames.length) * lengthMs + tag.timestampMs
      if (dueMs > performance.now() - startedMs) return
      played++
      send(tag, dueMs)
    }
  }
}
