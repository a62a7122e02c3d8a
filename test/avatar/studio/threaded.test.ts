// The studio's thread gives back what clips were made of by ending; nobody who waits for a clip notices.
import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import type { Line } from '../../../avatar/feed/lines.ts'
import type { Look, Take } from '../../../avatar/feed/studio.ts'
import { ThreadedStudio } from '../../../avatar/studio/threaded.ts'
import { markOf } from '../../support/synthetic-camera.ts'
import { until } from '../../support/until.ts'

const program = new URL('../../fixtures/resting-studio.ts', import.meta.url)
const never = new AbortController().signal
const look: Look = {
  host: 'lin',
  set: { kind: 'studio' } as unknown as Look['set'],
  label: 'AI',
  profile: { widthPx: 720, heightPx: 1_280, frameRateFps: 25 } as Look['profile'],
}
const line = { text: 'a sentence' } as Line
const threadOf = ({ clip }: Take) => markOf(clip.pictures[0]?.payload as Buffer)

function openStudio(stage: AsyncDisposableStack): ThreadedStudio {
  const plan = { folder: '', hostsFolder: '', logosFolder: '', logFile: '' }
  const studio = new ThreadedStudio(plan, { clock: systemClock, onChild: () => {} }, program)
  stage.defer(() => studio.close())
  return studio
}

test('a studio that would rest is ended, and the next clip is made by another', async () => {
  await using stage = new AsyncDisposableStack()
  const studio = openStudio(stage)
  const first = threadOf(await studio.pause(look, never))
  const isAnother = async () => threadOf(await studio.pause(look, never)) !== first
  expect(await until('another makes clips', isAnother)).toBe(true)
})

test('while somebody waits for a clip it does not rest', async () => {
  await using stage = new AsyncDisposableStack()
  const studio = openStudio(stage)
  const [said, paused] = await Promise.all([studio.speak(look, line, never), studio.pause(look, never)])
  expect(threadOf(said)).toBe(threadOf(paused))
})
