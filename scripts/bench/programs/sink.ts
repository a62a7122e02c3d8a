// A platform for benchmarks, in a process of its own: takes every publish, and tells what came, as JSON lines.
import { createServer, type Socket } from 'node:net'
import { inspectTag, ServerConnection, type Tag } from '#media'
import { stampOf } from './stamp.ts'

type Came = { name: string; bytes: number; frames: number; lost: number; delaysMs: number[] }

const options = {
  limits: { maxMessageBytes: 16_000_000, maxChunkStreams: 64, maxHeldBytes: 64_000_000 },
  chunkSizeBytes: 4_096,
  ackWindowBytes: 2_500_000,
}
const came = new Map<string, Came>()
const nowMs = () => Number(process.hrtime.bigint()) / 1e6
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`)

const server = createServer({ noDelay: true }, socket => {
  let publish: Publish | undefined
  const connection = new ServerConnection(options, {
    send: bytes => void (socket.writable && socket.write(bytes)),
    publish: ({ app, streamName }) => {
      publish = new Publish(`${app}/${streamName}`)
      connection.accept()
    },
    tag: tag => publish?.take(tag),
    unpublish: () => {},
    phase: () => {},
    refusedCommand: () => socket.destroy(),
  })
  readInto(connection, socket)
})

function readInto(connection: ServerConnection, socket: Socket): void {
  socket.on('data', bytes => {
    try {
      connection.push(bytes)
    } catch {
      socket.destroy() // nonsense: its sender is told by the end
    }
  })
  socket.on('error', () => {}) // its end is told by what no longer comes
}

class Publish {
  readonly #name: string
  #lastFrame: number | undefined
  #hasKey = false

  constructor(name: string) {
    this.#name = name
    this.#first('publish')
  }

  take(tag: Tag): void {
    const here = this.#here()
    here.bytes += tag.payload.length
    const { isConfig, isKeyframe } = inspectTag(tag)
    if (tag.kind !== 'video' || isConfig) return
    const stamp = stampOf(tag.payload)
    if (stamp === undefined) return
    if (isKeyframe && !this.#hasKey) this.#first('key frame')
    this.#hasKey ||= isKeyframe
    here.frames++
    here.delaysMs.push(Math.round((nowMs() - stamp.sentAtMs) * 1_000) / 1_000)
    here.lost += Math.max(0, stamp.frame - (this.#lastFrame ?? stamp.frame - 1) - 1)
    this.#lastFrame = stamp.frame
  }

  #here(): Came {
    const name = this.#name
    const here = came.get(name) ?? { name, bytes: 0, frames: 0, lost: 0, delaysMs: [] }
    came.set(name, here)
    return here
  }

  #first(what: 'publish' | 'key frame'): void {
    say({ first: { name: this.#name, what, atMs: nowMs() } })
  }
}

server.listen(0, '127.0.0.1', () => say({ port: (server.address() as { port: number }).port }))
setInterval(() => {
  say({ came: [...came.values()] })
  came.clear()
}, 1_000)
process.stdin.resume().on('end', () => process.exit(0))
