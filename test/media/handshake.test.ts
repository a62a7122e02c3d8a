// The handshake's digests, against an answer worked out independently.
import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ServerConnection } from '#media'
import { roomy } from './pair.ts'

const tail = Buffer.from('f0eec24a8068bee82e00d0d1029e7e576eec5d2d29806fab93b8e636cfeb31ae', 'hex')
const serverName = Buffer.from('Genuine Adobe Flash Media Server 001')
const playerName = Buffer.from('Genuine Adobe Flash Player 001')
const hmac = (key: Buffer, bytes: Buffer) => createHmac('sha256', key).update(bytes).digest()

function answerTo(c1: Buffer): Buffer {
  const sent: Buffer[] = []
  const on = { publish() {}, tag() {}, unpublish() {}, phase() {}, refusedCommand() {} }
  const options = { limits: roomy, chunkSizeBytes: 4096, ackWindowBytes: 1 }
  const server = new ServerConnection(options, { ...on, send: bytes => sent.push(bytes) })
  server.push(Buffer.concat([Buffer.from([3]), c1]))
  return Buffer.concat(sent)
}

const placeOf = (part: Buffer, base: number) => {
  return (
    base +
    4 +
    ((part.readUInt8(base) + part.readUInt8(base + 1) + part.readUInt8(base + 2) + part.readUInt8(base + 3)) %
      728)
  )
}
const without = (part: Buffer, at: number) => Buffer.concat([part.subarray(0, at), part.subarray(at + 32)])

describe.each([
  [0, 8],
  [1, 772],
])('scheme %i', (_, base) => {
  test.each([0, 64, 181, 182, 255])(
    'a client that fills with %i gets a signed answer of the same scheme',
    filler => {
      const c1 = Buffer.alloc(1536, filler)
      c1.writeUInt32BE(0x80000702, 4)
      const at = placeOf(c1, base)
      const digest = hmac(playerName, without(c1, at))
      digest.copy(c1, at)

      const answer = answerTo(c1)
      expect(answer).toHaveLength(1 + 1536 + 1536)
      const s1 = answer.subarray(1, 1537)
      const s2 = answer.subarray(1537)
      const place = placeOf(s1, base)
      expect(s1.subarray(place, place + 32)).toEqual(hmac(serverName, without(s1, place)))
      const key = hmac(Buffer.concat([serverName, tail]), digest)
      expect(s2.subarray(1504)).toEqual(hmac(key, s2.subarray(0, 1504)))
    },
  )
})

test.each([0, 0x80000702])('a client without a digest (version %i) gets its own bytes back', version => {
  const c1 = Buffer.alloc(1536, 9)
  c1.writeUInt32BE(version, 4)
  const answer = answerTo(c1)
  expect(answer[0]).toBe(3)
  expect(answer.readUInt32BE(5)).toBe(0)
  expect(answer.subarray(1537)).toEqual(c1)
})
