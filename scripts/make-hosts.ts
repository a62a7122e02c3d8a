// Makes the three hosts of the house: avatar/hosts/*.vrm.
import { mkdirSync, writeFileSync } from 'node:fs'
import { lin } from './hosts/lin.ts'

const folder = new URL('../avatar/hosts/', import.meta.url)
mkdirSync(folder, { recursive: true })
for (const [name, make] of Object.entries({ lin })) {
  const file = make()
  writeFileSync(new URL(`${name}.vrm`, folder), file)
  process.stdout.write(`${name}.vrm ${Math.round(file.length / 1024)} kB\n`)
}
