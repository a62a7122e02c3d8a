// Hosts of the house are what the code makes, to the byte. One of the three is made here: they share all but looks.
import { readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { hostFile, hostNames } from '../../avatar/host/index.ts'
import { lin } from '../../scripts/hosts/lin.ts'

test('Lin is what npm run make-hosts writes', () => {
  expect(lin().equals(readFileSync(hostFile('lin').path))).toBe(true)
})

test.each(hostNames)('%s takes no more than 1.5 MB', name => {
  expect(statSync(hostFile(name).path).size).toBeLessThan(1.5 * 1024 * 1024)
})
