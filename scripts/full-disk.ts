// Acts a full disk without root: our processes may write nothing more, until they may again.
import { execFile, execFileSync } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { failed } from './demo/programs.ts'
import type { Product } from './product.ts'

const refusedWithinMs = 6_000

/** Of util-linux; without it no full disk can be acted honestly. */
export function hasPrlimit(): boolean {
  try {
    execFileSync('prlimit', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** `meanwhile` begins once a command has been refused for it. Throws where commands are taken all the same. */
export async function fullDisk(
  product: Product,
  meanwhile: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  if (!hasPrlimit()) throw failed('there is no prlimit here; install the Debian package util-linux')
  const pids = Object.values(product.pids())
  await limitFiles(pids, '0:')
  try {
    await untilRefused(product, signal)
    await meanwhile()
  } finally {
    await limitFiles(pids, 'unlimited:')
  }
}

/** The soft limit on what a file may grow to: EFBIG from every write, where a full disk says ENOSPC. */
async function limitFiles(pids: readonly number[], limit: string): Promise<void> {
  const limited = pids.map(pid =>
    promisify(execFile)('prlimit', ['--pid', String(pid), `--fsize=${limit}`]).catch(() => {}),
  ) // one that has ended needs none
  await Promise.all(limited)
}

/** As somebody on duty finds out: a command is refused, with the reason. */
async function untilRefused(product: Product, signal: AbortSignal): Promise<void> {
  const untilMs = performance.now() + refusedWithinMs
  for (let i = 0; performance.now() < untilMs; i++) {
    const said = await product.api('PUT', `/api/feeds/full-${i}`, { kind: 'rtmp' }).then(
      () => '',
      (error: Error) => error.message,
    )
    if (said.includes('core/disk-full')) return
    if (said !== '') throw failed(`a full disk was answered so: ${said}`)
    await delay(200, undefined, { signal })
  }
  throw failed('commands are taken though nothing can be written')
}
