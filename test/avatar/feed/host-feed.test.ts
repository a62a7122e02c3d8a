// A host feed on a clock of ours, with a studio whose clips are numbers: what it plays when it is told what.
import { expect, test } from 'vitest'
import { FakeClock, settle } from '../../support/fake-clock.ts'
import { disclosureMark, firstSentence, HostFeedRig as Rig, pauseMark } from '../../support/host-feed-rig.ts'

test('a host that nobody shows breathes; told to go on air it begins with its next picture, and says first what it is', async () => {
  const rig = await new Rig().start()
  await rig.pass(3_000)
  expect(new Set(rig.seen)).toEqual(new Set([pauseMark]))
  rig.seen.length = 0
  rig.feed.cue('evening', 'on-air')
  await rig.clock.advance(41)
  await settle()
  expect(rig.seen).toEqual([disclosureMark])
  await rig.pass(6_000, 'on-air')
  expect(rig.seen).toEqual([disclosureMark, firstSentence, firstSentence + 1, firstSentence + 2])
  expect(rig.lines.sentence).toBe(2)
  await rig.end()
})

test('a host that stands by says that it is wanted, so that it is drawn to the end meanwhile', async () => {
  const rig = await new Rig().start()
  await rig.pass(5_000)
  rig.studio.wanted.length = 0
  await rig.pass(60_000)
  expect(rig.studio.wanted).toHaveLength(6)
  await rig.end()
})

test('a host that is to come to an end finishes its sentence, says so, and pauses', async () => {
  const rig = await new Rig().start()
  await rig.pass(3_000, 'on-air')
  rig.seen.length = 0
  await rig.pass(4_000, 'wind-up')
  expect(rig.seen.slice(-2)).toEqual([pauseMark, pauseMark])
  expect(rig.seen.filter(mark => mark >= firstSentence).length).toBeLessThanOrEqual(1)
  expect(rig.states.at(-1)).toBe(false)
  await rig.pass(2_000, 'on-air')
  expect(rig.seen).not.toContain(disclosureMark)
  await rig.end()
})

test('a sentence that is broken off is said again: its position moves when it was said to its end', async () => {
  const rig = await new Rig().start()
  await rig.pass(3_000, 'on-air')
  const before = rig.lines.sentence
  await rig.end()
  expect(rig.lines.sentence).toBe(before)
  expect(rig.seen.at(-1)).toBe(firstSentence + before)
})

test('where making sentences falls behind the host pauses, and that is counted once', async () => {
  const rig = new Rig()
  rig.studio.isSlow = true
  await rig.start()
  await rig.pass(10_000, 'on-air')
  expect(rig.seen.slice(1, 4)).toEqual([disclosureMark, pauseMark, pauseMark])
  expect(rig.feed.snapshot().sentencesLate).toBe(1)
  await rig.end()
})

test('a sentence that the gate refuses never reaches the studio, and is passed over', async () => {
  const rig = await new Rig(undefined, [0, 2]).start()
  await rig.pass(12_000, 'on-air')
  expect(rig.studio.asked).not.toContain('lin says 0')
  expect(rig.studio.asked).not.toContain('lin says 2')
  expect(rig.seen).toContain(firstSentence + 3)
  expect(rig.feed.snapshot().sentencesRefused).toBe(2)
  await rig.end()
})

test('one host hands over to the next at a sentence end, with a picture in every moment', async () => {
  const rig = await new Rig([{ host: 'lin', script: 'a' }]).start()
  await rig.pass(3_000, 'on-air')
  rig.feed.apply(rig.desired([{ host: 'mei', script: 'b' }]))
  rig.seen.length = 0
  await rig.pass(8_000, 'on-air')
  const handOver = rig.seen.findIndex(mark => mark > 100)
  expect(rig.seen[handOver]).toBe(disclosureMark + 100)
  expect(rig.seen.slice(handOver).every(mark => mark > 100)).toBe(true)
  expect(rig.notes).toContain('turn')
  expect(rig.feed.snapshot().host).toBe('mei')
  await rig.end()
})

test('a studio that cannot draw is asked again, less and less often, and says why', async () => {
  const rig = new Rig()
  rig.studio.isBroken = true
  await rig.start()
  await rig.pass(10_000)
  expect(rig.feed.snapshot()).toMatchObject({ state: 'preparing', trouble: 'no browser starts here' })
  rig.studio.isBroken = false
  await rig.pass(10_000)
  expect(rig.feed.snapshot()).toMatchObject({ state: 'stand-by', trouble: '' })
  await rig.end()
})

