// What the drawing browser may ask for: our page, the stage's modules, three, three-vrm and a font; all from disk, nothing else.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { dirname, extname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The made-up origin of the page. `.invalid` leads nowhere by RFC 2606; https, because some of a browser's doors ask for it. */
export const stageOrigin = 'https://stage.invalid'

export type ServedFile = { readonly type: string; readonly body: Buffer | string }

/** A folder that is served: requests below `at`, of these endings only. */
type Shelf = { readonly at: string; readonly folder: string; readonly endings: readonly string[] }

const { resolve } = createRequire(import.meta.url)
const fontFolder = dirname(resolve('@fontsource/noto-sans-sc/400.css'))

const shelves: readonly Shelf[] = [
  {
    at: '/stage/',
    folder: fileURLToPath(new URL('../../stage/', import.meta.url)),
    endings: ['.ts', '.js', '.css', '.png', '.wasm', '.json'],
  },
  { at: '/hosts/', folder: fileURLToPath(new URL('../hosts/', import.meta.url)), endings: ['.vrm'] },
  { at: '/npm/three/', folder: join(dirname(resolve('three')), '..'), endings: ['.js'] },
  { at: '/npm/three-vrm/', folder: join(dirname(resolve('@pixiv/three-vrm')), '..'), endings: ['.js'] },
  { at: '/fonts/noto-sans-sc/', folder: fontFolder, endings: ['.css', '.woff2'] },
]

const types: Readonly<Record<string, string>> = {
  '.ts': 'text/javascript; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.vrm': 'model/gltf-binary',
}

/** Bare names that modules of the stage may import. */
const importMap = JSON.stringify({
  imports: {
    three: '/npm/three/build/three.module.js',
    'three/addons/': '/npm/three/examples/jsm/',
    '@pixiv/three-vrm': '/npm/three-vrm/lib/three-vrm.module.js',
  },
})

/**
 * Scripts, pictures and fonts come from the one origin, or from bytes the page holds already (`blob:`); nothing is evaluated from
 * text, nothing is framed, nothing is sent elsewhere. Styles may stand in the page: overlays are laid out with them.
 */
const securityPolicy = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${createHash('sha256').update(importMap).digest('base64')}'`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self' data:",
  "connect-src 'self' blob: data:",
  "worker-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

const page = `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>stage</title>
<script type="importmap">${importMap}</script>
<style>html,body{margin:0;background:transparent}</style>
<script type="module" src="/stage/calls.ts"></script></head><body></body></html>`

export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': securityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

/** The file for a request's path; undefined for whatever is not ours to give. TypeScript comes without its types. */
export async function servedFile(path: string): Promise<ServedFile | undefined> {
  if (path === '/') return { type: 'text/html; charset=utf-8', body: page }
  const shelf = shelves.find(each => path.startsWith(each.at))
  const ending = extname(path)
  const type = types[ending]
  if (shelf === undefined || type === undefined || !shelf.endings.includes(ending)) return undefined
  const file = placeOn(shelf, path.slice(shelf.at.length))
  const body = file === undefined ? undefined : await readFile(file).catch(() => undefined) // not there: refused like the rest
  if (body === undefined) return undefined
  return { type, body: ending === '.ts' ? stripTypeScriptTypes(body.toString('utf8')) : body }
}

function placeOn(shelf: Shelf, rest: string): string | undefined {
  let plain: string
  try {
    plain = decodeURIComponent(rest)
  } catch {
    return undefined // no name of a file is written like that
  }
  const root = shelf.folder.endsWith(sep) ? shelf.folder : shelf.folder + sep
  const file = join(root, plain)
  return file.startsWith(root) && !plain.includes('\0') ? file : undefined
}
