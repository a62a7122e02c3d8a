// A clip of made-up bytes, for what only keeps and counts them.
import { aigcMark } from '#scene-gen'
import { type Clip } from '../../avatar/clip/index.ts'

const video = (isKey: boolean, body: Buffer) =>
  Buffer.concat([Buffer.from([isKey ? 0x17 : 0x27, 1, 0, 0, 0]), body])

export function plainClip(fill = 1, pictureBytes = 500): Clip {
  return {
    widthPx: 64,
    heightPx: 96,
    frameRateFps: 25,
    sampleRateHz: 48_000,
    channels: 2,
    videoHeader: Buffer.from('1700000000014d4028', 'hex'),
    audioHeader: Buffer.from('af001190', 'hex'),
    pictures: Array.from({ length: 32 }, (_, i) => ({
      payload: video(i === 0, Buffer.alloc(pictureBytes, fill + i)),
      isKeyframe: i === 0,
    })),
    sounds: Array.from({ length: 60 }, (_, i) => Buffer.from([0xaf, 1, fill, i])),
    aigc: aigcMark('producer', `number-${fill}`),
  }
}
