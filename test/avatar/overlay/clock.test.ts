// A clock's digits, each for as long as it stays the same.
import { expect, test } from 'vitest'
import { digitSpans } from '../../../avatar/overlay/index.ts'

const at = Date.parse('2026-11-29T15:59:58.250Z') // in Shanghai 23:59:58

/** What stands on the plate at a time of the scene. */
function read(spans: ReturnType<typeof digitSpans>, ms: number): string {
  return spans
    .filter(({ fromMs, toMs }) => fromMs <= ms && ms < toMs)
    .toSorted((a, b) => a.xUnits - b.xUnits)
    .map(({ digit }) => digit)
    .join('')
}

test('over midnight every digit changes in the same moment, and each second changes one', () => {
  const spans = digitSpans({ face: 'HH:MM:SS', timeZone: 'Asia/Shanghai' }, at, 4_000)
  expect([0, 749, 750, 1_749, 1_750, 3_999].map(ms => read(spans, ms))).toEqual([
    ...['235958', '235958', '235959', '235959', '000000', '000002'],
  ])
  expect(spans).toHaveLength(6 + 1 + 6 + 1 + 1)
})

test('without seconds a scene has four digits, and more only where a minute ends in it', () => {
  expect(digitSpans({ face: 'HH:MM', timeZone: 'Asia/Shanghai' }, at - 30_000, 6_000)).toHaveLength(4)
  expect(digitSpans({ face: 'HH:MM', timeZone: 'Asia/Shanghai' }, at, 6_000)).toHaveLength(8)
})

test('a zone is shown as it is there, and without one the machine speaks', () => {
  expect(read(digitSpans({ face: 'HH:MM', timeZone: 'America/St_Johns' }, at, 100), 0)).toBe('1229')
  const local = new Date(at).toTimeString().slice(0, 5).replace(':', '')
  expect(read(digitSpans({ face: 'HH:MM' }, at, 100), 0)).toBe(local)
})
