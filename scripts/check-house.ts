// Fails when a file reaches where it may not. Run by `npm run check`.
import { globSync, readFileSync, existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Who may enter whose door. `type x` means: may look at x's types, never call it. */
const mayEnter: Readonly<Record<string, readonly string[]>> = {
  core: [],
  media: ['core'],
  ingest: ['core', 'media'],
  relay: ['core', 'media'],
  stage: [],
  'scene-gen': ['core', 'stage'],
  avatar: ['core', 'media', 'stage', 'scene-gen'],
  monitoring: ['type ingest', 'type relay', 'type avatar'],
  control: ['core', 'media', 'ingest', 'relay', 'scene-gen', 'avatar', 'monitoring'],
  console: ['stage'],
}

/** Rooms' own third-party packages: each has one home. */
const homeOf: Readonly<Record<string, readonly string[]>> = {
  zod: ['core/', 'ingest/', 'relay/', 'scene-gen/', 'avatar/', 'control/', 'main.ts'],
  pino: ['core/log.ts'],
  express: ['control/'],
  ws: ['control/'],
  croner: ['control/drills/'],
  'prom-client': ['monitoring/'],
  '@grafana/schema': ['monitoring/boards/'],
  'mpegts.js': ['console/'],
  vue: ['console/'],
  vite: ['console/vite.config.ts', 'scripts/', 'test/support/thrown-sentences.ts'],
  uplot: ['console/broadcast/'],
  uqr: ['console/begin/'],
  'axe-core': ['test/'],
  jsqr: ['test/'],
  commander: ['main.ts', 'scripts/'],
  'node-media-server': ['scripts/'],
  'fast-check': ['test/'],
  vitest: ['test/', 'vitest.config.ts', 'vitest.real.config.ts'],
  'playwright-core': ['avatar/browser/', 'test/', 'scripts/'],
  '@sparticuz/chromium': ['avatar/browser/'],
  three: ['stage/', 'scripts/hosts/'],
  '@pixiv/three-vrm': ['stage/'],
  '@fontsource/noto-sans-sc': ['avatar/browser/'],
  openai: ['avatar/speech/', 'avatar/script/', 'scene-gen/'],
  'pinyin-pro': ['avatar/speech/'],
  '@echogarden/espeak-ng-emscripten': ['avatar/speech/'],
  assemblyscript: ['scripts/'],
}

/** Each foreign thing lives in one file. */
const onlyHere: readonly (readonly [thing: RegExp, what: string, homes: readonly string[]])[] = [
  [/node:child_process/, 'child processes live in', ['core/child.ts', 'core/ffmpeg.ts']],
  [
    /node:timers|(?<!\.)\bsetTimeout\(|\bsetInterval\(|\bDate\.now\(|performance\.now\(|AbortSignal\.timeout\(/,
    'time lives in',
    ['core/clock.ts'],
  ],
  [
    /process\.env\b/,
    'the environment is read in',
    ['core/child.ts', 'core/ffmpeg.ts', 'core/environment.ts'],
  ],
  [/\bconsole\.(log|error|warn)\(/, 'printing is done by', ['main.ts', 'core/log.ts']],
  [/^import (?!type\b)[^'"]*? from 'node:http'/m, 'HTTP comes from', ['core/http.ts']],
  [/node:sqlite/, 'SQLite lives in', ['core/journal.ts', 'core/database.ts']],
]

/** Files allowed to be longer than 300 lines, and why. */
const mayBeLonger: Readonly<Record<string, string>> = {
  'relay/leg/leg.ts': 'one loop and the looks at it: cut in two, a reader would need both halves at once',
}

const browserRooms = ['console', 'stage']
const serverRooms = Object.keys(mayEnter).filter(room => !browserRooms.includes(room))
const faults: string[] = []
const used = new Set<string>()

for (const [room, allowed] of Object.entries(mayEnter)) {
  for (const file of globSync(`${room}/**/*.{ts,tsx}`, { exclude: ['console/dist*/**'] }))
    checkFile(file, room, allowed)
}
for (const file of ['main.ts', ...globSync('scripts/**/*.ts')])
  if (existsSync(file)) checkPackages(file, readFileSync(file, 'utf8'))
for (const file of globSync('test/**/*.test.ts')) checkTest(file)
for (const file of globSync('{*.md,docs/**/*.md,deploy/**/*.md}')) checkLinks(file)
for (const [room, allowed] of Object.entries(mayEnter)) {
  for (const door of allowed)
    if (!used.has(`${room} -> ${door}`)) console.warn(`unused permission: ${room} -> ${door}`)
}
for (const fault of faults) console.error(fault)
process.exitCode = faults.length > 0 ? 1 : 0

function checkFile(file: string, room: string, allowed: readonly string[]): void {
  const text = readFileSync(file, 'utf8')
  const isHall = file === `${room}/main.ts`
  for (const [, typeOnly, target = ''] of text.matchAll(
    /^(?:import|export)( type)?[^'"]*? from '#([a-z-]+)/gm,
  )) {
    if (isHall || target === room) continue
    const permit = allowed.find(name => name === target || (typeOnly && name === `type ${target}`))
    if (permit === undefined)
      faults.push(`${file}: ${room} may not enter ${target}${typeOnly ? '' : ' by value'}`)
    else used.add(`${room} -> ${permit}`)
  }
  const depth = file.split('/').length - 2
  if (text.includes(`from '${'../'.repeat(depth + 1)}`))
    faults.push(`${file}: leave a room by a #door, never by ../`)
  checkPackages(file, text)
  if (serverRooms.includes(room)) {
    for (const [thing, what, homes] of onlyHere) {
      if (thing.test(text) && !homes.includes(file)) faults.push(`${file}: ${what} ${homes.join(' and ')}`)
    }
  }
  for (const [, code] of text.matchAll(/new Failure\(\s*['"`]([^'"`/]+)\//g)) {
    if (code !== room) faults.push(`${file}: a failure of ${room} may not call itself ${code}/…`)
  }
  if (/\benum \w+ \{|^namespace /m.test(text)) faults.push(`${file}: only erasable syntax`)
  if (!text.startsWith('//')) faults.push(`${file}: the first line says what the file is for`)
  const lines = text.split('\n').length
  if (lines > 300 && !(file in mayBeLonger))
    faults.push(`${file}: ${lines} lines; split it where its idea splits`)
}

function checkPackages(file: string, text: string): void {
  for (const [, name = ''] of text.matchAll(
    /^(?:import|export)\b[^'"]*? from '((?:@[^/']+\/)?[^#./'][^/']*)[^']*'/gm,
  )) {
    if (name.startsWith('node:')) continue
    const homes = homeOf[name]
    if (homes === undefined)
      faults.push(
        `${file}: ${name} has no home; give it one in scripts/check-house.ts and a line in DECISIONS.md`,
      )
    else if (!homes.some(home => file.startsWith(home)))
      faults.push(`${file}: ${name} lives in ${homes.join(', ')}`)
  }
}

function checkTest(file: string): void {
  const text = readFileSync(file, 'utf8')
  for (const [i, line] of text.split('\n').entries()) {
    if (/\bexpect\((?:[^()]|\([^()]*\))*\)\s*;?\s*(?:\}.*)?$/.test(line))
      faults.push(`${file}:${i + 1}: an expect without a matcher asserts nothing`)
    if (/\b(?:test|it|describe)\.(?:only|skip|todo)\(/.test(line))
      faults.push(`${file}:${i + 1}: no test is skipped in silence`)
    if (/\bvi\.mock\(/.test(line))
      faults.push(`${file}:${i + 1}: fakes come in through the door, not by vi.mock`)
  }
}

function checkLinks(file: string): void {
  for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)\s#]+)/g)) {
    if (!existsSync(join(dirname(file), decodeURI(target))))
      faults.push(`${file}: the link to ${target} leads nowhere`)
  }
}
