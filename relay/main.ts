// The hall of one relay worker: `node relay/main.ts DATA_FOLDER BROADCAST`. Everything else comes over its socket.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import { type JournalEvent, openJournal } from '#core/journal.ts'
import { openLog } from '#core/log.ts'
import { makePlaces } from '#core/places.ts'
import { ownIdentity, type ProcessIdentity } from '#core/process-identity.ts'
import { serveUnix, type UnixRoutes } from '#core/unix-http.ts'
import { serveEvents } from '#core/worker-events.ts'
import { endPredecessor, writeWorkerFile } from '#core/worker-file.ts'
import { readDesired, RelayWorker, streamProgram } from '#relay'

const [dataFolder, broadcast] = process.argv.slice(2)
if (dataFolder === undefined || broadcast === undefined || !/^[a-z0-9][a-z0-9-]{0,31}$/.test(broadcast)) {
  process.stderr.write('usage: node relay/main.ts DATA_FOLDER BROADCAST\n')
  process.exit(2)
}
const places = makePlaces(dataFolder)
const log = openLog('relay', { level: 'info', file: join(places.logs, `relay-${broadcast}.log`) }).child({
  broadcast,
  pid: process.pid,
})
const stop = new AbortController()
for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => stop.abort(new Error(name)))
process.on('uncaughtException', error => {
  log.fatal({ error: messageOf(error), stack: error.stack }, 'relay/died')
  process.exit(70) // control starts a successor
})
try {
  await serve(broadcast)
  log.info('relay/closed')
  process.exit(0)
} catch (error) {
  log.fatal({ error: messageOf(error) }, 'relay/could-not-serve')
  process.exit(1)
}

async function serve(name: string): Promise<void> {
  await using hall = new AsyncDisposableStack()
  const workers = join(places.data, 'workers')
  mkdirSync(workers, { recursive: true, mode: 0o700 })
  const file = join(workers, `relay-${name}.json`)
  // The right to push: the old worker and its children are dead before the lock is ours, and the lock is ours before we connect.
  await endPredecessor(file, systemClock, stop.signal)
  const journal = openJournal(join(workers, `relay-${name}.db`))
  hall.defer(() => journal.close())
  const children = new Map<number, ProcessIdentity>()
  const writeFile = () => writeWorkerFile(file, { worker: ownIdentity(), children: [...children.values()] })
  writeFile()
  const onChild = (identity: ProcessIdentity, isAlive: boolean) => {
    if (isAlive) children.set(identity.pid, identity)
    else children.delete(identity.pid)
    writeFile()
  }
  const ownSocket = join(places.sockets, `relay-${name}.sock`)
  const plan = { broadcast: name, socketsFolder: places.sockets, ownSocket }
  const worker = new RelayWorker(plan, { clock: systemClock, log, journal, random: Math.random, onChild })
  hall.defer(() => worker.close())
  const routes: UnixRoutes = {
    'GET /snapshot': () => worker.snapshot(),
    'GET /silences': () => worker.silences(),
    'GET /events': asked =>
      serveEvents(journal, asked, systemClock, stop.signal) as Promise<{ events: JournalEvent[] }>,
    'GET /program.flv': ({ query, response }) => {
      const program = worker.program(query.get('program') ?? 'main')
      if (program === undefined) return { code: 'relay/no-program', detail: 'nothing is desired yet' }
      streamProgram(program, response)
      return undefined
    },
    'PUT /desired': ({ body }) => {
      worker.apply(readDesired(body))
      return { ok: true }
    },
    'POST /close': () => {
      stop.abort(new Error('asked to close'))
      return { closing: true }
    },
  }
  const server = await serveUnix(ownSocket, routes)
  hall.defer(() => {
    server.close()
    server.closeAllConnections()
  })
  log.info({ socket: ownSocket }, 'relay/serving')
  await worker.run(stop.signal)
}
