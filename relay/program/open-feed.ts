// A feed opened as it is desired: a camera from ingest, as it is or made to fit; a host from the avatar worker.
import type { RelayDesired } from '../desired.ts'
import type { FeedPlan } from './feed.ts'
import {
  cueHost,
  fromAvatar,
  fromIngest,
  maxTagBytes,
  type NormaliserDeps,
  throughFfmpeg,
} from './feed-source.ts'
import { HostLine } from './host-line.ts'

export function feedPlan(name: string, desired: RelayDesired, deps: NormaliserDeps): FeedPlan {
  const { ingestSocket, avatarSocket, broadcast, hosts, normalise } = desired
  if (hosts.includes(name)) {
    const line = new HostLine(cue => cueHost(avatarSocket, name, broadcast, cue), deps.clock)
    return { name, open: fromAvatar(avatarSocket, name), maxTagBytes, line }
  }
  const open = normalise.includes(name)
    ? throughFfmpeg(ingestSocket, name, deps)
    : fromIngest(ingestSocket, name)
  return { name, open, maxTagBytes }
}
