// The processes around a benchmark: pumps, sinks and nginx, each ended with it.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from '../product.ts'

const here = (name: string) => new URL(name, import.meta.url).pathname
const stops: (() => void)[] = []

/** Ends everything that was started here. */
export function endAll(): void {
  for (const stop of stops.splice(0).reverse()) stop()
}

export function startPump(target: {
  port: number
  app: string
  kbps: number
  keys: readonly string[]
}): ChildProcess {
  const args = [here('pump.ts'), '127.0.0.1', String(target.port), target.app, String(target.kbps)]
  const pump = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'inherit'] })
  pump.stdin.write(`${target.keys.join('\n')}\n`)
  stops.push(() => pump.kill('SIGKILL'))
  return pump
}

export type Second = readonly { name: string; bytes: number; frames: number; delaysMs: number[] }[]
export type Sink = { readonly port: number; readonly seconds: Second[]; readonly child: ChildProcess }

export async function startSink(): Promise<Sink> {
  const child = spawn(process.execPath, [here('sink.ts')], { stdio: ['pipe', 'pipe', 'inherit'] })
  stops.push(() => child.kill('SIGKILL'))
  const seconds: Second[] = []
  const port = await new Promise<number>(resolve => {
    createInterface({ input: child.stdout }).on('line', line => {
      const said = JSON.parse(line) as { port?: number; came?: Second }
      if (said.port !== undefined) resolve(said.port)
      if (said.came !== undefined) seconds.push(said.came)
    })
  })
  return { port, seconds, child }
}

const nginxModule = '/usr/lib/nginx/modules/ngx_rtmp_module.so'

/** Whether Debian's nginx with its RTMP module stands beside us. */
export const hasNginx = existsSync(nginxModule)

/** nginx-rtmp that takes `/in` and pushes it on to each address; or only takes, when there are none. Returns its pid and port. */
export async function startNginx(pushes: readonly string[]): Promise<{ pid: number; port: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-nginx-'))
  const port = await freePort()
  const config = `load_module ${nginxModule};
worker_processes 1; master_process off; daemon off; pid ${folder}/pid; error_log ${folder}/error.log warn;
events { worker_connections 512; }
rtmp { server { listen 127.0.0.1:${port}; chunk_size 4096; max_message 16M; application in { live on; ${pushes.map(push => `push ${push};`).join(' ')} } } }
`
  writeFileSync(join(folder, 'nginx.conf'), config)
  const nginx = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' })
  stops.push(() => {
    nginx.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })
  await new Promise(resolve => setTimeout(resolve, 500))
  if (nginx.exitCode !== null) throw new Error(readFileSync(join(folder, 'error.log'), 'utf8'))
  return { pid: nginx.pid as number, port }
}

export function nginxVersion(): string {
  return execFileSync('sh', ['-c', 'nginx -v 2>&1'], { encoding: 'utf8' }).trim()
}
