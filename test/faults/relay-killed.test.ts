import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RelayProcesses } from '../support/relay-process.ts'
import { RudePlatform } from '../support/rude-platform.ts'
import { until } from '../support/until.ts'

const destinations = (platform: RudePlatform) => [
  { name: 'douyin', endpoints: [{ url: platform.url, key: 'secret-key-4711' }] },
]

test('a killed worker is followed by one that publishes again; the platform never has two senders, counters never run back', async () => {
  await using platform = await RudePlatform.open()
  await using relay = await RelayProcesses.open()
  const first = await relay.start()
  await relay.wish(destinations(platform))
  const before = await relay.untilCarrying()
  await until(
    'its counters were written down',
    async () => ((await relay.snapshot()).legs[0]?.ackedBytes ?? 0) > 100_000,
  )
  await new Promise(resolve => setTimeout(resolve, 2_200))
  const shown = (await relay.snapshot()).legs[0]
  const killedAtMs = Date.now()
  first.kill('SIGKILL')
  await new Promise(resolve => setTimeout(resolve, 1_500))
  await relay.start()
  const left = await relay.stills()
  const awayMs = Date.now() - killedAtMs
  await relay.wish(destinations(platform))
  const after = await relay.untilCarrying()

  expect(platform.publishes).toHaveLength(2)
  expect(Number(platform.publishes[0]?.closedAtMs)).toBeLessThanOrEqual(
    Number(platform.publishes[1]?.openedAtMs),
  )
  expect(after.legs[0]?.attempts).toBe(2)
  expect(after.legs[0]?.sentBytes).toBeGreaterThan(before.legs[0]?.sentBytes ?? 0)
  // What viewers had last is still to be had.
  const last = left[0]?.stills.at(-1)
  expect(last?.shows).toBe('camera-a')
  expect(killedAtMs - (last?.atMs ?? 0)).toBeLessThan(5_000)
  // The time in which no worker was there counts as wished, as dark, and as good for nothing.
  expect(after.legs[0]?.wishedMs).toBeGreaterThanOrEqual((shown?.wishedMs ?? 0) + awayMs)
  expect(after.legs[0]?.darkMs).toBeGreaterThanOrEqual((shown?.darkMs ?? 0) + awayMs)
  expect(after.legs[0]?.goodMs).toBeLessThanOrEqual((shown?.goodMs ?? 0) + 1_000)
})

test('a frozen worker is ended before its successor connects', async () => {
  await using platform = await RudePlatform.open()
  await using relay = await RelayProcesses.open()
  const first = await relay.start()
  await relay.wish(destinations(platform))
  await relay.untilCarrying()
  first.kill('SIGSTOP')
  const second = await relay.start()
  await relay.wish(destinations(platform))
  await relay.untilCarrying()

  await until('the first is dead', () => first.signalCode === 'SIGKILL')
  expect(second.pid).not.toBe(first.pid)
  expect(platform.open).toHaveLength(1)
  expect(Number(platform.publishes[0]?.closedAtMs)).toBeLessThanOrEqual(
    Number(platform.publishes[1]?.openedAtMs),
  )
})

test('a worker asked to close says goodbye to its platforms and is gone', async () => {
  await using platform = await RudePlatform.open()
  await using relay = await RelayProcesses.open()
  const worker = await relay.start()
  await relay.wish(destinations(platform))
  await relay.untilCarrying()
  worker.kill('SIGTERM')
  await until('it exited', () => worker.exitCode === 0)
  expect(platform.publishes[0]?.saidGoodbye).toBe(true)
})

test('the key stands in no argument, no environment, no log and no file of the worker', async () => {
  await using platform = await RudePlatform.open()
  await using relay = await RelayProcesses.open()
  const worker = await relay.start()
  await relay.wish(destinations(platform))
  const snapshot = await relay.untilCarrying()
  const seen = [
    JSON.stringify(snapshot),
    ...['cmdline', 'environ'].map(name => readFileSync(`/proc/${worker.pid}/${name}`, 'latin1')),
    readFileSync(join(relay.folder, 'logs', 'relay-evening.log'), 'utf8'),
    ...['db', 'db-wal', 'json'].map(name =>
      readFileSync(join(relay.folder, 'workers', `relay-evening.${name}`), 'latin1'),
    ),
  ]
  expect(platform.publishes[0]?.streamName).toBe('secret-key-4711')
  for (const text of seen) expect(text).not.toContain('4711')
})
