// A short real drill from end to end, and that nothing of it is left, however it ends.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { childEnvironment } from '#core/child.ts'
import { judge, type Scorecard, scorecardOf } from '#monitoring'
import { cpuSeconds } from '../../scripts/drill/cpu-meter.ts'
import { folderPrefix } from '../../scripts/drill/leftovers.ts'
import { type Marked, MarkedProcesses } from '../../scripts/drill/marked.ts'
import { cardLines, resultLines } from '../../scripts/drill/report.ts'
import { withoutColour } from '../../scripts/demo/text.ts'
import { played } from '../monitoring/scorecard/played.ts'
import { until } from '../support/until.ts'

const longMs = 240_000

/** Whoever is paged: what was said, and a file that tells where. */
async function person() {
  const messages: string[] = []
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', text => messages.push(text))
    request.on('end', () => response.end())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const folder = mkdtempSync(join(tmpdir(), 'drill-person-'))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const { port } = server.address() as AddressInfo
  const file = join(folder, 'page.json')
  const address = { url: `http://127.0.0.1:${port}/`, secret: 'a-secret-of-theirs', privateNetwork: true }
  writeFileSync(file, JSON.stringify({ platform: 'http', language: 'both', ...address }))
  return { file, messages }
}

/** `npm run drill` with a data folder and temporary files of its own. */
function drill(...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'drill-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const env = { ...childEnvironment(), CHANGMING_DATA: join(folder, 'data'), TMPDIR: folder }
  const child = spawn(process.execPath, ['scripts/drill.ts', ...args], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', text => (said += text))
  const instances = () => readdirSync(folder).filter(name => name.startsWith(folderPrefix))
  const cards = () => {
    const drills = join(folder, 'data', 'drills')
    const files = existsSync(drills) ? readdirSync(drills).map(id => join(drills, id, 'scorecard.json')) : []
    return files.filter(existsSync).map(file => JSON.parse(readFileSync(file, 'utf8')) as Scorecard)
  }
  return { folder, child, ended: once(child, 'close'), said: () => said, instances, cards }
}

test(
  'faults acted on a real instance are noticed, recovered from and told of, a person is paged once, and nothing of it is left',
  async () => {
    const { file, messages } = await person()
    const faults = ['--faults', 'endpoint-reset,relay-killed', '--page', file]
    const { folder, child, ended, said, instances, cards } = drill(...faults)
    const processes = await until('the instance begins', () => {
      const [name] = instances()
      return name === undefined ? undefined : new MarkedProcesses(join(folder, name))
    })
    await until('it is on air', () => said().includes('on air') || child.exitCode !== null, longMs)
    expect(processes.look().length).toBeGreaterThan(6)
    await until('somebody is paged', () => messages.length > 0 || child.exitCode !== null, longMs)
    child.stdin.write('\n')
    await ended
    const [card] = cards()
    expect(card?.paging).toEqual({ tookMs: expect.any(Number), by: 'terminal' })
    expect(messages.join('')).toContain('drill')
    expect(messages.join('')).not.toContain('relay-lost')
    expect(card?.results.map(({ fault, became }) => [fault, became?.kind])).toEqual([
      ['endpoint-reset', 'endpoint-lost'],
      ['relay-killed', 'relay-lost'],
    ])
    for (const { noticedMs, recoveredMs, viewers } of card?.results ?? []) {
      expect(noticedMs).not.toBe(null)
      expect(recoveredMs).not.toBe(null)
      expect(viewers.map(({ destination }) => destination)).toEqual(['douyin', 'channels', 'kuaishou'])
    }
    const [reset, killed] = card?.results ?? []
    expect(reset?.viewers.filter(({ isStruck }) => isStruck).length).toBe(1)
    expect(killed?.viewers.every(({ longestMs, saidLostMs }) => longestMs > 0 && saidLostMs > 0)).toBe(true)
    expect(card?.coresUsed).toBeGreaterThan(0)
    expect(card?.isWhole).toBe(false)
    expect(child.exitCode).toBe(card?.outcome === 'passed' ? 0 : 1) // a busy machine may well be late
    expect([processes.look(), instances()]).toEqual([[], []])
  },
  longMs,
)

test.for(['SIGKILL', 'SIGINT'] as const)(
  'a drill that is ended by %s leaves nothing running and nothing lying about',
  { timeout: longMs },
  async name => {
    const { folder, child, ended, instances, cards } = drill('--faults', 'endpoint-reset')
    const isStarted = () => instances().some(each => existsSync(join(folder, each, 'data', 'control.json')))
    await until('its control is there', () => isStarted() || child.exitCode !== null, longMs)
    const processes = new MarkedProcesses(join(folder, instances()[0] ?? ''))
    expect(processes.look().length).toBeGreaterThan(3)
    child.kill(name)
    await ended
    await until(
      'all of it has ended',
      () => processes.look().length === 0 && instances().length === 0,
      60_000,
    )
    expect(cards().map(({ outcome, why }) => [outcome, why])).toEqual(
      name === 'SIGKILL' ? [] : [['unfinished', 'it was ended by SIGINT']],
    )
  },
)

test("a child's time counts once, though its parent counts it too when it reaps it", () => {
  const process = (pid: number, parentPid: number, ownSeconds: number, childrenSeconds: number): Marked => ({
    pid,
    startTicks: '1',
    parentPid,
    ownSeconds,
    childrenSeconds,
  })
  const short = 0.5 // of a child too short-lived to be seen
  expect(cpuSeconds([process(1, 0, 2, 3 + short), process(2, 1, 3, 0), process(3, 1, 1, 0)])).toBe(6)
  expect(cpuSeconds([process(1, 0, 2, short)])).toBe(2.5)
})

test('the terminal says of each fault what became of it, and why a promise was not kept', () => {
  const results = [judge(played()), judge(played({ incidents: [] }))]
  expect(results.flatMap(resultLines).map(withoutColour)).toEqual([
    '✔ 平台地址冻结 endpoint frozen      发现 noticed 0.95 s  处置 acted 1.60 s  恢复 recovered 1.80 s',
    '✘ 平台地址冻结 endpoint frozen      发现 noticed —  处置 acted —  恢复 recovered 1.80 s',
    '    没有事件记录 there is no incident; it should be endpoint-stalled/endpoint',
  ])
  const about = { id: 'x', by: 'anna', beganMs: 0, endedMs: 65_000, machine: null, coresUsed: 0.41 }
  const whole = { why: null, paging: { tookMs: 5_000, by: 'anna' }, asked: [], isCut: false, before: null }
  const lines = cardLines(scorecardOf({ ...about, ...whole, results })).map(withoutColour)
  expect(lines.join('\n')).toContain('✔ anna 确认 took notice after 5.00 s (≤ 180.0 s)')
  expect(lines.join('\n')).toContain('用时 took 65.0 s，处理器 processor 0.41 核 cores (≤ 1)')
  expect(lines.at(-1)).toBe('✘ 有承诺未守 a promise was not kept')
})
