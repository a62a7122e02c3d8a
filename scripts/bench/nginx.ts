// The peer: Debian's nginx with its RTMP module, as it comes.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../product.ts'
import { startOn } from './children.ts'
import { must } from './waiting.ts'

const module = '/usr/lib/nginx/modules/ngx_rtmp_module.so'
const program = ['/usr/sbin/nginx', '/usr/bin/nginx'].find(existsSync)

/** Whether it stands beside us. */
export const hasNginx = program !== undefined && existsSync(module)

/** `nginx/1.22.1`; a sentence where it is missing. */
export function nginxVersion(): string {
  if (program === undefined || !hasNginx)
    return 'missing (Debian: nginx-light libnginx-mod-rtmp): no ratios to a peer'
  return /nginx\/\S+/.exec(spawnSync(program, ['-v'], { encoding: 'utf8' }).stderr)?.[0] ?? 'unknown'
}

/** Its application `live` pushes each stream on to `pushes`, or only takes it where there are none. */
export async function startNginx(
  stage: AsyncDisposableStack,
  pushes: readonly string[],
  signal: AbortSignal,
): Promise<{ pid: number; port: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'changming-bench-nginx-'))
  stage.defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  const port = await freePort()
  writeFileSync(join(folder, 'nginx.conf'), configOf(folder, port, pushes))
  const files = ['-c', join(folder, 'nginx.conf'), '-p', folder, '-e', join(folder, 'error.log')]
  const nginx = startOn(stage, program ?? 'nginx', files)
  stage.defer(() => void nginx.kill('SIGKILL')) // it reads no input: the order above would be lost on it
  await must(
    'nginx listens',
    async () => (await isListening(port)) || failedOf(nginx.exitCode, folder),
    signal,
  )
  return { pid: nginx.pid as number, port }
}

function configOf(folder: string, port: number, pushes: readonly string[]): string {
  return `load_module ${module};
worker_processes 1; master_process off; daemon off; pid ${folder}/pid; error_log ${folder}/error.log warn;
events { worker_connections 512; }
rtmp { server { listen 127.0.0.1:${port}; chunk_size 4096; max_message 16M; access_log off;
  application live { live on; ${pushes.map(push => `push ${push};`).join(' ')} } } }
`
}

function failedOf(exitCode: number | null, folder: string): undefined {
  if (exitCode !== null)
    throw new Error(`nginx does not start: ${readFileSync(join(folder, 'error.log'), 'utf8')}`)
}

function isListening(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
