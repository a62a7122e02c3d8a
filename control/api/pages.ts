// The desk: the pages as they were built, each small file in memory and packed. Nothing from elsewhere may run.
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Express, type Request, type Response } from 'express'
import { Failure } from '#core/failure.ts'
import { deskFolder } from '../desk/stamp.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
  '.vrm': 'model/gltf-binary',
  '.webmanifest': 'application/manifest+json',
}
const packed = new Set(['.html', '.css', '.js', '.svg'])
/** Named by their content: what such an address holds never changes. */
const isForEver = (name: string) => name.startsWith('assets/')

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self' blob:", // blob: are pictures within a host's own file, unpacked by the page
  "worker-src 'self' blob:",
  "font-src 'self'",
  "manifest-src 'self'",
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

type Page = { readonly mtimeMs: number; readonly plain: Buffer; readonly gzip: Buffer | null }

/** `trouble` says why nothing was built, '' while it is on its way. */
export function servePages(app: Express, trouble: () => string): void {
  const known = new Map<string, Page>()
  app.get('/', (request, response) => {
    if (fileOf('index.html') === undefined) return beingBuilt(response, trouble())
    sendPage(request, response, 'index.html', known)
  })
  app.get('/{*path}', (request: Request, response: Response, next) => {
    const name = (request.params.path as unknown as string[]).join('/')
    if (types[extname(name)] === undefined || fileOf(name) === undefined) return next()
    sendPage(request, response, name, known)
  })
}

function sendPage(request: Request, response: Response, name: string, known: Map<string, Page>): void {
  const page = pageOf(name, known)
  response
    .set('cache-control', isForEver(name) ? 'public, max-age=31536000, immutable' : 'no-cache')
    .set('content-type', types[extname(name)] ?? 'application/octet-stream')
    .set('vary', 'accept-encoding')
  if (page.gzip === null || request.acceptsEncodings('gzip') !== 'gzip') return void response.send(page.plain)
  response.set('content-encoding', 'gzip').send(page.gzip)
}

function pageOf(name: string, known: Map<string, Page>): Page {
  const path = fileOf(name)
  if (path === undefined)
    throw new Failure('control/not-found', 'there is no such page; begin at /', {
      fault: 'operator',
      remedy: 'stop',
    })
  const { mtimeMs } = statSync(path)
  const before = known.get(name)
  if (before?.mtimeMs === mtimeMs) return before
  const plain = readFileSync(path)
  const page = { mtimeMs, plain, gzip: packed.has(extname(name)) ? gzipSync(plain, { level: 9 }) : null }
  known.set(name, page)
  return page
}

/** The file, or undefined where the name leads out of the folder or to nothing. */
function fileOf(name: string): string | undefined {
  try {
    const path = realpathSync(join(deskFolder, name))
    return path.startsWith(realpathSync(deskFolder) + sep) && statSync(path).isFile() ? path : undefined
  } catch {
    return undefined // nothing there
  }
}

function beingBuilt(response: Response, trouble: string): void {
  const zh =
    trouble === '' ? '页面正在准备，几秒后自动打开。' : '页面没能准备好，请运行 npm run build 查看原因。'
  const en =
    trouble === '' ? 'The desk is being made; it opens in seconds.' : `The desk could not be made: ${trouble}`
  response
    .status(503)
    .set('retry-after', '2')
    .set('refresh', '2')
    .type('text/html')
    .send(
      `<!doctype html><meta charset="utf-8"><title>长明 Changming</title><p lang="zh-CN">${zh}</p><p lang="en">${escaped(en)}</p>`,
    )
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
