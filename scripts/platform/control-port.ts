// The control port of a stand-in platform: faults in, receipts and what viewers see out. Loopback only.
import { timingSafeEqual } from 'node:crypto'
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Failure, messageOf } from '#core/failure.ts'
import { faultKinds, readFaultOrder } from './faults.ts'
import type { StandIn } from './stand-in.ts'

const maxBodyBytes = 65_536
const maxViewers = 16
/** A viewer that does not read is let go at this much; node-media-server itself would queue without end. */
const maxViewerQueueBytes = 8 * 1_048_576

export class ControlPort {
  readonly #standIn: StandIn
  readonly #token: string
  readonly #server: Server
  #viewers = 0

  constructor(standIn: StandIn, token: string) {
    this.#standIn = standIn
    this.#token = token
    this.#server = createServer((incoming, response) => void this.#answer(incoming, response))
  }

  /** Resolves to the port. */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', error => {
        const message = `the control port ${port} cannot be listened on (${messageOf(error)}); choose another`
        reject(new Failure('scripts/port-taken', message, { fault: 'operator', remedy: 'stop' }))
      })
      this.#server.listen(port, '127.0.0.1', resolve)
    })
    return (this.#server.address() as { port: number }).port
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(incoming.url ?? '/', 'http://platform')
      const route = `${incoming.method} ${url.pathname}`
      if (!isLoopbackHost(incoming.headers.host))
        return send(response, 403, { detail: 'ask for this port by localhost or 127.0.0.1' })
      if (route === 'GET /play.flv') return this.#play(url, response)
      if (!this.#isAllowed(incoming))
        return send(response, 401, { detail: 'send Authorization: Bearer TOKEN, as printed at start' })
      if (route === 'GET /received') return send(response, 200, this.#standIn.received())
      if (route === 'GET /faults') return send(response, 200, faultKinds)
      if (route === 'POST /fault') return await this.#order(incoming, response)
      send(response, 404, { detail: 'there are POST /fault, GET /faults, GET /received and GET /play.flv' })
    } catch (error) {
      if (response.headersSent) response.destroy()
      else
        send(response, 400, {
          code: error instanceof Failure ? error.code : 'scripts/failed',
          detail: messageOf(error),
        })
    }
  }

  async #order(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const order = readFaultOrder(JSON.parse(await readBody(incoming)))
    const atMs = Date.now()
    if (!(await this.#standIn.order(order)))
      return send(response, 400, { detail: `${this.#standIn.name} has no ${order.address} address` })
    send(response, 200, { atMs, kind: order.fault.kind, address: order.address })
  }

  /** Passes on what the third-party server gives its viewers. Open to any page: a live room is public. */
  #play(url: URL, response: ServerResponse): void {
    const address = url.searchParams.get('address')
    const source = this.#standIn.playUrl(address === 'main' || address === 'backup' ? address : undefined)
    if (source === undefined || this.#viewers >= maxViewers)
      return send(response, 503, {
        detail: source === undefined ? 'nobody publishes here' : 'viewers enough',
      })
    this.#viewers += 1
    const asked = get(source, { agent: false }, flv => {
      response.writeHead(200, {
        'content-type': 'video/x-flv',
        'cache-control': 'no-store',
        'access-control-allow-origin': '*',
      })
      flv.on('data', (bytes: Buffer) => {
        response.write(bytes)
        if (response.writableLength > maxViewerQueueBytes) response.destroy()
      })
      flv.on('end', () => response.end())
      flv.on('error', () => response.destroy())
    })
    asked.on('error', () => response.destroy())
    response.on('close', () => {
      this.#viewers -= 1
      asked.destroy()
    })
  }

  #isAllowed(incoming: IncomingMessage): boolean {
    const given = Buffer.from(incoming.headers.authorization ?? '')
    const wanted = Buffer.from(`Bearer ${this.#token}`)
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  }
}

/** A foreign name that resolves to this machine is a page elsewhere trying its luck. */
function isLoopbackHost(host: string | undefined): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host ?? '')
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(value)}\n`)
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of incoming.setEncoding('utf8')) {
    text += piece as string
    if (text.length > maxBodyBytes) throw new Error('the body is too long')
  }
  return text
}
