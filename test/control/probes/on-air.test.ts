// What the playback of a platform proves: a real HTTP server that plays, freezes, repeats itself, or plays nothing.
import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { isEnough, judgePull, type Verdict } from '../../../control/probes/judge.ts'
import { readPlaylist } from '../../../control/probes/hls.ts'
import { pull } from '../../../control/probes/pull.ts'
import { playbackMistakes } from '../../../control/rules/playback.ts'
import { type Manners, PlaybackServer } from '../../support/playback-server.ts'
import { until } from '../../support/until.ts'

async function prove(server: PlaybackServer, before: Verdict | null = null): Promise<Verdict> {
  const { signal } = new AbortController()
  const playback = { url: server.url, privateNetwork: false }
  const enough: Parameters<typeof pull>[0]['isEnough'] = (pulled, nowMs) =>
    isEnough({ sent: server.sent, pulled, nowMs })
  const pulled = await pull({ playback, clock: systemClock, isEnough: enough }, signal)
  return judgePull({ sent: server.sent, pulled, before, nowMs: Date.now() })
}

async function serverOf(manners: Manners): Promise<PlaybackServer> {
  const server = await PlaybackServer.open()
  await until('two key frames were sent', () => server.sent.length >= 2 || undefined)
  server.manners = manners
  return server
}

test('a platform that plays what was sent a moment ago is live, and its lateness is told', async () => {
  await using server = await serverOf('live')
  const { state, latencyMs } = await prove(server)
  expect(state).toBe('live')
  expect(latencyMs).toBeLessThan(5_000)
})

test('one that hands out its last pictures and then nothing more is frozen', async () => {
  await using server = await serverOf('frozen')
  expect(await prove(server)).toMatchObject({ state: 'frozen', why: 'its picture stands' })
})

test('one that plays the same old pictures over and over is late at first, and then old', async () => {
  await using server = await serverOf('old')
  server.age(40_000)
  const first = await prove(server)
  expect(first.state).toBe('late')
  expect(first.latencyMs).toBeGreaterThan(30_000)
  expect(await prove(server, first)).toMatchObject({
    state: 'old',
    why: 'it plays again what it played before',
  })
})

test.for([
  ['dark', /is answered with 404/],
  ['rubbish', /plays what is no FLV/],
  ['elsewhere', /leads into a private network/],
] as const)('one that is %s plays nothing, and says why without its address', async ([manners, why]) => {
  await using server = await serverOf(manners)
  const failure = await prove(server).catch((error: Error) => error)
  expect(failure).toMatchObject({ code: 'control/not-playing', message: why })
  expect(String((failure as Error).message)).not.toMatch(/room|127\.0/)
})

test('one that opens a stream and plays no picture is dark', async () => {
  await using server = await serverOf('silent')
  expect(await prove(server)).toMatchObject({ state: 'dark', why: 'it plays no picture' })
})

const nowMs = 1_000_000
const sent = [0, 1, 2].map(i => ({
  imprint: `p${i}`,
  dtsMs: i * 2_000,
  sentAtMs: nowMs - 60_000 + i * 2_000,
}))
const pulledOf = (imprint: string) => ({
  pictures: [{ imprint, timestampMs: 500 }],
  leastOffsetMs: nowMs - 900,
  firstAtMs: nowMs - 1_500,
  lastAtMs: nowMs - 20,
  tags: 40,
})

test('pictures that are not ours byte for byte prove nothing, unless ours were passed on before', () => {
  const asked = { sent, pulled: pulledOf('other'), nowMs }
  expect(judgePull({ ...asked, before: null }).state).toBe('unknown')
  expect(judgePull({ ...asked, before: { newestSentAtMs: 5 } }).state).toBe('old')
  expect(judgePull({ ...asked, sent: [], before: { newestSentAtMs: 5 } }).state).toBe('unknown')
})

test('a picture that was sent again and again, as a slate is, counts as sent last', () => {
  const again = [...sent, { imprint: 'p0', dtsMs: 58_000, sentAtMs: nowMs - 2_000 }]
  expect(judgePull({ sent: again, pulled: pulledOf('p0'), before: null, nowMs })).toMatchObject({
    state: 'live',
    latencyMs: 1_600,
  })
})

test('of a playlist its first variant is taken, or its newest segment', () => {
  expect(readPlaylist('#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nlow.m3u8\n')).toMatchObject({
    variant: 'low.m3u8',
  })
  expect(readPlaylist('#EXTM3U\n#EXT-X-MAP:URI="i.mp4"\n#EXTINF:2,\n1.ts\n#EXTINF:2,\n2.ts\n')).toEqual({
    variant: null,
    segment: '2.ts',
    opening: 'i.mp4',
  })
  expect(() => readPlaylist('<html>')).toThrow(/no playlist/)
})

test.for([
  ['srt://pull.example.com:9000', /write the address of its HTTP-FLV, HLS or RTMP/],
  ['rtmp://pull.example.com/room', /names no stream; write it like rtmp:/],
  ['rtmp://10.0.0.8/live/room', /"privateNetwork": true/],
  ['room.flv', /is no address/],
  ['http://10.0.0.8/room.flv', /"privateNetwork": true/],
  ['https://a:b@pull.example.com/room.flv', /leave it out/],
] as const)('the playback address %s is refused with what to write', ([url, sentence]) => {
  expect(playbackMistakes({ playback: { url, privateNetwork: false } })[0]).toMatch(sentence)
})

test('an address of this machine, and one in a private network that is meant, are taken', () => {
  const mistakes = (url: string, privateNetwork: boolean) =>
    playbackMistakes({ playback: { url, privateNetwork } })
  expect(mistakes('http://127.0.0.1:8000/play.flv', false)).toEqual([])
  expect(mistakes('http://10.0.0.8/room.m3u8', true)).toEqual([])
})
