// When a reader of a feed is given what has come: with each picture, the sound before it along with it.
import type { Socket } from 'node:net'
import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { FlvReader, flvTag, inspectTag } from '#media'
import { Feed } from '../../ingest/feed.ts'
import { ingestSettings } from '../../ingest/settings.ts'
import { aacConfigPayload, audioPayload, avcConfigPayload, videoPayload } from '../support/synthetic-media.ts'

/** A live feed and its reader: `calls` has the kinds of tags of each system call. */
function rig() {
  const calls: string[][] = []
  let call: string[] = []
  const flv = new FlvReader(tag => void (inspectTag(tag).isConfig || call.push(tag.kind)), {
    maxTagBytes: 1_000_000,
  })
  const write = (chunks: readonly Buffer[], done: () => void) => {
    call = []
    for (const chunk of chunks) flv.push(Buffer.from(chunk))
    if (call.length > 0) calls.push(call)
    done()
  }
  const socket = new Writable({
    write: (chunk: Buffer, _, done) => write([chunk], done),
    writev: (chunks, done) => {
      const all = chunks.map(({ chunk }) => chunk as Buffer)
      write(all, done)
    },
  })
  const feed = new Feed('camera', ingestSettings.parse({}), {
    up: () => {},
    down: () => {},
    dropped: () => {},
  })
  feed.begin({ id: 'p', remoteAddress: '127.0.0.1', encoder: '', sinceMs: 0, secure: false })
  feed.take(flvTag('video', 0, avcConfigPayload), 0)
  feed.take(flvTag('audio', 0, aacConfigPayload), 0)
  feed.addReader(socket as unknown as Socket, 0)
  const come = (kind: 'audio' | 'video', ms: number) => {
    const payload =
      kind === 'audio' ? audioPayload(300) : videoPayload({ isKeyframe: ms === 0, bytes: 5_000 })
    feed.take(flvTag(kind, ms, payload), ms)
    feed.flush()
  }
  return { feed, come, calls }
}

test('sound leaves with the picture behind it', () => {
  const { come, calls } = rig()
  come('video', 0)
  for (const ms of [10, 31]) come('audio', ms)
  come('video', 33)
  come('audio', 53)
  come('video', 66)
  expect(calls).toEqual([['video'], ['audio', 'audio', 'video'], ['audio', 'video']])
})

test('sound that no picture follows leaves after some 40 ms, and with the next look', () => {
  const { feed, come, calls } = rig()
  come('video', 0)
  for (const ms of [10, 31, 53]) come('audio', ms)
  expect(calls).toEqual([['video'], ['audio', 'audio', 'audio']])
  come('audio', 74)
  feed.look(200)
  expect(calls.at(-1)).toEqual(['audio'])
})
