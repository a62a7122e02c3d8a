// Who was started last as a worker, written before it can write its own file: so that none is ever out of reach.
import { join } from 'node:path'
import type { Places } from '#core/places.ts'

export function startingFile(places: Places, worker: string): string {
  return join(places.data, 'workers', `${worker}.starting`)
}
