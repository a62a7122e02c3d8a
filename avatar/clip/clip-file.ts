// A clip as a file: FLV that any player plays, with its mark of a machine's work, and a last tag that proves it whole.
import type { AigcMark } from '#scene-gen'
import { createHash } from 'node:crypto'
import { FlvReader, flvFileHeader, flvTag, inspectTag, metadataPayload, readMetadata, type Tag } from '#media'
import { type Clip, type ClipPicture, type ClipShape, samplesPerSound, soundsFor } from './clip.ts'

const maxTagBytes = 16_777_215
const digestBytes = 32
const endWord = Buffer.from('changming-whole-1')
const endBytes = 11 + endWord.length + digestBytes + 4 // a tag has 11 bytes before its payload and 4 behind

export function clipFile(clip: Clip): Buffer {
  const body = Buffer.concat([flvFileHeader, ...tagsOf(clip).map(tag => tag.bytes)])
  return Buffer.concat([body, endOf(body)])
}

/** The last tag: a hash of all that stands before it. */
function endOf(body: Buffer): Buffer {
  const digest = createHash('sha256').update(body).digest()
  return flvTag('script', 0, Buffer.concat([endWord, digest])).bytes
}

function tagsOf(clip: Clip): Tag[] {
  const { pictures, sounds, frameRateFps, sampleRateHz } = clip
  const timed = [
    ...pictures.map(({ payload }, i) => flvTag('video', Math.round((i * 1_000) / frameRateFps), payload)),
    ...sounds.map((payload, i) =>
      flvTag('audio', Math.round((i * samplesPerSound * 1_000) / sampleRateHz), payload),
    ),
  ].sort((a, b) => a.timestampMs - b.timestampMs)
  return [
    flvTag('script', 0, metadataPayload(metadataOf(clip))),
    flvTag('video', 0, clip.videoHeader),
    flvTag('audio', 0, clip.audioHeader),
    ...timed,
  ]
}

function metadataOf(clip: Clip): Record<string, string | number | boolean> {
  const { pictures, widthPx, heightPx, frameRateFps, sampleRateHz, channels, aigc } = clip
  return {
    duration: pictures.length / frameRateFps,
    width: widthPx,
    height: heightPx,
    framerate: frameRateFps,
    videocodecid: 7,
    audiocodecid: 10,
    audiosamplerate: sampleRateHz,
    stereo: channels === 2,
    AIGC: JSON.stringify(aigc),
  }
}

/** The clip in a file's bytes, which it goes on using; undefined when the file is damaged, cut short, or none of ours. */
export function readClipFile(bytes: Buffer): Clip | undefined {
  const body = bytes.subarray(0, Math.max(0, bytes.length - endBytes))
  if (!bytes.subarray(body.length).equals(endOf(body))) return undefined
  try {
    return clipOf(body)
  } catch {
    return undefined // whole, and yet no clip: of another edition, or not ours
  }
}

function clipOf(body: Buffer): Clip | undefined {
  const pictures: ClipPicture[] = []
  const sounds: Buffer[] = []
  const headers: { video?: Buffer; audio?: Buffer } = {}
  let shape: (ClipShape & { readonly aigc: AigcMark }) | undefined
  const reader = new FlvReader(
    tag => {
      const { isConfig, isKeyframe } = inspectTag(tag)
      if (tag.kind === 'script') shape = shapeOf(tag.payload)
      else if (isConfig) headers[tag.kind] = tag.payload
      else if (tag.kind === 'video') pictures.push({ payload: tag.payload, isKeyframe })
      else sounds.push(tag.payload)
    },
    { maxTagBytes },
  )
  reader.push(body)
  if (shape === undefined || headers.video === undefined || headers.audio === undefined) return undefined
  if (pictures[0]?.isKeyframe !== true || sounds.length !== soundsFor(pictures.length, shape))
    return undefined
  return { ...shape, videoHeader: headers.video, audioHeader: headers.audio, pictures, sounds }
}

function shapeOf(payload: Buffer): ClipShape & { readonly aigc: AigcMark } {
  const said = readMetadata(payload) ?? {}
  return {
    widthPx: Number(said.width),
    heightPx: Number(said.height),
    frameRateFps: Number(said.framerate),
    sampleRateHz: Number(said.audiosamplerate),
    channels: said.stereo === true ? 2 : 1,
    aigc: JSON.parse(said.AIGC as string) as AigcMark,
  }
}
