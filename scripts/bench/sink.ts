// A platform for benchmarks, in a process of its own: takes every publish, and tells each second what came, as JSON lines.
import { createServer } from 'node:net'
import { inspectTag, ServerConnection } from '#media'

type Came = { name: string; bytes: number; frames: number; delaysMs: number[] }

const came = new Map<string, Came>()
const server = createServer({ noDelay: true }, socket => {
  let here: Came | undefined
  const connection = new ServerConnection(
    {
      limits: { maxMessageBytes: 16_000_000, maxChunkStreams: 64, maxHeldBytes: 64_000_000 },
      chunkSizeBytes: 4_096,
      ackWindowBytes: 2_500_000,
    },
    {
      send: bytes => void (socket.writable && socket.write(bytes)),
      publish: ({ streamName }) => {
        here = came.get(streamName) ?? { name: streamName, bytes: 0, frames: 0, delaysMs: [] }
        came.set(streamName, here)
        connection.accept()
      },
      tag: tag => {
        if (here === undefined) return
        here.bytes += tag.payload.length
        if (tag.kind !== 'video' || inspectTag(tag).isConfig || tag.payload.length < 32) return
        here.frames++
        here.delaysMs.push(Number(process.hrtime.bigint() - tag.payload.readBigUInt64BE(16)) / 1e6)
      },
      unpublish: () => {},
      phase: () => {},
      refusedCommand: () => socket.destroy(),
    },
  )
  socket.on('data', bytes => {
    try {
      connection.push(bytes)
    } catch {
      socket.destroy()
    }
  })
  socket.on('error', () => {})
})
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`${JSON.stringify({ port: (server.address() as { port: number }).port })}\n`),
)
setInterval(() => {
  process.stdout.write(`${JSON.stringify({ came: [...came.values()] })}\n`)
  for (const each of came.values()) Object.assign(each, { bytes: 0, frames: 0, delaysMs: [] })
}, 1_000)
process.stdin.resume().on('end', () => process.exit(0))
