// Which worker's stream stands behind a preview's path.
import { join } from 'node:path'
import { Failure } from '#core/failure.ts'
import { noSuch } from '../commands/refusals.ts'
import type { ApiDeps } from './deps.ts'
import type { PreviewSource } from './preview.ts'

export function previewSource(
  path: string,
  deps: Pick<ApiDeps, 'store' | 'places' | 'supervisor'>,
): PreviewSource {
  const { isFeed, name } = nameIn(path)
  const known = isFeed ? deps.store.feeds.find(name) : deps.store.broadcasts.find(name)
  if (known === undefined)
    throw noSuch(isFeed ? 'feed' : 'broadcast', name, 'look at GET /api/feeds and /api/broadcasts')
  const isHost = isFeed && deps.store.feeds.find(name)?.kind === 'host'
  const worker = isHost ? 'avatar' : isFeed ? 'ingest' : `relay-${name}`
  const { state } = deps.supervisor.view(worker)
  if (state === 'none' || state === 'starting')
    throw new Failure(
      'control/not-running',
      isFeed
        ? `the ${isHost ? 'worker that plays hosts' : 'front door for cameras'} is not up; try again in a moment`
        : `${name} is not on air; start it first`,
      { fault: 'operator', remedy: 'retry' },
    )
  const socketPath = join(deps.places.sockets, `${worker}.sock`)
  return { socketPath, path: isFeed ? `/feeds/${name}.flv` : '/program.flv' }
}

function nameIn(path: string): { isFeed: boolean; name: string } {
  const found = /^\/preview\/(feeds\/)?([a-z0-9][a-z0-9-]{0,31})\.flv$/.exec(path)
  if (found === null)
    throw noSuch('preview', 'there', 'write /preview/BROADCAST.flv or /preview/feeds/FEED.flv')
  return { isFeed: found[1] !== undefined, name: found[2] ?? '' }
}
