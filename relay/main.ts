// The hall of one relay worker: `node relay/main.ts DATA_FOLDER BROADCAST`. Everything else comes over its socket.
import { join } from 'node:path'
import type { UnixRoutes } from '#core/unix-http.ts'
import { runWorker } from '#core/worker-hall.ts'
import { Imprints, flightFile, readDesired, RelayWorker, stillsFolder, streamProgram } from '#relay'

const [dataFolder, broadcast] = process.argv.slice(2)
if (dataFolder === undefined || broadcast === undefined || !/^[a-z0-9][a-z0-9-]{0,31}$/.test(broadcast)) {
  process.stderr.write('usage: node relay/main.ts DATA_FOLDER BROADCAST\n')
  process.exit(2)
}

await runWorker({ room: 'relay', name: `relay-${broadcast}`, dataFolder }, deps => {
  const { places, ownSocket } = deps
  const slatesFolder = join(places.data, 'slates', 'made')
  const plan = {
    broadcast,
    socketsFolder: places.sockets,
    ownSocket,
    slatesFolder,
    flightFile: flightFile(places.data, broadcast),
    stillsFolder: stillsFolder(places.data, broadcast),
    predecessorAliveMs: deps.predecessorAliveMs,
  }
  const worker = new RelayWorker(plan, { ...deps, random: Math.random })
  return {
    routes: routesOf(worker, new Imprints(deps.clock)),
    run: signal => worker.run(signal),
    close: () => worker.close(),
  }
})

function routesOf(worker: RelayWorker, imprints: Imprints): UnixRoutes {
  return {
    'GET /snapshot': () => worker.snapshot(),
    'GET /silences': () => worker.silences(),
    'GET /flight': ({ query }) =>
      worker.flight(Number(query.get('from') ?? 0), Number(query.get('to') ?? Number.MAX_SAFE_INTEGER)),
    'GET /imprints': ({ query }) => {
      const program = worker.program(query.get('program') ?? 'main')
      return { pictures: program === undefined ? [] : imprints.of(program) }
    },
    'GET /stills': ({ query }) => ({
      programs: worker.stills.list(
        Number(query.get('from') ?? 0),
        Number(query.get('to') ?? Number.MAX_SAFE_INTEGER),
      ),
    }),
    'GET /still': ({ query }) => {
      const byMs = Number(query.get('by') ?? Number.MAX_SAFE_INTEGER)
      return { still: worker.stills.picture(query.get('program') ?? 'main', byMs) ?? null }
    },
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
  }
}
