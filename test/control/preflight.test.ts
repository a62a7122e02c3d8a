// What preflight finds before a show, of the picture and of the slate.
import { expect, test } from 'vitest'
import { Failure } from '#core/failure.ts'
import type { IngestSnapshot } from '#ingest'
import { preflight, type PreflightView } from '../../control/preflight.ts'
import { broadcastPlan } from '../../control/store/plan.ts'
import { FakeClock } from '../support/fake-clock.ts'

type FeedSeen = { name: string; widthPx: number; heightPx: number; sampleRateHz: number | null }

const feedOf = ({ name, widthPx, heightPx, sampleRateHz }: FeedSeen) => ({
  name,
  video: { widthPx, heightPx, codec: 'h264', profile: 'High', level: 4, frameRateFps: 30 },
  audio: sampleRateHz === null ? null : { codec: 'aac', sampleRateHz, channels: 2 },
  videoKbps: 3_000,
  lastVideoAgeMs: 20,
})

const camera = (name: string, widthPx = 1_280) => ({ name, widthPx, heightPx: 720, sampleRateHz: 48_000 })

async function checksOf(
  plan: Record<string, unknown>,
  feeds: readonly FeedSeen[],
  findFfmpeg = async () => ({ path: 'ffmpeg', version: '5.1.9', origin: 'system' as const }),
): Promise<Record<string, { passed: boolean; detail: string }>> {
  const written = broadcastPlan.parse({ feeds: feeds.map(({ name }) => name), ...plan })
  const view = {
    broadcast: { name: 'evening', plan: written },
    endpointsOf: () => [],
    ingest: { feeds: feeds.map(feedOf) } as unknown as IngestSnapshot,
    keyTrouble: null,
  } as unknown as PreflightView
  const deps = { clock: new FakeClock(), findFfmpeg }
  const { checks } = await preflight(view, deps, new AbortController().signal)
  return Object.fromEntries(checks.map(check => [check.rule, check]))
}

test('a machine on which no slate can be made is told before the show', async () => {
  const missing = async () => {
    throw new Failure('core/no-ffmpeg', 'there is no FFmpeg; install one', {
      fault: 'operator',
      remedy: 'stop',
    })
  }
  expect((await checksOf({}, [camera('a')], missing))['slate-can-be-made']).toMatchObject({
    passed: false,
    detail: 'there is no FFmpeg; install one',
  })
  const without = await checksOf({ slate: null }, [camera('a')], missing)
  expect(without['slate-can-be-made']).toMatchObject({ passed: true })
  expect(without['slate-can-be-made']?.detail).toContain('leaves viewers without a picture')
  expect((await checksOf({}, [camera('a')]))['slate-can-be-made']).toMatchObject({ passed: true })
})

test('feeds that are not alike are told, and forbidden nothing', async () => {
  const alike = await checksOf({}, [camera('a'), camera('b')])
  expect(alike['feeds-alike']?.detail).toContain('change neither size nor sound')
  const { 'feeds-alike': other } = await checksOf({}, [camera('a'), camera('b', 640)])
  expect(other).toMatchObject({ passed: true })
  expect(other?.detail).toContain('a sends 1280x720, 48000 Hz; b 640x720, 48000 Hz')
  const normalised = await checksOf({ normalise: ['b'] }, [camera('a'), camera('b', 640)])
  expect(normalised['feeds-alike']?.detail).toContain('change neither size nor sound')
})

test('a camera without sound may go on air, and is told to go out with silence', async () => {
  const { 'feed-healthy': check } = await checksOf({}, [{ ...camera('a'), sampleRateHz: null }])
  expect(check).toMatchObject({ passed: true })
  expect(check?.detail).toContain('no sound: silence goes out with it')
})
