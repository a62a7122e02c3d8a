// Whether an address that stands by would have us: name, TCP, TLS, RTMP as far as its connect command. Never a publish, never a key.
import { type Clock, within } from '#core/clock.ts'
import { messageOf, systemCodeOf } from '#core/failure.ts'
import { Secret } from '#core/secret.ts'
import { PublishConnection, type PublishPhase } from '#media'
import { type ReachStep, reach, readAddress, type RelaySettings } from '#relay'

export type StandbyState = 'ready' | 'no-name' | 'no-answer' | 'no-tls' | 'no-rtmp' | 'refused'

/** Plain values; each step's own time, null where it was not come to. */
export type StandbyLook = {
  readonly state: StandbyState
  readonly why: string
  readonly dnsMs: number | null
  readonly connectMs: number | null
  readonly tlsMs: number | null
  readonly rtmpMs: number | null
}

export type StandbyLimits = Pick<RelaySettings, 'dnsWithinMs' | 'connectWithinMs' | 'handshakeWithinMs'> & {
  readonly ca: string | undefined
}

const goodbyeMs = 300
const noTimes = { dnsMs: null, connectMs: null, tlsMs: null, rtmpMs: null }

export async function lookAtStandby(
  url: string,
  limits: StandbyLimits,
  clock: Clock,
  signal: AbortSignal,
): Promise<StandbyLook> {
  const address = readAddress(url)
  const times: Record<keyof typeof noTimes, number | null> = { ...noTimes }
  let fromMs = clock.nowMs()
  const took = () => {
    const ms = Math.round(clock.nowMs() - fromMs)
    fromMs = clock.nowMs()
    return ms
  }
  const onStep = (step: ReachStep) => {
    times[`${step}Ms`] = took()
  }
  const reached = await reach(address, { ...limits, onStep }, clock, signal)
  if ('by' in reached) {
    const why = 'error' in reached ? reached.error : `silent for ${limits.connectWithinMs} ms`
    const state = reached.by === 'dns' ? 'no-name' : times.connectMs === null ? 'no-answer' : 'no-tls'
    return { state, why, ...times }
  }
  const { stream, socket } = reached
  try {
    const late = () => new Error(`silent for ${limits.handshakeWithinMs} ms`)
    const refusal = await within(
      clock,
      limits.handshakeWithinMs,
      () => connectOnly(address, stream, clock),
      late,
      signal,
    )
    return { state: refusal === '' ? 'ready' : 'refused', why: refusal, ...times, rtmpMs: took() }
  } catch (error) {
    signal.throwIfAborted()
    return { state: 'no-rtmp', why: systemCodeOf(error) || messageOf(error), ...times }
  } finally {
    await leave(stream, clock, signal)
    socket.destroy()
  }
}

type Stream = Exclude<Awaited<ReturnType<typeof reach>>, { by: string }>['stream']

/** Resolves to what the server says where it will not have us; '' where it will. */
function connectOnly(
  { app, tcUrl }: { app: string; tcUrl: string },
  stream: Stream,
  clock: Clock,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const connection = new PublishConnection(
      { app, tcUrl, streamName: new Secret('') },
      { chunkSizeBytes: 4_096, ackWindowBytes: 0, isOnlyConnecting: true },
      {
        send: bytes => void stream.write(bytes),
        phase: (phase: PublishPhase) => phase === 'create' && resolve(''),
        ack: () => {},
        pong: () => {},
        refused: ({ code, description }) => resolve(`${code} ${description}`.trim()),
        closedByServer: code => resolve(code),
      },
    )
    stream.on('data', bytes => {
      try {
        connection.push(bytes, clock.nowMs())
      } catch (error) {
        reject(error as Error)
      }
    })
    stream.on('error', reject)
    stream.on('close', () => reject(new Error('the far end closed the connection')))
    connection.start()
  })
}

/** A clean end, as far as the other side goes along with it. */
async function leave(stream: Stream, clock: Clock, signal: AbortSignal): Promise<void> {
  if (stream.destroyed) return
  const closed = new Promise<void>(resolve => stream.once('close', () => resolve()))
  stream.on('error', () => {}) // it is over
  stream.end()
  await within(
    clock,
    goodbyeMs,
    () => closed,
    () => new Error('it lingers'),
    signal,
  ).catch(() => {}) // cut below
  stream.destroy()
}
