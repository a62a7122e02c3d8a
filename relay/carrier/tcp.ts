// Reaching an endpoint: its name asked afresh, all its addresses tried, TLS where asked for; each within its time.
import { lookup } from 'node:dns/promises'
import { connect, type Socket } from 'node:net'
import { connect as connectTls, rootCertificates, type TLSSocket } from 'node:tls'
import { type Clock, within } from '#core/clock.ts'
import { messageOf, systemCodeOf } from '#core/failure.ts'
import type { Address } from '../leg/address.ts'
import type { CarryEnd } from '../leg/carry-end.ts'

export type Reached = {
  /** Bytes of the protocol go through this one. */
  readonly stream: Socket | TLSSocket
  /** The TCP connection itself: what the kernel knows. */
  readonly socket: Socket
}

export type ReachLimits = {
  readonly dnsWithinMs: number
  readonly connectWithinMs: number
  readonly ca: string | undefined
  /** A step is done. */
  readonly onStep?: (step: ReachStep) => void
}

export type ReachStep = 'dns' | 'connect' | 'tls'

/** A connection, or how the attempt ended. Rejects only with the signal's reason. */
export async function reach(
  address: Address,
  limits: ReachLimits,
  clock: Clock,
  signal: AbortSignal,
): Promise<Reached | CarryEnd> {
  const addresses = await resolve(address.host, limits.dnsWithinMs, clock, signal)
  if ('by' in addresses) return addresses
  limits.onStep?.('dns')
  const share = Math.max(limits.connectWithinMs / addresses.length, Math.min(1_000, limits.connectWithinMs))
  const untilMs = clock.nowMs() + limits.connectWithinMs
  let last: CarryEnd = { by: 'late', during: 'tcp', withinMs: limits.connectWithinMs }
  for (const host of addresses) {
    const leftMs = untilMs - clock.nowMs()
    if (leftMs <= 0) break
    const reached = await connectOne(
      host,
      address,
      { ...limits, connectWithinMs: Math.min(share, leftMs) },
      clock,
      signal,
    )
    if (!('by' in reached)) return reached
    last = reached
  }
  return last
}

class Late extends Error {}

async function resolve(
  host: string,
  withinMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<string[] | CarryEnd> {
  try {
    const found = await within(
      clock,
      withinMs,
      () => lookup(host, { all: true }),
      () => new Late('no answer'),
      signal,
    )
    return found.length > 0 ? found.map(each => each.address) : { by: 'dns', error: 'no address' }
  } catch (error) {
    signal.throwIfAborted()
    return {
      by: 'dns',
      error:
        error instanceof Late ? `no answer within ${withinMs} ms` : systemCodeOf(error) || messageOf(error),
    }
  }
}

async function connectOne(
  host: string,
  address: Address,
  limits: ReachLimits,
  clock: Clock,
  signal: AbortSignal,
): Promise<Reached | CarryEnd> {
  const socket = connect({
    host,
    port: address.port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 10_000,
  })
  socket.on('error', () => {}) // told by the waits below, and by 'close'
  let stream: Socket | TLSSocket = socket
  try {
    const connected = async () => {
      await opened(socket, 'connect')
      limits.onStep?.('connect')
      if (address.protocol !== 'rtmps') return
      stream = connectTls({
        socket,
        servername: /^[\d.]+$|:/.test(address.host) ? '' : address.host,
        ...(limits.ca === undefined ? {} : { ca: [...rootCertificates, limits.ca] }),
      })
      await opened(stream, 'secureConnect')
      limits.onStep?.('tls')
    }
    await within(clock, limits.connectWithinMs, connected, () => new Late(), signal)
    return { stream, socket }
  } catch (error) {
    stream.destroy()
    socket.destroy()
    signal.throwIfAborted()
    if (error instanceof Late)
      return { by: 'late', during: 'tcp', withinMs: Math.round(limits.connectWithinMs) }
    return {
      by: 'closed',
      during: 'tcp',
      error: systemCodeOf(error) || messageOf(error),
      liveForMs: 0,
      idleForMs: 0,
    }
  }
}

function opened(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, resolve)
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('closed by the far end')))
  })
}
