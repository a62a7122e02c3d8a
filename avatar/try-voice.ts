// Says one sentence for somebody who chooses a voice: asked as JSON on descriptor 0, answered as a WAV on 1, why not on 2.
import { readFileSync, writeSync } from 'node:fs'
import { z } from 'zod'
import { systemClock } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import { silentLog } from '#core/log.ts'
import { Secret } from '#core/secret.ts'
import type { Mouth } from '#stage'
import { lipsOf } from './lips/index.ts'
import {
  type Engine,
  languages,
  makeVoice,
  openOffline,
  openOnline,
  plainOffline,
  speechHz,
  usualLimits,
  writeWav,
} from './speech/index.ts'

const tried = z.strictObject({
  text: z.string(),
  language: z.enum(languages),
  /** One of the two speaks: what somebody tries is never another voice. */
  online: z
    .strictObject({ url: z.string(), model: z.string(), voice: z.string(), key: z.string() })
    .nullable(),
  offline: z.strictObject({ variant: z.string(), wordsPerMinute: z.number(), pitch: z.number() }),
  cacheFolder: z.string(),
})
type Tried = z.output<typeof tried>

const cacheBytes = 500_000_000
const frameRateFps = 25

try {
  writeAll(await said(tried.parse(JSON.parse(readFileSync(0, 'utf8')))))
  process.exit(0) // the offline voice's own process goes with us
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`)
  process.exit(1)
}

async function said({ text, language, online, offline, cacheFolder }: Tried): Promise<Buffer> {
  const deps = { clock: systemClock, log: silentLog, random: Math.random }
  const { signal } = new AbortController()
  const reference = openOffline(plainOffline, deps)
  const engines = [online === null ? openOffline(offline, deps) : openedOnline(online)]
  const voice = makeVoice(
    { cache: { folder: cacheFolder, mostBytes: cacheBytes }, limits: { ...usualLimits, tries: 1 } },
    { ...deps, engines },
  )
  const speech = await voice.speak(text, { language, signal })
  const asked = { text: speech.spoken, language, samples: speech.samples, frameRateFps }
  const marked = speech.marks === undefined ? asked : { ...asked, marks: speech.marks }
  const { mouths } = await lipsOf(marked, { reference }, signal)
  const about = { engine: speech.engine, spoken: speech.spoken, frameRateFps, mouths: mouths.map(shortly) }
  return withChunk(writeWav(speech.samples, speechHz), JSON.stringify(about))
}

function openedOnline({ url, model, voice, key }: NonNullable<Tried['online']>): Engine {
  return openOnline({ baseUrl: url, model, voice, key: key === '' ? null : new Secret(key) })
}

function shortly({ shape, strength }: Mouth): readonly [string, number] {
  return [shape, Math.round(strength * 100) / 100]
}

/** Behind the sound, where players look past it: what a page moves lips by. */
function withChunk(wav: Buffer, text: string): Buffer {
  const body = Buffer.from(text, 'utf8')
  const head = Buffer.alloc(8)
  head.write('lips', 0, 'latin1')
  head.writeUInt32LE(body.length, 4)
  const whole = Buffer.concat([wav, head, body, Buffer.alloc(body.length % 2)])
  whole.writeUInt32LE(whole.length - 8, 4)
  return whole
}

function writeAll(bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error // the pipe is full: its reader is slower
    }
  }
}
