// What a stream's timestamps tell as its tags pass.
import { expect, test } from 'vitest'
import { StreamWatch } from '#media'

function watchOf(times: readonly number[]): StreamWatch {
  const watch = new StreamWatch()
  for (const ms of times) watch.picture(ms >>> 0)
  return watch
}

const steady = Array.from({ length: 100 }, (_, i) => i * 33)

test('a steady clock has no faults, nor has one that passes the end of its 32 bits', () => {
  const none = { jumps: 0, backwards: 0, standstills: 0 }
  expect(watchOf(steady).faults).toEqual(none)
  expect(watchOf(steady.map(ms => ms + 2 ** 32 - 1_000)).faults).toEqual(none)
})

test('jumps, steps back and a clock that stands are counted, a standstill once', () => {
  expect(watchOf([0, 33, 5_000, 5_033]).faults).toMatchObject({ jumps: 1, backwards: 0 })
  expect(watchOf([0, 33, 20, 53]).faults).toMatchObject({ jumps: 0, backwards: 1 })
  expect(watchOf([0, ...Array.from({ length: 50 }, () => 33), 66]).faults.standstills).toBe(1)
})

test('sound that is ahead of the picture is told, steadily, whatever the order of a moment', () => {
  const watch = new StreamWatch()
  for (let i = 0; i < 300; i++) {
    watch.sound(i * 33 + 200)
    watch.picture(i * 33)
  }
  expect(watch.skewMs).toBe(200)
  watch.sound(100_000)
  watch.picture(9_933)
  expect(watch.skewMs).toBeNull()
})

test('another publisher is not measured against the last one, and the totals stay', () => {
  const watch = watchOf([0, 33, 5_000])
  watch.begin()
  watch.picture(10)
  expect(watch.faults).toEqual({ jumps: 1, backwards: 0, standstills: 0 })
  expect(watch.skewMs).toBeNull()
})
