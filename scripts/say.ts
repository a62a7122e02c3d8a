// Says a sentence into a WAV: `npm run say -- "今天只要{price}" --price 99.9 --out say.wav`, with `--lips` for the mouth each 40 ms.
import { writeFileSync } from 'node:fs'
import { Command, InvalidArgumentError, Option } from 'commander'
import { systemClock } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import { silentLog } from '#core/log.ts'
import { lipsOf } from '../avatar/lips/index.ts'
import {
  checkGate,
  fillingOf,
  type Product,
  productSchema,
  readTemplate,
  worded,
} from '../avatar/script/index.ts'
import {
  type Language,
  languages,
  makeVoice,
  openOffline,
  plainOffline,
  speechHz,
  writeWav,
} from '../avatar/speech/index.ts'

const numbered = (text: string): number => {
  const number = Number(text)
  if (!(number > 0)) throw new InvalidArgumentError('write a number above 0, for example 99.9')
  return number
}

const command = new Command('say')
  .description('Says a sentence with the offline voice, as a host would.')
  .argument('<sentence>', 'may hold {price}, and {one|another} of which the first is said')
  .addOption(new Option('--language <language>', 'which language it is in').choices(languages).default('zh'))
  .option('--price <number>', 'what {price} stands for', numbered)
  .option('--out <file>', 'where the WAV goes', 'say.wav')
  .option('--lips', 'print the mouth of each 40 ms')
  .parse()
const options = command.opts<{ language: Language; price?: number; out: string; lips?: boolean }>()

try {
  await say(command.args[0] ?? '')
} catch (error) {
  console.error(messageOf(error))
  process.exitCode = 1
}

async function say(sentence: string): Promise<void> {
  const { language, price, out, lips } = options
  const template = readTemplate(sentence)
  if ('mistake' in template) throw new Error(template.mistake)
  const product = price === undefined ? null : productAt(price)
  const text = worded(template, 0, fillingOf(product))
  if (product !== null) checkGate(text, product)
  const { signal } = new AbortController()
  const reference = openOffline(plainOffline, { clock: systemClock })
  const voice = makeVoice(
    {},
    { clock: systemClock, log: silentLog, random: Math.random, engines: [reference] },
  )
  try {
    const speech = await voice.speak(text, { language, signal })
    writeFileSync(out, writeWav(speech.samples, speechHz))
    console.log(`${speech.engine}: ${speech.spoken}`)
    console.log(`${out}: ${(speech.samples.length / speechHz).toFixed(2)} s`)
    if (lips !== true) return
    const found = await lipsOf(
      { ...speech, text: speech.spoken, language, frameRateFps: 25 },
      { reference },
      signal,
    )
    console.log(`lips by ${found.timing}`)
    for (const [i, { shape, strength }] of found.mouths.entries())
      console.log(
        `${String(i * 40).padStart(6)} ms  ${shape.padEnd(9)} ${'█'.repeat(Math.round(strength * 20))}`,
      )
  } finally {
    await voice.close()
  }
}

function productAt(price: number): Product {
  return productSchema.parse({ id: 'product', name: 'product', price })
}