test('a host goes on speaking while its position cannot be written to a full disk', async () => {
  const rig = await new Rig().start()
  rig.lines.isDiskFull = true
  await rig.pass(10_000, 'on-air')
  expect(rig.seen.at(-1)).toBeGreaterThan(firstSentence + 2)
  expect(rig.feed.snapshot().sentencesSpoken).toBeGreaterThan(2)
  await rig.end()
})

test('what the desk asks for is said at the end of the present sentence, once, and the script goes on where it was', async () => {
  const rig = await new Rig().start()
  await rig.pass(4_000, 'on-air')
  rig.ask('70')
  const before = rig.feed.snapshot()
  expect(before.interjections).toMatchObject([{ text: '70', by: 'anna', state: 'queued' }])
  expect(before.next[0]).toMatchObject({ segment: 'all', isReady: true, refusal: null })
  rig.seen.length = 0
  await rig.pass(8_000, 'on-air')
  const at = rig.seen.indexOf(firstSentence + 70)
  expect(at).toBeGreaterThanOrEqual(0)
  expect(at).toBeLessThanOrEqual(1)
  expect(rig.seen.filter(mark => mark === firstSentence + 70)).toHaveLength(1)
  expect(rig.seen[at + 1]).toBe((rig.seen[at - 1] ?? firstSentence + Number(before.now?.text)) + 1)
  expect(rig.told).toEqual(['70 queued', '70 making', '70 saying', '70 said'])
  await rig.end()
})

test('while it is said it is shown as such, and not as a sentence of the script', async () => {
  const rig = await new Rig().start()
  await rig.pass(4_000, 'on-air')
  rig.ask('70')
  while (rig.feed.snapshot().now?.from !== 'interjection') await rig.pass(200, 'on-air')
  const { now, saying, progress } = rig.feed.snapshot()
  expect(now).toMatchObject({ text: '70', segment: '', isFromClip: false, lastsMs: 1_920 })
  expect([saying, progress.of]).toEqual(['70', 100])
  await rig.end()
})

test('what a killed worker was saying is not said again by the next one; what waited still is', async () => {
  const rig = await new Rig().start()
  await rig.pass(4_000, 'on-air')
  rig.ask('70')
  rig.ask('71')
  while (rig.feed.snapshot().now?.text !== '70') await rig.pass(200, 'on-air')
  const memory = structuredClone(rig.memory)
  await rig.end()
  const next = await new Rig(undefined, [], memory).start()
  await next.pass(10_000, 'on-air')
  expect(next.seen).not.toContain(firstSentence + 70)
  expect(next.seen.filter(mark => mark === firstSentence + 71)).toHaveLength(1)
  expect(next.feed.snapshot().interjections.map(({ state }) => state)).toEqual(['broken-off', 'said'])
  await next.end()
})

test('five wait at most; one that waits can be taken back; the same one asked for twice is said once', async () => {
  const rig = await new Rig().start()
  for (const text of ['70', '71', '72', '73', '74']) rig.ask(text)
  rig.ask('74')
  expect(() => rig.ask('75')).toThrow('5 sentences wait')
  rig.feed.takeBack('71')
  rig.ask('75')
  await rig.pass(16_000, 'on-air')
  const asked = rig.seen.filter(mark => mark >= firstSentence + 70).map(mark => mark - firstSentence)
  expect(asked).toEqual([70, 72, 73, 74, 75])
  expect(() => rig.feed.takeBack('70')).toThrow('it does not wait any more')
  await rig.end()
})

test('one that no voice can say is refused with the reason, and the host goes on', async () => {
  const rig = await new Rig().start()
  rig.studio.refuses = '70'
  rig.ask('70')
  await rig.pass(6_000, 'on-air')
  expect(rig.feed.snapshot().interjections).toMatchObject([{ state: 'refused', why: 'write words' }])
  expect(rig.seen).toContain(firstSentence + 1)
  await rig.end()
})

test('one that nobody could hear for ten minutes is not said when the host comes on air at last', async () => {
  const askedAtMs = new FakeClock().wallMs() - 600_001
  const memory = [
    { id: 'a', text: '70', by: 'anna', language: 'zh', product: null, state: 'queued', why: '', askedAtMs },
  ]
  const rig = await new Rig(undefined, [], memory).start()
  await rig.pass(6_000, 'on-air')
  expect(rig.feed.snapshot().interjections).toMatchObject([{ state: 'refused' }])
  expect(rig.seen).not.toContain(firstSentence + 70)
  await rig.end()
})
