// A set for a product, as a picture. `npm run set -- --words "无线耳机" --category technology --out set.png`
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { openStage } from '../avatar/browser/index.ts'
import { systemClock } from '#core/clock.ts'
import { takeFromEnvironment } from '#core/environment.ts'
import { messageOf } from '#core/failure.ts'
import { openLog } from '#core/log.ts'
import { Secret } from '#core/secret.ts'
import { backdropFor, categories, type ImageModel, imageModelSettings, readBrief } from '#scene-gen'
import { type PictureSize, setKinds, timesOfDay } from '#stage'
import { dressed } from './sets/dress.ts'
import { pngOf } from './sets/png.ts'

type Options = {
  words: string
  category: string
  time: string
  out: string
  size: PictureSize
  set?: string
  main?: string
  accent?: string
  seed?: number
  samples?: number
  dressed?: boolean
  imageUrl?: string
  imageModel?: string
}

const options = new Command('set')
  .description('A set for a product 直播间布景: drawn here, or by an image model.')
  .requiredOption('--words <words>', 'the product, in a few words')
  .addOption(
    new Option('--category <category>', 'what kind of product').choices(categories).default('general'),
  )
  .addOption(
    new Option('--time <time>', 'what time it is behind the host').choices(timesOfDay).default('day'),
  )
  .addOption(new Option('--set <set>', 'this built-in set, whatever the words say').choices(setKinds))
  .option('--main <colour>', 'the brand, #rrggbb; with --accent')
  .option('--accent <colour>', '#rrggbb')
  .option('--seed <number>', 'another arrangement', Number)
  .option('--size <size>', 'of the program', toSize, { widthPx: 720, heightPx: 1_280 })
  .option('--samples <number>', 'drawings to take the mean of', Number)
  .option('--dressed', 'with label, price card, caption, logo and clock')
  .option('--image-url <url>', 'an OpenAI-compatible endpoint; its key in CHANGMING_IMAGE_KEY')
  .option('--image-model <name>', 'as the endpoint calls it')
  .option('--out <file>', 'where the PNG goes', 'set.png')
  .parse()
  .opts<Options>()

const stop = new AbortController()
process.once('SIGINT', () => stop.abort(new Error('asked to stop')))
try {
  await make(options, stop.signal)
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`)
  process.exitCode = 1
}

async function make(
  {
    words,
    category,
    time,
    set,
    seed,
    main,
    accent,
    size,
    out,
    samples,
    dressed: isDressed,
    ...more
  }: Options,
  signal: AbortSignal,
): Promise<void> {
  const colours = main === undefined && accent === undefined ? {} : { colours: { main, accent } }
  const brief = readBrief({
    words,
    category,
    timeOfDay: time,
    ...(set && { set }),
    ...(seed !== undefined && { seed }),
    ...colours,
  })
  const model = modelOf(more)
  const log = openLog('scene-gen', { level: 'warn' })
  const cacheFolder = join(import.meta.dirname, '../node_modules/.cache/changming')
  const stage = await openStage({ clock: systemClock, log, cacheFolder }, signal)
  try {
    const deps = {
      stage,
      clock: systemClock,
      log,
      ...(model && { imageModel: model }),
      ...(samples && { samples }),
    }
    const { rgba, provenance } = await backdropFor(brief, size, deps, signal)
    const accentColour = provenance.by === 'built-in' ? provenance.plan.mainColour : '#3f6fb5'
    const picture = isDressed ? await dressed(rgba, size, words, accentColour, stage, signal) : rgba
    writeFileSync(out, pngOf(picture, size.widthPx, size.heightPx))
    writeFileSync(`${out}.json`, `${JSON.stringify(provenance, null, 2)}\n`)
    process.stdout.write(`${resolve(out)}\n${provenance.because}; drawn by ${stage.renderer}\n`)
  } finally {
    await stage.close()
  }
}

function modelOf({ imageUrl, imageModel }: Pick<Options, 'imageUrl' | 'imageModel'>): ImageModel | undefined {
  if (imageUrl === undefined) return undefined
  const settings = imageModelSettings.parse({ baseUrl: imageUrl, model: imageModel })
  const key = takeFromEnvironment('CHANGMING_IMAGE_KEY')
  return { settings, ...(key !== undefined && { apiKey: new Secret(key) }) }
}

function toSize(text: string): PictureSize {
  const [, widthPx, heightPx] = /^(\d{2,4})x(\d{2,4})$/.exec(text)?.map(Number) ?? []
  if (widthPx === undefined || heightPx === undefined) throw new InvalidArgumentError('write it as 720x1280')
  return { widthPx, heightPx }
}
