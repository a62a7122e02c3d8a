// `npm run make-blend`: compiles the composer's blending and puts it where the composer reads it.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileBlend } from './compile.ts'

const wasm = await compileBlend()
writeFileSync(join(import.meta.dirname, '../../avatar/compose/blend.wasm'), wasm)
process.stdout.write(`avatar/compose/blend.wasm: ${wasm.length} bytes\n`)
