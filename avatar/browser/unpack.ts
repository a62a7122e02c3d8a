// Unpacks the Chromium that npm brought, into a folder of ours: it comes as brotli, with the libraries a bare Debian lacks.
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { brotliDecompress, createBrotliDecompress } from 'node:zlib'
import { readTar } from './tar.ts'

export type UnpackedChromium = {
  readonly program: string
  /** For LD_LIBRARY_PATH. */
  readonly libraries: string
  /** For FONTCONFIG_PATH. */
  readonly fonts: string
}

/** Libraries and fonts; the program itself is no tar. Some 220 MB unpacked, 2 s of CPU. */
const archives = ['al2023.tar.br', 'swiftshader.tar.br', 'fonts.tar.br']

/**
 * Finds or makes the unpacked Chromium below `folder`. Made beside its place and renamed into it, so that one who was ended half-way
 * leaves nothing that looks whole, and two who make it at once do not meet. Undefined where npm did not bring it.
 */
export async function unpackedChromium(
  folder: string,
  signal: AbortSignal,
): Promise<UnpackedChromium | undefined> {
  const packed = packedFolder()
  if (packed === undefined) return undefined
  const place = join(folder, `chromium-${packed.version}`)
  if (!existsSync(join(place, 'chromium'))) await make(place, packed.folder, signal)
  return { program: join(place, 'chromium'), libraries: join(place, 'lib'), fonts: place }
}

async function make(place: string, packed: string, signal: AbortSignal): Promise<void> {
  const beside = `${place}.${process.pid}.part`
  await rm(beside, { recursive: true, force: true })
  await mkdir(beside, { recursive: true, mode: 0o700 })
  try {
    for (const archive of archives) await unpackTar(join(packed, archive), beside)
    const program = join(beside, 'chromium')
    await pipeline(
      createReadStream(join(packed, 'chromium.br')),
      createBrotliDecompress(),
      createWriteStream(program),
      { signal },
    )
    await chmod(program, 0o700)
    await rename(beside, place)
  } catch (error) {
    await rm(beside, { recursive: true, force: true })
    if (!existsSync(join(place, 'chromium'))) throw error // else somebody else was quicker
  }
}

async function unpackTar(archive: string, folder: string): Promise<void> {
  const tar = await promisify(brotliDecompress)(await readFile(archive))
  for (const entry of readTar(tar)) {
    const file = join(folder, entry.name)
    if (!file.startsWith(folder + sep)) continue // leads out of the folder
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await writeFile(file, entry.body, { mode: 0o700 })
  }
}

function packedFolder(): { folder: string; version: string } | undefined {
  const require = createRequire(import.meta.url)
  try {
    const root = join(dirname(require.resolve('@sparticuz/chromium')), '..')
    const { version } = require(join(root, 'package.json')) as { version: string }
    return existsSync(join(root, 'bin', 'chromium.br')) ? { folder: join(root, 'bin'), version } : undefined
  } catch {
    return undefined // left out at installation
  }
}
