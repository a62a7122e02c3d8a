// When a drill is due.
import { expect, test } from 'vitest'
import { isSchedule, nextDueMs } from '../../../control/drills/schedule.ts'

test('the calendar is that of the time zone: ten in the morning of the first in Shanghai', () => {
  const monthly = { schedule: '0 10 1 * *', timeZone: 'Asia/Shanghai' }
  const fromMs = Date.parse('2026-11-25T00:00:00Z')
  const dueMs = nextDueMs(monthly, fromMs) ?? 0
  expect(new Date(dueMs).toISOString()).toBe('2026-12-01T02:00:00.000Z')
  expect(new Date(nextDueMs(monthly, dueMs) ?? 0).toISOString()).toBe('2027-01-01T02:00:00.000Z')
})

test('off is never, and what is no schedule is refused', () => {
  expect(nextDueMs({ schedule: 'off', timeZone: 'UTC' }, 0)).toBe(null)
  expect(['off', '0 10 1 * *', '*/5 * * * 1-5'].map(isSchedule)).toEqual([true, true, true])
  expect(['', 'monthly', '0 10 32 * *', '0 0 10 1 * *', '2026-12-01T10:00:00'].map(isSchedule)).toEqual(
    Array(5).fill(false),
  )
})
