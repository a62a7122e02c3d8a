// The door of the media room: FLV, RTMP both ways, AMF and codec headers. No sockets, no clock, no nouns of the house.
export { isSameSound, readAacConfig } from './aac-config.ts'
export type { AudioConfig } from './aac-config.ts'
export { plainAacConfigPayload, silentAacPayload } from './aac-silence.ts'
export { decodeAmf0, encodeAmf0 } from './amf0.ts'
export type { AmfValue } from './amf0.ts'
export { annexB } from './avc-annex-b.ts'
export { readAvcConfig } from './avc-config.ts'
export type { VideoConfig } from './avc-config.ts'
export { withFiller } from './avc-filler.ts'
export { loneHeader, lonePicture, slicesOf, unitLengthBytes } from './avc-lone.ts'
export { pictureImprint } from './avc-imprint.ts'
export { userDataIn, withUserData } from './avc-user-data.ts'
export { withParameterSets } from './avc-parameter-sets.ts'
export { ChunkReader } from './chunk-reader.ts'
export type { ChunkLimits } from './chunk-reader.ts'
export { mediaMessage, serialiseMessage } from './chunk-writer.ts'
export { flvFileHeader, flvTag } from './flv.ts'
export type { Tag, TagKind } from './flv.ts'
export { FrameMemory } from './frame-memory.ts'
export { FlvReader } from './flv-reader.ts'
export { tagOf } from './message.ts'
export type { Message } from './message.ts'
export { metadataPayload, readMetadata } from './metadata.ts'
export { PlayConnection } from './play-connection.ts'
export type { PlayEvents, PlayPhase, PlayTarget } from './play-connection.ts'
export { PublishConnection } from './publish-connection.ts'
export type {
  PublishEvents,
  PublishOptions,
  PublishPhase,
  PublishTarget,
  Refusal,
} from './publish-connection.ts'
export { ServerConnection } from './server-connection.ts'
export type { PublishRequest, RefusalCode, ServerEvents, ServerOptions } from './server-connection.ts'
export { noTimestampFaults, StreamWatch, sumOfFaults, type TimestampFaults } from './stream-watch.ts'
export { inspectTag, refusalOf } from './tag-facts.ts'
export type { TagFacts } from './tag-facts.ts'
