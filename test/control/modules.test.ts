// Before a worker's first start its program is run once for the compile cache; nothing depends on how that goes.
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { studioRuntime } from '#core/child.ts'
import { systemClock } from '#core/clock.ts'
import { openLog } from '#core/log.ts'
import { makePlaces } from '#core/places.ts'
import { Modules } from '../../control/supervisor/modules.ts'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'changming-test-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

const modules = () => {
  const log = openLog('control', { level: 'info', file: join(folder, 'log') })
  return new Modules({ clock: systemClock, log, places: makePlaces(folder) })
}
const never = new AbortController().signal

function program(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

test('a program is run once in all lives, without arguments, with the cache of the data folder', async () => {
  const file = program(
    'one.mjs',
    `import { appendFileSync } from 'node:fs'
     appendFileSync(import.meta.filename + '.said', JSON.stringify([process.argv.length, process.env.NODE_COMPILE_CACHE]))
     process.exit(2)`,
  )
  const all = modules()
  await Promise.all([all.compiled(file, studioRuntime, never), all.compiled(file, studioRuntime, never)])
  await all.compiled(file, studioRuntime, never)
  await modules().compiled(file, studioRuntime, never) // another life finds it there
  expect(JSON.parse(readFileSync(`${file}.said`, 'utf8'))).toEqual([2, join(folder, 'cache')])
})

test('a program that breaks holds nobody up', async () => {
  await modules().compiled(program('two.mjs', 'throw new Error("broken")'), studioRuntime, never)
  expect(readFileSync(join(folder, 'log'), 'utf8')).not.toContain('not-compiled')
})

test('a program that has changed is run again, and so is one for other flags', async () => {
  const file = program(
    'four.mjs',
    `import { appendFileSync } from 'node:fs'
     appendFileSync(import.meta.filename + '.said', 'x')
     process.exit(2)`,
  )
  await modules().compiled(file, studioRuntime, never)
  await modules().compiled(file, { flags: ['--max-opt=2'], env: {} }, never)
  utimesSync(file, 1, 1)
  await modules().compiled(file, studioRuntime, never)
  expect(readFileSync(`${file}.said`, 'utf8')).toBe('xxx')
})

test('a program that does not end is ended with the signal', async () => {
  const stop = new AbortController()
  const compiled = modules().compiled(
    program('three.mjs', 'setInterval(() => {}, 1_000)'),
    studioRuntime,
    stop.signal,
  )
  stop.abort(new Error('control closes'))
  await compiled
  expect(stop.signal.aborted).toBe(true)
})
