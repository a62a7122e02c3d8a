// What our processes load of Node itself at their start: nothing that they have no use for, since each holds it all night.
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

const tellAtExit = `data:text/javascript,process.on('exit', () => console.log(process.moduleLoadList.join('\\n')))`

/** Of a program that is run without arguments: it loads what it is made of, says how it is used, and ends. */
const loadedBy = (...program: string[]): string =>
  spawnSync(process.execPath, ['--import', tellAtExit, ...program], { encoding: 'utf8' }).stdout

test('an import of HTTP loads all of fetch, which is why none is written', () => {
  expect(loadedBy('--input-type=module', '--eval', "import 'node:http'")).toContain('deps/undici/undici')
})

test.for([
  ['a relay worker', 'relay/main.ts'],
  ['the ingest', 'ingest/main.ts'],
  ['a host', 'avatar/main.ts'],
  ['control', 'main.ts', '--help'],
])('%s does not load fetch at its start', ([, ...program]) => {
  const loaded = loadedBy(...program)
  expect(loaded).toContain('NativeModule http\n')
  expect(loaded).not.toContain('deps/undici/undici')
})
