// The fault matrix: acts every kind of fault, many times, on a real instance, and holds what it reports against what platforms got.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Command, InvalidArgumentError } from 'commander'
import { messageOf } from '#core/failure.ts'
import { withoutColour } from './demo/text.ts'
import { unexplained, type Verdict } from './faults/judge.ts'
import { type FaultName, faultKinds, faultNames } from './faults/kinds.ts'
import { lanes } from './faults/lanes.ts'
import { planned, seeded } from './faults/plan.ts'
import { hasPrometheus } from './faults/prometheus.ts'
import { figuresOf, markdownOf, type Outcome, tableLines } from './faults/report.ts'
import { Rig } from './faults/rig.ts'
import { Matrix } from './faults/run.ts'

type Options = { count: number; kinds: FaultName[]; seed: number; out?: string; soak?: number }

const options = new Command('faults')
  .description('故障矩阵: every kind of fault, many times; what is reported against what platforms received.')
  .option('--count <n>', 'faults in all', toWhole, 200)
  .option('--kinds <names>', 'only these, with commas between', toKinds, [])
  .option('--seed <n>', 'another order of faults', toWhole, 1)
  .option('--out <folder>', 'writes faults.json and faults.md there')
  .option('--soak <minutes>', 'acts nothing, and counts incidents', toMinutes)
  .addHelpText(
    'after',
    `\nKinds:\n${faultNames.map(name => `  ${name.padEnd(22)}${faultKinds[name].sentence}`).join('\n')}`,
  )
  .parse()
  .opts<Options>()

const stop = new AbortController()
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(name, () => stop.abort(new Error(name)))
process.stdout.on('error', () => stop.abort(new Error('nobody reads us any more')))
const print = (line: string) =>
  void process.stdout.write(`${process.stdout.isTTY ? line : withoutColour(line)}\n`)

process.exit(await main())

async function main(): Promise<number> {
  if (!hasPrometheus) {
    print(
      'there is no prometheus here, which the matrix reads metrics through; install the Debian package prometheus',
    )
    return 2
  }
  try {
    await using stage = new AsyncDisposableStack()
    const rig = await Rig.open(stage, { lanes, signal: stop.signal, say: print })
    return options.soak === undefined ? await runMatrix(rig) : await soak(rig, options.soak)
  } catch (error) {
    print(`broke: ${messageOf(error)}`)
    return 1
  }
}

async function runMatrix(rig: Rig): Promise<number> {
  const startedMs = performance.now()
  const faults = planned(options.count, options.kinds, options.seed)
  const verdicts: Verdict[] = []
  const onVerdict = (verdict: Verdict) => {
    verdicts.push(verdict)
    print(lineOf(verdict))
  }
  const plan = { faults, random: seeded(options.seed), signal: stop.signal, onVerdict }
  const broke = await new Matrix(rig, plan).run().then(
    () => null,
    error => messageOf(error),
  )
  const incidents = await rig.incidents()
  const outcome: Outcome = {
    wanted: options.count,
    verdicts,
    unexplained: unexplained(verdicts, incidents),
    incidents: incidents.length,
    counted: await rig.counted(incidents),
    searched: await rig.search(),
    tookMs: performance.now() - startedMs,
    broke,
  }
  for (const line of ['', ...tableLines(outcome)]) print(line)
  if (options.out !== undefined) write(options.out, outcome)
  return figuresOf(outcome).every(({ isMet }) => isMet) ? 0 : 1
}

function lineOf({
  acted,
  became,
  isRight,
  openedAfterMs,
  compared,
  falselyCarryingMs,
  extra,
}: Verdict): string {
  const off = compared.map(each => `${each.what} ${each.destination} ${each.reportedMs}/${each.receivedMs}`)
  const worst = Math.max(0, ...compared.map(({ offMs }) => offMs))
  const first = `${isRight ? '✔' : '✘'} ${acted.number} ${acted.name} ${acted.broadcasts.join('+')}: ${became || 'nothing'}`
  return `${first}, opened ${openedAfterMs} ms, off ${worst} ms${worst > 200 ? ` (${off.join('; ')})` : ''}, carrying ${falselyCarryingMs}${extra.length > 0 ? `, extra ${extra.join(' ')}` : ''}`
}

function write(folder: string, outcome: Outcome): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'faults.json'),
    `${JSON.stringify({ figures: figuresOf(outcome), ...outcome }, null, 2)}\n`,
  )
  writeFileSync(join(folder, 'faults.md'), markdownOf(outcome))
}

/** Nothing is acted: every incident is one too many. */
async function soak({ listener }: Rig, minutes: number): Promise<number> {
  const before = listener.heardMs.size
  print(`${minutes} minutes in which nothing is acted …`)
  await delay(minutes * 60_000, undefined, { signal: stop.signal })
  const found = listener.heardMs.size - before
  print(`incidents in ${minutes} minutes: ${found} (0)`)
  return found === 0 ? 0 : 1
}

function toWhole(text: string): number {
  const number = Number(text)
  if (text.trim() !== '' && Number.isInteger(number) && number > 0 && number <= 10_000) return number
  throw new InvalidArgumentError('write a whole number from 1 to 10000.')
}

function toMinutes(text: string): number {
  const minutes = Number(text)
  if (text.trim() !== '' && minutes > 0 && minutes <= 10_000) return minutes
  throw new InvalidArgumentError('write how many minutes, from just above 0 to 10000.')
}

function toKinds(text: string): FaultName[] {
  const names = text.split(',')
  const unknown = names.filter(name => !faultNames.includes(name as FaultName))
  if (unknown.length === 0) return names as FaultName[]
  throw new InvalidArgumentError(`there is no ${unknown.join(', ')}; there are ${faultNames.join(', ')}.`)
}
