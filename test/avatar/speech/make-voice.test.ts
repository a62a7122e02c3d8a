// The ladder of voices: retries, deadlines, the next engine, length, the cache.
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { runChild } from '../../../core/child.ts'
import { Failure } from '../../../core/failure.ts'
import { silentLog } from '../../../core/log.ts'
import { Secret } from '../../../core/secret.ts'
import { makeVoice, usualLimits, type VoiceSettings } from '../../../avatar/speech/make-voice.ts'
import { openOffline, plainOffline } from '../../../avatar/speech/offline/index.ts'
import { openOnline } from '../../../avatar/speech/online.ts'
import { writeWav } from '../../../avatar/speech/sound/wav.ts'
import { estimatedMs } from '../../../avatar/speech/estimate.ts'
import type { Engine, RawSpeech } from '../../../avatar/speech/voice.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { systemClock } from '../../../core/clock.ts'

const text = '家人们大家好'
const never = new AbortController().signal
const about = { language: 'zh', signal: never } as const
let clock = new FakeClock()
beforeEach(() => {
  clock = new FakeClock()
})

function speechOf(ms: number): RawSpeech {
  const samples = Float32Array.from({ length: ms * 24 }, (_, i) => 0.3 * Math.sin(i / 10))
  return { samples, sampleRateHz: 24_000 }
}

/** An engine that answers from a list, its last answer for ever. */
function engine(name: string, ...answers: (RawSpeech | Failure | 'hangs')[]): Engine & { asked: string[] } {
  const asked: string[] = []
  return {
    name,
    sounds: name,
    asked,
    speak: (spoken, _language, signal) => {
      asked.push(spoken)
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      if (answer === 'hangs')
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      return answer instanceof Failure ? Promise.reject(answer) : Promise.resolve(answer as RawSpeech)
    },
    close: async () => {},
  }
}

const theirs = new Failure('avatar/voice-unreachable', 'no answer', { fault: 'theirs', remedy: 'retry' })
const wrongKey = new Failure('avatar/voice-key', 'wrong key', { fault: 'operator', remedy: 'switch' })

function voice(engines: Engine[], settings: VoiceSettings = {}) {
  return makeVoice(settings, { clock, log: silentLog, random: () => 0.5, engines })
}

test('an engine that fails is asked again, later each time', async () => {
  const first = engine('first', theirs, theirs, speechOf(1_300))
  const said = voice([first]).speak(text, about)
  await clock.advance(5_000)
  expect((await said).engine).toBe('first')
  expect(clock.asked.filter(ms => ms !== usualLimits.deadlineMs)).toEqual([300, 900])
})

test('the next engine speaks where the first cannot, and the first is passed over for a while', async () => {
  const first = engine('first', wrongKey)
  const second = engine('second', speechOf(1_300))
  const both = voice([first, second])
  expect((await both.speak(text, about)).engine).toBe('second')
  await both.speak(text, about)
  expect(first.asked.length).toBe(1)
  await clock.advance(usualLimits.restMs)
  await both.speak(text, about)
  expect(first.asked.length).toBe(2)
})

test('an engine that hangs is given up at the deadline', async () => {
  const said = voice([engine('first', 'hangs'), engine('second', speechOf(1_300))]).speak(text, about)
  for (let i = 0; i < 8; i++) await clock.advance(usualLimits.deadlineMs)
  expect((await said).engine).toBe('second')
})

test('sound that is far too short or too long for its words is refused', async () => {
  const second = engine('second', speechOf(1_300))
  for (const ms of [60, 6_000]) {
    const said = voice([engine('first', speechOf(ms)), second]).speak(text, about)
    await clock.advance(10_000)
    expect((await said).engine).toBe('second')
  }
})

test('when no engine can, the failure names each and why', async () => {
  await expect(
    voice([engine('first', wrongKey), engine('second', wrongKey)]).speak(text, about),
  ).rejects.toThrow(/first: wrong key; second: wrong key/)
})

test('engines are given what is spoken, not what is written', async () => {
  const first = engine('first', speechOf(1_300))
  expect((await voice([first]).speak('只要¥99.9', about)).spoken).toBe('只要九十九块九')
  expect(first.asked).toEqual(['只要九十九块九'])
})

test('a sentence of nothing but signs is refused before any engine hears of it', async () => {
  const first = engine('first', speechOf(1_300))
  await expect(voice([first]).speak('！！👍', about)).rejects.toThrow(/nothing that can be spoken/)
  expect(first.asked).toEqual([])
})

test('what was said before is not said again, and half a file is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'speech-'))
  const first = engine('first', speechOf(1_300))
  const kept = voice([first], { cache: { folder, mostBytes: 1_000_000 } })
  const once = await kept.speak(text, about)
  const again = await kept.speak(text, about)
  expect(again.samples).toEqual(once.samples)
  expect(first.asked.length).toBe(1)
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), '{"samples": 9}\nxx')
  expect((await kept.speak(text, about)).samples).toEqual(once.samples)
  expect(first.asked.length).toBe(2)
})

