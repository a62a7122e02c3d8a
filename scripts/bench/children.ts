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

export type PumpPlan = { port: number; app: string; kbps: number; keys: readonly string[] }

/** A camera for each key. */
export function startPump(stage: AsyncDisposableStack, plan: PumpPlan): void {
  const pump = startProgram(
    stage,
    ['pump.ts', '127.0.0.1', String(plan.port), plan.app, String(plan.kbps)],
    () => {},
  )
  pump.stdin?.write(`${plan.keys.join('\n')}\n`)
}

/** What came of one stream in about a second; `name` is `app/stream`. */
export type Came = {
  readonly name: string
  readonly bytes: number
  readonly frames: number
  /** Frames that the camera sent and that never came. */
  readonly lost: number
  readonly delaysMs: readonly number[]
}

/** Something came for the first time on a connection, `sharedMs`. */
export type First = { readonly name: string; readonly what: 'publish' | 'key frame'; readonly atMs: number }

export type Sink = {
  readonly port: number
  readonly pid: number
  readonly seconds: readonly (readonly Came[])[]
  readonly firsts: readonly First[]
}

/** A platform of our own, which takes everything and looks at it. */
export async function startSink(stage: AsyncDisposableStack, signal: AbortSignal): Promise<Sink> {
  const seconds: (readonly Came[])[] = []
  const firsts: First[] = []
  let opened: number | undefined
  const child = startProgram(stage, ['sink.ts'], (said: { port?: number; came?: Came[]; first?: First }) => {
    if (said.port !== undefined) opened = said.port
    if (said.came !== undefined) seconds.push(said.came)
    if (said.first !== undefined) firsts.push(said.first)
  })
  const port = await must('our own platform listens', () => opened, signal)
  return { port, pid: child.pid as number, seconds, firsts }
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
