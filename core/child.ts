// The only door to child processes. How a child ended is a value, not an exception.
import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Clock, slept } from './clock.ts'
import { signalGroup } from './process-identity.ts'

export type { ChildProcess }

export type ChildEnd =
  | { by: 'exit'; code: number; asked: boolean }
  | { by: 'signal'; signal: string; asked: boolean }
  | { by: 'spawn'; error: Error; asked: false } // it never lived

export type ChildPlan = {
  program: string
  args: readonly string[]
  /** Between SIGTERM and SIGKILL. */
  graceMs: number
  /** Added to the allow-listed environment; never a secret. */
  env?: Readonly<Record<string, string>>
  /** Descriptors 0, 1, 2, …; by default nothing, nothing, and lines read from 2. */
  stdio?: StdioOptions
  /** Each line the child writes to descriptor 2. */
  onLine?: (line: string) => void
  /** Called once, as soon as the child lives: the one chance to reach its pipes and its pid. */
  onSpawn?: (child: ChildProcess) => void
}

/** What a child may see of our environment: nothing that could hold a key. */
const allowedNames = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'LD_LIBRARY_PATH',
  'FFMPEG_PATH',
  'NODE_ENV',
  'NODE_COMPILE_CACHE',
]

export function childEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const env: Record<string, string> = {}
  for (const name of allowedNames) {
    const value = process.env[name]
    if (value !== undefined) env[name] = value
  }
  return { ...env, ...extra }
}

/** Resolves when the child has ended and its pipes are drained; never rejects for the child's failure. */
export async function runChild(plan: ChildPlan, clock: Clock, signal: AbortSignal): Promise<ChildEnd> {
  signal.throwIfAborted()
  const ended = new AbortController()
  // Its own group, so that grandchildren die with it. Ctrl-C no longer reaches it: ending it is our duty.
  const child = spawn(plan.program, plan.args, {
    stdio: plan.stdio ?? ['ignore', 'ignore', 'pipe'],
    env: childEnvironment(plan.env),
    detached: true,
  })
  const kill = (name: NodeJS.Signals) => child.pid !== undefined && signalGroup(child.pid, name)
  const askThenKill = async () => {
    kill('SIGTERM')
    if (await slept(clock, plan.graceMs, ended.signal)) kill('SIGKILL')
  }
  const onAbort = () => void askThenKill()
  signal.addEventListener('abort', onAbort, { once: true })
  child.stderr?.setEncoding('utf8').on(
    'data',
    lineReader(line => plan.onLine?.(line)),
  )
  if (child.pid !== undefined) plan.onSpawn?.(child)
  try {
    return await endOf(child, signal)
  } finally {
    ended.abort()
    signal.removeEventListener('abort', onAbort)
  }
}

function endOf(child: ChildProcess, signal: AbortSignal): Promise<ChildEnd> {
  return new Promise(resolve => {
    child.once('error', error => {
      if (child.pid === undefined) resolve({ by: 'spawn', error, asked: false })
    })
    child.once('close', (code, name) => {
      const asked = signal.aborted // FFmpeg answers SIGTERM with code 255, so the signal alone cannot tell
      resolve(name === null ? { by: 'exit', code: code ?? -1, asked } : { by: 'signal', signal: name, asked })
    })
  })
}

/**
 * A program and its arguments, so that it dies with us even when we are killed, and gives way to what is on air where `nice` is
 * above 0; by util-linux's setpriv and coreutils' nice, where they are present. `without`: capabilities it shall not have (only
 * root can take any away).
 */
export function leashed(
  program: string,
  args: readonly string[],
  nice = 0,
  without: readonly string[] = [],
): [string, string[]] {
  const polite =
    nice > 0 && isOnPath('nice') ? ['nice', '-n', String(nice), program, ...args] : [program, ...args]
  const [first = program, ...rest] = isOnPath('setpriv')
    ? [
        'setpriv',
        '--pdeathsig',
        'KILL',
        ...without.flatMap(name => ['--bounding-set', `-${name}`]),
        ...polite,
      ]
    : polite
  return [first, rest]
}

function isOnPath(program: string): boolean {
  const folders = (childEnvironment().PATH ?? '').split(delimiter)
  return folders.some(folder => folder !== '' && existsSync(join(folder, program)))
}

