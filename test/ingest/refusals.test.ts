// Whoever is turned away is shown at once and journaled with restraint: neither a flood nor a stubborn encoder fills anything.
import { expect, test } from 'vitest'
import { silentLog } from '#core/log.ts'
import type { RefusedPublish } from '../../ingest/refusals.ts'
import { Refusals } from '../../ingest/refusals.ts'
import { FakeClock } from '../support/fake-clock.ts'

const stranger = (remoteAddress: string, more: Partial<RefusedPublish> = {}): RefusedPublish => ({
  feed: null,
  reason: 'wrong-key',
  remoteAddress,
  why: 'This stream key belongs to no feed.',
  ...more,
})

function open() {
  const clock = new FakeClock()
  const journaled: RefusedPublish[] = []
  const journal = (refused: RefusedPublish) => void journaled.push(refused)
  return { clock, journaled, refusals: new Refusals({ clock, log: silentLog, journal }, {}) }
}

test('an encoder that tries all night is counted each time, and journaled ever more seldom', async () => {
  const { clock, journaled, refusals } = open()
  for (let tries = 0; tries < 720; tries++) {
    refusals.tell(stranger('10.0.0.5'))
    await clock.advance(5_000)
  }
  expect(refusals.lately).toMatchObject([{ remoteAddress: '10.0.0.5', times: 720 }])
  expect(journaled.length).toBeLessThan(13)
  await clock.advance(3_600_000)
  expect(refusals.lately).toEqual([])
  refusals.tell(stranger('10.0.0.5'))
  await clock.advance(10_000)
  refusals.tell(stranger('10.0.0.5'))
  expect(journaled.length).toBeLessThan(15)
  expect(refusals.lately).toMatchObject([{ times: 2 }])
})

test('a flood of strangers hides neither itself nor the encoder that knew a key', () => {
  const { journaled, refusals } = open()
  refusals.tell(stranger('10.0.0.9', { feed: 'camera-a', reason: 'busy' }))
  for (let i = 0; i < 5_000; i++) refusals.tell(stranger(`198.51.${i >> 8}.${i & 255}`))
  expect(refusals.lately).toHaveLength(9)
  expect(refusals.lately[0]).toMatchObject({ feed: 'camera-a', reason: 'busy' })
  expect(refusals.lately.at(-1)).toMatchObject({ remoteAddress: '198.51.19.135' })
  expect(journaled).toHaveLength(50)
})
