// RTMP messages: their type numbers, and the way from a message to an FLV tag (Adobe RTMP 1.0, sections 5.4, 6.2, 7.1).
import { flvTag, frameTag, kindOfType } from './flv.ts'
import type { Tag } from './flv.ts'

/** One whole RTMP message. */
export type Message = {
  readonly typeId: number
  /** Milliseconds, uint32; wraps after 49.7 days. */
  readonly timestampMs: number
  readonly streamId: number
  readonly payload: Buffer
}

/** The message types of RTMP that this room knows by name. */
export const messageTypes = {
  setChunkSize: 1,
  abort: 2,
  acknowledgement: 3,
  userControl: 4,
  windowAckSize: 5,
  setPeerBandwidth: 6,
  audio: 8,
  video: 9,
  dataAmf3: 15,
  commandAmf3: 17,
  data: 18,
  command: 20,
  aggregate: 22,
} as const

/** A message that was read with room around its payload, so that it becomes a tag where it lies. */
export class FramedMessage implements Message {
  readonly typeId: number
  readonly timestampMs: number
  readonly streamId: number
  readonly payload: Buffer
  readonly framed: Buffer

  constructor(header: Omit<Message, 'payload'>, framed: Buffer, payload: Buffer) {
    this.typeId = header.typeId
    this.timestampMs = header.timestampMs
    this.streamId = header.streamId
    this.framed = framed
    this.payload = payload
  }
}

// '@setDataFrame' as an AMF0 string: an order to the server in front of the data, and no part of them.
const setDataFrame = Buffer.from('\x02\x00\x0d@setDataFrame', 'latin1')
const onMetaData = Buffer.from('\x02\x00\x0aonMetaData', 'latin1')

/**
 * The tag a message carries; null for messages without media. Sound and picture as ChunkReader gives them are not
 * copied. '@setDataFrame' is taken off a script tag, as FLV has it.
 */
export function tagOf(message: Message): Tag | null {
  if (message.typeId === messageTypes.dataAmf3)
    return flvTag('script', message.timestampMs, withoutSetDataFrame(message.payload.subarray(1)))
  const kind = kindOfType(message.typeId)
  if (kind === null) return null
  if (kind === 'script') return flvTag(kind, message.timestampMs, withoutSetDataFrame(message.payload))
  if (message instanceof FramedMessage) return frameTag(kind, message.timestampMs, message.framed)
  return flvTag(kind, message.timestampMs, message.payload)
}

/** The payload of a script tag as a publisher sends it: metadata get '@setDataFrame' in front. */
export function asSetDataFrame(payload: Buffer): Buffer {
  return startsWith(payload, onMetaData) ? Buffer.concat([setDataFrame, payload]) : payload
}

function withoutSetDataFrame(payload: Buffer): Buffer {
  return startsWith(payload, setDataFrame) ? payload.subarray(setDataFrame.length) : payload
}

function startsWith(payload: Buffer, head: Buffer): boolean {
  return payload.length >= head.length && payload.compare(head, 0, head.length, 0, head.length) === 0
}
