// Since when what a leg says has been so: earlier than it was found out.
import { expect, test } from 'vitest'
import { noEvidence, silentFromMs, withOwed, withProof } from '../../relay/leg/evidence.ts'
import { trueSinceMs } from '../../relay/leg/since.ts'

const facts = { nowMs: 10_000, silentForMs: 950, provedForMs: 1_200 }

test.each([
  ['stalled', { at: 'carrying', trueSinceMs: 5_000 }, 9_050],
  ['waiting', { at: 'stalled', trueSinceMs: 8_400 }, 8_400],
  ['waiting', { at: 'carrying', trueSinceMs: 5_000 }, 10_000],
  ['blocked', { at: 'connecting', trueSinceMs: 9_700 }, 9_700],
  ['carrying', { at: 'publishing', trueSinceMs: 9_600 }, 9_600],
  ['carrying', { at: 'stalled', trueSinceMs: 9_000 }, 8_800],
  ['connecting', { at: 'waiting', trueSinceMs: 8_400 }, 10_000],
] as const)('%s after %o is so since %i', (next, before, since) => {
  expect(trueSinceMs(next, before, facts)).toBe(since)
})

test('a far end fell silent between its last answer and the first ping it owed', () => {
  let evidence = noEvidence
  for (const atMs of [100, 350, 600]) evidence = withProof(evidence, 'pong', atMs)
  evidence = withOwed(evidence, 'pong', 840)
  expect(silentFromMs(evidence, 1_800)).toBe(720)
})

test('one that answered long before it owed anything fell silent shortly before that', () => {
  let evidence = noEvidence
  for (const atMs of [100, 350, 600]) evidence = withProof(evidence, 'pong', atMs)
  evidence = withOwed(evidence, 'pong', 5_000)
  expect(silentFromMs(evidence, 6_000)).toBe(4_750)
})

test('one whose receive window stood still fell silent that long before its window was last read', () => {
  const edge = {
    moved: { ackedBytes: 1_000, edgeBytes: 9_000 },
    moves: 5,
    openBytes: [],
    doubtedAtMs: [],
    ackedBytes: 5_000,
    readAtMs: 9_920,
    countedToMs: 9_900,
    stillMs: 950,
  }
  const evidence = { ...withProof(noEvidence, 'kernel', 9_800), edge }
  expect(silentFromMs(evidence, 10_020)).toBe(8_950)
})
