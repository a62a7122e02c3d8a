// Hosts hang in the wardrobe half drawn: who is shown is drawn to the end, who is not is put away with the browser that draws.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silentLog } from '#core/log.ts'
import { BakeShelf } from '../../../avatar/bake/index.ts'
import type { Stage } from '../../../avatar/browser/index.ts'
import { PictureMemory } from '../../../avatar/compose/index.ts'
import { hostFile } from '../../../avatar/host/index.ts'
import { Wardrobe } from '../../../avatar/studio/wardrobe.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { paintedSize, paintedStages } from '../../support/painted-stage.ts'
import { until } from '../../support/until.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'wardrobe-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const size = { widthPx: paintedSize.widthPx, heightPx: paintedSize.heightPx, frameRateFps: 25 }

/** A wardrobe whose browser draws as fast as it is let: `letDraw` lets it draw so many pictures more. */
async function openWardrobe(stage: AsyncDisposableStack) {
  const clock = new FakeClock()
  const memory = new PictureMemory(64 * 1_048_576)
  const painted = paintedStages()
  let [allowed, whole] = [0, 0]
  const waiting: (() => void)[] = []
  const letDraw = (pictures: number) => {
    allowed += pictures
    for (const go of waiting.splice(0)) go()
  }
  const openStage = async (_deps: unknown, signal: AbortSignal) => {
    const opened = await painted.open()
    const take: Stage['take'] = async (...asked) => {
      while (allowed === 0) {
        signal.throwIfAborted()
        await new Promise<void>(resolve => waiting.push(resolve))
      }
      allowed -= 1
      return await opened.take(...asked)
    }
    return { ...opened, take, ended: new Promise<string>(() => {}) } as unknown as Stage
  }
  const wardrobe = new Wardrobe({
    clock,
    log: silentLog,
    memory,
    shelf: () => BakeShelf.open({ folder, mostBytes: 50_000_000, clock, log: silentLog }),
    cacheFolder: folder,
    browser: () => 'any',
    wings: { of: async () => ({ file: hostFile('lin').path, digest: '', credit: null }) },
    onRenderer: () => {},
    onWhole: () => (whole += 1),
    whenCalm: async () => {},
    openStage,
  })
  stage.defer(async () => {
    const closed = wardrobe.close()
    letDraw(1)
    await closed
  })
  const loopsNow = () =>
    wardrobe.withDressed('lin', size, async ({ host }) => host.loops.map(({ name }) => name))
  return { wardrobe, clock, memory, diary: painted.diary, letDraw, loopsNow, wholeHosts: () => whole }
}

test('a host that is shown from kept clips is drawn to the end', async () => {
  await using stage = new AsyncDisposableStack()
  const { wardrobe, clock, diary, letDraw, loopsNow, wholeHosts } = await openWardrobe(stage)
  letDraw(20)
  expect(await loopsNow()).toEqual(['breath'])
  for (let drawn = 40; !wardrobe.isWhole('lin', size); drawn += 20) {
    await clock.advance(10_000)
    wardrobe.want('lin', size)
    letDraw(20)
    await until('it has drawn on', () => diary.drawn.length >= drawn || wardrobe.isWhole('lin', size))
  }
  expect(await loopsNow()).toEqual(['breath', 'nod', 'idle-short', 'glance', 'tilt', 'turn', 'idle-middle'])
  expect(diary).toMatchObject({ opened: 1, closed: 1 })
  expect(wholeHosts()).toBe(1)
})

test('a host that nobody wants is put away with its browser, and goes on where it was when its first clips are shown again', async () => {
  await using stage = new AsyncDisposableStack()
  const { wardrobe, clock, memory, diary, letDraw, loopsNow } = await openWardrobe(stage)
  letDraw(30)
  expect(await loopsNow()).toEqual(['breath'])
  await until('it has drawn on', () => diary.drawn.length >= 30)
  await clock.advance(61_000)
  letDraw(1)
  await until('its browser is closed', () => diary.closed === 1)
  await until('its memory is given back', () => memory.takenBytes === 0)
  const before = diary.drawn.length

  wardrobe.complete('lin', size)
  letDraw(5)
  await until('it is drawn on', () => diary.drawn.length >= before + 5)
  expect(diary.opened).toBe(2)
  expect(diary.drawn.slice(before, before + 5)).not.toContain(0)
})

test('hosts of first clips do not push each other out: a fourth waits until one is used no more', async () => {
  await using stage = new AsyncDisposableStack()
  const { wardrobe, clock, diary } = await openWardrobe(stage)
  const names = ['a', 'b', 'c', 'd']
  for (let round = 0; round < 5; round++) {
    for (const name of names) wardrobe.complete(name, size)
    await clock.advance(10_000)
  }
  await until('three are drawn', () => diary.opened === 3)
  expect(diary).toMatchObject({ opened: 3, closed: 0 })
  await clock.advance(30_000)
  for (const name of ['b', 'c', 'd']) wardrobe.complete(name, size)
  await clock.advance(31_000)
  expect(diary.opened).toBe(3)
  wardrobe.complete('d', size)
  await until('the fourth is drawn', () => diary.opened === 4)
})
