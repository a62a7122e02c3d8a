// Faults to order: what each does, and how an order is read.
import { Failure } from '#core/failure.ts'

export const faultKinds = {
  none: 'healthy again: reads on, listens again, takes publishes',
  stall: 'stops reading from the publishers it has; their sockets stay open and fill. New ones are served',
  freeze: 'as stall, and new connections are accepted and never answered, as a process under SIGSTOP',
  reset: 'resets (RST) the connections it has; new ones are served',
  kill: 'resets its connections and stops listening, until none',
  'refuse-connect': 'stops listening; connections it has go on',
  'refuse-publish': 'answers connect and createStream, then refuses the publish (code, description)',
  'refuse-fast-loop': 'closes what it has and every new connection at once',
  'slow-drip': 'reads only bytesPerSecond (20000) from each publisher',
  'expire-key': 'tells publishers that their key has expired and closes; refuses new ones the same way',
  'close-room': 'ends the publish in order, closes, and refuses new ones: the live room is closed',
  'reject-duplicate': 'refuses every new publish as a second one of the same name; those it has go on',
  'replaced-by-new':
    'tells the publishers it has that a new one took their place, and closes; new ones are served',
  'drop-idle': 'closes a publisher that sends no media for idleMs (3000)',
} as const satisfies Record<string, string>

export type FaultKind = keyof typeof faultKinds

export type Fault = {
  readonly kind: FaultKind
  /** For slow-drip. */
  readonly bytesPerSecond: number
  /** For drop-idle. */
  readonly idleMs: number
  /** For refuse-publish: what the refusal says. */
  readonly code: string
  readonly description: string
  /** Also resets the connections it has, for a fault that leaves them alone. */
  readonly kick: boolean
}

export type FaultOrder = { readonly fault: Fault; readonly address: 'main' | 'backup' | 'both' }

/** The last word on a publish: an onStatus of level `error`, or of level `status` for an end in order. */
export type Verdict = {
  readonly level: 'error' | 'status'
  readonly code: string
  readonly description: string
}

export const noFault: Fault = {
  kind: 'none',
  bytesPerSecond: 20_000,
  idleMs: 3_000,
  code: 'NetStream.Publish.BadName',
  description: 'The publish was refused.',
  kick: false,
}

// Tencent CSS disconnect codes: tencentcloud.com/zh/document/product/267/31083
const expired: Verdict = {
  level: 'error',
  code: 'NetStream.Publish.Rejected',
  description: 'Authentication expired: the push URL has expired. (18/501)',
}
const replaced: Verdict = {
  level: 'error',
  code: 'NetStream.Publish.Rejected',
  description: 'The push was replaced by a new push. (21/102)',
}
const duplicate: Verdict = {
  level: 'error',
  code: 'NetStream.Publish.BadName',
  description: 'Already publishing: this stream name is in use. (18/601)',
}
const roomClosed = 'The live room is closed.'

const farewells: Readonly<Partial<Record<FaultKind, readonly Verdict[]>>> = {
  'expire-key': [expired],
  'replaced-by-new': [replaced],
  'close-room': [
    { level: 'status', code: 'NetStream.Unpublish.Success', description: roomClosed },
    { level: 'status', code: 'NetConnection.Connect.Closed', description: roomClosed },
  ],
}

const refusals: Readonly<Partial<Record<FaultKind, Verdict>>> = {
  'expire-key': expired,
  'close-room': { level: 'error', code: 'NetStream.Publish.Denied', description: roomClosed },
  'reject-duplicate': duplicate,
}

/** What publishers that are connected are told before they are closed; undefined where they are not told. */
export function farewellOf(fault: Fault): readonly Verdict[] | undefined {
  return farewells[fault.kind]
}

/** How a new publish is refused; undefined where it is taken. */
export function refusalOf(fault: Fault): Verdict | undefined {
  if (fault.kind !== 'refuse-publish') return refusals[fault.kind]
  return { level: 'error', code: fault.code, description: fault.description }
}

/** Reads the body of `POST /fault`. Throws `scripts/bad-fault` with what may be ordered. */
export function readFaultOrder(body: unknown): FaultOrder {
  if (typeof body !== 'object' || body === null)
    throw badFault('the body must be a JSON object with a "kind"')
  const asked = body as Record<string, unknown>
  const { kind, address = 'main' } = asked
  if (typeof kind !== 'string' || !Object.hasOwn(faultKinds, kind))
    throw badFault(`kind must be one of ${Object.keys(faultKinds).join(', ')}`)
  if (address !== 'main' && address !== 'backup' && address !== 'both')
    throw badFault('address must be main, backup or both')
  const fault: Fault = {
    kind: kind as FaultKind,
    bytesPerSecond: numberOf(asked, 'bytesPerSecond', 1, 1e9),
    idleMs: numberOf(asked, 'idleMs', 100, 600_000),
    code: textOf(asked, 'code'),
    description: textOf(asked, 'description'),
    kick: asked['kick'] === true,
  }
  return { fault, address }
}

function numberOf(
  asked: Record<string, unknown>,
  name: 'bytesPerSecond' | 'idleMs',
  from: number,
  to: number,
): number {
  const value = asked[name] ?? noFault[name]
  if (typeof value !== 'number' || !(value >= from && value <= to))
    throw badFault(`${name} must be a number from ${from} to ${to}`)
  return value
}

function textOf(asked: Record<string, unknown>, name: 'code' | 'description'): string {
  const value = asked[name] ?? noFault[name]
  if (typeof value !== 'string' || value.length > 500)
    throw badFault(`${name} must be a text of at most 500 letters`)
  return value
}

function badFault(message: string): Failure {
  return new Failure('scripts/bad-fault', message, { fault: 'operator', remedy: 'stop' })
}