test('the cache stays within its bound, and a disk that takes nothing only means no cache', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'speech-'))
  const kept = voice([engine('first', speechOf(1_300))], { cache: { folder, mostBytes: 300_000 } })
  for (const words of ['大家晚上好', '欢迎来到直播间', '今天有好东西', '我们开始了'])
    await kept.speak(words, about)
  expect(readdirSync(folder).length).toBe(2)
  const nowhere = voice([engine('first', speechOf(1_300))], {
    cache: { folder: '/dev/null/x', mostBytes: 9 },
  })
  expect((await nowhere.speak(text, about)).engine).toBe('first')
})

test('an endpoint is asked for WAV with its key, and its refusals say whose fault they are', async () => {
  const asked: { url: string; body: unknown; key: string | null }[] = []
  const wav = writeWav(
    Int16Array.from({ length: 24_000 }, (_, i) => (i % 50) * 300),
    24_000,
  )
  let answer = new Response(new Uint8Array(wav))
  const online = openOnline(
    { baseUrl: 'http://voices.test/v1', model: 'm', voice: 'v', key: new Secret('sesame') },
    async (url, init) => {
      const request = new Request(url, init)
      asked.push({
        url: request.url,
        body: await request.json(),
        key: request.headers.get('authorization'),
      })
      return answer
    },
  )
  expect((await online.speak('你好', 'zh', never)).samples.length).toBe(24_000)
  expect(asked[0]).toMatchObject({
    url: 'http://voices.test/v1/audio/speech',
    body: { model: 'm', voice: 'v', input: '你好', response_format: 'wav' },
    key: 'Bearer sesame',
  })
  for (const [status, code, remedy] of [
    [401, 'avatar/voice-key', 'switch'],
    [400, 'avatar/voice-refused', 'switch'],
    [429, 'avatar/voice-unreachable', 'retry'],
    [500, 'avatar/voice-unreachable', 'retry'],
  ] as const) {
    answer = new Response('{"error": {"message": "no"}}', { status })
    await expect(online.speak('你好', 'zh', never)).rejects.toMatchObject({ code, remedy })
  }
  answer = new Response('{"error": {"message": "sesame is no key of ours"}}', { status: 400 })
  const refusal = online.speak('你好', 'zh', never)
  await expect(refusal).rejects.toThrow('••• is no key of ours')
  await expect(refusal).rejects.not.toThrow('sesame')
  answer = new Response('<html>busy</html>')
  await expect(online.speak('你好', 'zh', never)).rejects.toMatchObject({
    code: 'avatar/not-wav',
    remedy: 'retry',
  })
})

const offline = openOffline(plainOffline, { clock: systemClock })
afterAll(() => offline.close())

test('the offline voice says Mandarin with Latin words in it, with the times of its phonemes', async () => {
  const { samples, sampleRateHz, marks = [] } = await offline.speak('支持 type C 快充', 'zh', never)
  const ms = (samples.length * 1_000) / sampleRateHz
  expect(ms / estimatedMs('支持 type C 快充', 'zh')).toBeGreaterThan(0.6)
  expect(ms / estimatedMs('支持 type C 快充', 'zh')).toBeLessThan(1.9)
  expect(
    marks.every(
      (mark, i) => mark.endMs > mark.startMs && mark.endMs <= (marks[i + 1]?.startMs ?? ms + 1) + 1,
    ),
  ).toBe(true)
  expect(marks.filter(mark => /aɪ|uai/.test(mark.phone)).map(mark => mark.at)).toEqual([3, 10])
})

test('closing one offline voice leaves the others that share its process', async () => {
  const other = openOffline({ ...plainOffline, variant: 'f2' }, { clock: systemClock })
  await other.close()
  await expect(other.speak('你好', 'zh', never)).rejects.toMatchObject({ code: 'avatar/voice-gone' })
  expect((await offline.speak('你好', 'zh', never)).samples.length).toBeGreaterThan(1_000)
})

test('the offline voice comes back after its process died in the middle', async () => {
  const childScript = join(import.meta.dirname, 'dying-voice.ts')
  const dying = openOffline(plainOffline, { clock: systemClock, childScript })
  await expect(dying.speak('你好', 'zh', never)).rejects.toMatchObject({
    code: 'avatar/voice-gone',
    remedy: 'retry',
  })
  await expect(dying.speak('你好', 'zh', never)).rejects.toMatchObject({
    code: 'avatar/voice-gone',
    remedy: 'retry',
  })
  await dying.close()
})

test('an offline voice that hangs, deaf to everything, is ended by whoever gives up on it', async () => {
  const childScript = join(import.meta.dirname, 'hanging-voice.ts')
  const hanging = openOffline(plainOffline, { clock: systemClock, childScript })
  const gaveUp = new AbortController()
  const said = hanging.speak('你好', 'zh', gaveUp.signal)
  gaveUp.abort(new Error('gave up'))
  await expect(said).rejects.toThrow('gave up')
  await hanging.close()
})

test('the offline voice without its package and without the program says what to install', async () => {
  const childScript = join(import.meta.dirname, 'missing-voice.ts')
  const run: typeof runChild = (plan, ...rest) => {
    const isSystem = plan.args.includes('--stdin')
    return runChild(isSystem ? { ...plan, program: '/nowhere/espeak-ng' } : plan, ...rest)
  }
  const missing = openOffline(plainOffline, { clock: systemClock, childScript, run })
  await expect(missing.speak('你好', 'zh', never)).rejects.toThrow(/npm ci.*espeak-ng/)
  await missing.close()
})
