// Ingest as the process that control starts: its socket, its lock, its end, its successor.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { makePlaces } from '#core/places.ts'
import { digestOf } from '#core/secret.ts'
import { askUnix } from '#core/unix-http.ts'
import type { JournalEvent } from '#core/journal.ts'
import type { IngestSnapshot } from '#ingest'
import { RtmpClient } from '../support/rtmp-client.ts'
import { syntheticFrames, syntheticHeaders } from '../support/synthetic-feed.ts'
import { until } from '../support/until.ts'

const root = new URL('../..', import.meta.url).pathname
const streamKey = 'a-very-secret-stream-key'
const children: ChildProcess[] = []
const folders: string[] = []

afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL')
    await ended(child)
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise(resolve => child.once('exit', code => resolve(code)))
}

function openFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'ingest-process-'))
  folders.push(folder)
  const { sockets, logs } = makePlaces(folder)
  const socketPath = join(sockets, 'ingest.sock')
  const ask = (method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown) =>
    askUnix({ socketPath, method, path, body }, 12_000)
  return {
    folder,
    logs,
    ask,
    snapshot: async () => (await ask('GET', '/snapshot')) as IngestSnapshot,
    events: async (after: number) =>
      ((await ask('GET', `/events?after=${after}`)) as { events: JournalEvent[] }).events,
  }
}

type Installation = ReturnType<typeof openFolder>

async function start(at: Installation): Promise<{ child: ChildProcess; port: number }> {
  const args = ['ingest/main.ts', at.folder]
  const child = spawn(process.execPath, args, {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  children.push(child)
  const isUp = async () => (await at.snapshot().catch(() => undefined))?.process.pid === child.pid
  await until('it answers', isUp, 20_000)
  const feeds = [{ name: 'camera-a', keyDigest: digestOf(streamKey) }]
  await at.ask('PUT', '/desired', { rtmp: { host: '127.0.0.1', port: 0 }, limits: {}, feeds })
  const { rtmp } = (await at.snapshot()).listening
  return { child, port: 'port' in rtmp ? rtmp.port : 0 }
}

async function publish(port: number): Promise<RtmpClient> {
  const client = new RtmpClient({ port, key: streamKey })
  await until('it is accepted', () => client.isLive)
  client.send([...syntheticHeaders(), ...syntheticFrames({ frames: 30 })])
  return client
}

test('it ends in order when asked, and says goodbye in its journal', async () => {
  const at = openFolder()
  const { child, port } = await start(at)
  using client = await publish(port)
  await until('it is up', async () => (await at.snapshot()).feeds[0]?.video !== null)
  expect(await at.ask('POST', '/close')).toEqual({ closing: true })
  await client.ended
  expect(await ended(child)).toBe(0)
  await start(at)
  const events = await at.events(0)
  expect(events.map(event => event.kind)).toEqual(
    expect.arrayContaining(['started', 'listening', 'feed-up', 'feed-down', 'started']),
  )
  expect(events.find(event => event.kind === 'feed-down')?.detail.why).toBe('ingest is closing')
  expect((await at.snapshot()).feeds[0]).toMatchObject({ videoFrames: 30, audioFrames: 30 })
})

test('SIGTERM ends it in order', async () => {
  const at = openFolder()
  const { child } = await start(at)
  child.kill('SIGTERM')
  expect(await ended(child)).toBe(0)
})

test('a successor ends a frozen predecessor and takes its place', async () => {
  const at = openFolder()
  const { child: frozen } = await start(at)
  frozen.kill('SIGSTOP')
  const { child, port } = await start(at)
  expect(await ended(frozen)).toBeNull()
  expect(frozen.signalCode).toBe('SIGKILL')
  using client = await publish(port)
  expect(client.isLive).toBe(true)
  expect((await at.snapshot()).process.pid).toBe(child.pid)
})

test('news wakes who waits for events', async () => {
  const at = openFolder()
  const { port } = await start(at)
  const seen = (await at.events(0)).at(-1)?.seq ?? 0
  const waiting = at.events(seen)
  using _client = await publish(port)
  expect((await waiting)[0]).toMatchObject({ kind: 'feed-up', detail: { feed: 'camera-a' } })
})

test('a wish that makes no sense is refused in words', async () => {
  const at = openFolder()
  await start(at)
  const wrong = at.ask('PUT', '/desired', { rtmp: { host: '127.0.0.1', port: -1 }, feeds: [{ name: 'A' }] })
  await expect(wrong).rejects.toThrow(/rtmp\.port.*feeds\.0\.name/s)
})

test('no stream key, right or wrong, stands in its log or its data', async () => {
  const at = openFolder()
  const { child, port } = await start(at)
  using right = await publish(port)
  using wrong = new RtmpClient({ port, key: 'another-secret-key' })
  await wrong.ended
  right.socket.write(Buffer.alloc(3_000, 0xff)) // and a malformed end
  await right.ended
  await at.ask('POST', '/close')
  await ended(child)
  const everything = ['logs/ingest.log', 'workers/ingest.db', 'workers/ingest.json']
    .map(name => readFileSync(join(at.folder, name), 'latin1'))
    .join('\n')
  expect(everything).toContain('publish-refused')
  expect(everything).not.toMatch(/very-secret|another-secret/)
})
