// What the desk is built from, as one short text: where it differs from the one beside the built pages, they are old.
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The folder of the built pages. */
export const deskFolder = join(root, 'console', 'dist')
/** Lies in it, and holds the stamp of what it was built from. */
export const stampFile = join(deskFolder, 'stamp')

/** Of the pages' sources, the stage they may show, and the packages' versions. */
export function stampOfSources(): string {
  const hash = createHash('sha256')
  const files = globSync(['console/**/*.{ts,tsx,js,css,html,svg}', 'stage/**/*.ts', 'package-lock.json'], {
    cwd: root,
    exclude: ['console/dist/**', 'console/dist.*/**'],
  })
  for (const file of files.toSorted()) hash.update(`${file}\0`).update(readFileSync(join(root, file)))
  return hash.digest('hex').slice(0, 24)
}

/** Of what was built; '' where nothing was. */
export function stampOfBuilt(): string {
  try {
    return readFileSync(stampFile, 'utf8')
  } catch {
    return '' // never built
  }
}
