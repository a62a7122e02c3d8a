import { expect, test } from 'vitest'
import {
  kindsOf,
  noEvidence,
  silenceMs,
  standingOf,
  withKernelAcked,
  withOwed,
  withProof,
} from '../../relay/leg/evidence.ts'

const patience = { stalledAfterMs: 900, abandonAfterMs: 1_500 }
const pongs = (count: number, atMs: number) =>
  Array.from({ length: count }).reduce<typeof noEvidence>(
    evidence => withProof(evidence, 'pong', atMs),
    noEvidence,
  )

test('a connection that proved nothing yet is neither carrying nor stalled at once', () => {
  expect(standingOf(withOwed(noEvidence, 'kernel', 0), patience, 100)).toBe('unproved')
})

test.for([
  [899, 'carrying'],
  [900, 'stalled'],
  [1_499, 'stalled'],
  [1_500, 'abandon'],
] as const)('%i ms after the last proof, with bytes owed, it is %s', ([ageMs, standing]) => {
  const evidence = withKernelAcked(withOwed(noEvidence, 'kernel', 500), 10, 1_000)
  expect(standingOf(evidence, patience, 1_000 + ageMs)).toBe(standing)
})

test('a far end that owes nothing is never silent, however long there was nothing to send', () => {
  const evidence = withKernelAcked(noEvidence, 10, 0)
  expect(silenceMs(evidence, 60_000)).toBe(0)
  expect(standingOf(evidence, patience, 60_000)).toBe('carrying')
})

test('an estimate that dips and comes back is no progress', () => {
  const first = withKernelAcked(noEvidence, 1_000, 10)
  const back = withKernelAcked(withKernelAcked(first, 900, 20), 1_000, 30)
  expect(back.atMs.kernel).toBe(10)
})

test('a far end that used to answer pings and no longer does is silent, though its kernel goes on acknowledging', () => {
  let evidence = withOwed(pongs(3, 1_000), 'pong', 1_100)
  evidence = withKernelAcked(withOwed(evidence, 'kernel', 1_000), 5_000, 2_050)
  expect(silenceMs(evidence, 2_100)).toBe(1_000)
  expect(standingOf(evidence, patience, 2_100)).toBe('stalled')
})

test('a single answered ping does not oblige a far end to answer every ping', () => {
  const evidence = withKernelAcked(
    withOwed(withOwed(pongs(1, 1_000), 'pong', 1_100), 'kernel', 1_000),
    5_000,
    2_050,
  )
  expect(silenceMs(evidence, 2_100)).toBe(50)
})

test('a window acknowledgement stands in for a pong that is late', () => {
  const evidence = withProof(withOwed(pongs(3, 1_000), 'pong', 1_100), 'window', 2_000)
  expect(silenceMs(evidence, 2_100)).toBe(100)
})

test('a far end that used to acknowledge in small steps and no longer does is silent', () => {
  let evidence = noEvidence
  for (let i = 0; i < 3; i++) evidence = withProof(evidence, 'window', 1_000)
  evidence = withKernelAcked(withOwed(evidence, 'window', 1_200), 9_000, 2_400)
  expect(silenceMs(evidence, 2_400)).toBe(1_200)
  expect(kindsOf(evidence)).toEqual({ kernelAcked: true, windowAck: true, pong: false })
})

test('a debt once noted is not made younger by noting it again', () => {
  const evidence = withOwed(withOwed(noEvidence, 'kernel', 100), 'kernel', 900)
  expect(silenceMs(evidence, 1_000)).toBe(900)
})
