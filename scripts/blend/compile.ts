// AssemblyScript to WebAssembly, as `npm run make-blend` and its test both do it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import asc from 'assemblyscript/asc'

const source = join(import.meta.dirname, 'assembly/blend.ts')

/** The composer's module, compiled anew; the same bytes each time. Throws what the compiler had to say. */
export async function compileBlend(): Promise<Uint8Array> {
  let wasm: Uint8Array | undefined
  let said = ''
  const options = ['--runtime', 'stub', '--noAssert', '-O3', '--enable', 'simd', '--enable', 'threads']
  const memory = ['--importMemory', '--noExportMemory', '--sharedMemory', '--maximumMemory', '65536']
  const { error } = await asc.main(['blend.ts', '--outFile', 'blend.wasm', ...options, ...memory], {
    readFile: name => (name === 'blend.ts' ? readFileSync(source, 'utf8') : null),
    writeFile: (name, contents) => {
      if (name === 'blend.wasm') wasm = contents as Uint8Array
    },
    listFiles: () => [],
    stderr: { write: chunk => void (said += String(chunk)) },
  })
  if (error !== null || wasm === undefined)
    throw new Error(`blend.ts does not compile: ${said || String(error)}`)
  return wasm
}
