// One address of a stand-in platform: a TCP proxy in front of the third-party server that acts faults to order.
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { Failure, messageOf } from '#core/failure.ts'
import { type Fault, noFault } from './faults.ts'
import { Link, type LinkManners, type Published } from './link.ts'
import type { Address, Receipts } from './receipts.ts'

export type ProxyPlan = {
  readonly address: Address
  readonly manners: LinkManners
  readonly receipts: Receipts
  /** The third-party server's RTMP port on loopback; undefined while it is down. */
  readonly upstreamPort: () => number | undefined
}

const maxConnections = 64
const lookEveryMs = 250

export class FaultProxy {
  readonly #plan: ProxyPlan
  readonly #links = new Set<Link>()
  /** Connections accepted and never answered. */
  readonly #mute = new Set<Socket>()
  #server: Server | undefined
  #port = 0
  #fault: Fault = noFault
  #timer: NodeJS.Timeout | undefined
  #refused = 0

  constructor(plan: ProxyPlan) {
    this.#plan = plan
  }

  get address(): Address {
    return this.#plan.address
  }

  get port(): number {
    return this.#port
  }

  get fault(): Fault {
    return this.#fault
  }

  /** Connections turned away at the door: too many, or a fast loop. */
  get refused(): number {
    return this.#refused
  }

  /** What is being published now, newest last. */
  published(): Published[] {
    const all = [...this.#links].flatMap(link => link.published ?? [])
    return all.sort((a, b) => a.sinceMs - b.sinceMs)
  }

  /** Listens on loopback; port 0 takes a free one. Throws `scripts/port-taken`. */
  async listen(port: number): Promise<void> {
    // With more to be read ahead a frozen platform would go on taking for a tenth of a second.
    const options = { pauseOnConnect: true, highWaterMark: 1 }
    const server = createServer(options, socket => this.#accept(socket))
    await new Promise<void>((resolve, reject) => {
      server.once('error', error => reject(portTaken(port, error)))
      server.listen(port, '127.0.0.1', resolve)
    })
    server.on('error', () => {}) // of accepting one connection; the next is tried
    this.#server = server
    this.#port = (server.address() as AddressInfo).port
    this.#timer ??= setInterval(() => this.#look(), lookEveryMs)
  }

  /** Acts a fault from now on. Resolves when it is in force. */
  async order(fault: Fault): Promise<void> {
    this.#fault = fault
    if (fault.kind !== 'freeze') for (const socket of this.#mute) socket.destroy()
    const isShut = fault.kind === 'kill' || fault.kind === 'refuse-connect'
    if (isShut) this.#shut()
    for (const link of this.#links) link.apply(fault, true)
    if (!isShut && this.#server === undefined) await this.listen(this.#port)
  }

  close(): void {
    clearInterval(this.#timer)
    this.#shut()
    for (const link of this.#links) link.reset()
    for (const socket of this.#mute) socket.destroy()
  }

  #shut(): void {
    this.#server?.close()
    this.#server = undefined
  }

  #look(): void {
    for (const link of this.#links) link.apply(this.#fault, false)
  }

  #accept(socket: Socket): void {
    const isFull = this.#links.size + this.#mute.size >= maxConnections
    if (isFull || this.#fault.kind === 'refuse-fast-loop') {
      this.#refused += 1
      socket.destroy()
    } else if (this.#fault.kind === 'freeze') {
      this.#mute.add(socket)
      socket.on('error', () => {}) // closed next
      socket.on('close', () => void this.#mute.delete(socket))
    } else this.#serve(socket)
  }

  #serve(socket: Socket): void {
    const link = new Link(socket, { ...this.#plan, fault: () => this.#fault })
    this.#links.add(link)
    socket.on('close', () => void this.#links.delete(link))
    socket.resume()
  }
}

function portTaken(port: number, error: unknown): Failure {
  const message = `port ${port} cannot be listened on (${messageOf(error)}); choose another, or 0 for a free one`
  return new Failure('scripts/port-taken', message, { fault: 'operator', remedy: 'stop' })
}
