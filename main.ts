// Control's hall: reads settings, opens control, prints where it is, closes it when asked. Workers stay on air.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import {
  checkHouse,
  type Control,
  endAll,
  environmentPrefix,
  openControl,
  type Settings,
  settingsSchema,
} from '#control'
import { systemClock } from '#core/clock.ts'
import { environmentOf, takeFromEnvironment } from '#core/environment.ts'
import { Failure } from '#core/failure.ts'
import { openLog } from '#core/log.ts'
import { makePlaces } from '#core/places.ts'
import { Secret } from '#core/secret.ts'
import { readSettings, readSettingsFile } from '#core/settings.ts'

const usualFile = 'changming.config.json'
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const command = new Command('changming')
  .description('长明 Changming keeps a live broadcast lit: one camera in, every platform out.')
  .option('--config <file>', `JSON file of settings (default: ${usualFile} where it exists)`)
  .option('--stop', 'end everything that runs on this data folder, workers too')
  .option('--check', 'open and close everything in a temporary folder, then exit')
  .parse()
const options = command.opts<{ config?: string; stop?: true; check?: true }>()
const stop = new AbortController()
for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
  process.on(name, () => stop.abort(new Error(name)))

try {
  if (options.check === true) await check()
  else if (options.stop === true) await end()
  else await serve()
  process.exit(0) // nothing of ours is left to wait for
} catch (error) {
  if (!(error instanceof Failure)) throw error
  console.error(error.message)
  process.exit(1)
}

async function serve(): Promise<void> {
  const masterKey = takeFromEnvironment(`${environmentPrefix}_MASTER_KEY`)
  const control = await open(settingsHere(), masterKey)
  console.log(`长明 Changming is at ${control.url}`)
  if (control.adminTokenFile !== null)
    console.log(`The administrator's token is in ${control.adminTokenFile}`)
  console.log('Ctrl-C ends this program and leaves broadcasts on air; npm run stop ends everything.')
  if (!stop.signal.aborted)
    await new Promise(resolve => stop.signal.addEventListener('abort', resolve, { once: true }))
  await control.close(String((stop.signal.reason as Error).message))
}

async function end(): Promise<void> {
  const said = await endAll(makePlaces(settingsHere().data), systemClock, new AbortController().signal)
  console.log(said.length === 0 ? 'Nothing was running.' : said.join('\n'))
}

async function check(): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'changming-check-'))
  try {
    const file = { data, http: { port: 0 }, rtmp: { host: '127.0.0.1', port: 0 } }
    const settings = readSettings(settingsSchema, { file, env: {}, prefix: environmentPrefix })
    console.log(await checkHouse(() => open(settings, undefined), systemClock, stop.signal))
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

function settingsHere(): Settings {
  const file = readSettingsFile(options.config ?? usualFile, options.config !== undefined)
  return readSettings(settingsSchema, {
    file,
    env: environmentOf(environmentPrefix),
    prefix: environmentPrefix,
  })
}

function open(settings: Settings, masterKey: string | undefined): Promise<Control> {
  return openControl({
    settings,
    masterKey: masterKey === undefined ? undefined : new Secret(masterKey),
    programs: {
      ingest: here('./ingest/main.ts'),
      relay: here('./relay/main.ts'),
      avatar: here('./avatar/main.ts'),
      drill: here('./scripts/drill.ts'),
      desk: here('./scripts/build-desk.ts'),
      voice: here('./avatar/try-voice.ts'),
    },
    clock: systemClock,
    openLog: places => openLog('control', { level: 'info', file: join(places.logs, 'control.log') }),
    random: Math.random,
  })
}
