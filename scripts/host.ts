// Pictures of a host: `npm run host -- still --host lin --out lin.png`, `npm run host -- sheet --host ./some.vrm`.
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { openStage, type Stage } from '../avatar/browser/index.ts'
import { checkHost, hostFile, hostNames } from '../avatar/host/index.ts'
import { systemClock } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import { openLog } from '#core/log.ts'
import { type Dress, framings, mouthShapes, type Pose } from '#stage'

type Wish = {
  host: string
  out?: string
  framing: Dress['framing']
  size: { widthPx: number; heightPx: number }
  finer: number
  backdrop: string
  data: string
}

const page = (name: string) => ({ module: 'host/page.ts', name })
const stop = new AbortController()
process.once('SIGINT', () => stop.abort(new Error('stopped')))

type Shot = { pose: Partial<Pose>; heldMs?: number }

const faces: readonly Shot[] = [
  { pose: {} },
  { pose: { smile: 1 } },
  { pose: { blink: 1 } },
  { pose: { headYawDeg: 25, headPitchDeg: -4, gazeYawDeg: -6, hairAtRest: 0 }, heldMs: 260 },
  { pose: { headYawDeg: -25, headRollDeg: -4, hairAtRest: 0 }, heldMs: 1_200 },
  { pose: { gazeYawDeg: 18, gazePitchDeg: -10, brows: 0.6 } },
]
const shots: readonly Shot[] = [
  ...faces,
  ...mouthShapes.map(shape => ({ pose: { mouth: { shape, strength: 1 } } })),
]

const program = new Command('host').description('Pictures of a host, drawn as for a bake')
for (const [name, about] of [
  ['still', 'one picture, at rest'],
  ['sheet', 'smiling, eyes closed, head turned, and every shape of the mouth'],
] as const) {
  program
    .command(name)
    .description(about)
    .requiredOption('--host <host>', `one of ${hostNames.join(', ')}, or the path of a VRM file`)
    .option('--out <file>', 'where the PNG goes; HOST-still.png or HOST-sheet.png here by default')
    .option('--framing <framing>', framings.join(' or '), framingOf, name === 'still' ? 'portrait' : 'bust')
    .option(
      '--size <size>',
      'of each picture, as 720x1280',
      sizeOf,
      name === 'still' ? sizeOf('720x1280') : sizeOf('400x480'),
    )
    .option('--finer <times>', 'samples across and down per pixel, beyond smooth edges', Number, 1)
    .option(
      '--backdrop <colours>',
      'one colour or two, as "#rrggbb #rrggbb"; none: see-through',
      '#b9cdea #e9dff0',
    )
    .option('--data <folder>', 'where npm’s browser is unpacked', 'data')
    .action(async (wish: Wish) => await draw(name, wish))
}
await program.parseAsync().catch(error => {
  process.stderr.write(`${messageOf(error)}\n`)
  process.exitCode = 1
})

async function draw(kind: 'still' | 'sheet', wish: Wish): Promise<void> {
  const ours = hostNames.find(name => name === wish.host)
  const path = ours === undefined ? wish.host : hostFile(ours).path
  const report = await checkHost(path)
  for (const { sentence } of [...report.refusals, ...report.warnings])
    process.stderr.write(`${wish.host}: ${sentence}\n`)
  const log = openLog('avatar', { level: 'warn' })
  const stage = await openStage(
    { clock: systemClock, log, cacheFolder: join(wish.data, 'cache') },
    stop.signal,
  )
  try {
    const png = await picture(stage, kind, path, wish)
    const out = wish.out ?? `${basename(path, '.vrm')}-${kind}.png`
    writeFileSync(out, png)
    process.stdout.write(`${out}, drawn by ${stage.renderer}\n`)
  } finally {
    await stage.close()
  }
}

async function picture(stage: Stage, kind: 'still' | 'sheet', path: string, wish: Wish): Promise<Buffer> {
  const host = stage.lend(basename(path), 'model/gltf-binary', readFileSync(path))
  const dress: Dress = { host, framing: wish.framing, ...wish.size, smooth: true, finer: wish.finer }
  await stage.call(page('dress'), dress, stop.signal)
  const backdrop = wish.backdrop === 'none' ? {} : { backdrop: wish.backdrop }
  const what = kind === 'still' ? { shots: [{ pose: {} }], columns: 1 } : { shots, columns: 5 }
  return await stage.take(page('sheet'), { ...what, ...backdrop }, stop.signal)
}

function framingOf(text: string): Dress['framing'] {
  const found = framings.find(each => each === text)
  if (found === undefined) throw new InvalidArgumentError(`write ${framings.join(' or ')}`)
  return found
}

function sizeOf(text: string): { widthPx: number; heightPx: number } {
  const [, width, height] = /^(\d{2,4})x(\d{2,4})$/.exec(text) ?? []
  if (width === undefined) throw new InvalidArgumentError('write a size as 720x1280')
  return { widthPx: Number(width), heightPx: Number(height) }
}
