// The hall of ingest: `node ingest/main.ts DATA_FOLDER`. Everything else comes over its socket.
import { runWorker } from '#core/worker-hall.ts'
import { IngestWorker, readDesired, serveFeed } from '#ingest'

const [dataFolder] = process.argv.slice(2)
if (dataFolder === undefined) {
  process.stderr.write('usage: node ingest/main.ts DATA_FOLDER\n')
  process.exit(2)
}

await runWorker({ room: 'ingest', name: 'ingest', dataFolder }, deps => {
  const worker = new IngestWorker(deps)
  return {
    routes: {
      'GET /snapshot': () => worker.snapshot(),
      'GET /feeds/:feed.flv': ({ params, response }) => serveFeed(worker, params.feed ?? '', response),
      'PUT /desired': async ({ body }) => {
        await worker.apply(readDesired(body))
        return { ok: true }
      },
    },
    run: signal => worker.run(signal),
    close: () => worker.close('ingest is closing'),
  }
})
