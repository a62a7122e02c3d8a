// One stage: a browser with our page in it, and calls into the page's modules, each with a deadline.
import { mkdir } from 'node:fs/promises'
import { type Clock, within } from '#core/clock.ts'
import { Failure, messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import { Tally } from '#core/tally.ts'
import { type BrowserChoice, type Candidate, candidates, chosenBrowser } from './find.ts'
import { launch, type Launched, type Lent, sweep } from './launch.ts'
import { callPage, type PageCall, takeFromPage } from './page-calls.ts'
import { stageOrigin } from './pages.ts'

/** How long a stage may take over what; a browser that is later is ended. */
export type StageLimits = {
  /** From the start of a browser to its page. A cold one on two busy cores takes some seconds. */
  readonly launchWithinMs: number
  /** One call, unless it says otherwise. */
  readonly callWithinMs: number
  /** Between being asked to end and being killed. */
  readonly closeWithinMs: number
}

const usualLimits: StageLimits = { launchWithinMs: 45_000, callWithinMs: 60_000, closeWithinMs: 3_000 }

export type StagePlan = {
  readonly clock: Clock
  readonly log: Log
  /** A folder of ours that may be emptied at any time: npm's browser is unpacked there once (220 MB), and each browser's own files lie there. */
  readonly cacheFolder: string
  /** `any` by default: what CHANGMING_AVATAR_BROWSER names, the system's, npm's. */
  readonly browser?: BrowserChoice
  readonly limits?: Partial<StageLimits>
}

/**
 * What to call in the page: an exported function of a module below stage/, by its path there (`bake/page.ts`), or of a
 * module that was lent, by the path that `lend` returned.
 */
export type PageFunction = { readonly module: string; readonly name: string }

export type Stage = {
  /** Who draws, as WebGL says it: part of what makes two drawings comparable, so it belongs into the key of what is kept. */
  readonly renderer: string
  readonly browser: { readonly origin: Candidate['origin']; readonly version: string }
  readonly isSandboxed: boolean
  /** Settles with the reason when the browser has gone, asked or not. */
  readonly ended: Promise<string>
  /**
   * Calls a function of the page with one plain argument and returns its plain result. Throws what it threw as
   * `avatar/page-threw`; ends the browser when it is late (`avatar/page-late`): nothing else would stop it.
   */
  call<Result>(at: PageFunction, argument: unknown, signal: AbortSignal, withinMs?: number): Promise<Result>
  /** The same for a function that returns a Blob or bytes: they come out without passing through JSON. */
  take(at: PageFunction, argument: unknown, signal: AbortSignal, withinMs?: number): Promise<Buffer>
  /** Lends bytes to the page; returns the path it can fetch them from until they are taken back. */
  lend(name: string, type: string, bytes: Buffer): string
  takeBack(path: string): void
  close(): Promise<void>
}

/**
 * Opens a stage with the first browser that draws. Throws `avatar/no-browser` with what to install where none does. Ended by
 * `close`, or by the signal.
 */
export async function openStage(plan: StagePlan, signal: AbortSignal): Promise<Stage> {
  const limits = { ...usualLimits, ...plan.limits }
  await mkdir(plan.cacheFolder, { recursive: true, mode: 0o700 })
  await sweep(plan.cacheFolder)
  const tried: string[] = []
  for await (const candidate of candidates(chosenBrowser(plan.browser), plan.cacheFolder, signal)) {
    signal.throwIfAborted()
    try {
      return await tryCandidate(candidate, plan, limits, signal)
    } catch (error) {
      signal.throwIfAborted()
      tried.push(`${candidate.program}: ${messageOf(error).split('\n')[0]}`)
      plan.log.warn({ program: candidate.program, why: messageOf(error) }, 'avatar/browser-does-not-draw')
    }
  }
  const why = tried.length === 0 ? 'there is no browser here' : `no browser here draws (${tried.join('; ')})`
  throw new Failure(
    'avatar/no-browser',
    `${why}; install one (Debian: apt install chromium) or run npm ci with @sparticuz/chromium`,
    { fault: 'operator', remedy: 'stop' },
  )
}

async function tryCandidate(
  candidate: Candidate,
  plan: StagePlan,
  limits: StageLimits,
  signal: AbortSignal,
): Promise<Stage> {
  const lent: Lent = new Map()
  const starting = launch(candidate, plan.cacheFolder, lent, limits.launchWithinMs)
  const late = () => failed('avatar/browser-late', `no page after ${limits.launchWithinMs} ms`)
  const launched = await within(plan.clock, limits.launchWithinMs, () => starting, late, signal).catch(
    async error => {
      void starting.then(each => each.kill()).catch(() => {}) // it came after all, or never: either way nobody waits for it
      throw error
    },
  )
  try {
    const renderer = await within(plan.clock, limits.launchWithinMs, () => rendererOf(launched), late, signal)
    plan.log.info(
      { program: candidate.program, renderer, sandboxed: launched.isSandboxed },
      'avatar/stage-open',
    )
    return stageOf({ ...plan, candidate, launched, renderer, lent, limits }, signal)
  } catch (error) {
    await launched.kill()
    throw error
  }
}

/** Throws where the page gets no WebGL 2: such a browser draws nothing. */
async function rendererOf({ page }: Launched): Promise<string> {
  const renderer = await page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl2')
    const about = gl?.getExtension('WEBGL_debug_renderer_info')
    const name = gl === null || !about ? '' : String(gl.getParameter(about.UNMASKED_RENDERER_WEBGL))
    gl?.getExtension('WEBGL_lose_context')?.loseContext()
    return name
  })
  if (renderer === '') throw failed('avatar/no-webgl', 'its pages get no WebGL 2')
  return renderer
}