/**
 * How a worker of ours is run: little young space and one collector, so that memory stays small (a relay worker at 10 × 25 Mb/s
 * with 4 MB of it 112 MB, with 1 MB 108 MB: frames do not pass through it). With so little of it V8 takes much for long-lived
 * that is not, and would put it where collecting costs most.
 */
export const workerFlags: readonly string[] = [
  '--max-semi-space-size=1',
  '--single-threaded-gc',
  '--no-allocation-site-pretenuring',
]

/** What Node and the C library are told for a process. */
export type Runtime = { readonly flags: readonly string[]; readonly env: Readonly<Record<string, string>> }

/**
 * How the avatar worker is run. Drawing a host takes and frees pieces of 30 kB to 8 MB on several threads, and glibc keeps up to 64 MB
 * of them for each thread (mallopt(3)). All threads have one pool, and what is larger than a picture goes back to the system: 706
 * instead of 857 MB with 330 MB of pictures. With a threshold of 256 kB less is kept, but a picture takes up to three times as long
 * to unpack, as its memory is mapped anew each time.
 */
export const studioRuntime: Runtime = {
  flags: workerFlags,
  env: {
    MALLOC_ARENA_MAX: '1',
    MALLOC_MMAP_THRESHOLD_: '4194304',
    MALLOC_TRIM_THRESHOLD_: '67108864',
  },
}

/**
 * How ingest and relay workers are run, which wait for sockets more than they compute. Without V8's last optimising compiler a
 * relay worker at 10 × 25 Mb/s has 6 MB less of Node's program in memory, and needs no more CPU; and what is large goes back to
 * the system when it is freed, where glibc would by and by keep up to 32 MB of such pieces for itself (mallopt(3),
 * M_MMAP_THRESHOLD): after two minutes 104 MB instead of 119 (with twice this threshold). One pool of small pieces serves all
 * threads, of which one works and the rest wait (M_ARENA_MAX): 4 MB less of a relay worker after 20 minutes, 9 of an ingest.
 */
export const mediaRuntime: Runtime = {
  flags: [...workerFlags, '--max-opt=2'],
  env: { MALLOC_MMAP_THRESHOLD_: '65536', MALLOC_ARENA_MAX: '1' },
}

/**
 * Where Node keeps compiled and type-stripped modules: with it a worker starts sooner and without the stripper in memory
 * (115 → 80 MB for an idle relay worker; nodejs.org/api/module.html#module-compile-cache).
 */
export function compileCache(dataFolder: string): { NODE_COMPILE_CACHE: string } {
  return { NODE_COMPILE_CACHE: join(dataFolder, 'cache') }
}

export type DetachedPlan = {
  program: string
  args: readonly string[]
  env?: Readonly<Record<string, string>>
  /** Its standard output and error are appended here. */
  logFile: string
}

/** Starts a process that outlives us, in a session of its own. Returns its pid, or throws why it could not start. */
export async function startDetached(plan: DetachedPlan): Promise<number> {
  const log = openSync(plan.logFile, 'a', 0o600)
  try {
    const child = spawn(plan.program, plan.args, {
      stdio: ['ignore', log, log],
      env: childEnvironment(plan.env),
      detached: true,
    })
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', reject)
    })
    child.unref()
    return child.pid as number
  } finally {
    closeSync(log)
  }
}

/** How a child ended, as words for a log line. */
export function describeEnd(end: ChildEnd): string {
  switch (end.by) {
    case 'exit':
      return `exited with code ${end.code}`
    case 'signal':
      return `was killed by ${end.signal}`
    case 'spawn':
      return `never started: ${end.error.message}`
    default:
      return end satisfies never
  }
}

/** Splits text into lines. FFmpeg ends status lines with \r; a line may arrive in pieces; one longer than 64 KiB is cut. */
export function lineReader(onLine: (line: string) => void): (text: string) => void {
  let rest = ''
  return text => {
    const lines = (rest + text).split(/[\r\n]+/)
    rest = (lines.pop() ?? '').slice(-65_536)
    for (const line of lines) if (line !== '') onLine(line)
  }
}
