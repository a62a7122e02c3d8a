// The card of a whole drill, and the page that shows it.
import { expect, test } from 'vitest'
import {
  drillFaults,
  judge,
  notRun,
  type Scorecard,
  scorecardOf,
  scorecardPage,
  slowerMs,
  unfinished,
} from '#monitoring'
import { atMs, incident, played } from './played.ts'

const kept = judge(played())
const broken = judge(played({ incidents: [] }))
const skipped = notRun('disk-full', { zh: '没有工具', en: 'no tool for it' })

function card(more: Partial<Parameters<typeof scorecardOf>[0]> = {}): Scorecard {
  return scorecardOf({
    id: '20270115-080000-ab12',
    by: 'schedule',
    beganMs: atMs,
    endedMs: atMs + 200_000,
    why: null,
    results: [kept, skipped],
    paging: null,
    machine: { cores: 2, processor: 'A <fast> one', loadBefore: 0.5, loadAfter: 1 },
    coresUsed: 0.4,
    asked: drillFaults,
    isCut: false,
    before: null,
    ...more,
  })
}

test('a drill passes when no promise was broken; what cannot be acted here is told and does not fail it', () => {
  expect(card()).toMatchObject({ outcome: 'passed', isWhole: true })
  expect(card({ results: [kept, broken] }).outcome).toBe('failed')
  expect(card({ why: 'it never was on air' }).outcome).toBe('failed')
})

test('a drill that somebody ended is not finished, and one of some faults only is not whole', () => {
  expect(card({ isCut: true, why: 'SIGINT', results: [broken] }).outcome).toBe('unfinished')
  expect(card({ asked: ['endpoint-frozen'] })).toMatchObject({ outcome: 'passed', isWhole: false })
  const left = unfinished({ id: 'x', by: 'anna', beganMs: 1 }, 2, 'control ended')
  expect(left).toMatchObject({ outcome: 'unfinished', isWhole: false, why: 'control ended', results: [] })
})

test('a person who was paged has three minutes', () => {
  expect(card({ paging: { tookMs: 170_000, by: 'anna' } }).outcome).toBe('passed')
  expect(card({ paging: { tookMs: 181_000, by: 'anna' } }).outcome).toBe('failed')
  expect(card({ paging: { tookMs: null, by: null } }).outcome).toBe('failed')
})

test('it is held against the drill before it, fault by fault', () => {
  const { last } = card({ before: card({ results: [{ ...kept, recoveredMs: 1_000 }, skipped] }) })
  expect(last).toMatchObject({ outcome: 'passed', recoveredMs: { 'endpoint-frozen': 1_000 } })
  expect(slowerMs(kept, last)).toBe(800)
  expect(slowerMs({ ...kept, recoveredMs: null }, last)).toBe(null)
  expect(slowerMs(skipped, last)).toBe(null)
  expect(slowerMs(kept, null)).toBe(null)
})

test('the page needs nothing from elsewhere, runs nothing, and repeats no markup that it was given', () => {
  const { html, style } = scorecardPage(card({ results: [kept, broken, skipped], by: '<script>' }))
  expect(html).not.toMatch(/<script|<link|<img|<iframe|url\(|@import|https?:|\son\w+=|\sstyle=/)
  expect(html).toContain('&lt;script&gt;')
  expect(html).toContain('It took nothing &lt;any more&gt;.')
  expect(html).toContain(`<style>${style}</style>`)
})

test('the page tells in both languages what was kept, what was broken and why, and what was not run', () => {
  const { html } = scorecardPage(card({ results: [kept, broken, skipped] }))
  for (const words of [
    '未通过',
    'Failed',
    '守诺 1 项，失诺 1 项，未做 1 项',
    '平台地址冻结',
    'no tool for it',
    '没有事件记录',
  ])
    expect(html).toContain(words)
  expect(html).toContain('there is no incident; it should be endpoint-stalled/endpoint')
})

test('a card and its page survive being written down and read again', () => {
  const written = card({ results: [judge(played({ incidents: [incident()] }))], before: card() })
  expect(scorecardPage(JSON.parse(JSON.stringify(written)) as Scorecard)).toEqual(scorecardPage(written))
})
