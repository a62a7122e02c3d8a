import { expect, test } from 'vitest'
import { RelayRig } from '../support/relay-rig.ts'
import { RudePlatform } from '../support/rude-platform.ts'
import { until } from '../support/until.ts'

test('an endpoint that is killed is left at once; its backup starts with headers and a key frame', async () => {
  await using main = await RudePlatform.open()
  await using backup = await RudePlatform.open()
  await using sibling = await RudePlatform.open()
  await using rig = await RelayRig.open()
  rig.start([
    {
      name: 'douyin',
      endpoints: [
        { url: main.url, key: 'stream-1?sign=a&t=b' },
        { url: backup.url, key: 'stream-1?sign=a&t=b' },
      ],
    },
    { name: 'channels', endpoints: [{ url: sibling.url, key: 'live_2?txSecret=x' }] },
  ])
  await rig.untilLeg('douyin', 'carrying')
  await rig.untilLeg('channels', 'carrying')
  await main.kill()
  const publish = await until('a publish at the backup', () => backup.publishes[0])
  await until('ten frames at the backup', () => publish.frames.length > 10)

  expect(publish.streamName).toBe('stream-1?sign=a&t=b')
  const [first, second, third] = publish.frames.filter(frame => frame.kind !== 'script')
  expect([first?.isConfig, second?.isConfig, third?.isKeyframe]).toEqual([true, true, true])
  expect(rig.path('douyin')).toEqual(
    expect.arrayContaining(['carrying', 'waiting', 'connecting', 'publishing']),
  )
  expect((await rig.untilLeg('douyin', 'carrying')).endpoint).toBe(1)
  expect(sibling.publishes).toHaveLength(1)
  expect(sibling.open).toHaveLength(1)
})

test('an orderly end flips just as fast, and the old connection is gone before the new one publishes', async () => {
  await using main = await RudePlatform.open()
  await using backup = await RudePlatform.open()
  await using rig = await RelayRig.open()
  rig.start([
    {
      name: 'douyin',
      endpoints: [
        { url: main.url, key: 'k' },
        { url: backup.url, key: 'k' },
      ],
    },
  ])
  await rig.untilLeg('douyin', 'carrying')
  main.end()
  const publish = await until('a publish at the backup', () => backup.publishes[0])
  expect(main.publishes[0]?.closedAtMs).not.toBeNull()
  expect(Number(main.publishes[0]?.closedAtMs)).toBeLessThanOrEqual(publish.openedAtMs)
})

test('timestamps at each platform only go forward, audio and video', async () => {
  await using main = await RudePlatform.open()
  await using rig = await RelayRig.open()
  rig.start([{ name: 'douyin', endpoints: [{ url: main.url, key: 'k' }] }])
  await rig.untilLeg('douyin', 'carrying')
  const publish = await until('sixty frames', () =>
    (main.publishes[0]?.frames.length ?? 0) > 120 ? main.publishes[0] : undefined,
  )
  for (const kind of ['audio', 'video']) {
    const times = publish.frames
      .filter(frame => frame.kind === kind && !frame.isConfig)
      .map(frame => frame.dtsMs)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(new Set(times).size).toBe(times.length)
  }
})