type Open = Omit<StagePlan, 'limits'> & {
  candidate: Candidate
  launched: Launched
  renderer: string
  lent: Lent
  limits: StageLimits
}

function stageOf(open: Open, signal: AbortSignal): Stage {
  const { launched, limits, clock, lent } = open
  const { browser, page } = launched
  const gone = new AbortController()
  const ended = Promise.withResolvers<string>()
  let why: string | undefined
  const end = (reason: string) => {
    why ??= reason
    gone.abort(failed('avatar/browser-gone', `the drawing browser is gone: ${why}`))
    ended.resolve(why)
  }
  browser.once('disconnected', () => end('it ended'))
  page.once('crash', () => end('its page crashed'))
  const said = new Tally('avatar/page-said', 1_000, clock, open.log)
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') said.add(1, message.text().slice(0, 400))
  })
  page.on('pageerror', error => said.add(1, error.message.slice(0, 400)))

  let closing: Promise<void> | undefined
  const close = (reason: string) => (closing ??= shutDown(reason))
  const shutDown = async (reason: string) => {
    end(reason)
    signal.removeEventListener('abort', onAbort)
    const never = new AbortController().signal
    const late = () => failed('avatar/browser-late', 'it does not close')
    await within(clock, limits.closeWithinMs, () => browser.close(), late, never).catch(() => {}) // then it is killed
    await launched.kill()
  }
  const onAbort = () => void close('it was asked to')
  signal.addEventListener('abort', onAbort, { once: true })
  if (signal.aborted) onAbort()

  const inTime = async <T>(at: PageFunction, work: () => Promise<T>, signals: AbortSignal, ms: number) => {
    const both = AbortSignal.any([signals, gone.signal])
    both.throwIfAborted()
    const what = `${at.name} of ${at.module}`
    const late = () => failed('avatar/page-late', `${what} did not answer within ${ms} ms`)
    try {
      return await within(clock, ms, work, late, both)
    } catch (error) {
      if (error instanceof Failure && error.code === 'avatar/page-late') await close(error.message)
      if (error instanceof Failure || both.aborted) throw error
      throw failed('avatar/page-threw', `${what}: ${messageOf(error)}`, error)
    }
  }

  return {
    renderer: open.renderer,
    browser: { origin: open.candidate.origin, version: browser.version() },
    isSandboxed: launched.isSandboxed,
    ended: ended.promise,
    call: (at, argument, asked, withinMs = limits.callWithinMs) =>
      inTime(at, () => callPage(page, pageCall(at, argument)), asked, withinMs),
    take: (at, argument, asked, withinMs = limits.callWithinMs) =>
      inTime(at, () => takeFromPage(launched.session, pageCall(at, argument)), asked, withinMs),
    lend: (name, type, body) => {
      const path = `/lent/${encodeURIComponent(name)}`
      lent.set(path, { type, body })
      return path
    },
    takeBack: path => void lent.delete(path),
    close: () => close('it was closed'),
  }
}

function pageCall(at: PageFunction, argument: unknown): PageCall {
  return { url: new URL(at.module, `${stageOrigin}/stage/`).href, name: at.name, argument }
}

function failed(code: `avatar/${string}`, message: string, cause?: unknown): Failure {
  return new Failure(code, message, { fault: 'ours', remedy: 'retry', cause })
}
