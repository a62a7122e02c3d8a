// Every kind of fault once, on a real instance, read through a real Prometheus: `npm run faults` acts each many times.
import { expect } from 'vitest'
import { unexplained } from '../../scripts/faults/judge.ts'
import { faultNames } from '../../scripts/faults/kinds.ts'
import { lanes } from '../../scripts/faults/lanes.ts'
import { planned, seeded } from '../../scripts/faults/plan.ts'
import { Rig } from '../../scripts/faults/rig.ts'
import { Matrix } from '../../scripts/faults/run.ts'
import { realTest } from '../support/real-programs.ts'

/** Held to a fifth of a second by the command, on a quiet machine; here only what is told wrongly shall show. */
const toldWronglyMs = 1_500

async function everyKindOnce(stage: AsyncDisposableStack): Promise<void> {
  const stop = new AbortController()
  stage.defer(() => stop.abort())
  const { signal } = stop
  const rig = await Rig.open(stage, { lanes, signal, say: () => {} })
  const faults = planned(faultNames.length, [], 1)
  const plan = { faults, random: seeded(1), signal, onVerdict: () => {} }
  const verdicts = await new Matrix(rig, plan).run()
  expect(verdicts.map(({ acted }) => acted.name).toSorted()).toEqual(faultNames.toSorted())
  const wrong = verdicts.filter(({ isRight, extra }) => !isRight || extra.length > 0)
  expect(wrong).toEqual([])
  const off = verdicts.flatMap(({ compared }) => compared.filter(({ offMs }) => offMs > toldWronglyMs))
  expect(off).toEqual([])
  const incidents = await rig.incidents()
  expect(unexplained(verdicts, incidents)).toEqual([])
  expect(await rig.counted(incidents)).toBe(incidents.length)
  expect(await rig.search()).toMatchObject({ keys: 0 })
  expect(rig.told.messages.length).toBeGreaterThan(0)
}

realTest(
  'every kind of fault becomes the incident that it is, once, and no key is told',
  ['prometheus', 'ffmpeg'],
  everyKindOnce,
  600_000,
)
