// The encoder that most people who go live sit in front of.
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { type Evening, judgeEvening, openEvening } from '../support/real-evening.ts'
import { type Obs, obsPicture, startObs } from '../support/real-obs.ts'
import { realTest } from '../support/real-programs.ts'
import { until } from '../support/until.ts'

const needed = ['obs', 'xvfb', 'ffmpeg', 'nginx'] as const

/** OBS, set up as a person would who copied the feed's address and key, streams to three platforms. */
async function goLive(stage: AsyncDisposableStack): Promise<{ evening: Evening; obs: Obs }> {
  const evening = await openEvening(stage)
  const { house } = evening
  const { publishUrl: server } = await house.product.api('GET', '/api/feeds')
  const obs = await startObs(stage, { server, key: house.streamKey })
  await house.allCarrying().catch(error => {
    throw new Error(`${error.message}; OBS said: ${obs.log()}`)
  })
  return { evening, obs }
}

const feedOf = async ({ house }: Evening) => (await house.product.api('GET', '/api/feeds')).feeds[0]
const forSome = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
const argvOf = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')

async function reachesThree(stage: AsyncDisposableStack): Promise<void> {
  const { evening, obs } = await goLive(stage)
  const { house, keys } = evening
  await forSome(8_000)
  await house.allCarrying(1_000)
  const { widthPx, heightPx, frameRateFps } = obsPicture
  expect(await feedOf(evening)).toMatchObject({
    session: { encoder: expect.stringMatching(/^obs-output module \(libobs version \d+/), secure: false },
    video: { codec: 'h264', widthPx, heightPx, profile: 'High', frameRateFps },
    audio: { codec: 'aac', sampleRateHz: 48_000, channels: 2 },
    keyframeIntervalMs: 2_000,
  })
  expect(await obs.status()).toMatchObject({ outputReconnecting: false, outputSkippedFrames: 0 })
  for (const pid of [obs.pid, ...Object.values(house.product.pids())])
    for (const secret of [house.streamKey, ...keys]) expect(argvOf(pid)).not.toContain(secret)
  await house.stop()
  await obs.stopStreaming()
  await judgeEvening(evening, { picture: obsPicture, forMs: 8_000, hasBFrames: true })
}

realTest('OBS Studio reaches three nginx, once each, whole and in order', needed, reachesThree)

async function goesOnAfterRestart(stage: AsyncDisposableStack): Promise<void> {
  const { evening, obs } = await goLive(stage)
  const { house } = evening
  await forSome(3_000)
  const stoppedAtMs = performance.now()
  await obs.stopStreaming()
  await until('the feed is free', async () => (await feedOf(evening)).session === null)
  await obs.startStreaming()
  await until('a new picture', async () => ((await feedOf(evening)).lastVideoAgeMs ?? Infinity) < 500)
  const holeMs = performance.now() - stoppedAtMs
  await forSome(3_000)
  await house.allCarrying(1_000)
  await house.stop()
  await judgeEvening(evening, { picture: obsPicture, forMs: 6_000, hasBFrames: true, holeMs })
}

realTest('OBS Studio stopped and started again goes on over the same connections', needed, goesOnAfterRestart)
