// Probes on real pictures and sound, decoded by a real FFmpeg; and on FFmpegs that are missing, or hang.
import { expect, test } from 'vitest'
import { fileURLToPath } from 'node:url'
import type { RelaySnapshot } from '#relay'
import { encodedTags } from '../../support/encoded-feed.ts'
import { RelayRig } from '../../support/relay-rig.ts'
import { until } from '../../support/until.ts'

const quick = {
  contentProbes: true,
  blackAfterMs: 1_000,
  frozenAfterMs: 2_000,
  silentAfterMs: 1_000,
  clippedAfterMs: 1_000,
}
const size = 's=320x180:r=10'
const moving = `testsrc2=${size}`
const tone = 'sine=f=440:r=48000'

async function rigPlaying(picture: string, sound: string, limits = {}): Promise<RelayRig> {
  const tags = await encodedTags(picture, sound, 6)
  const rig = await RelayRig.open()
  rig.ingest.play(tags)
  rig.start([], { ...quick, ...limits })
  return rig
}

type Content = RelaySnapshot['contents'][number]

function untilContent(rig: RelayRig, what: string, is: (content: Content) => boolean): Promise<Content> {
  return until(
    what,
    () => {
      const content = rig.worker.snapshot().contents[0]
      return content !== undefined && is(content) ? content : undefined
    },
    30_000,
  )
}

const kinds = (rig: RelayRig) =>
  rig.events.filter(({ kind }) => kind === 'content-bad').map(({ detail }) => detail.what)

test.for([
  ['black', `color=black:${size}`, tone],
  ['frozen', `smptebars=${size}`, tone],
  ['silent', moving, 'anullsrc=r=48000:cl=stereo'],
  ['clipped', moving, 'sine=f=440:r=48000,volume=40dB,aformat=s16,volume=1'],
] as const)(
  'a feed on air that is %s is found and told, and nothing else of it',
  async ([what, picture, sound]) => {
    await using rig = await rigPlaying(picture, sound)
    await untilContent(rig, what, ({ faults }) => faults.some(fault => fault.what === what))
    await until('it is told', () => kinds(rig).length > 0 || undefined, 30_000)
    expect(kinds(rig)).toEqual([what])
  },
)

test('a feed with a picture that moves and a sound that sounds is looked at and clean', async () => {
  await using rig = await rigPlaying(moving, tone)
  const seen = await untilContent(rig, 'it is looked at', ({ soundDb }) => soundDb !== null)
  expect(seen).toMatchObject({ feed: 'camera-a', probe: 'looking', why: '', faults: [] })
  expect(seen.soundDb).toBeGreaterThan(-40)
})

test('where FFmpeg is missing the probe says so, and what is on air goes on', async () => {
  process.env.FFMPEG_PATH = '/nowhere/ffmpeg'
  try {
    await using rig = await rigPlayingWithout()
    const seen = await untilContent(rig, 'it says so', ({ probe }) => probe === 'failed')
    expect(seen.why).toMatch(/FFMPEG_PATH is \/nowhere\/ffmpeg/)
    expect(rig.worker.snapshot().programs[0]?.onAir).toBe('camera-a')
  } finally {
    delete process.env.FFMPEG_PATH
  }
})

test('an FFmpeg that talks rubbish and hangs is ended, and said to say nothing', async () => {
  process.env.FFMPEG_PATH = fileURLToPath(new URL('../../fixtures/hanging-ffmpeg.sh', import.meta.url))
  try {
    await using rig = await rigPlayingWithout()
    const seen = await untilContent(rig, 'it gives up', ({ probe }) => probe === 'failed')
    expect(seen).toMatchObject({ why: 'FFmpeg said nothing of a picture for 5 s', faults: [] })
    expect(rig.worker.snapshot().programs[0]?.onAir).toBe('camera-a')
  } finally {
    delete process.env.FFMPEG_PATH
  }
})

test('pictures that cannot be decoded are no black or frozen ones', async () => {
  await using rig = await rigPlayingWithout()
  const seen = await untilContent(rig, 'it gives up', ({ probe }) => probe === 'failed')
  expect(seen.faults).toEqual([])
  expect(kinds(rig)).toEqual([])
})

/** A camera whose pictures no FFmpeg here has made. */
async function rigPlayingWithout(): Promise<RelayRig> {
  const rig = await RelayRig.open()
  rig.start([], quick)
  return rig
}
