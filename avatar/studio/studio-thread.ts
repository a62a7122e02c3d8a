// The studio's thread: clips are made here, so that nothing of it holds up the one that plays.
import { parentPort, workerData } from 'node:worker_threads'
import { slept, systemClock } from '#core/clock.ts'
import { openLog } from '#core/log.ts'
import { clipFile } from '../clip/clip-file.ts'
import type { Clip } from '../clip/index.ts'
import type { Line } from '../feed/lines.ts'
import type { Live, Look, Take } from '../feed/studio.ts'
import { Production } from './production.ts'
import { type FromStudio, plainFailure, type ThreadPlan, type ToStudio } from './thread-words.ts'

const stateEveryMs = 250

const port = parentPort
if (port === null) throw new Error('this is a thread of the avatar worker')
const { folder, hostsFolder, logosFolder, logFile } = workerData as ThreadPlan
const tell = (message: FromStudio, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)
const over = new AbortController()
const going = new Map<number, AbortController>()
const production = new Production({
  clock: systemClock,
  log: openLog('avatar', { level: 'info', file: logFile }).child({ worker: 'avatar', thread: 'studio' }),
  folder,
  hostsFolder,
  logosFolder,
  onChild: (identity, isAlive) => tell({ kind: 'child', identity, isAlive }),
})

port.on('message', (message: ToStudio) => {
  if (message.kind === 'means') production.setMeans(message.means)
  else if (message.kind === 'make') void make(message)
  else if (message.kind === 'want') production.want(message.look)
  else if (message.kind === 'leave') going.get(message.id)?.abort(new Error('nobody waits for it any more'))
  else void close()
})
void tellState()

async function make({ id, look, line, live }: Extract<ToStudio, { kind: 'make' }>): Promise<void> {
  const stop = new AbortController()
  going.set(id, stop)
  try {
    const take = await made(look, line, live, stop.signal)
    const { isReused, cpuSeconds } = take
    const file = Uint8Array.from(clipFile(take.clip as Clip))
    tell({ kind: 'made', id, file, isReused, cpuSeconds }, [file.buffer])
  } catch (error) {
    tell({ kind: 'failed', id, failure: plainFailure(error) })
  } finally {
    going.delete(id)
  }
}

function made(look: Look, line: Line | null, live: Live | null, signal: AbortSignal): Promise<Take> {
  if (live !== null) return production.live(look, line, live, signal)
  return line === null ? production.pause(look, signal) : production.speak(look, line, signal)
}

/** What people are shown of it, when it changes. */
async function tellState(): Promise<void> {
  let told = ''
  do {
    const { doing, renderer, voice } = production
    const now = JSON.stringify([doing, renderer, voice])
    if (now !== told) tell({ kind: 'state', doing, renderer, voice })
    told = now
    if (production.mayRest) tell({ kind: 'rests' })
  } while (await slept(systemClock, stateEveryMs, over.signal))
}

async function close(): Promise<void> {
  over.abort(new Error('the studio closes'))
  for (const stop of going.values()) stop.abort(new Error('the studio closes'))
  await production.close()
  tell({ kind: 'closed' })
  port?.close()
}
