// A publisher of invented pictures and sound over a real socket, for tests of the stand-in platform.
import { Publisher } from '../../scripts/camera/publisher.ts'
import { Secret } from '#core/secret.ts'
import { flvTag, type Tag } from '#media'

// 1280x720 High@3.1; a decoder never sees it, only headers are read.
const videoConfig = flvTag(
  'video',
  0,
  Buffer.concat([
    Buffer.from([0x17, 0, 0, 0, 0, 1, 0x64, 0, 0x1f, 0xff, 0xe1, 0, 4]),
    Buffer.from([0x67, 0x64, 0, 0x1f]),
    Buffer.from([1, 0, 4, 0x68, 0xee, 0x3c, 0x80]),
  ]),
)
const audioConfig = flvTag('audio', 0, Buffer.from([0xaf, 0, 0x11, 0x90]))

export function videoTag(timestampMs: number, isKeyframe: boolean, payloadBytes = 4_000): Tag {
  const payload = Buffer.alloc(5 + payloadBytes, 7)
  payload.set([isKeyframe ? 0x17 : 0x27, 1, 0, 0, 0])
  return flvTag('video', timestampMs, payload)
}

export function audioTag(timestampMs: number): Tag {
  return flvTag('audio', timestampMs, Buffer.concat([Buffer.from([0xaf, 1]), Buffer.alloc(200, 3)]))
}

export type TestPublisher = {
  publisher: Publisher
  live: Promise<void>
  ended: Promise<string>
}

export function publishTo(port: number, name = 'key-of-the-night', app = 'live'): TestPublisher {
  const live = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<string>()
  const publisher = new Publisher(
    { host: '127.0.0.1', port, app, key: new Secret(name) },
    { live: () => live.resolve(), ended: why => ended.resolve(why) },
    [videoConfig, audioConfig],
  )
  live.promise.catch(() => {}) // some tests only look at the end
  return { publisher, live: live.promise, ended: ended.promise }
}

/** A second of 25 pictures, the first one a key frame, and a sound with each. */
export function sendSecond(publisher: Publisher, fromMs: number): void {
  for (let i = 0; i < 25; i++) {
    publisher.send(videoTag(fromMs + i * 40, i === 0))
    publisher.send(audioTag(fromMs + i * 40 + 5))
  }
}

/** Waits until `isTrue`, looking every few milliseconds; the test's own timeout ends a wait in vain. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise(resolve => setTimeout(resolve, 10))
}
