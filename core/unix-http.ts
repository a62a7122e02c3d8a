// Plain HTTP on a Unix socket: how our processes speak, and a person with curl --unix-socket.
import { chmodSync, existsSync, unlinkSync } from 'node:fs'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { Failure, messageOf } from './failure.ts'
import { Agent, createServer, request } from './http.ts'

/** The longest path a Unix socket may have on Linux: sun_path holds 108 bytes with its closing zero (unix(7)). */
export const maxSocketPathBytes = 107

export type UnixRequest = {
  /** Parts of the path that the route named with `:name`. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** The parsed JSON body; undefined when there was none. */
  readonly body: unknown
  readonly incoming: IncomingMessage
  readonly response: ServerResponse
}

/** Answers a request: a value is sent as JSON; undefined means that it has taken over the response. */
export type UnixHandler = (asked: UnixRequest) => unknown

/** `'GET /feeds/:feed.flv'` → handler, or handler and what its bodies may hold. */
export type UnixRoutes = Readonly<
  Record<string, UnixHandler | { readonly handler: UnixHandler; readonly maxBodyBytes: number }>
>

/** Unless a route says otherwise. */
const usualBodyBytes = 1_048_576
/** A whole frame of a 25 Mb/s stream most of the time. */
const readBytes = 262_144

/** Serves routes on a socket of mode 600, replacing a dead socket of the same name. */
export async function serveUnix(socketPath: string, routes: UnixRoutes): Promise<Server> {
  if (Buffer.byteLength(socketPath) > maxSocketPathBytes) {
    const message = `${socketPath} is longer than the ${maxSocketPathBytes} bytes a socket may have; use a shorter data folder`
    throw new Failure('core/socket-path-too-long', message, { fault: 'operator', remedy: 'stop' })
  }
  if (existsSync(socketPath)) unlinkSync(socketPath)
  const table = Object.entries(routes).map(([route, each]) => ({
    ...compiled(route),
    ...(typeof each === 'function' ? { handler: each, maxBodyBytes: usualBodyBytes } : each),
  }))
  const server = createServer((incoming, response) => void answer(table, incoming, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(socketPath, resolve)
  })
  chmodSync(socketPath, 0o600)
  return server
}

type Compiled = { method: string; pattern: RegExp; handler: UnixHandler; maxBodyBytes: number }

function compiled(route: string): { method: string; pattern: RegExp } {
  const [method = '', path = ''] = route.split(' ')
  const source = path.replaceAll('.', '\\.').replaceAll(/:([a-zA-Z]+)/g, '(?<$1>[^/]+?)')
  return { method, pattern: new RegExp(`^${source}$`) }
}

