// The benchmark: what the product costs and how fast it recovers, beside nginx-rtmp; as tables, and as JSON.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { messageOf } from '#core/failure.ts'
import { benchmarks } from './bench/all.ts'
import type { Bench, Benchmark } from './bench/benchmark.ts'
import { warmCache } from './bench/fan-out-round.ts'
import { loadText, machineHere, machineLines } from './bench/machine.ts'
import { hasNginx } from './bench/nginx.ts'
import { helpLines, missed, type Result, tableLines } from './bench/report.ts'
import { withoutColour } from './demo/text.ts'

type Options = {
  rounds: number
  seconds: number
  kills: number
  freezes: number
  soak: number
  peer: boolean
  peerFreeze?: number | true
  json?: string
  strict?: true
}

const command = new Command('bench')
  .description('长明基准: what Changming costs and how fast it recovers, beside nginx-rtmp push.')
  .argument('[names...]', 'benchmarks to run; all when none is named')
  .option('--rounds <n>', 'pairs of ours and nginx-rtmp, in turn', atLeast(1), 3)
  .option('--seconds <n>', 'how long a round is measured', atLeast(3), 15)
  .option('--kills <n>', 'endpoints to kill', atLeast(1), 20)
  .option('--freezes <n>', 'freezes of each kind of endpoint', atLeast(1), 10)
  .option('--no-peer', 'as if there were no nginx-rtmp here')
  .option('--soak <minutes>', 'length of the soak; 30 is the record', toMinutes, 3)
  .option(
    '--peer-freeze [seconds]',
    'freeze a far end of nginx-rtmp push too; waits so long (60)',
    atLeast(1),
  )
  .option('--json <file>', 'writes everything there too')
  .option('--strict', 'a missed target is a failure')
  .addHelpText('after', `\nBenchmarks:\n${helpLines(benchmarks).join('\n')}`)
  .parse()
const options = command.opts<Options>()
const chosen = choose(command.args)

let isBroken = false
const stop = new AbortController()
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(name, () => {
    if (!stop.signal.aborted) print('ending everything …')
    stop.abort(new Error(name))
  })
process.on('uncaughtException', error => {
  print(`broke: ${error.stack ?? error.message}`)
  isBroken = true
  stop.abort(error)
})
process.stdout.on('error', () => stop.abort(new Error('nobody reads us any more')))

process.exit(await run())

async function run(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'changming-bench-'))
  try {
    return await runAll({
      rounds: options.rounds,
      windowSeconds: options.seconds,
      kills: options.kills,
      freezes: options.freezes,
      soakMinutes: options.soak,
      peerFreezeSeconds: options.peerFreeze === true ? 60 : (options.peerFreeze ?? 0),
      hasPeer: options.peer && hasNginx,
      cacheFolder: folder,
      say: sentence => print(`  ${sentence}`),
      signal: stop.signal,
    })
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function runAll(bench: Bench): Promise<number> {
  const machine = machineHere(bench.hasPeer)
  const startedAt = new Date().toISOString()
  const results: Result[] = []
  for (const line of machineLines(machine)) print(line)
  await warmCache(bench).catch(error => print(`  the first start failed: ${messageOf(error)}`))
  for (const benchmark of chosen) {
    if (stop.signal.aborted) break
    print(`\n${benchmark.name}: ${benchmark.sentence} …`)
    results.push(await runOne(benchmark, bench))
    if (options.json !== undefined)
      writeFileSync(options.json, JSON.stringify({ startedAt, machine, options, results }, undefined, 2))
  }
  for (const line of tableLines(results)) print(line)
  print(`\nload average now: ${loadText()}`)
  if (stop.signal.aborted && !isBroken) return 130
  if (isBroken || results.some(each => each.broke !== null)) return 1
  return options.strict && missed(results).length > 0 ? 1 : 0
}

async function runOne(benchmark: Benchmark, bench: Bench): Promise<Result> {
  const { name, sentence } = benchmark
  const startedMs = performance.now()
  const loadAverage = loadText()
  const about = () => ({
    name,
    sentence,
    loadAverage,
    tookSeconds: Math.round((performance.now() - startedMs) / 1_000),
  })
  try {
    const rows = await benchmark.run(bench)
    return { ...about(), rows, broke: null }
  } catch (error) {
    const why = stop.signal.aborted ? `ended by ${messageOf(stop.signal.reason)}` : messageOf(error)
    return { ...about(), rows: [], broke: why }
  }
}

function choose(names: readonly string[]): readonly Benchmark[] {
  const unknown = names.filter(name => !benchmarks.some(each => each.name === name))
  if (unknown.length > 0)
    command.error(
      `there is no benchmark ${unknown.join(', ')}; there are ${benchmarks.map(each => each.name).join(', ')}`,
    )
  return names.length === 0 ? benchmarks : benchmarks.filter(each => names.includes(each.name))
}

function print(line: string): void {
  process.stdout.write(`${process.stdout.isTTY ? line : withoutColour(line)}\n`)
}

function atLeast(least: number): (text: string) => number {
  return text => {
    const value = Number(text)
    if (Number.isInteger(value) && value >= least && value <= 10_000) return value
    throw new InvalidArgumentError(`write a whole number from ${least} to 10000.`)
  }
}

function toMinutes(text: string): number {
  const minutes = Number(text)
  if (text.trim() !== '' && minutes > 0 && minutes <= 1_440) return minutes
  throw new InvalidArgumentError('write how many minutes, from just above 0 to 1440.')
}
