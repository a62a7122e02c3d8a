// The composer: frames in order from its own thread, nothing composed without a label, and nothing left behind.
import { expect, test } from 'vitest'
import { openBlend } from '../../../avatar/compose/blend.ts'
import { Composer } from '../../../avatar/compose/composer.ts'
import { FramePainter } from '../../../avatar/compose/frame-painter.ts'
import { type ComposePlan, frameBytes } from '../../../avatar/compose/plan.ts'
import { sceneOf } from '../../support/compose-scene.ts'

const never = new AbortController().signal

test('frames come in order, each as it is painted', async () => {
  const { memory, plan } = sceneOf(11)
  const [place, scratch] = [memory.take(frameBytes(plan)), memory.take(100_000)]
  const painter = new FramePainter(plan, openBlend(memory.memory), scratch.address)
  await using composer = new Composer(memory)
  const same: boolean[] = []
  for await (const frame of composer.compose(plan, never)) {
    painter.paint(place.address, same.length)
    same.push(Buffer.from(memory.view(place, frameBytes(plan))).equals(frame))
  }
  expect(same).toEqual(Array.from({ length: 11 }, () => true))
})

test('two compositions go on side by side, and one that is left gives its memory back', async () => {
  const { memory, plan } = sceneOf(9)
  await using composer = new Composer(memory)
  const takenBytes = memory.takenBytes
  const [one, other] = [composer.compose(plan, never), composer.compose(plan, never)]
  expect((await one.next()).done).toBe(false)
  expect((await other.next()).done).toBe(false)
  await one.return()
  let left = 0
  for await (const frame of other) left += frame.length > 0 ? 1 : 0
  expect(left).toBe(8)
  expect(memory.takenBytes).toBe(takenBytes)
})

test('an abort ends it with the reason, and gives its memory back', async () => {
  const { memory, plan } = sceneOf(9)
  await using composer = new Composer(memory)
  const takenBytes = memory.takenBytes
  const stop = new AbortController()
  const frames = composer.compose(plan, stop.signal)
  await frames.next()
  stop.abort(new Error('enough'))
  await expect(frames.next()).rejects.toThrow('enough')
  expect(memory.takenBytes).toBe(takenBytes)
})

test('a composer that is closed fails what goes on, and composes no more', async () => {
  const { memory, plan } = sceneOf(9)
  const composer = new Composer(memory)
  const frames = composer.compose(plan, never)
  await frames.next()
  await composer.close()
  const rest = async () => {
    for await (const frame of frames) expect(frame.length).toBe(frameBytes(plan))
  }
  await expect(rest()).rejects.toMatchObject({ code: 'avatar/composer-died', remedy: 'retry' })
  await expect(composer.compose(plan, never).next()).rejects.toMatchObject({ code: 'avatar/composer-died' })
})

const wrong: [string, (plan: ComposePlan) => object, string][] = [
  ['without a label', () => ({ label: undefined }), 'there is no label'],
  [
    'with a label too small',
    ({ label }) => ({ label: { ...label, cutout: { ...label.cutout, heightPx: 4 } } }),
    'the label is 4 px high; here it is at least 5',
  ],
  [
    'with a label outside',
    ({ label }) => ({ label: { ...label, xPx: 90 } }),
    'the label at 48×12 from 90, 8 leaves the frame',
  ],
  ['with a host at an odd place', () => ({ hostXPx: 15 }), 'all four must be even'],
  [
    'with a host that hangs out',
    () => ({ hostYPx: 100 }),
    "the host's body at 64×80 from 16, 100 leaves the frame",
  ],
  ['with an odd size', () => ({ widthPx: 97 }), 'this is 97×128'],
  ['with a mouth too few', ({ mouths }) => ({ mouths: mouths.slice(1) }), '3 pictures and 2 mouths'],
  [
    'with a mouth too strong',
    () => ({ mouths: Array(3).fill({ shape: 'aa', strength: 1.5 }) }),
    'a strength from 0 to 1',
  ],
  ['without pictures', () => ({ motion: [], mouths: [] }), 'write 1 to'],
]
test.each(wrong)('nothing is composed %s', async (_, change, sentence) => {
  const { memory, plan } = sceneOf(3)
  await using composer = new Composer(memory)
  const bad = { ...plan, ...change(plan) } as ComposePlan
  await expect(composer.compose(bad, never).next()).rejects.toThrow(sentence)
})

test('a label that nobody could see is none', async () => {
  const { memory, plan } = sceneOf(3)
  const { address, widthPx, heightPx } = plan.label.cutout
  const pixels = widthPx * heightPx
  memory.view({ address: address + pixels * 1.5, bytes: pixels }).fill(20)
  await using composer = new Composer(memory)
  await expect(composer.compose(plan, never).next()).rejects.toThrow('too faint to be read')
})
