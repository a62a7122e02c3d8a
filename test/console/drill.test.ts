// What the status page says of drills.
import { expect, test } from 'vitest'
import { drillLine } from '../../console/tell/drill.ts'
import { en } from '../../console/tell/words-en.ts'
import { zh } from '../../console/tell/words-zh.ts'

const beganMs = new Date(2026, 11, 1, 10, 5).getTime()
const drill = (outcome: 'running' | 'passed' | 'failed' | 'unfinished') => ({ id: 'x', beganMs, outcome })

test('one line says how the last drill went, what runs, and that none has passed for long', () => {
  const of = (isOverdue: boolean, ...drills: ReturnType<typeof drill>[]) =>
    drillLine({ isOverdue, drills }, en)
  expect(of(true)).toBe('No drill was run here yet.')
  expect(of(false, drill('passed'), drill('failed'))).toBe('The last one passed, 2026-12-01 10:05.')
  expect(of(true, drill('unfinished'))).toBe(
    'The last one was not finished, 2026-12-01 10:05. None has passed for five weeks.',
  )
  expect(of(true, drill('running'), drill('failed'))).toBe('One is running, since 2026-12-01 10:05.')
  expect(drillLine({ isOverdue: false, drills: [drill('failed')] }, zh)).toBe(
    '上次未通过，2026-12-01 10:05。',
  )
})
