// The few messages a stand-in platform reads and says itself, between those of the server behind it.
import { type AmfValue, decodeAmf0, encodeAmf0, inspectTag, serialiseMessage } from '#media'
import type { PassingMessage } from './chunk-walker.ts'
import type { Verdict } from './faults.ts'
import type { MediaFacts } from './receipts.ts'

/** Message types and user control events: RTMP 1.0 §5.4, §6.2, §7.1. */
export const types = { acknowledgement: 3, userControl: 4, windowAckSize: 5, audio: 8, video: 9 } as const
const command = 20
const commandAmf3 = 17
const pingRequest = 6
const pingResponse = 7

/** A command's values, name first; undefined for other messages and for what cannot be read. */
export function readCommand(message: PassingMessage): AmfValue[] | undefined {
  if (message.typeId !== command && message.typeId !== commandAmf3) return undefined
  try {
    return decodeAmf0(message.head.subarray(message.typeId === commandAmf3 ? 1 : 0))
  } catch {
    return undefined // the server behind may think of it what it likes
  }
}

/** What a media message is; undefined for other messages. */
export function readMedia(message: PassingMessage): MediaFacts | undefined {
  if (message.typeId !== types.audio && message.typeId !== types.video) return undefined
  const kind = message.typeId === types.video ? 'video' : 'audio'
  const { isConfig, isKeyframe } = inspectTag({ kind, payload: message.head })
  const { timestampMs, totalBytes, head } = message
  return { kind, timestampMs, totalBytes, isConfig, isKeyframe, config: isConfig ? head : null }
}

/** The pong to a ping; undefined for other messages. */
export function pongTo(message: PassingMessage): Buffer | undefined {
  const { typeId, head } = message
  if (typeId !== types.userControl || head.length < 6 || head.readUInt16BE(0) !== pingRequest)
    return undefined
  const payload = Buffer.from(head.subarray(0, 6))
  payload.writeUInt16BE(pingResponse, 0)
  return control(types.userControl, payload)
}

/** An Acknowledgement of `totalBytes` received. */
export function acknowledgement(totalBytes: number): Buffer {
  const payload = Buffer.alloc(4)
  payload.writeUInt32BE(totalBytes % 2 ** 32)
  return control(types.acknowledgement, payload)
}

function control(typeId: number, payload: Buffer): Buffer {
  return serialiseMessage({ typeId, timestampMs: 0, streamId: 0, payload }, 128, 2)
}

/** A verdict as onStatus on a publisher's message stream. */
export function onStatus(verdict: Verdict, streamId: number, chunkSizeBytes: number): Buffer {
  const payload = encodeAmf0('onStatus', 0, null, { ...verdict })
  return serialiseMessage({ typeId: command, timestampMs: 0, streamId, payload }, chunkSizeBytes, 3)
}
