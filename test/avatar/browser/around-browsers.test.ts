// What surrounds a browser: archives it comes in, what it leaves behind, and a machine without any.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStage } from '../../../avatar/browser/index.ts'
import { readTar } from '../../../avatar/browser/tar.ts'
import { systemClock } from '#core/clock.ts'
import { silentLog } from '#core/log.ts'

test('an archive gives its plain files, whole, and passes over folders', () => {
  const tar = Buffer.concat([
    entry('lib/', '5', ''),
    entry('lib/a.so', '0', 'x'.repeat(513)),
    entry('b', '0', ''),
    Buffer.alloc(1_024),
  ])
  expect([...readTar(tar)].map(({ name, body }) => [name, body.length])).toEqual([
    ['lib/a.so', 513],
    ['b', 0],
  ])
})

test('where no browser draws, the sentence says what to install', async () => {
  const cacheFolder = mkdtempSync(join(tmpdir(), 'stage-'))
  const plan = { clock: systemClock, log: silentLog, cacheFolder, browser: { path: '/bin/false' } }
  const opening = openStage(plan, new AbortController().signal)
  await expect(opening).rejects.toMatchObject({ code: 'avatar/no-browser', fault: 'operator' })
  await expect(opening).rejects.toThrow(/apt install chromium/)
  rmSync(cacheFolder, { recursive: true })
})

test('what a killed browser left is removed, and what a living one needs is not', async () => {
  const cacheFolder = mkdtempSync(join(tmpdir(), 'stage-'))
  const left = (name: string, pid: number) => {
    mkdirSync(join(cacheFolder, name))
    writeFileSync(join(cacheFolder, name, 'pid'), `${pid}\n`)
    return join(cacheFolder, name)
  }
  const [dead, living] = [left('run-dead', 4_194_400), left('run-living', process.pid)]
  const plan = { clock: systemClock, log: silentLog, cacheFolder, browser: { path: '/bin/false' } }
  await expect(openStage(plan, new AbortController().signal)).rejects.toMatchObject({
    code: 'avatar/no-browser',
  })
  expect([existsSync(dead), existsSync(living)]).toEqual([false, true])
  rmSync(cacheFolder, { recursive: true })
})

function entry(name: string, kind: string, body: string): Buffer {
  const head = Buffer.alloc(512)
  head.write(name, 0)
  head.write(body.length.toString(8).padStart(11, '0'), 124)
  head.write(kind, 156)
  const rest = Buffer.alloc(Math.ceil(body.length / 512) * 512)
  rest.write(body)
  return Buffer.concat([head, rest])
}
