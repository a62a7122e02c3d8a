// A test camera: `node scripts/camera.ts --name camera-a --url rtmp://127.0.0.1:1935/live`, the key on its standard input.
import { createInterface } from 'node:readline'
import { Command } from 'commander'
import { messageOf } from '#core/failure.ts'
import { findFfmpeg } from '#core/ffmpeg.ts'
import { Secret } from '#core/secret.ts'
import { Camera } from './camera/camera.ts'

type Options = { name: string; url: string; input?: string }

const { name, url, input } = new Command('camera')
  .description(
    'A test camera 测试摄像机: publishes a moving picture. The stream key is the first line it reads.',
  )
  .option('--name <name>', 'shown in the picture', 'camera-a')
  .requiredOption('--url <url>', 'rtmp://host[:port]/app, without the key')
  .option('--input <file>', 'a file to loop instead of the test picture')
  .parse()
  .opts<Options>()

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort())

const say = (sentence: string) => void process.stderr.write(`${name}: ${sentence}\n`)
const found = /^rtmp:\/\/(\[[^\]]+\]|[^/:]+)(?::(\d+))?\/([^?#]+?)\/?$/.exec(url)
if (found === null) fail('--url must look like rtmp://127.0.0.1:1935/live, without the key')
else {
  const lines = createInterface({ input: process.stdin })
  const key = await new Promise<string>(resolve =>
    lines.once('line', resolve).once('close', () => resolve('')),
  )
  lines.on('close', () => stop.abort()) // whoever started us is gone
  if (key === '') fail('give the stream key as the first line of standard input')
  else await run(new Secret(key), found[1] ?? '', Number(found[2] ?? 1935), found[3] ?? '')
}
process.exit()

async function run(key: Secret, host: string, port: number, app: string): Promise<void> {
  try {
    const ffmpeg = await findFfmpeg()
    const address = { host: host.replaceAll(/[[\]]/g, ''), port, app, key }
    await new Camera({ name, ffmpeg: ffmpeg.path, input, address, say }).run(stop.signal)
  } catch (error) {
    if (!stop.signal.aborted) fail(messageOf(error))
  }
}

function fail(why: string): void {
  say(why)
  process.exitCode = 1
}
