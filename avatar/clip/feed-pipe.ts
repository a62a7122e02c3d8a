// Bytes into a child's pipe, one piece after the other, and never more than one waiting.
import type { Writable } from 'node:stream'

/**
 * Writes piece after piece; each has been taken by the system before the next is asked for, so its memory may be used again.
 * False where the child reads no more: how it ended says why.
 */
export async function feedPipe(pipe: Writable, pieces: AsyncIterable<Uint8Array>): Promise<boolean> {
  pipe.on('error', () => {}) // the write's own callback tells
  for await (const piece of pieces) {
    if (!(await written(pipe, piece))) return false
  }
  pipe.end()
  return true
}

function written(pipe: Writable, { buffer, byteOffset, byteLength }: Uint8Array): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  if (pipe.destroyed) return Promise.resolve(false)
  const onClose = () => resolve(false) // a pipe that closes forgets its callbacks
  pipe.once('close', onClose)
  pipe.write(Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength), error => resolve(error == null))
  return promise.finally(() => pipe.off('close', onClose))
}
