// The programs around a benchmark: cameras, platforms and nginx. Each is ended with the stage that it stands on, by its pid.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { childEnvironment, lineReader } from '#core/child.ts'
import { must } from './waiting.ts'

const here = (name: string) => new URL(`programs/${name}`, import.meta.url).pathname
const alive = new Set<ChildProcess>()
const goesWithinMs = 1_500

// Should we ourselves end out of turn.
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})

/** Starts a program in a group of its own, so that Ctrl-C reaches us alone. The end of its input is the order to end. */
export function startOn(stage: AsyncDisposableStack, program: string, args: readonly string[]): ChildProcess {
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: childEnvironment(),
    detached: true,
  })
  const ended = once(child, 'close')
  ended.catch(() => {}) // it never lived: whoever waits for it is told below
  alive.add(child)
  child.once('close', () => alive.delete(child))
  child.stdin.on('error', () => {}) // it has ended
  stage.defer(async () => {
    child.kill('SIGCONT')
    child.stdin.end()
    await Promise.race([ended, delay(goesWithinMs)]).catch(() => {})
    if (child.pid !== undefined && alive.has(child)) {
      child.kill('SIGKILL')
      await ended
    }
  })
  return child
}

/** One of `programs/`; each line that it prints is JSON. */
function startProgram(
  stage: AsyncDisposableStack,
  args: readonly string[],
  onLine: (said: never) => void,
): ChildProcess {
  const [name = '', ...rest] = args
  const child = startOn(stage, process.execPath, [here(name), ...rest])
  child.stdout?.setEncoding('utf8').on(
    'data',
    lineReader(line => onLine(JSON.parse(line) as never)),
  )
  return child
}

export type PumpPlan = {
  readonly port: number
  readonly app: string
  readonly kbps: number
  readonly keys: readonly string[]
  /** Whether its cameras connect again when their connection ends, as encoders do. */
  readonly comesBack?: boolean
}

export type Pump = { kill(signal: NodeJS.Signals): void }

/** A camera for each key. */
export function startPump(stage: AsyncDisposableStack, plan: PumpPlan): Pump {
  const { port, app, kbps, keys, comesBack = false } = plan
  const args = ['pump.ts', '127.0.0.1', String(port), app, String(kbps), ...(comesBack ? ['again'] : [])]
  const pump = startProgram(stage, args, () => {})
  pump.stdin?.write(`${keys.join('\n')}\n`)
  return { kill: signal => void pump.kill(signal) }
}

export type ReplayPlan = {
  readonly port: number
  readonly app: string
  readonly file: string
  readonly key: string
}

/** A camera that plays a recording over and over. */
export function startReplay(stage: AsyncDisposableStack, { port, app, file, key }: ReplayPlan): void {
  const replay = startProgram(stage, ['replay.ts', '127.0.0.1', String(port), app, file], () => {})
  replay.stdin?.write(`${key}\n`)
}

/** What came of one stream in about a second; `name` is `app/stream`. */
export type Came = {
  readonly name: string
  readonly bytes: number
  readonly frames: number
  /** Frames that the camera sent and that never came. */
  readonly lost: number
  readonly delaysMs: readonly number[]
  /** The largest step from one picture's time to the next one's. */
  readonly holeMs: number
  /** The longest that no picture came, that which still lasts included. */
  readonly silenceMs: number
}

/** Something came for the first time on a connection, `sharedMs`. */
export type First = { readonly name: string; readonly what: 'publish' | 'key frame'; readonly atMs: number }

/** Another source is shown than before, or the first on a connection (`isNew`); `sharedMs`. */
export type Turn = {
  readonly name: string
  readonly to: 'camera' | 'slate'
  readonly isNew: boolean
  readonly atMs: number
}

export type Sink = {
  readonly port: number
  readonly pid: number
  readonly seconds: readonly (readonly Came[])[]
  readonly firsts: readonly First[]
  readonly turns: readonly Turn[]
  /** By second: how late a timer of the platform itself came at most. */
  readonly latesMs: readonly number[]
}

type SinkSaid = { port?: number; came?: Came[]; lateMs?: number; first?: First; turn?: Turn }

/** A platform of our own, which takes everything and looks at it. */
export async function startSink(stage: AsyncDisposableStack, signal: AbortSignal): Promise<Sink> {
  const seconds: (readonly Came[])[] = []
  const firsts: First[] = []
  const turns: Turn[] = []
  const latesMs: number[] = []
  let opened: number | undefined
  const child = startProgram(stage, ['sink.ts'], (said: SinkSaid) => {
    if (said.port !== undefined) opened = said.port
    if (said.came !== undefined) seconds.push(said.came)
    if (said.lateMs !== undefined) latesMs.push(said.lateMs)
    if (said.first !== undefined) firsts.push(said.first)
    if (said.turn !== undefined) turns.push(said.turn)
  })
  const port = await must('our own platform listens', () => opened, signal)
  return { port, pid: child.pid as number, seconds, firsts, turns, latesMs }
}

/** A node-media-server, which never answers pings. */
export async function startThirdParty(
  stage: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<{ pid: number; port: number }> {
  let opened: number | undefined
  const child = startProgram(stage, ['third-party.ts'], (said: { port: number }) => (opened = said.port))
  const port = await must('node-media-server listens', () => opened, signal)
  return { pid: child.pid as number, port }
}
