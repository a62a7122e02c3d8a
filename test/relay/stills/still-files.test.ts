// A worker's newest pictures outlive its being killed, bounded; whoever ends in order leaves none.
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { KeptStill } from '../../../relay/stills/ring.ts'
import { StillFiles } from '../../../relay/stills/still-files.ts'
import { Stills } from '../../../relay/stills/stills.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { until } from '../../support/until.ts'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'changming-stills-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return join(made, 'relay-evening.stills')
}

function still(atMs: number, more: Partial<KeptStill> = {}): KeptStill {
  const payload = Buffer.alloc(more.bytes ?? 1_000, atMs % 251)
  return { atMs, shows: 'camera-a', bytes: payload.length, payload, header: Buffer.from('head'), ...more }
}

/** Keeps one after another, each once the one before is on disk. */
async function keepAll(files: StillFiles, at: string, program: string, stills: readonly KeptStill[]) {
  const isThere = ({ atMs }: KeptStill) => new StillFiles(at).load().some(each => each.atMs === atMs)
  for (const each of stills)
    await until('it is on disk', () => {
      files.keep(program, each) // left out while the one before is being written
      return isThere(each)
    })
}

test('the newest few of each program are there for a successor, as they were sent', async () => {
  const at = folder()
  const sent = Array.from({ length: 8 }, (_, i) => still(10_000 + i * 2_000))
  await keepAll(new StillFiles(at), at, 'main', sent)
  const left = new StillFiles(at).load()
  expect(left.map(({ atMs }) => atMs)).toEqual([16_000, 18_000, 20_000, 22_000, 24_000])
  expect(left.at(-1)).toEqual({ ...sent.at(-1), program: 'main' })
  expect(statSync(at).mode & 0o777).toBe(0o700)
})

test('close ones, large ones and programs beyond four are not written; a change of what is shown is', async () => {
  const at = folder()
  const files = new StillFiles(at)
  await keepAll(files, at, 'main', [still(1_000)])
  files.keep('main', still(1_900))
  await keepAll(files, at, 'main', [still(2_000, { shows: 'slate' })])
  files.keep('main', still(9_000, { bytes: 2_000_000 }))
  for (const program of ['b', 'c', 'd'])
    await keepAll(files, at, program, [still(3_000 + program.charCodeAt(0))])
  files.keep('e', still(8_000))
  await keepAll(files, at, 'main', [still(20_000)])
  expect(new StillFiles(at).load().map(({ atMs }) => atMs)).toEqual([
    1_000, 2_000, 3_098, 3_099, 3_100, 20_000,
  ])
})

test('one that was cut short by a kill is left out, and who ends in order leaves nothing', async () => {
  const at = folder()
  const files = new StillFiles(at)
  await keepAll(files, at, 'main', [still(1_000), still(3_000)])
  const [first = ''] = readdirSync(at)
  truncateSync(join(at, first), 600)
  expect(new StillFiles(at).load()).toHaveLength(1)
  files.keep('main', still(5_000)) // is still being written
  await files.close()
  expect(existsSync(at)).toBe(false)
  files.keep('main', still(9_000))
  expect(existsSync(at)).toBe(false)
})

test('who takes over and dies at once as well leaves the pictures of both', async () => {
  const at = folder()
  await keepAll(new StillFiles(at), at, 'main', [still(10_000)])
  const second = new StillFiles(at)
  second.load()
  await keepAll(second, at, 'main', [still(12_000)])
  expect(new StillFiles(at).load().map(({ atMs }) => atMs)).toEqual([10_000, 12_000])
})

test('programs that send no more make room for new ones', async () => {
  const at = folder()
  const first = new StillFiles(at)
  for (const [i, program] of ['a', 'b', 'c', 'd'].entries())
    await keepAll(first, at, program, [still(1_000 + i)])
  const second = new StillFiles(at)
  second.load()
  await keepAll(second, at, 'd', [still(5_000)])
  await keepAll(second, at, 'e', [still(6_000)])
  expect(new StillFiles(at).load().map(({ program }) => program)).toEqual(['b', 'c', 'd', 'd', 'e'])
})

test('a successor shows what its predecessor sent of late, and nothing of an earlier evening', async () => {
  const at = folder()
  const clock = new FakeClock()
  const nowMs = clock.wallMs()
  await keepAll(new StillFiles(at), at, 'main', [
    still(nowMs - 400_000),
    still(nowMs - 5_000),
    still(nowMs - 900),
  ])
  const stills = new Stills(clock, new StillFiles(at))
  expect(stills.list(0, nowMs)).toMatchObject([
    { program: 'main', stills: [{ atMs: nowMs - 5_000 }, { atMs: nowMs - 900, shows: 'camera-a' }] },
  ])
  await stills.close()
  expect(existsSync(at)).toBe(false)
})
