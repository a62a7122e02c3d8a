// Since when what a leg says has been so: earlier than it was found out.
import { expect, test } from 'vitest'
import { noEvidence, silentFromMs, withEdge, withOwed, withProof } from '../../relay/leg/evidence.ts'
import { trueSinceMs } from '../../relay/leg/since.ts'

const facts = { nowMs: 10_000, silentForMs: 950, provedForMs: 1_200, againForMs: Infinity }

/** A window that has stood still for 950 ms, up to its last reading. */
const stood = {
  moved: { ackedBytes: 1_000, edgeBytes: 9_000, atMs: 8_500 },
  moves: 5,
  openBytes: [8_000],
  wholeAtMs: 8_500,
  doubtedAtMs: [],
  ackedBytes: 5_000,
  readAtMs: 9_920,
  countedToMs: 9_900,
  stillMs: 950,
}

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

test('one that takes again has done so since it began to, not since it was last seen to', () => {
  const again = { ...facts, provedForMs: 30, againForMs: 350 }
  expect(trueSinceMs('carrying', { at: 'stalled', trueSinceMs: 6_000 }, again)).toBe(9_650)
  // It took again once, before it fell silent this time.
  expect(trueSinceMs('carrying', { at: 'stalled', trueSinceMs: 9_700 }, again)).toBe(9_970)
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
  const evidence = { ...withProof(noEvidence, 'kernel', 9_800), edge: stood }
  expect(silentFromMs(evidence, 10_020)).toBe(8_860) // and a little longer than the window stood
  const read = { ...evidence, edge: { ...stood, wholeAtMs: 8_900 } }
  expect(silentFromMs(read, 10_020)).toBe(8_900) // but not where all had been read by then
})

test('a kernel that acknowledges again after a silence tells when; one that was only slow tells nothing', () => {
  let evidence = withProof(withOwed(noEvidence, 'kernel', 1_000), 'kernel', 1_300)
  expect(evidence.againAtMs).toBe(-Infinity)
  evidence = withProof(evidence, 'kernel', 3_400)
  evidence = withProof(evidence, 'kernel', 3_500)
  expect(evidence.againAtMs).toBe(3_400)
})

test('a window that moves again after it stood still tells that it was taken again between two readings', () => {
  const open = { ...stood, readAtMs: 10_100, countedToMs: 10_100, stillMs: 0, moves: 6 }
  const evidence = withEdge(noEvidence, stood)
  expect(evidence.againAtMs).toBe(-Infinity)
  expect(
    withEdge(evidence, { ...stood, readAtMs: 10_010, countedToMs: 10_000, stillMs: 1_050 }).againAtMs,
  ).toBe(-Infinity)
  expect(withEdge(evidence, open).againAtMs).toBe(10_000)
  const heard = withProof(withOwed(evidence, 'kernel', 8_000), 'kernel', 9_950)
  expect(withEdge(heard, open).againAtMs).toBe(9_950)
  const doubted = { ...stood, readAtMs: 10_210, countedToMs: 10_200, doubtedAtMs: [9_100, 10_000, 10_110] }
  const believed = { ...open, readAtMs: 10_300, countedToMs: 10_300 }
  expect(withEdge({ ...evidence, edge: doubted }, believed).againAtMs).toBe(10_000)
  expect(withEdge({ ...evidence, edge: doubted, againAtMs: 9_960 }, believed).againAtMs).toBe(9_960)
})
