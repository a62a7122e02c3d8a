// Previews: a worker's FLV passed on to a player, over HTTP or WebSocket. A slow player holds back only its own copy.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { Failure } from '#core/failure.ts'
import { openUnixStream } from '#core/unix-http.ts'

export type PreviewSource = { readonly socketPath: string; readonly path: string }

const maxViewers = 64
/** What may wait unsent for one viewer before its source is held back; the worker then drops to the next key frame. */
const maxWaitingBytes = 1_048_576

/** Somewhere bytes go. `write` says whether it wants more at once. */
type Sink = { write(bytes: Buffer): boolean; onReady(ready: () => void): void; end(): void }

export class Previews {
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: 1_024, perMessageDeflate: false })
  readonly #open = new Set<{ end(): void }>()

  /** How many players look. */
  get viewers(): number {
    return this.#open.size
  }

  overHttp(source: PreviewSource, response: ServerResponse): void {
    this.#refuseCrowd()
    response.writeHead(200, { 'content-type': 'video/x-flv', 'cache-control': 'no-store' })
    response.flushHeaders()
    const viewer = this.#pass(source, {
      write: bytes => response.write(bytes) || response.writableLength < maxWaitingBytes,
      onReady: ready => void response.once('drain', ready),
      end: () => response.end(),
    })
    response.once('close', () => viewer.end())
  }

  overWebSocket(source: PreviewSource, request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#refuseCrowd()
    this.#sockets.handleUpgrade(request, socket, head, player => {
      player.on('error', () => player.terminate())
      const viewer = this.#pass(source, sinkOf(player))
      player.once('close', () => viewer.end())
    })
  }

  #refuseCrowd(): void {
    if (this.#open.size >= maxViewers)
      throw new Failure('control/too-many', `${maxViewers} previews are open already; close some`, {
        fault: 'operator',
        remedy: 'retry',
      })
  }

  #pass(source: PreviewSource, sink: Sink): { end(): void } {
    let isHeld = false
    const end = () => {
      if (!this.#open.delete(viewer)) return
      stream.close()
      sink.end()
    }
    const stream = openUnixStream(source.socketPath, source.path, {
      onBytes: bytes => {
        if (sink.write(bytes) || isHeld) return
        isHeld = true
        stream.pause()
        sink.onReady(() => {
          isHeld = false
          stream.resume()
        })
      },
      onEnd: () => end(),
    })
    const viewer = { end }
    this.#open.add(viewer)
    return viewer
  }

  close(): void {
    for (const viewer of this.#open) viewer.end()
    this.#sockets.close()
  }
}

function sinkOf(player: WebSocket): Sink {
  let ready = () => {}
  return {
    write: bytes => {
      player.send(bytes, () => {
        if (player.bufferedAmount === 0) ready()
      })
      return player.bufferedAmount < maxWaitingBytes
    },
    onReady: then => {
      ready = () => {
        ready = () => {}
        then()
      }
    },
    end: () => {
      player.close(1_001)
      if (player.bufferedAmount > 0) player.terminate() // it does not read: it would not read a goodbye either
    },
  }
}
