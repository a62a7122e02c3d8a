// Finds FFmpeg: FFMPEG_PATH, then the system's (5 or newer), then the one npm brought.
import { execFile } from 'node:child_process'
import { accessSync, chmodSync, constants } from 'node:fs'
import { createRequire } from 'node:module'
import { Failure } from './failure.ts'

export type FoundFfmpeg = {
  readonly path: string
  /** As it says itself: `5.1.9-0+deb12u1`, `N-47683-g0e8eb07980-static`. */
  readonly version: string
  readonly origin: 'FFMPEG_PATH' | 'system' | 'npm'
}

const oldestMajor = 5

/** Throws `core/no-ffmpeg` with what to install when there is none. */
export async function findFfmpeg(): Promise<FoundFfmpeg> {
  const named = process.env.FFMPEG_PATH
  if (named !== undefined && named !== '') {
    const version = await versionOf(named)
    if (version === undefined) throw noFfmpeg(`FFMPEG_PATH is ${named}, which is no FFmpeg that runs`)
    return { path: named, version, origin: 'FFMPEG_PATH' }
  }
  const system = await versionOf('ffmpeg')
  if (system !== undefined && (majorOf(system) ?? 0) >= oldestMajor)
    return { path: 'ffmpeg', version: system, origin: 'system' }
  const bundled = bundledPath()
  const version = bundled === undefined ? undefined : await versionOf(bundled)
  if (bundled === undefined || version === undefined) throw noFfmpeg('there is no FFmpeg 5 or newer here')
  return { path: bundled, version, origin: 'npm' }
}

/** What a build of FFmpeg lists: encoders, or protocols that it can send by. */
export type FfmpegList = 'encoders' | 'outputs'

/** The names in a list of an FFmpeg's; none where it does not say. */
export async function ffmpegNames(path: string, list: FfmpegList): Promise<ReadonlySet<string>> {
  const said = await listOf(path, list === 'encoders' ? '-encoders' : '-protocols')
  if (list === 'outputs') return new Set((said.split(/^Output:$/m)[1] ?? '').split(/\s+/))
  return new Set([...said.matchAll(/^ [VAS][A-Z.]{5} (\S+)/gm)].map(([, name = '']) => name))
}

function listOf(path: string, option: string): Promise<string> {
  return new Promise(resolve => {
    execFile(path, ['-hide_banner', option], { timeout: 10_000 }, (_error, stdout) => resolve(stdout))
  })
}

function noFfmpeg(what: string): Failure {
  const message = `${what}; install one (Debian: apt install ffmpeg) or set FFMPEG_PATH to its path`
  return new Failure('core/no-ffmpeg', message, { fault: 'operator', remedy: 'stop' })
}

function majorOf(version: string): number | undefined {
  const digits = /^n?(\d+)\./.exec(version)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

function versionOf(path: string): Promise<string | undefined> {
  return new Promise(resolve => {
    execFile(path, ['-version'], { timeout: 10_000 }, (error, stdout) => {
      resolve(error === null ? /^ffmpeg version (\S+)/.exec(stdout)?.[1] : undefined)
    })
  })
}

function bundledPath(): string | undefined {
  try {
    const found = createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg') as { path: string }
    makeExecutable(found.path)
    return found.path
  } catch {
    return undefined // it is an optional dependency
  }
}

/** Its own install script may not have been allowed to; where we are not its owner somebody else must have. */
function makeExecutable(path: string): void {
  try {
    accessSync(path, constants.X_OK)
  } catch {
    chmodSync(path, 0o755)
  }
}
