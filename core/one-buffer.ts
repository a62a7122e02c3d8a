// Accepted sockets that all read into one buffer: at tens of megabits a new one for each read is work for the collector only.
import { Socket } from 'node:net'

/** A whole frame of a 25 Mb/s stream most of the time. */
const bytes = Buffer.allocUnsafeSlow(262_144)

/**
 * The same connection; what its 'data' tells is valid during the call only. Node lets those who connect name a buffer
 * (`onread`), not those who accept: so the connection's handle is moved into a socket that has one.
 */
export function readingIntoOne(accepted: Socket): Socket {
  const { _handle: handle } = accepted as unknown as { _handle?: object | null }
  if (handle === undefined || handle === null) return accepted // it is closed already, or a Node that has it elsewhere
  const onread = {
    buffer: bytes,
    callback: (count: number) => {
      socket.emit('data', bytes.subarray(0, count))
      return true
    },
  }
  const socket = new Socket({ handle, onread } as ConstructorParameters<typeof Socket>[0])
  Object.assign(accepted, { _handle: null })
  accepted.destroy() // its server counts it no more
  return socket
}
