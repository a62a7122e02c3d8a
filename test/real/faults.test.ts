// Kinds of fault, once each, on a real instance, read through a real Prometheus: `npm run faults` acts every kind many times.
import { expect } from 'vitest'
import { unexplained } from '../../scripts/faults/judge.ts'
import { type FaultName, faultNames } from '../../scripts/faults/kinds.ts'
import { lanes } from '../../scripts/faults/lanes.ts'
import { planned, seeded } from '../../scripts/faults/plan.ts'
import { Rig } from '../../scripts/faults/rig.ts'
import { Matrix } from '../../scripts/faults/run.ts'
import { realTest } from '../support/real-programs.ts'

/** Acted on real processes, and judged by their incidents, by test/faults: here they would only take time. */
const actedElsewhere: readonly FaultName[] = [
  'uplink-cut',
  'ingest-killed',
  'control-killed',
  'relay-killed',
  'relay-frozen',
  'camera-killed',
  'endpoint-killed',
  'frozen-answering',
  'key-expired',
  'unwatched',
]
const names = faultNames.filter(name => !actedElsewhere.includes(name))

/** Held to a fifth of a second by the command, on a quiet machine; here only what is told wrongly shall show. */
const toldWronglyMs = 1_500

async function kindsOnce(stage: AsyncDisposableStack): Promise<void> {
  const stop = new AbortController()
  stage.defer(() => stop.abort())
  const { signal } = stop
  const rig = await Rig.open(stage, { lanes, signal, say: () => {} })
  const faults = planned(names.length, names, 1)
  const plan = { faults, random: seeded(1), signal, onVerdict: () => {} }
  const verdicts = await new Matrix(rig, plan).run()
  expect(verdicts.map(({ acted }) => acted.name).toSorted()).toEqual(names.toSorted())
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
  'each kind of fault becomes the incident that it is, once, and no key is told',
  ['prometheus', 'ffmpeg'],
  kindsOnce,
  600_000,
)
