// The first thing to run: a camera, the product, three stand-in platforms, and a live table of what goes where.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { messageOf } from '#core/failure.ts'
import { findFfmpeg } from '#core/ffmpeg.ts'
import { actFaults } from './demo/faults.ts'
import { failed } from './demo/programs.ts'
import { Screen } from './demo/screen.ts'
import { openStage } from './demo/stage.ts'
import { plainLine, tableLines, type View } from './demo/table.ts'
import { withoutColour } from './demo/text.ts'
import { reportLines } from './demo/viewers.ts'
import { Watch } from './demo/watch.ts'

type Options = { minutes?: number; tty: boolean; input?: string; host?: true; faults?: true }

const options = new Command('demo')
  .description('长明演示: a camera feed, three stand-in platforms, a broadcast to all of them.')
  .option('--minutes <n>', 'ends by itself after so long', toMinutes)
  .option('--no-tty', 'prints lines instead of a table')
  .option('--input <file>', 'loops a file instead of the test picture')
  .option(
    '--host',
    'a virtual host instead of the camera; with --faults she steps in when the camera is lost',
  )
  .option('--faults', 'kills and freezes the camera, then platforms, and reports what viewers saw')
  .parse()
  .opts<Options>()

const isTty = options.tty && process.stdout.isTTY
const stop = new AbortController()
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort())
process.stdout.on('error', () => stop.abort()) // nobody reads us any more
const print = (line: string) => void process.stdout.write(`${isTty ? line : withoutColour(line)}\n`)

try {
  process.exitCode = await run()
} catch (error) {
  if (!stop.signal.aborted) {
    print(`演示失败 the demo failed: ${messageOf(error)}`)
    process.exitCode = 1
  }
}
print('全部结束 everything has ended')
process.exit()

async function run(): Promise<number> {
  const input = options.input === undefined ? undefined : resolve(options.input)
  if (input !== undefined && !existsSync(input)) throw failed(`there is no file ${input}`)
  const ffmpeg = await findFfmpeg()
  if (ffmpeg.origin === 'npm')
    print(
      'FFmpeg 来自 npm（2018 年）is the build of 2018 that npm brings: fine here; for real use, install FFmpeg 5 or newer',
    )
  const host = options.host ? (options.faults ? 'understudy' : 'alone') : undefined
  await using stage = await openStage({ input, say: print, host }, stop.signal)
  print(`页面 page: ${stage.house.page}`)
  for (const platform of stage.platforms) print(`观众所见 viewers of ${platform.name}: ${platform.playUrl}`)

  const over = new AbortController()
  const signal = AbortSignal.any([stop.signal, over.signal])
  const watch = new Watch(stage)
  const screen = isTty ? new Screen(process.stdout) : undefined
  try {
    const watching = watch.run(shower(screen), signal)
    const acting = options.faults ? actFaults(stage, watch, signal) : undefined
    acting?.catch(() => {}) // awaited below; until then its failure must not go unheard as "unhandled"
    const timer =
      options.minutes === undefined ? undefined : setTimeout(() => over.abort(), options.minutes * 60_000)
    await Promise.race([watching, acting ?? watching])
    clearTimeout(timer)
    if (acting === undefined) return 0
    const seen = await acting
    over.abort()
    await watching
    for (const line of ['', ...reportLines(seen)]) print(line)
    return seen.broken.length === 0 ? 0 : 1
  } finally {
    over.abort()
    screen?.close()
    print('正在结束 ending …')
  }
}

/** A table where there is a terminal, else a line each second. */
function shower(screen: Screen | undefined): (view: View) => void {
  let saidSecond = -1
  let told = 0
  return view => {
    if (screen !== undefined) return screen.draw(tableLines(view, screen.width))
    const fresh = Math.min(view.news.length, view.newsTotal - told)
    for (const line of view.news.slice(view.news.length - fresh)) print(line)
    told = view.newsTotal
    const second = Math.floor(view.seconds)
    if (second !== saidSecond) print(plainLine(view))
    saidSecond = second
  }
}

function toMinutes(text: string): number {
  const minutes = Number(text)
  if (text.trim() !== '' && minutes > 0 && minutes <= 1_000) return minutes
  throw new InvalidArgumentError('write how many minutes, from just above 0 to 1000.')
}
