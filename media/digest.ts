// The digests Flash hid in the handshake's random bytes. FFmpeg and some platforms send them and check the answer.
// Never specified by Adobe; told here as nginx-rtmp (ngx_rtmp_handshake.c) and FFmpeg (rtmpproto.c, rtmpdigest.c) do it.
import { createHmac, randomFillSync } from 'node:crypto'

type Who = 'server' | 'player'
/** Where the digest lies: at an offset told by the bytes from 8 on (0) or from 772 on (1). */
type Scheme = 0 | 1

const partBytes = 1536
const digestBytes = 32
const baseOf = { 0: 8, 1: 772 } as const
/** What FFmpeg takes for a server that signs; the client's number is Flash Player 9's. */
const versionOf = { server: 0x0d0e0a0d, player: 0x09007c02 } as const

const secretTail = Buffer.from('f0eec24a8068bee82e00d0d1029e7e576eec5d2d29806fab93b8e636cfeb31ae', 'hex')
const nameOf = {
  server: Buffer.from('Genuine Adobe Flash Media Server 001'),
  player: Buffer.from('Genuine Adobe Flash Player 001'),
} as const

/** The digest in the far end's first part and the scheme it follows; null when there is none. */
export function findDigest(part: Buffer, by: Who): { scheme: Scheme; digest: Buffer } | null {
  for (const scheme of [0, 1] as const) {
    const at = digestAt(part, scheme)
    const digest = part.subarray(at, at + digestBytes)
    if (digest.equals(digestOfPart(part, at, by))) return { scheme, digest: Buffer.from(digest) }
  }
  return null
}

/** A first part of our own with a digest in it. */
export function digestPart(who: Who, scheme: Scheme): Buffer {
  const part = Buffer.alloc(partBytes)
  part.writeUInt32BE(versionOf[who], 4)
  randomFillSync(part, 8)
  const at = digestAt(part, scheme)
  digestOfPart(part, at, who).copy(part, at)
  return part
}

/** A second part that proves the far end's digest was read. */
export function answerDigest(who: Who, farDigest: Buffer): Buffer {
  const part = Buffer.alloc(partBytes)
  const end = partBytes - digestBytes
  randomFillSync(part, 0, end)
  const key = hmac(Buffer.concat([nameOf[who], secretTail]), farDigest)
  hmac(key, part.subarray(0, end)).copy(part, end)
  return part
}

function digestAt(part: Buffer, scheme: Scheme): number {
  const base = baseOf[scheme]
  const sum = part.subarray(base, base + 4).reduce((total, byte) => total + byte, 0)
  return base + 4 + (sum % 728)
}

// Over the whole part but the digest's own 32 bytes.
function digestOfPart(part: Buffer, at: number, who: Who): Buffer {
  return hmac(nameOf[who], part.subarray(0, at), part.subarray(at + digestBytes))
}

function hmac(key: Buffer, ...pieces: Buffer[]): Buffer {
  const sum = createHmac('sha256', key)
  for (const piece of pieces) sum.update(piece)
  return sum.digest()
}
