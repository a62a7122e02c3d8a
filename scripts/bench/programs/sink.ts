// A platform for benchmarks, in a process of its own: takes every publish, and tells what came, as JSON lines.
import { createServer, type Socket } from 'node:net'
import { inspectTag, ServerConnection, type Tag } from '#media'
import { stampOf } from './stamp.ts'

type Came = {
  name: string
  bytes: number
  frames: number
  lost: number
  delaysMs: number[]
  holeMs: number
  silenceMs: number
}

const options = {
  limits: { maxMessageBytes: 16_000_000, maxChunkStreams: 64, maxHeldBytes: 64_000_000 },
  chunkSizeBytes: 4_096,
  ackWindowBytes: 2_500_000,
}
const came = new Map<string, Came>()
const open = new Set<Publish>()
const lookEveryMs = 20
const nowMs = () => Number(process.hrtime.bigint()) / 1e6
let lookedAtMs = nowMs()
let lateMs = 0
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`)

const server = createServer({ noDelay: true }, socket => {
  let publish: Publish | undefined
  const connection = new ServerConnection(options, {
    send: bytes => void (socket.writable && socket.write(bytes)),
    publish: ({ app, streamName }) => {
      publish = new Publish(`${app}/${streamName}`)
      open.add(publish)
      connection.accept()
    },
    tag: tag => publish?.take(tag),
    unpublish: () => {},
    phase: () => {},
    refusedCommand: () => socket.destroy(),
  })
  readInto(connection, socket)
  socket.on('close', () => publish !== undefined && open.delete(publish))
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
  #shown: 'camera' | 'slate' | undefined
  #dtsMs: number | undefined
  #pictureAtMs: number | undefined

  constructor(name: string) {
    this.#name = name
    this.#first('publish')
  }

  take(tag: Tag): void {
    this.#here().bytes += tag.payload.length
    const { isConfig, isKeyframe } = inspectTag(tag)
    if (tag.kind === 'video' && !isConfig) this.#takePicture(tag, isKeyframe)
  }

  /** How long no picture has come by now, be it over or not. */
  noteSilence(): void {
    const here = this.#here()
    here.silenceMs = Math.max(here.silenceMs, nowMs() - (this.#pictureAtMs ?? nowMs()))
  }

  #takePicture({ payload, timestampMs }: Tag, isKeyframe: boolean): void {
    this.noteSilence()
    this.#pictureAtMs = nowMs()
    const here = this.#here()
    here.holeMs = Math.max(here.holeMs, (timestampMs - (this.#dtsMs ?? timestampMs)) | 0)
    this.#dtsMs = timestampMs
    if (isKeyframe && !this.#hasKey) this.#first('key frame')
    this.#hasKey ||= isKeyframe
    const stamp = stampOf(payload, nowMs())
    this.#turn(stamp === undefined ? 'slate' : 'camera')
    if (stamp === undefined) return
    here.frames++
    here.delaysMs.push(Math.round((nowMs() - stamp.sentAtMs) * 1_000) / 1_000)
    here.lost += Math.max(0, stamp.frame - (this.#lastFrame ?? stamp.frame - 1) - 1)
    this.#lastFrame = stamp.frame
  }

  #turn(to: 'camera' | 'slate'): void {
    if (to === this.#shown) return
    say({ turn: { name: this.#name, to, isNew: this.#shown === undefined, atMs: nowMs() } })
    this.#shown = to
  }

  #here(): Came {
    const name = this.#name
    const fresh = { name, bytes: 0, frames: 0, lost: 0, delaysMs: [], holeMs: 0, silenceMs: 0 }
    const here = came.get(name) ?? fresh
    came.set(name, here)
    return here
  }

  #first(what: 'publish' | 'key frame'): void {
    say({ first: { name: this.#name, what, atMs: nowMs() } })
  }
}

server.listen(0, '127.0.0.1', () => say({ port: (server.address() as { port: number }).port }))
setInterval(() => {
  const sinceMs = nowMs() - lookedAtMs
  lateMs = Math.max(lateMs, sinceMs - lookEveryMs)
  lookedAtMs += sinceMs
}, lookEveryMs)
setInterval(() => {
  for (const publish of open) publish.noteSilence()
  say({ came: [...came.values()], lateMs })
  came.clear()
  lateMs = 0
}, 1_000)
process.stdin.resume().on('end', () => process.exit(0))
