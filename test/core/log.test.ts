// The log when its disk takes nothing.
import { expect, test } from 'vitest'
import { openLog } from '#core/log.ts'

test('a disk that takes nothing does not end whoever logs, however much is said', () => {
  const log = openLog('test', { level: 'info', file: '/dev/full' })
  const sayMuch = () => {
    for (let i = 0; i < 2_000; i++) log.info({ filler: 'x'.repeat(1_000) }, 'test/said')
  }
  expect(sayMuch).not.toThrow()
})
