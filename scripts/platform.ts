// One stand-in platform: a third-party RTMP server behind our fault proxy. `npm run platform -- --port 1940`
import { randomBytes } from 'node:crypto'
import { Command, InvalidArgumentError, Option } from 'commander'
import { messageOf } from '#core/failure.ts'
import { ControlPort } from './platform/control-port.ts'
import { faultKinds } from './platform/faults.ts'
import type { LinkManners } from './platform/link.ts'
import { StandIn } from './platform/stand-in.ts'

type Options = LinkManners & {
  port: number
  backupPort?: number
  controlPort: number
  name: string
  withParent?: boolean
}

const manners = ['answered', 'ignored'] as const
const program = new Command('platform')
  .description('A stand-in platform 替身平台: takes RTMP as a platform does, and fails as ordered.')
  .requiredOption('--port <port>', 'where publishers connect, on loopback; 0 takes a free one', toPort)
  .option('--backup-port <port>', 'a second address, with a server of its own', toPort)
  .option('--control-port <port>', 'where faults are ordered; 0 takes a free one', toPort, 0)
  .option('--name <name>', 'what it calls itself', 'platform')
  .addOption(new Option('--pings <manner>', 'RTMP pings').choices(manners).default('answered'))
  .addOption(new Option('--acks <manner>', 'RTMP acknowledgements').choices(manners).default('answered'))
  .option('--with-parent', 'ends when its standard input does')
  .addHelpText('after', `\nFaults 故障:\n${faultHelp()}`)
const options = program.parse().opts<Options>()

const standIn = new StandIn({
  name: options.name,
  port: options.port,
  backupPort: options.backupPort,
  manners: { pings: options.pings, acks: options.acks },
})
const token = randomBytes(24).toString('base64url')
const control = new ControlPort(standIn, token)
let isEnding = false

process.on('SIGINT', () => void end(0))
process.on('SIGTERM', () => void end(0))
process.stdout.on('error', () => void end(0)) // nobody reads us any more
if (options.withParent)
  process.stdin
    .on('end', () => void end(0))
    .on('error', () => void end(0))
    .resume()

try {
  await standIn.open()
  const controlPort = await control.listen(options.controlPort)
  announce(controlPort)
} catch (error) {
  process.stderr.write(`${options.name} could not start 无法启动: ${messageOf(error)}\n`)
  await end(1)
}

function announce(controlPort: number): void {
  const rtmpPort = standIn.portOf('main')
  const backupPort = standIn.portOf('backup')
  process.stdout.write(
    `${JSON.stringify({ name: options.name, rtmpPort, backupPort, controlPort, token })}\n`,
  )
  const backup = backupPort === null ? '' : `, backup 备用 rtmp://127.0.0.1:${backupPort}/live`
  process.stderr.write(
    `${options.name}: rtmp://127.0.0.1:${rtmpPort}/live${backup}\n` +
      `order a fault 下达故障: curl -H 'Authorization: Bearer ${token}' -d '{"kind":"freeze"}' http://127.0.0.1:${controlPort}/fault\n` +
      `what arrived 收到了什么: curl -H 'Authorization: Bearer ${token}' http://127.0.0.1:${controlPort}/received\n` +
      `what viewers see 观众所见: http://127.0.0.1:${controlPort}/play.flv\n`,
  )
}

async function end(code: number): Promise<void> {
  if (isEnding) return
  isEnding = true
  control.close()
  await standIn.close()
  process.exit(code)
}

function toPort(text: string): number {
  const port = Number(text)
  if (text.trim() !== '' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new InvalidArgumentError('a port is a whole number from 0 to 65535.')
}

function faultHelp(): string {
  return Object.entries(faultKinds)
    .map(([kind, does]) => `  ${kind.padEnd(18)}${does}`)
    .join('\n')
}
