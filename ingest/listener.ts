// One listening socket that is wished for: bound, bound anew when the wish changes, tried again each second when it fails.
import { createServer, type Server, type Socket } from 'node:net'
import type { Clock } from '#core/clock.ts'
import { messageOf, systemCodeOf } from '#core/failure.ts'
import type { Listening } from './snapshot.ts'

export type ListenAddress = { readonly host: string; readonly port: number }

const tryAgainAfterMs = 1_000

export class Listener {
  readonly #clock: Clock
  readonly #onSocket: (socket: Socket) => void
  readonly #onChange: () => void
  #wish: ListenAddress | null = null
  #server: Server | null = null
  #triedAtMs = -Infinity
  #listening: Listening | null = null

  constructor(clock: Clock, onSocket: (socket: Socket) => void, onChange: () => void) {
    this.#clock = clock
    this.#onSocket = onSocket
    this.#onChange = onChange
  }

  /** Its port, or why it has none; null when none is wished for. */
  get listening(): Listening | null {
    return this.#listening
  }

  /** Connections that are already open stay open. Resolves once it is bound or could not be. */
  async wish(address: ListenAddress | null): Promise<void> {
    if (address?.host === this.#wish?.host && address?.port === this.#wish?.port) return
    this.#wish = address
    this.close()
    this.#listening = null
    if (address !== null) await this.#bind(address)
    else this.#onChange()
  }

  /** Each tick: tries again what failed a second ago. */
  look(nowMs: number): void {
    if (this.#wish === null || this.#server !== null || nowMs - this.#triedAtMs < tryAgainAfterMs) return
    void this.#bind(this.#wish) // never rejects: a failure to bind is a state
  }

  #bind({ host, port }: ListenAddress): Promise<void> {
    this.#triedAtMs = this.#clock.nowMs()
    const server = createServer({ noDelay: true }, this.#onSocket)
    this.#server = server
    const { promise, resolve } = Promise.withResolvers<void>()
    server.once('close', resolve)
    server.on('error', error => {
      this.#say(server, { error: sentenceFor(error, host, port) })
      if (this.#server === server) this.#server = null
      resolve()
    })
    server.listen(port, host, () => {
      const address = server.address()
      this.#say(server, { port: typeof address === 'object' && address !== null ? address.port : port })
      resolve()
    })
    return promise
  }

  #say(server: Server, now: Listening): void {
    const before = this.#listening
    if (this.#server !== server) return
    this.#listening = now
    if (JSON.stringify(before) !== JSON.stringify(now)) this.#onChange()
  }

  close(): void {
    this.#server?.close()
    this.#server = null
  }
}

function sentenceFor(error: Error, host: string, port: number): string {
  const code = systemCodeOf(error)
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use by another program; choose another or end that one.`
  if (code === 'EACCES') return `Port ${port} may only be opened by root; choose one above 1023.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `${host} is no address of this machine.`
  return `Port ${port} on ${host} cannot be opened: ${messageOf(error)}`
}
