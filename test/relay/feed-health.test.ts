import { expect, test } from 'vitest'
import { FeedHealth } from '../../relay/program/feed-health.ts'
import { commonRate, misfitOf, profileOf, readProfile } from '../../relay/program/profile.ts'

const loss = 700

/** Pictures 33 ms apart for a while; where time stands afterwards. */
function run(
  health: FeedHealth,
  plan: { fromMs: number; forMs: number; clockMs?: number; gopFrames?: number },
): number {
  const { fromMs, forMs, clockMs = 0, gopFrames = 60 } = plan
  const frames = Math.floor((forMs * 30) / 1_000)
  for (let i = 0; i < frames; i++)
    health.picture(fromMs + (i * 1_000) / 30, clockMs + Math.round((i * 1_000) / 30), i % gopFrames === 0)
  return fromMs + forMs
}

test('a feed is live from its first key frame, and fit once its pace is known', () => {
  const health = new FeedHealth()
  health.picture(0, 0, false)
  expect(health.isLive(0, loss)).toBe(false)
  health.picture(33, 33, true)
  expect(health.isLive(33, loss)).toBe(true)
  expect(health.fitForMs(33, loss)).toBe(0)
  const nowMs = run(health, { fromMs: 66, forMs: 1_000, clockMs: 66 })
  expect(health.fitForMs(nowMs, loss)).toBeGreaterThan(0)
  expect(health.fitForMs(nowMs + 500, loss)).toBeGreaterThan(450)
  expect(health.isLive(nowMs + 800, loss)).toBe(false)
  expect(health.fitForMs(nowMs + 800, loss)).toBe(0)
})

test('a backlog is told from pictures of now, however it arrives', () => {
  const health = new FeedHealth()
  let nowMs = run(health, { fromMs: 0, forMs: 3_000 })
  expect(health.fitForMs(nowMs, loss)).toBeGreaterThan(0)
  nowMs += 20_000
  for (let i = 0; i < 600; i++) health.picture(nowMs + i / 10, 3_000 + i * 33, i % 60 === 0) // twenty seconds in 60 ms
  expect(health.isLive(nowMs + 60, loss)).toBe(true)
  expect(health.fitForMs(nowMs + 60, loss)).toBe(0)
  run(health, { fromMs: nowMs + 70, forMs: 1_500, clockMs: 22_900 })
  expect(health.fitForMs(nowMs + 1_570, loss)).toBeGreaterThan(0)
})

test('patience is what was asked for, more where pictures come in gaps or seldom, and bounded', () => {
  const steady = new FeedHealth()
  run(steady, { fromMs: 0, forMs: 5_000 })
  expect(steady.patienceMs(loss)).toBe(loss)
  const gappy = new FeedHealth()
  for (let i = 0; i < 20; i++) gappy.picture(i * 500, i * 500, i === 0)
  expect(gappy.patienceMs(loss)).toBe(2_000) // two frames a second
  const seldom = new FeedHealth()
  for (let i = 0; i < 20; i++) seldom.picture(i * 1_000, i * 1_000, i === 0)
  expect(seldom.patienceMs(loss)).toBe(3 * loss)
})

test('the next key frame is expected after as long as the last took', () => {
  const health = new FeedHealth()
  expect(health.keyDueInMs(0)).toBeNull()
  const nowMs = run(health, { fromMs: 0, forMs: 5_000 })
  expect(health.keyDueInMs(nowMs)).toBeCloseTo(1_000, -1)
})

test.for([
  [30, 33.333],
  [29.97, 33.3667],
  [25, 40],
  [60, 16.6667],
  [12.5, 80],
] as const)('%d frames per second are measured as such', ([fps, stepMs]) => {
  const health = new FeedHealth()
  for (let i = 0; i < 80; i++) health.picture(i * stepMs, Math.round(i * stepMs), i === 0)
  expect(health.frameRateFps).toBe(fps)
})

test('a rate near a common one is called by its name', () => {
  expect([29.8, 30.2, 24.9, 17.32].map(commonRate)).toEqual([29.97, 30, 25, 17.3])
})

const video = {
  codec: 'h264' as const,
  profile: 'High',
  level: 4,
  widthPx: 1_280,
  heightPx: 720,
  frameRateFps: 30,
}
const audio = {
  codec: 'aac' as const,
  profile: 'AAC-LC',
  sampleRateHz: 48_000,
  channels: 2,
  frameMs: 1_024 / 48,
  channelConfiguration: 2,
}

test('a feed is held against the profile: size, rate and sound, each in words', () => {
  const profile = profileOf({ video, audio, frameRateFps: 30 })
  if (profile === undefined) throw new Error('it has one')
  expect(misfitOf(profile, { video, audio, frameRateFps: 29.97 })).toBeNull()
  expect(misfitOf(profile, { video, audio: undefined, frameRateFps: null })).toBeNull()
  const other = {
    video: { ...video, heightPx: 540, widthPx: 960 },
    audio: { ...audio, channels: 1 },
    frameRateFps: 25,
  }
  expect(misfitOf(profile, other)).toBe(
    '960x540 instead of 1280x720, 25 frames per second instead of 30, 1 channels of sound instead of 2',
  )
})

test('a wished profile is read from what a person writes', () => {
  expect(readProfile('1080x1920@25')).toMatchObject({ widthPx: 1_080, heightPx: 1_920, frameRateFps: 25 })
  expect(readProfile('1080p')).toBeUndefined()
})
