// Which browsers could draw here, best first: the one that is named, the system's, npm's; by llvmpipe or a GPU before SwiftShader.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { childEnvironment } from '#core/child.ts'
import { environmentOf } from '#core/environment.ts'
import { unpackedChromium } from './unpack.ts'

/** Where a browser is taken from: the first that draws, only the system's, only npm's, or the program at a path. */
export type BrowserChoice = 'any' | 'system' | 'npm' | { readonly path: string }

/** One way to start a browser that may be able to draw. */
export type Candidate = {
  readonly origin: 'named' | 'system' | 'npm'
  readonly program: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

const systemNames = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'chrome']

/** Draws on a GPU or by Mesa's llvmpipe; without either a browser goes on with SwiftShader and says so only in its renderer's name. */
const throughEgl: Pick<Candidate, 'args' | 'env'> = {
  args: ['--use-gl=angle', '--use-angle=gl-egl', '--ignore-gpu-blocklist'],
  env: { EGL_PLATFORM: 'surfaceless' },
}
const bySwiftShader: Pick<Candidate, 'args' | 'env'> = {
  args: [
    '--use-gl=angle',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--ignore-gpu-blocklist',
  ],
  env: {},
}

/** `CHANGMING_AVATAR_BROWSER` is a path, or `system`, or `npm`; it is heard only where the caller does not mind. */
export function chosenBrowser(choice: BrowserChoice | undefined): BrowserChoice {
  if (choice !== undefined && choice !== 'any') return choice
  const named = environmentOf('CHANGMING').CHANGMING_AVATAR_BROWSER ?? ''
  if (named === '' || named === 'any') return 'any'
  return named === 'system' || named === 'npm' ? named : { path: named }
}

/** Ways to start a browser, best first. npm's is unpacked below `cacheFolder` only when it is its turn. */
export async function* candidates(
  choice: BrowserChoice,
  cacheFolder: string,
  signal: AbortSignal,
): AsyncGenerator<Candidate> {
  const programs = typeof choice === 'object' ? [choice.path] : choice === 'npm' ? [] : systemPrograms()
  const origin = typeof choice === 'object' ? 'named' : 'system'
  for (const program of programs) {
    yield { origin, program, ...throughEgl }
    yield { origin, program, ...bySwiftShader }
  }
  if (typeof choice === 'object' || choice === 'system') return
  const unpacked = await unpackedChromium(cacheFolder, signal)
  if (unpacked === undefined) return
  const env = { LD_LIBRARY_PATH: unpacked.libraries, FONTCONFIG_PATH: unpacked.fonts }
  yield { origin: 'npm', program: unpacked.program, args: bySwiftShader.args, env }
}

function systemPrograms(): string[] {
  const folders = (childEnvironment().PATH ?? '').split(delimiter).filter(folder => folder !== '')
  const found = systemNames.flatMap(name => folders.map(folder => join(folder, name))).find(isProgram)
  return found === undefined ? [] : [found]
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
