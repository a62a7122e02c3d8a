// The other relay workers of this machine: asked how silent their legs are, since an uplink is shared by all of them.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { askUnix } from '#core/unix-http.ts'
import type { LegSilence } from './leg/uplink.ts'

const answerWithinMs = 150

/** What the legs of all other workers say; one that does not answer in time has no say. */
export async function peerSilences(socketsFolder: string, ownSocket: string): Promise<LegSilence[]> {
  const names = await readdir(socketsFolder).catch(() => []) // no folder, no peers
  const sockets = names
    .filter(name => name.startsWith('relay-') && name.endsWith('.sock'))
    .map(name => join(socketsFolder, name))
  const answers = await Promise.all(sockets.filter(path => path !== ownSocket).map(silencesOf))
  return answers.flat()
}

async function silencesOf(socketPath: string): Promise<LegSilence[]> {
  const call = { socketPath, method: 'GET' as const, path: '/silences' }
  const answer = await askUnix(call, answerWithinMs).catch(() => undefined) // dead or frozen: it has no legs to judge by
  return (answer as { legs: LegSilence[] } | undefined)?.legs ?? []
}
