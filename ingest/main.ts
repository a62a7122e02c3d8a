// The hall of ingest: `node ingest/main.ts DATA_FOLDER`. Everything else comes over its socket.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import { openJournal } from '#core/journal.ts'
import { openLog } from '#core/log.ts'
import { makePlaces } from '#core/places.ts'
import { ownIdentity } from '#core/process-identity.ts'
import { serveUnix, type UnixRoutes } from '#core/unix-http.ts'
import { serveEvents } from '#core/worker-events.ts'
import { endPredecessor, writeWorkerFile } from '#core/worker-file.ts'
import { IngestWorker, readDesired, serveFeed } from '#ingest'

const [dataFolder] = process.argv.slice(2)
if (dataFolder === undefined) {
  process.stderr.write('usage: node ingest/main.ts DATA_FOLDER\n')
  process.exit(2)
}
const places = makePlaces(dataFolder)
const plan = { level: 'info', file: join(places.logs, 'ingest.log') } as const
const log = openLog('ingest', plan).child({ pid: process.pid })
const stop = new AbortController()
for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => stop.abort(new Error(name)))
process.on('uncaughtException', error => {
  log.fatal({ error: messageOf(error), stack: error.stack }, 'ingest/died')
  process.exit(70) // control starts a successor
})
try {
  await serve()
  log.info('ingest/closed')
  process.exit(0)
} catch (error) {
  log.fatal({ error: messageOf(error) }, 'ingest/could-not-serve')
  process.exit(1)
}

async function serve(): Promise<void> {
  await using hall = new AsyncDisposableStack()
  const workers = join(places.data, 'workers')
  mkdirSync(workers, { recursive: true, mode: 0o700 })
  const file = join(workers, 'ingest.json')
  // The old worker is dead before the lock is ours, and the lock is ours before its ports are.
  await endPredecessor(file, systemClock, stop.signal)
  const journal = openJournal(join(workers, 'ingest.db'))
  hall.defer(() => journal.close())
  writeWorkerFile(file, { worker: ownIdentity(), children: [] })
  const worker = new IngestWorker({ clock: systemClock, log, journal })
  hall.defer(() => worker.close('ingest is closing'))
  const routes: UnixRoutes = {
    'GET /snapshot': () => worker.snapshot(),
    'GET /events': asked => serveEvents(journal, asked, systemClock, stop.signal),
    'GET /feeds/:feed.flv': ({ params, response }) => serveFeed(worker, params.feed ?? '', response),
    'PUT /desired': async ({ body }) => {
      await worker.apply(readDesired(body))
      return { ok: true }
    },
    'POST /close': ({ response }) => {
      response.once('close', () => stop.abort(new Error('asked to close'))) // the answer goes out first
      return { closing: true }
    },
  }
  const socket = join(places.sockets, 'ingest.sock')
  const server = await serveUnix(socket, routes)
  hall.defer(() => {
    server.close()
    server.closeAllConnections()
  })
  log.info({ socket }, 'ingest/serving')
  await worker.run(stop.signal)
}
