// A clock and viewers' comments on a host feed: composed for the moment at which they play, or not shown.
import { expect, test } from 'vitest'
import {
  disclosureMark,
  firstSentence,
  HostFeedRig as Rig,
  liveMark,
  pauseMark,
} from '../../support/host-feed-rig.ts'

const sentenceMs = 48 * 40

test('with a clock every scene is composed anew for the moment it begins; without one none is', async () => {
  const rig = await new Rig().start()
  await rig.pass(4_000, 'on-air')
  expect(rig.studio.lives).toEqual([])
  rig.showClock({ face: 'HH:MM:SS', timeZone: 'Asia/Shanghai' })
  await rig.pass(6_000, 'on-air')
  rig.seen.length = 0
  const before = rig.clock.wallMs()
  await rig.pass(8_000, 'on-air')
  expect(rig.seen.every(mark => mark >= firstSentence + liveMark)).toBe(true)
  expect(rig.seen.length).toBeGreaterThanOrEqual(4)
  const { clock, cards, atWallMs } = rig.studio.lives.find(each => each.atWallMs > before) ?? {}
  expect([clock, cards]).toEqual([{ face: 'HH:MM:SS', timeZone: 'Asia/Shanghai' }, []])
  const others = rig.studio.lives.map(each => each.atWallMs)
  expect(others.every(at => Math.abs((at - Number(atWallMs)) % sentenceMs) < 1)).toBe(true)
  await rig.end()
})

test('pauses show the clock too, while somebody sees them; a host that nobody shows costs nothing', async () => {
  const rig = new Rig()
  rig.studio.isSlow = true
  await rig.start()
  rig.showClock({ face: 'HH:MM' })
  await rig.pass(6_000)
  expect(rig.studio.lives).toEqual([])
  await rig.pass(8_000, 'on-air')
  expect(rig.seen.at(-1)).toBe(pauseMark + liveMark)
  await rig.end()
})

test('a wall clock that was set anew is never shown wrong: what was made for other times is not played', async () => {
  const rig = await new Rig().start()
  rig.showClock({ face: 'HH:MM:SS' })
  await rig.pass(8_000, 'on-air')
  rig.seen.length = 0
  rig.clock.stepWall(3_600_000)
  const after = rig.clock.wallMs()
  await rig.pass(8_000, 'on-air')
  const live = rig.seen.filter(mark => mark > liveMark)
  expect(live.length).toBeGreaterThanOrEqual(2)
  const shown = rig.studio.lives.slice(-live.length).map(each => each.atWallMs)
  expect(shown.every(at => at >= after)).toBe(true)
  await rig.end()
})

test('a studio that is too slow for the clock costs the clock, not the sentence', async () => {
  const rig = await new Rig().start()
  rig.studio.isLiveSlow = true
  rig.showClock({ face: 'HH:MM' })
  await rig.pass(10_000, 'on-air')
  expect(rig.seen.filter(mark => mark > liveMark)).toEqual([])
  expect(rig.seen).toContain(firstSentence + 3)
  await rig.end()
})

test("a viewer's comment is shown from the next scene on, for its time and once, and told of", async () => {
  const rig = await new Rig().start()
  await rig.pass(4_000, 'on-air')
  rig.showComment('c1', 5)
  await rig.pass(14_000, 'on-air')
  const runs = rig.studio.lives.map(({ cards }) => cards.map(({ fromMs, toMs }) => toMs - fromMs))
  expect(runs.flat().reduce((sum, ms) => sum + ms, 0)).toBe(5_000)
  expect(rig.studio.lives.every(({ clock }) => clock === null)).toBe(true)
  expect(rig.studio.lives[0]?.cards[0]).toMatchObject({ author: '小王', text: '能用几个小时？', fromMs: 0 })
  expect(rig.told).toEqual(['c1 queued', 'c1 showing', 'c1 shown'])
  expect(rig.seen.at(-1)).toBeLessThan(liveMark)
  await rig.end()
})

test('two comments follow each other with a breath between, never side by side', async () => {
  const rig = await new Rig().start()
  await rig.pass(4_000, 'on-air')
  rig.showComment('c1', 4)
  rig.showComment('c2', 4)
  await rig.pass(20_000, 'on-air')
  const spans = rig.studio.lives.flatMap(({ atWallMs, cards }) =>
    cards.map(({ fromMs, toMs }) => [Math.round(atWallMs + fromMs), Math.round(atWallMs + toMs)] as const),
  )
  const starts = spans.map(([from]) => from).toSorted((a, b) => a - b)
  const [first = 0, last] = [starts[0], Math.max(...spans.map(([, to]) => to))]
  expect(last - first).toBeGreaterThanOrEqual(8_600)
  expect(spans.filter(([from, to]) => from < first + 4_300 && to > first + 4_300)).toEqual([])
  expect(rig.told.slice(-1)).toEqual(['c2 shown'])
  await rig.end()
})

test('what a killed worker was showing is not shown again by the next one; what waited still is', async () => {
  const rig = await new Rig().start()
  await rig.pass(4_000, 'on-air')
  rig.showComment('c1', 30)
  rig.showComment('c2', 5)
  await rig.pass(6_000, 'on-air')
  const memory = structuredClone(rig.commentMemory)
  await rig.end()
  const next = new Rig(undefined, [], undefined, memory)
  await next.start()
  await next.pass(16_000, 'on-air')
  expect(next.feed.snapshot().comments.map(({ id, state }) => `${id} ${state}`)).toEqual([
    'c1 broken-off',
    'c2 shown',
  ])
  await next.end()
})

test('five comments wait at most, and one that waits can be taken back', async () => {
  const rig = await new Rig().start()
  for (const id of ['a', 'b', 'c', 'd', 'e']) rig.showComment(id)
  rig.showComment('e')
  expect(() => rig.showComment('f')).toThrow('5 comments wait')
  rig.feed.takeCommentBack('b')
  expect(() => rig.feed.takeCommentBack('b')).toThrow('it does not wait any more')
  rig.showComment('f')
  expect(rig.feed.snapshot().comments.filter(({ state }) => state === 'queued')).toHaveLength(5)
  await rig.end()
})

test('a comment that nobody could see for ten minutes is not shown when the host comes on air at last', async () => {
  const first = new Rig()
  first.showComment('late')
  const [late] = first.commentMemory as { askedAtMs: number }[]
  const memory = [{ ...late, askedAtMs: Number(late?.askedAtMs) - 600_001 }]
  const rig = await new Rig(undefined, [], undefined, memory).start()
  await rig.pass(6_000, 'on-air')
  expect(rig.feed.snapshot().comments).toMatchObject([{ id: 'late', state: 'refused' }])
  expect(rig.studio.lives).toEqual([])
  await rig.end()
})

test('a disclosure that comes due while there is a clock shows it too', async () => {
  const rig = await new Rig().start()
  rig.sayLabelEveryMs = 10_000
  rig.showClock({ face: 'HH:MM' })
  await rig.pass(16_000, 'on-air')
  expect(rig.seen).toContain(disclosureMark + liveMark)
  await rig.end()
})
