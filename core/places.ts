// Folders of one installation: where data lies, and where its processes meet.
import { createHash } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Failure } from './failure.ts'
import { maxSocketPathBytes } from './unix-http.ts'

export type Places = {
  /** Absolute path of the data folder. */
  readonly data: string
  /** Where sockets lie: of mode 700, with a short path, the same for every process that is given the same data folder. */
  readonly sockets: string
  readonly logs: string
}

const longestSocketName = 48

/** Makes the folders of an installation, all of mode 700. */
export function makePlaces(dataFolder: string): Places {
  const data = resolve(dataFolder)
  const inData = join(data, 'run')
  const isShort = Buffer.byteLength(inData) + longestSocketName <= maxSocketPathBytes
  const name = `run-${process.getuid?.() ?? 0}-${createHash('sha256').update(data).digest('hex').slice(0, 12)}`
  const sockets = isShort ? inData : join(tmpdir(), name)
  const logs = join(data, 'logs')
  for (const folder of [data, sockets, logs]) makePrivate(folder)
  return { data, sockets, logs }
}

function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const facts = lstatSync(folder)
  const isOurs = process.getuid === undefined || facts.uid === process.getuid()
  if (!facts.isDirectory() || !isOurs) {
    throw new Failure(
      'core/folder-not-ours',
      `${folder} belongs to somebody else; remove it or choose another data folder`,
      { fault: 'operator', remedy: 'stop' },
    )
  }
  chmodSync(folder, 0o700)
}
