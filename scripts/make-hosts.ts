// Makes the three hosts of the house: avatar/hosts/*.vrm.
import { mkdirSync, writeFileSync } from 'node:fs'
import { lin } from './hosts/lin.ts'
import { mei } from './hosts/mei.ts'
import { xing } from './hosts/xing.ts'

const folder = new URL('../avatar/hosts/', import.meta.url)
mkdirSync(folder, { recursive: true })
const wished = process.argv.slice(2)
for (const [name, make] of Object.entries({ lin, mei, xing })) {
  if (wished.length > 0 && !wished.includes(name)) continue
  const file = make()
  writeFileSync(new URL(`${name}.vrm`, folder), file)
  process.stdout.write(`${name}.vrm ${Math.round(file.length / 1024)} kB\n`)
}
