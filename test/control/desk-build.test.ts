// The desk's build: what a builder that fails says is told, and closing ends one at work.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { silentLog } from '#core/log.ts'
import { openDeskBuild } from '../../control/desk/build.ts'
import { until } from '../support/until.ts'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'changming-test-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A builder of these lines, for pages that are not built yet. */
function openWith(...lines: string[]) {
  const program = join(folder, 'builder.mjs')
  writeFileSync(program, lines.join('\n'))
  return openDeskBuild({ clock: systemClock, log: silentLog, program, isBuilt: () => false })
}

test('why a build failed is its last line, however much it said before', async () => {
  const desk = openWith(
    'for (let i = 0; i < 100; i++) console.error(`line ${i}`)',
    'console.error("no space left")',
    'process.exitCode = 1',
  )
  expect(desk.trouble()).toBe('')
  await until('it is told', () => desk.trouble() !== '')
  expect(desk.trouble()).toBe('no space left')
  await desk.close()
})

test('closing ends a build at work, once, and blames nobody', async () => {
  const desk = openWith('setInterval(() => {}, 1_000)')
  const closed = desk.close()
  await Promise.all([closed, desk.close()])
  expect(desk.trouble()).toBe('')
})

test('pages that are built are not built again', async () => {
  const program = join(folder, 'nowhere.mjs')
  const desk = openDeskBuild({ clock: systemClock, log: silentLog, program, isBuilt: () => true })
  await desk.close()
  expect(desk.trouble()).toBe('')
})
