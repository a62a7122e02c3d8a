// Third-party programs a test stands on: a missing one is named, and with CI=true it is a failure.
import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { test } from 'vitest'

export const nginxModule = '/usr/lib/nginx/modules/ngx_rtmp_module.so'

const isOnPath = (program: string) =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].some(folder =>
    existsSync(join(folder, program)),
  )
const says = (program: string, args: readonly string[], word: string) =>
  isOnPath(program) && spawnSync(program, args, { encoding: 'utf8' }).stdout.includes(word)
const hasElements = (...names: string[]) =>
  isOnPath('gst-inspect-1.0') && names.every(name => spawnSync('gst-inspect-1.0', [name]).status === 0)

/** What a test may need, the Debian packages that hold it, and how to tell whether it is there. */
const programs = {
  ffmpeg: { packages: 'ffmpeg', isThere: () => isOnPath('ffmpeg') && isOnPath('ffprobe') },
  nginx: {
    packages: 'nginx-light libnginx-mod-rtmp',
    isThere: () => isOnPath('nginx') && existsSync(nginxModule),
  },
  gstreamer: {
    packages: 'gstreamer1.0-tools gstreamer1.0-plugins-base -good -bad -ugly gstreamer1.0-libav',
    isThere: () => hasElements('rtmp2sink', 'x264enc', 'avenc_aac', 'flvmux', 'videotestsrc'),
  },
  librtmp: { packages: 'curl (built with librtmp)', isThere: () => says('curl', ['--version'], 'librtmp') },
  obs: { packages: 'obs-studio', isThere: () => isOnPath('obs') },
  xvfb: { packages: 'xvfb', isThere: () => isOnPath('Xvfb') },
  chromium: { packages: 'chromium', isThere: () => isOnPath('chromium') },
  prometheus: { packages: 'prometheus', isThere: () => isOnPath('promtool') && isOnPath('prometheus') },
  openssl: { packages: 'openssl', isThere: () => isOnPath('openssl') },
} as const

export type Program = keyof typeof programs

/** A test with real programs. What it opens goes on the stage and is closed in reverse, however the test ends. */
export function realTest(
  sentence: string,
  needed: readonly Program[],
  body: (stage: AsyncDisposableStack) => Promise<void>,
  withinMs = 120_000,
): void {
  // oxlint-disable-next-line vitest/valid-title -- it is a string, by its type
  test(sentence, { timeout: withinMs }, async context => {
    const missing = needed.filter(name => !programs[name].isThere())
    if (missing.length > 0) {
      const why = `missing: ${missing.map(name => `${name} (Debian: ${programs[name].packages})`).join(', ')}`
      if (process.env.CI === 'true') throw new Error(why)
      console.warn(`NOT RUN: "${sentence}": ${why}`)
      context.skip(why)
    }
    const stage = new AsyncDisposableStack()
    context.onTestFinished(() => stage.disposeAsync()) // not by its scope: a body that hangs never leaves it
    await body(stage)
  })
}

/** A folder for one test. */
export function folderFor(stage: AsyncDisposableStack, name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `changming-${name}-`))
  stage.defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

export type RealChild = {
  readonly child: ChildProcess
  readonly pid: number
  /** The last of what it wrote to its outputs. */
  said(): string
  /** Resolves with its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>
  end(signal?: NodeJS.Signals): Promise<void>
}

/** A child of the test, ended with its stage, by its pid. */
export function startChild(
  stage: AsyncDisposableStack,
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): RealChild {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  if (child.pid === undefined) throw new Error(`${program} does not start`)
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', text => (said = (said + text).slice(-6_000)))
  const ended = new Promise<number | null>(resolve => child.once('close', code => resolve(code)))
  const end = async (signal: NodeJS.Signals = 'SIGKILL') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await ended
  }
  stage.defer(() => end())
  return { child, pid: child.pid, said: () => said, ended, end }
}
