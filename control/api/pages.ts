// The pages: browser code from console/, its types rubbed out on the way, and the player. Nothing from elsewhere may run.
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { extname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Express, type Request, type Response } from 'express'
import { Failure } from '#core/failure.ts'

const consoleFolder = fileURLToPath(new URL('../../console/', import.meta.url))
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
}

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** What every answer carries, pages or not. */
export const safetyHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

export function servePages(app: Express): void {
  const stripped = new Map<string, { mtimeMs: number; text: string }>()
  app.get('/', (_request, response) => sendFile(response, 'status/index.html', stripped))
  app.get('/console/{*path}', (request: Request, response: Response) => {
    const parts = request.params.path as unknown as string[]
    sendFile(response, parts.join('/'), stripped)
  })
  app.get('/vendor/mpegts.js', (_request, response) => {
    const path = createRequire(import.meta.url).resolve('mpegts.js/dist/mpegts.js')
    response.type('text/javascript').set('cache-control', 'max-age=3600').send(readFileSync(path))
  })
}

function sendFile(
  response: Response,
  name: string,
  stripped: Map<string, { mtimeMs: number; text: string }>,
): void {
  const type = types[extname(name)]
  const path = insideConsole(name)
  if (path === undefined || type === undefined)
    throw new Failure('control/not-found', 'there is no such page; begin at /', {
      fault: 'operator',
      remedy: 'stop',
    })
  response.set('cache-control', 'no-cache').set('content-type', type)
  if (extname(name) !== '.ts') return void response.send(readFileSync(path))
  const { mtimeMs } = statSync(path)
  const known = stripped.get(path)
  const text = known?.mtimeMs === mtimeMs ? known.text : stripTypeScriptTypes(readFileSync(path, 'utf8'))
  stripped.set(path, { mtimeMs, text })
  response.send(text)
}

/** The file, or undefined where the name leads out of the folder or to nothing. */
function insideConsole(name: string): string | undefined {
  try {
    const path = realpathSync(join(consoleFolder, name))
    return path.startsWith(realpathSync(consoleFolder) + sep) && statSync(path).isFile() ? path : undefined
  } catch {
    return undefined // nothing there
  }
}
