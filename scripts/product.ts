// The product as a whole, started for a while in a folder of its own: for benchmarks and tests that cross all processes.
import { type ChildProcess, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { childEnvironment, compileCache } from '#core/child.ts'
import type { WorkerFile } from '#core/worker-file.ts'

export type Product = {
  readonly folder: string
  readonly httpPort: number
  readonly rtmpPort: number
  readonly token: string
  /** Calls the API; throws what it said when it refused. */
  api(method: string, path: string, body?: unknown): Promise<any>
  /** Process ids by name: control, ingest, relay-… */
  pids(): Record<string, number>
  /** Kills control alone, as a crash would, or starts it again. */
  killControl(): Promise<void>
  startControl(): Promise<void>
  stop(): Promise<void>
}

export type ProductOptions = {
  /** Compiled modules are kept here, and found again by the next product that is given the same folder; else where ours are. */
  readonly cacheFolder?: string
  /** Where its data lies, where somebody else must know beforehand; removed when it is stopped. */
  readonly folder?: string
  /** Its file of settings; what this machine's own installation is set to is no matter of this one. */
  readonly config?: Readonly<Record<string, unknown>>
  /** Added to the allow-listed environment of its processes. */
  readonly env?: Readonly<Record<string, string>>
}

const root = new URL('..', import.meta.url).pathname

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise(resolve => server.close(resolve))
  return port
}

/** Has an installation find its compiled modules in a folder that others use as well; each has its own where none is named. */
export function shareCache(dataFolder: string, cacheFolder = process.env.NODE_COMPILE_CACHE): void {
  if (cacheFolder === undefined || existsSync(join(dataFolder, 'cache'))) return
  mkdirSync(cacheFolder, { recursive: true, mode: 0o700 })
  symlinkSync(cacheFolder, join(dataFolder, 'cache'))
}

export async function startProduct(
  settings: Record<string, string> = {},
  {
    cacheFolder = process.env.NODE_COMPILE_CACHE,
    folder: given,
    config = {},
    env: more = {},
  }: ProductOptions = {},
): Promise<Product> {
  const folder = given ?? mkdtempSync(join(tmpdir(), 'changming-'))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const configFile = join(folder, 'changming.config.json')
  writeFileSync(configFile, JSON.stringify(config))
  shareCache(folder, cacheFolder)
  const [httpPort, rtmpPort] = [await freePort(), await freePort()]
  const token = `bench-${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`
  const env = {
    ...childEnvironment({ ...compileCache(folder), ...more }),
    CHANGMING_DATA: folder,
    CHANGMING_HTTP_PORT: String(httpPort),
    CHANGMING_RTMP_PORT: String(rtmpPort),
    CHANGMING_RTMP_HOST: '127.0.0.1',
    CHANGMING_ADMIN_TOKEN: token,
    ...settings,
  }
  const base = `http://127.0.0.1:${httpPort}`
  let control: ChildProcess | undefined
  let said = ''
  const startControl = async () => {
    control = spawn(process.execPath, ['main.ts', '--config', configFile], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // Ctrl-C reaches us alone: we end it in its turn
    })
    for (const stream of [control.stdout, control.stderr])
      stream?.on('data', text => (said = (said + text).slice(-4_000)))
    for (let i = 0; ; i++) {
      const isReady = await fetch(`${base}/readyz`).then(
        answer => answer.ok,
        () => false,
      )
      if (isReady) return
      if (i > 1_200 || control.exitCode !== null) throw new Error(`the product does not get ready: ${said}`)
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }
  const api = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(base + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  const pids = () => {
    const found: Record<string, number> = control?.pid === undefined ? {} : { control: control.pid }
    for (const name of readdirSync(join(folder, 'workers')).filter(each => each.endsWith('.json'))) {
      const file = JSON.parse(readFileSync(join(folder, 'workers', name), 'utf8')) as WorkerFile
      found[name.replace('.json', '')] = file.worker.pid
    }
    return found
  }
  const killControl = async () => {
    const ended = new Promise(resolve => control?.once('exit', resolve))
    control?.kill('SIGKILL')
    await ended
  }
  const stop = async () => {
    const stopping = spawn(process.execPath, ['main.ts', '--config', configFile, '--stop'], {
      cwd: root,
      env,
      stdio: 'ignore',
      detached: true, // a second Ctrl-C must not end what ends the workers
    })
    await new Promise(resolve => stopping.once('exit', resolve))
    control?.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    await startControl()
  } catch (error) {
    await stop()
    throw error
  }
  return { folder, httpPort, rtmpPort, token, api, pids, killControl, startControl, stop }
}
