// A file without a name: how a child is handed something that may stand in no argument, no environment and no folder.
import { closeSync, existsSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Writes `text` into a file of mode 600 that is removed before anybody learns its name, in memory where the system has /dev/shm.
 * A child that inherits the descriptor as number N reads it at /proc/self/fd/N (a pipe of Node's is a socket, and cannot be).
 */
export function openNamelessFile(text: string): { readonly fd: number; close(): void } {
  const folder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
  const path = join(folder, randomUUID())
  const fd = openSync(path, 'wx+', 0o600)
  unlinkSync(path)
  writeSync(fd, text)
  return { fd, close: () => closeSync(fd) }
}
