// The one door to time: sleeps that end with their signal, and loops that wake together.
import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { every, systemClock, toNextStepMs, within } from '#core/clock.ts'
import { FakeClock } from '../support/fake-clock.ts'

test('a sleep ends when its time has passed', async () => {
  const fromMs = systemClock.nowMs()
  await systemClock.sleep(20, new AbortController().signal)
  expect(systemClock.nowMs() - fromMs).toBeGreaterThanOrEqual(18)
})

test('a sleep ends with its signal, and says why', async () => {
  const stop = new AbortController()
  const sleeping = systemClock.sleep(60_000, stop.signal)
  stop.abort(new Error('enough'))
  await expect(sleeping).rejects.toThrow('enough')
  await expect(systemClock.sleep(1, stop.signal)).rejects.toThrow('enough')
})

test.each([
  [0, 100, 100],
  [1_030, 100, 70],
  [1_040, 50, 60], // 10 ms on it would be the same moment once more, for a timer that came early
  [1_030, 50, 20],
  [1_099.4, 100, 101],
  [1_074.2, 100, 26],
  [7_200, 1_000, 800],
])('at %d ms the next of the moments %d ms apart is %d ms away', (nowMs, ms, awayMs) => {
  expect(toNextStepMs(nowMs, ms)).toBe(awayMs)
})

test('loops of different paces wake at the same moments', async () => {
  const clock = new FakeClock()
  const stop = new AbortController()
  const woken: Record<string, number[]> = { quick: [], slow: [] }
  await clock.advance(430)
  const loops = [
    every(clock, 100, () => void woken.quick?.push(clock.nowMs()), stop.signal),
    every(clock, 200, () => void woken.slow?.push(clock.nowMs()), stop.signal),
  ]
  await clock.advance(700)
  stop.abort(new Error('seen enough'))
  await Promise.all(loops)
  expect(woken).toEqual({ quick: [500, 600, 700, 800, 900, 1_000, 1_100], slow: [600, 800, 1_000] })
})

test.each([
  ['done', () => Promise.resolve('done')],
  ['no', () => Promise.reject(new Error('no'))],
])(
  'work that ends in time (%s) leaves nobody listening to its signal, which would be kept for ever',
  async (said, work) => {
    const signals: AbortSignal[] = []
    const asked = within(
      systemClock,
      60_000,
      async signal => {
        signals.push(signal)
        return await work()
      },
      () => new Error('late'),
      new AbortController().signal,
    )
    expect(await asked.catch((error: Error) => error.message)).toBe(said)
    expect(signals.flatMap(signal => getEventListeners(signal, 'abort'))).toEqual([])
    expect(signals).toHaveLength(1)
  },
)
