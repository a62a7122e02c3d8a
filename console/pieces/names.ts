// What the desk calls destinations and programs of the broadcasts that it sees.
import { broadcastCalled } from '../live/live.ts'
import { shared } from '../shell/language.ts'
import { nameOf, programCalled } from '../tell/names.ts'
import type { NameOf } from '../tell/sentences.ts'

export function destinationCalled(broadcast: string | null, destination: string): string {
  const found = broadcast === null ? undefined : broadcastCalled(broadcast)
  const platform = found?.destinations.find(({ name }) => name === destination)?.platform ?? 'rtmp'
  return nameOf({ destination, platform }, shared.value)
}

export const called: NameOf = (broadcast, what, name) =>
  what === 'program'
    ? programCalled(name, broadcast === null ? undefined : broadcastCalled(broadcast), shared.value)
    : destinationCalled(broadcast, name)
