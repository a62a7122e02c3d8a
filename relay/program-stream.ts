// A program as FLV for previews: a reader that does not keep up loses frames, never holds anybody up.
import type { ServerResponse } from 'node:http'
import { takeOver } from '#core/unix-http.ts'
import { flvFileHeader } from '#media'
import { PacketQueue } from './leg/packet-queue.ts'
import type { Packet } from './packet.ts'
import type { ProgramSink } from './program/output.ts'
import type { Program } from './program/program.ts'

const limits = { maxMs: 3_000, maxBytes: 16_777_216 }
const inFlightBytes = 1_048_576

/** Streams until the reader goes away. */
export function streamProgram(program: Program, response: ServerResponse): void {
  const socket = takeOver(response, 'video/x-flv')
  const queue = new PacketQueue(limits)
  const drain = () => {
    while (socket.writableLength <= inFlightBytes) {
      const packet = queue.shift()
      if (packet === undefined) return
      socket.write(packet.flv())
    }
  }
  const sink: ProgramSink = {
    take: (packet: Packet) => {
      queue.add(packet)
      drain()
    },
    flush: drain,
    get holdsNothing() {
      return queue.length === 0 // what it writes are copies
    },
  }
  socket.on('drain', drain)
  socket.on('error', () => {}) // 'close' follows
  socket.write(flvFileHeader)
  const membership = program.join(sink)
  socket.on('close', () => membership[Symbol.dispose]())
}
