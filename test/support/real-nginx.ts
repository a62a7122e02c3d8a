// A platform played by Debian's nginx with its RTMP module: records all, and tells each publish it saw, to the letter.
import { once } from 'node:events'
import { globSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { join } from 'node:path'
import { freePort } from '../../scripts/product.ts'
import { folderFor, nginxModule, startChild } from './real-programs.ts'
import { until } from './until.ts'

/** One publish as nginx told it; `streamName` with its query. */
export type Publish = { atMs: number; endedAtMs: number | null; app: string; streamName: string }

export type Nginx = {
  readonly url: string
  readonly port: number
  readonly pid: number
  readonly publishes: readonly Publish[]
  /** Paths of what it recorded, oldest first. */
  recordings(): string[]
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void
  /** Resolves when every publish it saw has ended and is written. */
  settled(): Promise<void>
}

/** Fields that nginx itself puts into a notification; the rest is the query of the stream's name. */
const ownFields = 'app flashver swfurl tcurl pageurl addr clientid call name type time'.split(' ')

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of request) text += piece
  return text
}

/** Takes a free port unless told one, e.g. that of an nginx that was killed. */
export async function startNginx(
  stage: AsyncDisposableStack,
  { app = 'live', port: wanted }: { app?: string; port?: number } = {},
): Promise<Nginx> {
  const folder = folderFor(stage, 'nginx')
  const publishes: Publish[] = []
  const open = new Map<string, Publish>()
  const hook = createServer(async (request, answer) => {
    const body = await bodyOf(request)
    const fields = new URLSearchParams(body)
    const client = fields.get('clientid') ?? ''
    if (fields.get('call') === 'publish') {
      const query = body.split('&').filter(field => !ownFields.includes(field.split('=')[0] ?? ''))
      const streamName = [fields.get('name'), ...(query.length > 0 ? [query.join('&')] : [])].join('?')
      const publish = { atMs: performance.now(), endedAtMs: null, app: fields.get('app') ?? '', streamName }
      publishes.push(publish)
      open.set(client, publish)
    } else {
      const publish = open.get(client)
      if (publish !== undefined) publish.endedAtMs = performance.now()
      open.delete(client)
    }
    answer.end()
  }).listen(0, '127.0.0.1')
  await once(hook, 'listening')
  stage.defer(() => {
    hook.closeAllConnections()
    hook.close()
  })
  const port = wanted ?? (await freePort())
  writeFileSync(join(folder, 'nginx.conf'), config(folder, port, app, (hook.address() as AddressInfo).port))
  mkdirSync(join(folder, 'rec'))
  const nginx = startChild(stage, '/usr/sbin/nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder])
  await until(`nginx listens: ${nginx.said()}`, () => isListening(port))
  return {
    url: `rtmp://127.0.0.1:${port}/${app}`,
    port,
    pid: nginx.pid,
    publishes,
    recordings: () => globSync(join(folder, 'rec', '*.flv')).toSorted(),
    signal: name => process.kill(nginx.pid, name),
    settled: async () => {
      await until('every publish has ended', () => publishes.every(each => each.endedAtMs !== null), 15_000)
    }, // nginx closes the recording in the same breath as it tells that
  }
}

function config(folder: string, port: number, app: string, hookPort: number): string {
  return `load_module ${nginxModule};
user root; worker_processes 1; master_process off; daemon off; pid ${folder}/pid; error_log ${folder}/error.log info;
events { worker_connections 256; }
rtmp { server { listen 127.0.0.1:${port}; chunk_size 4096; max_message 16M; access_log off;
  application ${app} { live on; record all; record_path ${folder}/rec; record_unique on;
    on_publish http://127.0.0.1:${hookPort}/; on_publish_done http://127.0.0.1:${hookPort}/; } } }
`
}

function isListening(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })
}