async function answer(
  table: readonly Compiled[],
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const url = new URL(incoming.url ?? '/', 'http://unix')
    for (const { method, pattern, handler, maxBodyBytes } of table) {
      const found = method === incoming.method ? pattern.exec(url.pathname) : null
      if (found === null) continue
      const body = await readJson(incoming, maxBodyBytes)
      const params = Object.fromEntries(
        Object.entries(found.groups ?? {}).map(([k, v]) => [k, decodeURIComponent(v)]),
      )
      const value = await handler({ params, query: url.searchParams, body, incoming, response })
      if (value !== undefined) sendJson(response, 200, value)
      return
    }
    incoming.resume()
    sendJson(response, 404, {
      code: 'core/no-such-path',
      detail: `${incoming.method} ${url.pathname} is not served here`,
    })
  } catch (error) {
    const failure = error instanceof Failure ? error : undefined
    if (response.headersSent) response.destroy()
    else
      sendJson(response, failure?.fault === 'operator' ? 400 : 500, {
        code: failure?.code ?? 'core/failed',
        detail: messageOf(error),
      })
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(value)}\n`)
}

async function readJson(incoming: IncomingMessage, maxBodyBytes: number): Promise<unknown> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of incoming) {
    bytes += (part as Buffer).length
    if (bytes > maxBodyBytes)
      throw new Failure('core/body-too-large', `a body may hold ${maxBodyBytes} bytes`, {
        fault: 'operator',
        remedy: 'stop',
      })
    parts.push(part as Buffer)
  }
  if (bytes === 0) return undefined
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch {
    throw new Failure('core/not-json', 'the body is not JSON', { fault: 'operator', remedy: 'stop' })
  }
}

export type UnixCall = {
  socketPath: string
  method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  path: string
  body?: unknown
  /** Gives the call up. */
  signal?: AbortSignal
}

/**
 * Who looks again and again need not connect again and again. A command has a connection of its own: one that was kept may just have
 * been closed by the other side, and nobody could tell whether the command was heard.
 */
const kept = new Agent({ keepAlive: true })

/** Asks and reads the JSON answer. Throws `core/unix-…` failures: unreachable, too late, or what the other side said. */
export async function askUnix(call: UnixCall, withinMs: number): Promise<unknown> {
  const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const asked = request(
      {
        socketPath: call.socketPath,
        method: call.method,
        path: call.path,
        timeout: withinMs,
        agent: call.method === 'GET' ? kept : false,
        headers: { 'content-type': 'application/json' },
        ...(call.signal === undefined ? {} : { signal: call.signal }),
      },
      response => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (piece: string) => (text += piece))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
        response.on('error', reject)
      },
    )
    asked.on('timeout', () =>
      asked.destroy(unixFailure('unix-late', `${call.path} was not answered within ${withinMs} ms`)),
    )
    asked.on('error', reject)
    asked.end(call.body === undefined ? undefined : JSON.stringify(call.body))
  }).catch((cause: unknown) => {
    throw cause instanceof Failure
      ? cause
      : unixFailure('unix-unreachable', `${call.path}: ${messageOf(cause)}`)
  })
  if (status >= 200 && status < 300) return text === '' ? undefined : JSON.parse(text)
  throw unixFailure('unix-refused', `${call.path} was answered ${status}: ${text.slice(0, 500).trim()}`)
}

function unixFailure(what: string, message: string): Failure {
  return new Failure(`core/${what}`, message, { fault: 'ours', remedy: 'retry' })
}

/** Takes over a response as a bare byte stream that ends with the connection, and returns its socket. */
export function takeOver(response: ServerResponse, contentType: string): Socket {
  response.useChunkedEncodingByDefault = false
  response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store', connection: 'close' })
  response.flushHeaders()
  const socket = response.socket as Socket
  socket.setTimeout(0)
  return socket
}

export type UnixStream = {
  /** Called with the bytes after the headers; the buffer is the caller's to keep, unless `isReused`. */
  onBytes: (bytes: Buffer) => void
  /** Every read goes into one buffer, valid during the call only: at tens of megabits a new one each time is work for nobody. */
  isReused?: boolean
  /** Once: why it ended, '' when the other side simply closed. */
  onEnd: (why: string) => void
}

/** Reads a byte stream (`GET path`) over a bare socket: at tens of megabits, an HTTP client's parser is a cost with no use. */
export function openUnixStream(
  socketPath: string,
  path: string,
  stream: UnixStream,
): { close(): void; pause(): void; resume(): void } {
  const onRead = (count: number, buffer: Uint8Array) => {
    take(Buffer.from(buffer.buffer, buffer.byteOffset, count))
    return true
  }
  const onread = {
    buffer: Buffer.allocUnsafeSlow(stream.isReused === true ? readBytes : 0),
    callback: onRead,
  }
  const socket = connect(stream.isReused === true ? { path: socketPath, onread } : { path: socketPath })
  let head: Buffer | undefined = Buffer.alloc(0)
  let why = ''
  let isOver = false
  const over = () => {
    if (isOver) return
    isOver = true
    stream.onEnd(why)
  }
  socket.on('connect', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: unix\r\nConnection: close\r\n\r\n`))
  const take = (bytes: Buffer) => {
    if (isOver) return
    if (head === undefined) return stream.onBytes(bytes)
    head = Buffer.concat([head, bytes])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) {
      if (head.length > 16_384) socket.destroy(new Error('the answer has no end of headers'))
      return
    }
    const status = /^HTTP\/1\.1 (\d+)/.exec(head.toString('latin1', 0, end))?.[1]
    const rest = head.subarray(end + 4)
    head = undefined
    if (status !== '200') {
      why = `answered ${status ?? 'no HTTP'}: ${rest.toString('utf8', 0, 300).trim()}`
      socket.destroy()
    } else if (rest.length > 0) stream.onBytes(rest)
  }
  if (stream.isReused !== true) socket.on('data', take)
  socket.on('error', error => (why ||= messageOf(error)))
  socket.on('close', over)
  return {
    close: () => {
      isOver = true
      socket.destroy()
    },
    /** While paused the bytes wait at the sender, which knows best what to drop. */
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
  }
}
