// Where a host is in its script, on disk after every sentence: a kill -9 costs at most the sentence being said.
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** The sentence to be said next, or being said. */
export type Position = {
  /** How often the script has been gone through. */
  readonly round: number
  readonly segment: string
  readonly sentence: number
  /** The sentence as it was written, to find it again when the script was changed meanwhile. */
  readonly text: string
}

export type PositionStore = { read(): Position | undefined; write(position: Position): void }

/** A file that holds one position. It is replaced in one step and reaches the disk before `write` returns. */
export function positionFile(path: string): PositionStore {
  return {
    read: () => {
      try {
        const found = JSON.parse(readFileSync(path, 'utf8')) as Partial<Position>
        const isWhole =
          Number.isSafeInteger(found.round) &&
          Number.isSafeInteger(found.sentence) &&
          typeof found.segment === 'string' &&
          typeof found.text === 'string'
        return isWhole ? (found as Position) : undefined
      } catch {
        return undefined // none yet, or not one of ours: the script begins at its beginning
      }
    },
    write: position => {
      const fd = openSync(`${path}.new`, 'w', 0o600)
      try {
        writeSync(fd, JSON.stringify(position))
        fsyncSync(fd)
      } finally {
        closeSync(fd)
      }
      renameSync(`${path}.new`, path)
      const folder = openSync(dirname(path), 'r')
      try {
        fsyncSync(folder) // else the rename itself may be lost
      } finally {
        closeSync(folder)
      }
    },
  }
}

/** For a walk that nobody needs to take up again. */
export function positionInMemory(): PositionStore {
  let kept: Position | undefined
  return {
    read: () => kept,
    write: position => {
      kept = position
    },
  }
}
