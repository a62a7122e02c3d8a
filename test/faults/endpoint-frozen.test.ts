import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startThirdParty } from '../../scripts/bench/children.ts'
import { hasSs } from '../support/has-ss.ts'
import { RelayRig } from '../support/relay-rig.ts'
import { RudePlatform } from '../support/rude-platform.ts'
import { until } from '../support/until.ts'

test('an endpoint that stays connected and reads nothing is shown stalled, then left for its backup; siblings notice nothing', async () => {
  await using main = await RudePlatform.open()
  await using backup = await RudePlatform.open()
  await using sibling = await RudePlatform.open()
  await using rig = await RelayRig.open(6_000)
  rig.start([
    {
      name: 'douyin',
      endpoints: [
        { url: main.url, key: 'k1' },
        { url: backup.url, key: 'k1' },
      ],
    },
    { name: 'kuaishou', endpoints: [{ url: sibling.url, key: 'k2' }] },
  ])
  await rig.untilLeg('douyin', 'carrying')
  await rig.untilLeg('kuaishou', 'carrying')
  main.freeze()
  const stalled = await rig.untilLeg('douyin', 'stalled')
  expect(stalled.lastProgressAgeMs).toBeGreaterThanOrEqual(900)
  await until('a publish at the backup', () => backup.publishes[0])
  await rig.untilLeg('douyin', 'carrying')

  const left = rig.events.find(
    event => event.detail.destination === 'douyin' && event.detail.to === 'waiting',
  )
  expect(left?.detail).toMatchObject({ cause: 'timeout' })
  expect(sibling.publishes).toHaveLength(1)
  expect(rig.path('kuaishou')).not.toContain('stalled')

  const badMs = (destination: string) => rig.leg(destination).wishedMs - rig.leg(destination).goodMs
  const judgedMs = rig.leg('douyin').wishedMs
  await until(
    'the seconds of the freeze have been judged',
    () => rig.leg('douyin').wishedMs > judgedMs + 4_000,
  )
  expect(badMs('kuaishou')).toBeLessThan(2_500) // of its start
  expect(badMs('douyin') - badMs('kuaishou')).toBeGreaterThan(900)
  expect(badMs('douyin') - badMs('kuaishou')).toBeLessThan(5_000)
})

test('a frozen endpoint without a backup is tried again until it answers', async () => {
  await using main = await RudePlatform.open()
  await using rig = await RelayRig.open(6_000)
  rig.start([{ name: 'douyin', endpoints: [{ url: main.url, key: 'k1' }] }], { handshakeWithinMs: 500 })
  await rig.untilLeg('douyin', 'carrying')
  main.freeze()
  await until(
    'the leg gave up and a new attempt ran into its deadline',
    () => (rig.leg('douyin').reconnects.timeout ?? 0) >= 2,
  )
  main.thaw()
  const carrying = await rig.untilLeg('douyin', 'carrying')
  expect(carrying.endpoint).toBe(0)
  expect(carrying.darkMs).toBeGreaterThan(1_000)
  await until('the room is known to be lit', () => rig.leg('douyin').lastLitAtMs !== carrying.lastLitAtMs)
})

test.skipIf(!hasSs)(
  'a node-media-server that reads in bursts is kept; one that stops is left long before its buffers are full',
  async () => {
    await using stage = new AsyncDisposableStack()
    const main = await startThirdParty(stage, AbortSignal.timeout(20_000))
    await using backup = await RudePlatform.open()
    await using rig = await RelayRig.open(6_000)
    const endpoints = [`rtmp://127.0.0.1:${main.port}/live`, backup.url].map(url => ({ url, key: 'k1' }))
    rig.start([{ name: 'douyin', endpoints }])
    await rig.untilLeg('douyin', 'carrying')
    // Each pause that it makes up for makes its kernel's receive buffer grow: to 3 MB or so, 4 s of media.
    for (let pause = 0; pause < 8; pause++) {
      await delay(250)
      process.kill(main.pid, 'SIGSTOP')
      await delay(450)
      process.kill(main.pid, 'SIGCONT')
    }
    await delay(1_000)
    expect(rig.path('douyin').slice(0, 4)).toEqual(['armed', 'connecting', 'publishing', 'carrying'])
    expect(rig.path('douyin')).not.toContain('waiting')

    const stoppedAtMs = performance.now()
    process.kill(main.pid, 'SIGSTOP')
    await until('a publish at the backup', () => backup.publishes[0])
    const left = rig.events.find(event => event.detail.to === 'waiting')
    expect(left?.detail).toMatchObject({ destination: 'douyin', cause: 'timeout' })
    // 1.9 s on a quiet machine; by its kernel alone it took 6 to 7 s.
    expect((left?.atMs ?? Infinity) - stoppedAtMs).toBeLessThan(3_500)
    expect((left?.atMs ?? 0) - stoppedAtMs).toBeGreaterThan(1_200)
  },
  40_000,
)
