// Control is killed, again and again, in the middle of commands: what it answered is stored, and its workers notice nothing.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { isAlive } from '#core/process-identity.ts'
import { readWorkerFile } from '#core/worker-file.ts'
import { until } from '../support/until.ts'

const mainFile = fileURLToPath(new URL('../../main.ts', import.meta.url))
const token = 'a-token-of-this-test-only'

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

test('killing control in mid-command loses nothing it answered and nobody on air', async () => {
  const data = mkdtempSync(join(tmpdir(), 'changming-test-'))
  const port = await freePort()
  const env = {
    PATH: process.env.PATH,
    CHANGMING_DATA: data,
    CHANGMING_HTTP_PORT: String(port),
    CHANGMING_RTMP_HOST: '127.0.0.1',
    CHANGMING_RTMP_PORT: String(await freePort()),
    CHANGMING_ADMIN_TOKEN: token,
  }
  const run = (...args: string[]) => spawn(process.execPath, [mainFile, ...args], { env, stdio: 'ignore' })
  const ask = async (method: string, path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const options = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    return await fetch(`http://127.0.0.1:${port}${path}`, options)
  }
  const isReady = () =>
    ask('GET', '/readyz').then(
      answer => answer.ok,
      () => false,
    )
  const acknowledged: string[] = []
  const ingestFile = join(data, 'workers', 'ingest.json')
  let control: ChildProcess | undefined
  try {
    control = run()
    await until('control is ready', isReady, 20_000)
    const ingest = readWorkerFile(ingestFile)?.worker
    for (let round = 0; round < 5; round++) {
      const lanes = Array.from({ length: 4 }, async (_, lane) => {
        for (let i = 0; ; i++) {
          const name = `f-${round}-${lane}-${i}`
          const isStored = await ask('PUT', `/api/feeds/${name}`, { kind: 'rtmp' }).then(
            answer => answer.status === 200,
            () => undefined, // it is dead now
          )
          if (isStored === undefined) return
          if (isStored) acknowledged.push(name)
        }
      })
      const before = acknowledged.length
      await until('some commands are answered', () => acknowledged.length >= before + 25)
      control.kill('SIGKILL')
      await Promise.all(lanes)
      control = run()
      await until('control is ready again', isReady, 20_000)
    }
    const { feeds } = (await (await ask('GET', '/api/feeds')).json()) as { feeds: { name: string }[] }
    const stored = new Set(feeds.map(feed => feed.name))
    expect(acknowledged.length).toBeGreaterThanOrEqual(125)
    expect(acknowledged.filter(name => !stored.has(name))).toEqual([])
    expect(readWorkerFile(ingestFile)?.worker).toEqual(ingest)

    control.kill('SIGINT')
    await once(control, 'exit')
    expect(ingest !== undefined && isAlive(ingest)).toBe(true)
    await once(run('--stop'), 'exit')
    expect(ingest !== undefined && isAlive(ingest)).toBe(false)
    expect(readFileSync(join(data, 'logs', 'control.log'), 'utf8')).not.toContain(token)
  } finally {
    control?.kill('SIGKILL')
    if (existsSync(data)) await once(run('--stop'), 'exit')
    rmSync(data, { recursive: true, force: true })
  }
}, 120_000)
