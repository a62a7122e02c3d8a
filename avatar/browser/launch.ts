// Starts one browser: niced, dying with us, deaf to the network, with one page that gets only what pages.ts gives.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, type CDPSession, chromium, type Page, type Route } from 'playwright-core'
import { childEnvironment, leashed } from '#core/child.ts'
import { isAlive, signalGroup } from '#core/process-identity.ts'
import type { Candidate } from './find.ts'
import { pageHeaders, servedFile, type ServedFile, stageOrigin } from './pages.ts'

/** Bytes lent to the page, by path below /lent/. */
export type Lent = Map<string, ServedFile>

export type Launched = {
  readonly browser: Browser
  readonly page: Page
  /** The same page by the DevTools protocol. */
  readonly session: CDPSession
  /** Of a browser that runs without its own sandbox: as root, or where the kernel refuses one. */
  readonly isSandboxed: boolean
  /** Kills the whole process group and removes what was written for it; safe to call twice. */
  kill(): Promise<void>
}

/** Drawing gives way to what is on air. Chromium's drawing process makes itself urgent (-8) where root lets it: here it may not. */
const niceness = 15

const always: readonly string[] = [
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--no-proxy-server',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--mute-audio',
  '--hide-scrollbars',
  '--force-color-profile=srgb',
  '--disable-lcd-text',
]

/** Starts the candidate; as another user than root within its sandbox, or without where the kernel refuses it one. */
export async function launch(
  candidate: Candidate,
  folder: string,
  lent: Lent,
  withinMs: number,
): Promise<Launched> {
  const isRoot = process.getuid?.() === 0
  if (isRoot) return await start(candidate, folder, lent, withinMs, false)
  try {
    return await start(candidate, folder, lent, withinMs, true)
  } catch {
    return await start(candidate, folder, lent, withinMs, false) // containers often allow no namespaces; whoever opened it is told
  }
}

async function start(
  candidate: Candidate,
  folder: string,
  lent: Lent,
  withinMs: number,
  isSandboxed: boolean,
): Promise<Launched> {
  const home = await mkdtemp(join(folder, 'run-'))
  const pidFile = join(home, 'pid')
  const kill = async () => {
    const pid = Number(await readFile(pidFile, 'utf8').catch(() => '0')) // never started: no such file
    if (pid > 1) signalGroup(pid, 'SIGKILL')
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  }
  try {
    const browser = await chromium.launch({
      executablePath: await leash(candidate.program, home, pidFile),
      args: [...always, ...candidate.args],
      env: { ...childEnvironment(candidate.env), HOME: home, TMPDIR: home },
      chromiumSandbox: isSandboxed,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      timeout: withinMs,
    })
    const page = await openPage(browser, lent)
    const session = await page.context().newCDPSession(page)
    return { browser, page, session, isSandboxed, kill }
  } catch (error) {
    await kill()
    throw error
  }
}

/** Removes what browsers left whose owner was killed before it could: folders whose browser is dead. One that is starting has no pid yet. */
export async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith('run-')) continue
    const pid = Number(await readFile(join(folder, name, 'pid'), 'utf8').catch(() => '0')) // starting, or just gone
    if (pid <= 1 || isAlive({ pid, startTicks: '' })) continue
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => {}) // somebody else sweeps it too
  }
}

/** A script that becomes the browser: playwright starts a program by its path alone, and ours has words before it. */
async function leash(program: string, home: string, pidFile: string): Promise<string> {
  const [first, rest] = leashed(program, [], niceness, process.getuid?.() === 0 ? ['sys_nice'] : [])
  const words = [first, ...rest].map(quoted).join(' ')
  const script = join(home, 'browser')
  await writeFile(script, `#!/bin/sh\necho $$ > ${quoted(pidFile)}\nexec ${words} "$@"\n`, { mode: 0o700 })
  return script
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`
}

async function openPage(browser: Browser, lent: Lent): Promise<Page> {
  const context = await browser.newContext({ serviceWorkers: 'block', acceptDownloads: false })
  await context.route('**/*', route => answer(route, lent))
  await context.routeWebSocket(/.*/, socket => socket.close())
  const page = await context.newPage()
  await page.goto(`${stageOrigin}/`)
  return page
}

async function answer(route: Route, lent: Lent): Promise<void> {
  const request = route.request()
  const url = new URL(request.url())
  const isOurs = url.origin === stageOrigin && request.method() === 'GET'
  const file = isOurs ? (lent.get(url.pathname) ?? (await servedFile(url.pathname))) : undefined
  const done =
    file === undefined
      ? route.abort('blockedbyclient')
      : route.fulfill({ body: file.body, headers: { ...pageHeaders, 'content-type': file.type } })
  await done.catch(() => {}) // the page went away meanwhile
}
