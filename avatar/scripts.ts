// Scripts by name: those that came with us.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('script/samples/', import.meta.url))

let samples: Readonly<Record<string, unknown>> | undefined

/** The ready-made scripts, by name, as they are written. */
export function sampleScripts(): Readonly<Record<string, unknown>> {
  samples ??= Object.fromEntries(
    readdirSync(folder)
      .filter(file => file.endsWith('.json'))
      .toSorted()
      .map(file => [basename(file, '.json'), JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
  )
  return samples
}
