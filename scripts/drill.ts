// Fault drills: a second instance on air beside whatever runs here, faults one after another, and a scorecard.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Command, InvalidArgumentError } from 'commander'
import { DrillShelf, environmentPrefix, progressLine, type Settings, settingsSchema } from '#control'
import { environmentOf } from '#core/environment.ts'
import { messageOf } from '#core/failure.ts'
import { readSettings, readSettingsFile } from '#core/settings.ts'
import {
  type DrillFault,
  drillFaults,
  faultNames,
  type Result,
  type Scorecard,
  scorecardPage,
} from '#monitoring'
import { withoutColour } from './demo/text.ts'
import { runDrill } from './drill/drill.ts'
import type { Receiver } from './drill/paging.ts'
import { hearParent, type Order } from './drill/parent.ts'
import { actingLine, cardLines, resultLines } from './drill/report.ts'

type Options = {
  faults: readonly DrillFault[]
  out?: string
  page?: Receiver
  config?: string
  ordered?: true
}

const options = new Command('drill')
  .description(
    '长明演练: acts faults on a second instance with stand-in platforms, and says how soon it recovered.',
  )
  .option('--faults <names>', 'only these, with commas between', toFaults, [...drillFaults])
  .option('--out <folder>', 'writes scorecard.json and scorecard.html there too')
  .option(
    '--page <file>',
    'pages a person: JSON as PUT /api/receivers takes it, such as {"platform":"wecom","url":"…"}; Enter here takes notice',
    toReceiver,
  )
  .option(
    '--config <file>',
    'the settings of the installation here: its waits are drilled, and its data folder keeps the card',
  )
  .option('--ordered', 'the order comes on standard input; for the product itself')
  .addHelpText(
    'after',
    `\nFaults 故障:\n${drillFaults.map(each => `  ${each.padEnd(18)}${faultNames[each].zh} ${faultNames[each].en}`).join('\n')}`,
  )
  .parse()
  .opts<Options>()

const stop = new AbortController()
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(name, () => stop.abort(new Error(`it was ended by ${name}`)))
process.stdout.on('error', () => stop.abort(new Error('nobody reads it any more')))
const print = (line: string) =>
  void process.stdout.write(`${process.stdout.isTTY ? line : withoutColour(line)}\n`)

/** Whatever is on air here comes first. */
const niceness = 10
setPriority(Math.max(niceness, constants.priority.PRIORITY_NORMAL))

try {
  process.exitCode = await main()
} catch (error) {
  print(messageOf(error))
  process.exitCode = 2
}
process.exit()

async function main(): Promise<number> {
  const parent = options.ordered
    ? await hearParent(() => stop.abort(new Error('control is gone')))
    : undefined
  const order = parent?.order ?? ownOrder()
  const shelf = new DrillShelf(order.data)
  const running = shelf.open().find(({ id, isRunning }) => isRunning && id !== order.id)
  if (running !== undefined)
    throw new Error(`a drill runs already (${running.id}, by ${running.by}); wait for it`)
  shelf.settle(Date.now(), order.id)
  shelf.begin({ id: order.id, by: order.by, beganMs: Date.now() })
  const results: Result[] = []
  const tell = (acting: DrillFault | null) => {
    if (options.ordered)
      process.stderr.write(
        `${progressLine({ acting, of: options.faults.length, results: results.map(short) })}\n`,
      )
  }
  const card = await runDrill(
    {
      ...order,
      faults: options.faults,
      before: shelf.cards().find(({ outcome }) => outcome !== 'unfinished') ?? null,
      onPage: acknowledge => {
        parent?.onAcknowledged(acknowledge)
        if (parent === undefined) onEnter(acknowledge)
      },
      onFault: fault => {
        print(actingLine(fault))
        tell(fault)
      },
      onResult: result => {
        resultLines(result).forEach(print)
        results.push(result)
        tell(null)
      },
      say: sentence => {
        print(sentence)
        tell(null)
      },
    },
    stop.signal,
  )
  shelf.finish(card)
  if (options.out !== undefined) write(options.out, card)
  cardLines(card).forEach(print)
  print(`  ${join(shelf.folderOf(card.id), 'scorecard.html')}`)
  return card.outcome === 'passed' ? 0 : 1
}

const short = ({ fault, verdict, recoveredMs }: Result) => ({ fault, verdict, recoveredMs })

function ownOrder(): Order {
  const { data, ingest, relay } = settingsHere()
  const id = DrillShelf.newId(Date.now())
  return { id, by: 'npm run drill', data, config: { ingest, relay }, page: options.page ?? null }
}

function settingsHere(): Settings {
  const file = readSettingsFile(options.config ?? 'changming.config.json', options.config !== undefined)
  const env = environmentOf(environmentPrefix)
  return readSettings(settingsSchema, { file, env, prefix: environmentPrefix })
}

function onEnter(acknowledge: (by: string) => void): void {
  print('有人会收到消息；在这里按回车表示已知晓 somebody is being paged; Enter here takes notice')
  createInterface({ input: process.stdin }).once('line', () => acknowledge('terminal'))
}

function write(folder: string, card: Scorecard): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'scorecard.json'), `${JSON.stringify(card, null, 2)}\n`)
  writeFileSync(join(folder, 'scorecard.html'), scorecardPage(card).html)
}

function toFaults(text: string): DrillFault[] {
  const names = text.split(',')
  const unknown = names.filter(name => !drillFaults.includes(name as DrillFault))
  if (unknown.length === 0) return drillFaults.filter(each => names.includes(each))
  throw new InvalidArgumentError(`there is no ${unknown.join(', ')}; there are ${drillFaults.join(', ')}.`)
}

function toReceiver(file: string): Receiver {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Receiver
  } catch (error) {
    throw new InvalidArgumentError(`it cannot be read as JSON: ${messageOf(error)}`)
  }
}
