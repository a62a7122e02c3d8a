// The commands and control messages of RTMP, to the wire and back (Adobe RTMP 1.0, sections 5.4, 7.1.7, 7.2).
import { decodeAmf0, encodeAmf0 } from './amf0.ts'
import type { AmfValue } from './amf0.ts'
import { serialiseMessage } from './chunk-writer.ts'
import { malformed } from './malformed.ts'
import { messageTypes } from './message.ts'
import type { Message } from './message.ts'

/** Events of user control messages (7.1.7). */
export const userEvents = { streamBegin: 0, pingRequest: 6, pingResponse: 7 } as const

const controlChunkStreamId = 2
const commandChunkStreamId = 3

export type Command = {
  readonly name: string
  readonly transaction: number
  readonly streamId: number
  /** What follows the transaction: the command object first. */
  readonly args: readonly AmfValue[]
}

/** The command in a message of type 20 or 17. Throws a Failure when there is none. */
export function readCommand(message: Message): Command {
  // Type 17 promises AMF3, but what follows its first byte is AMF0 with, at most, marked AMF3 values inside.
  const payload = message.typeId === messageTypes.commandAmf3 ? message.payload.subarray(1) : message.payload
  const [name, transaction, ...args] = decodeAmf0(payload)
  if (typeof name !== 'string') throw malformed('bad-command', 'A command came without a name.')
  const known = typeof transaction === 'number' ? transaction : 0 // some servers leave it out of their notices
  return { name, transaction: known, streamId: message.streamId, args }
}

/** A command as wire bytes; `chunkSizeBytes` is what the far end was told. */
export function commandBytes(command: Command, chunkSizeBytes: number): Buffer {
  const payload = encodeAmf0(command.name, command.transaction, ...command.args)
  const message = { typeId: messageTypes.command, timestampMs: 0, streamId: command.streamId, payload }
  return serialiseMessage(message, chunkSizeBytes, commandChunkStreamId)
}

/** A control message of one 32-bit number: chunk size, acknowledgement, window. */
export function controlBytes(typeId: number, value: number): Buffer {
  const payload = Buffer.alloc(4)
  payload.writeUInt32BE(value >>> 0)
  return control(typeId, payload)
}

/** Set Peer Bandwidth, of the dynamic kind. */
export function peerBandwidthBytes(windowBytes: number): Buffer {
  const payload = Buffer.from([0, 0, 0, 0, 2])
  payload.writeUInt32BE(windowBytes >>> 0)
  return control(messageTypes.setPeerBandwidth, payload)
}

/** A user control message: an event and its number (a stream id, or a ping's mark). */
export function userEventBytes(event: number, value: number): Buffer {
  const payload = Buffer.alloc(6)
  payload.writeUInt16BE(event)
  payload.writeUInt32BE(value >>> 0, 2)
  return control(messageTypes.userControl, payload)
}

/** The event of a user control message; its number is null when it carries none. */
export function readUserEvent(payload: Buffer): { readonly event: number; readonly value: number | null } {
  if (payload.length < 2)
    throw malformed('bad-control', `A user control message came with ${payload.length} bytes.`)
  return { event: payload.readUInt16BE(0), value: payload.length < 6 ? null : payload.readUInt32BE(2) }
}

/** A member of a command's argument as text; '' where it is none. */
export function textIn(value: AmfValue, key: string): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date) return ''
  const member = Object.hasOwn(value, key) ? value[key] : ''
  return typeof member === 'string' ? member.slice(0, longestTextChars) : ''
}

/** What is believed of one text from the far end. */
const longestTextChars = 2048

function control(typeId: number, payload: Buffer): Buffer {
  return serialiseMessage({ typeId, timestampMs: 0, streamId: 0, payload }, 128, controlChunkStreamId)
}
