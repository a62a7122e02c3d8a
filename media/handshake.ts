// The RTMP handshake, both sides, without a socket (Adobe RTMP 1.0, section 5.2; digests in digest.ts).
import { randomFillSync } from 'node:crypto'
import { answerDigest, digestPart, findDigest } from './digest.ts'
import { malformed } from './malformed.ts'

const version = 3
const partBytes = 1536

/** One side of a handshake: eats the bytes that belong to it and says what to send. */
export class Handshake {
  readonly #side: Side
  readonly #send: (bytes: Buffer) => void
  readonly #held = Buffer.alloc(1 + partBytes)
  #filled = 0
  #skipBytes = partBytes
  #isAnswered = false

  constructor(side: Side, send: (bytes: Buffer) => void) {
    this.#side = side
    this.#send = send
  }

  get isDone(): boolean {
    return this.#skipBytes === 0
  }

  /** Reads from `at` on; returns where the handshake's bytes end. Throws a Failure when the far end does not speak RTMP. */
  push(bytes: Buffer, at: number): number {
    let next = at
    if (!this.#isAnswered) {
      const copied = bytes.copy(this.#held, this.#filled, at)
      next += copied
      this.#filled += copied
      if (this.#filled > 0 && this.#held[0] !== version)
        throw malformed('not-rtmp', describe(this.#held[0] ?? 0))
      if (this.#filled < this.#held.length) return next
      this.#isAnswered = true
      this.#send(this.#side(this.#held.subarray(1)))
    }
    // The far end's last part repeats ours; nothing is gained by checking it.
    const skipped = Math.min(this.#skipBytes, bytes.length - next)
    this.#skipBytes -= skipped
    return next + skipped
  }
}

/** From the far end's first part to the bytes that answer it. */
type Side = (farPart: Buffer) => Buffer

/** The server's side: answers C0 and C1 with S0, S1 and S2, with digests when the client's part carries one. */
export function answerAsServer(c1: Buffer): Buffer {
  const found = c1.readUInt32BE(4) === 0 ? null : findDigest(c1, 'player')
  const s1 = found === null ? plainPart() : digestPart('server', found.scheme)
  const s2 = found === null ? c1 : answerDigest('server', found.digest)
  return Buffer.concat([Buffer.from([version]), s1, s2])
}

/** The client's side: its C0 and C1 to send first, and then what answers S1. */
export function openAsClient(kind: 'plain' | 'digest'): { readonly opening: Buffer; readonly answer: Side } {
  const c1 = kind === 'plain' ? plainPart() : digestPart('player', 0)
  const answer: Side = s1 => {
    const found = kind === 'plain' ? null : findDigest(s1, 'server')
    return found === null ? Buffer.from(s1) : answerDigest('player', found.digest)
  }
  return { opening: Buffer.concat([Buffer.from([version]), c1]), answer }
}

function plainPart(): Buffer {
  const part = Buffer.alloc(partBytes)
  randomFillSync(part, 8) // time and version stay 0, as the specification has them
  return part
}

function describe(first: number): string {
  if (first === 0x16) return 'The far end speaks TLS here; this is a plain RTMP connection.'
  if (first === 0x47 || first === 0x48 || first === 0x50) return 'The far end speaks HTTP, not RTMP.'
  return `The far end opens with version ${first}; RTMP opens with 3.`
}
