// Where strangers knock: two listeners, how many may come in, and the sessions of those who did.
import { readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls'
import type { Clock } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import { readingIntoOne } from '#core/one-buffer.ts'
import type { IngestDesired } from './desired.ts'
import { Listener } from './listener.ts'
import type { RefusalReason } from './refusals.ts'
import { Session, type SessionEvents } from './session.ts'
import type { IngestSettings } from './settings.ts'
import type { Listening } from './snapshot.ts'

export type FrontDoorEvents = Omit<SessionEvents, 'closed'> & {
  /** Turned away before a byte was read. */
  turnedAway(reason: RefusalReason): void
  /** What it listens on has changed. */
  listening(now: { rtmp: Listening | null; rtmps: Listening | null }): void
}

export class FrontDoor {
  readonly #clock: Clock
  readonly #on: FrontDoorEvents
  readonly #rtmp: Listener
  readonly #rtmps: Listener
  readonly #sessions = new Set<Session>()
  readonly #fromAddress = new Map<string, number>()
  #limits: IngestSettings | null = null
  #secureContext: SecureContext | null = null
  #certificateTrouble: string | null = null

  constructor(clock: Clock, on: FrontDoorEvents) {
    this.#clock = clock
    this.#on = on
    const onChange = () => on.listening(this.listening)
    this.#rtmp = new Listener(clock, socket => this.#admit(socket, null), onChange)
    this.#rtmps = new Listener(clock, socket => this.#admit(socket, this.#secureContext), onChange)
  }

  get sessions(): ReadonlySet<Session> {
    return this.#sessions
  }

  get listening(): { rtmp: Listening | null; rtmps: Listening | null } {
    const trouble = this.#certificateTrouble
    return {
      rtmp: this.#rtmp.listening,
      rtmps: trouble === null ? this.#rtmps.listening : { error: trouble },
    }
  }

  async apply({ rtmp, rtmps, limits }: IngestDesired): Promise<void> {
    this.#limits = limits
    this.#readCertificate(rtmps)
    const secure =
      rtmps !== null && this.#secureContext !== null ? { host: rtmp.host, port: rtmps.port } : null
    await Promise.all([this.#rtmp.wish(rtmp), this.#rtmps.wish(secure)])
  }

  // Read anew with each wish: a renewed certificate needs no restart.
  #readCertificate(rtmps: IngestDesired['rtmps']): void {
    this.#certificateTrouble = null
    if (rtmps === null) {
      this.#secureContext = null
      return
    }
    try {
      const [cert, key] = [readFileSync(rtmps.certFile), readFileSync(rtmps.keyFile)]
      this.#secureContext = createSecureContext({ cert, key, minVersion: 'TLSv1.2' })
    } catch (error) {
      this.#secureContext = null
      this.#certificateTrouble = `The certificate for RTMPS cannot be used: ${messageOf(error)}`
    }
  }

  #admit(raw: Socket, secureContext: SecureContext | null): void {
    const limits = this.#limits
    const address = raw.remoteAddress
    if (limits === null || address === undefined) return void raw.destroy()
    const fromAddress = this.#fromAddress.get(address) ?? 0
    if (this.#sessions.size >= limits.maxConnections) return this.#turnAway(raw, 'too-many-connections')
    if (fromAddress >= limits.maxConnectionsPerAddress) return this.#turnAway(raw, 'too-many-from-address')
    this.#fromAddress.set(address, fromAddress + 1)
    const isSecure = secureContext !== null
    if (isSecure) raw.on('error', () => {}) // the session hears of it from the TLS socket around it
    const socket = isSecure ? new TLSSocket(raw, { isServer: true, secureContext }) : readingIntoOne(raw)
    const closed = (session: Session) => {
      this.#sessions.delete(session)
      this.#forgetOne(address)
    }
    const on = { ...this.#on, closed }
    this.#sessions.add(new Session(socket, { clock: this.#clock, limits, isSecure, on }))
  }

  // Reset, not closed: the kernel shall keep nothing of a flood either.
  #turnAway(raw: Socket, reason: RefusalReason): void {
    raw.on('error', () => {}) // nobody is interested any more
    raw.resetAndDestroy()
    this.#on.turnedAway(reason)
  }

  #forgetOne(address: string): void {
    const left = (this.#fromAddress.get(address) ?? 1) - 1
    if (left > 0) this.#fromAddress.set(address, left)
    else this.#fromAddress.delete(address)
  }

  /** Each tick. */
  look(nowMs: number): void {
    this.#rtmp.look(nowMs)
    this.#rtmps.look(nowMs)
    for (const session of this.#sessions) session.look(nowMs)
  }

  close(why: string): void {
    this.#rtmp.close()
    this.#rtmps.close()
    for (const session of this.#sessions) session.end(why)
  }
}
