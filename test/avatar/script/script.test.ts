// Scripts: read, worded, walked, taken up again, drafted.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runChild } from '../../../core/child.ts'
import { systemClock } from '../../../core/clock.ts'
import { draftScript, refusedIn } from '../../../avatar/script/draft.ts'
import { positionFile, positionInMemory } from '../../../avatar/script/position.ts'
import { readScript, type ScriptText } from '../../../avatar/script/schema.ts'
import { fillingOf, readTemplate, type Template, worded } from '../../../avatar/script/template.ts'
import { type Line, ScriptWalk } from '../../../avatar/script/walk.ts'

const written = {
  name: 'evening',
  language: 'zh',
  products: [{ id: 'buds', name: '耳机', price: 99.9, stock: 5 }],
  segments: [
    { name: 'opening', sentences: ['{亲们|家人们|大家}好', '欢迎'] },
    { name: 'buds', product: 'buds', sentences: ['{name}只要{price}', '{还有{stock}件|好用}'] },
  ],
} satisfies ScriptText

describe('a mistake is told by its field, with what to write instead:', () => {
  const [opening, buds] = written.segments
  test.each([
    [
      { ...written, segments: [{ ...opening, sentences: ['{prize}'] }] },
      /segments\[0\]\.sentences\[0\]: \{prize\} is not a field; write \{price\}/,
    ],
    [{ ...written, segments: [{ ...buds, product: 'bud' }] }, /segments\[0\]\.product is bud, .*one of buds/],
    [{ ...written, segments: [{ ...opening, sentences: ['只要{price}'] }] }, /\{price\} needs a product/],
    [{ ...written, segments: [{ ...opening, sentences: ['你{好|们'] }] }, /a \{ has no \} behind it/],
    [{ ...written, segments: [opening, opening] }, /two have the name opening/],
    [{ ...written, mood: 'good' }, /mood is not a field of a script/],
    [{ ...written, language: 'fr' }, /language must be one of zh, en/],
    [
      { ...written, products: [{ id: 'buds', name: '耳机', price: '99' }] },
      /products\[0\]\.price must be number/,
    ],
    [{ ...written, products: [{ id: 'buds', name: '耳机' }] }, /products\[0\]\.price is missing/],
    [{ ...written, segments: [] }, /segments is too short: at least 1/],
    [
      { ...written, products: [{ id: 'buds', name: '耳机', price: 1 }] },
      /\{stock\} needs the product's stock/,
    ],
  ])('%#', (script, sentence) => {
    expect(() => readScript(script)).toThrow(sentence)
  })
})

test('all mistakes are told together', () => {
  expect(() => readScript({ name: 'X', language: 'zh', segments: [{ name: 'a', sentences: [] }] })).toThrow(
    /name must[\s\S]*segments\[0\]\.sentences/,
  )
})

test('fields are filled from the product, and a choice never falls the same way twice in a row', () => {
  const walk = new ScriptWalk(readScript(written), positionInMemory())
  const lines = walk.upcoming(12).map(each => each.text)
  expect(lines[2]).toBe('耳机只要¥99.9')
  expect(lines[0]).not.toBe(lines[4])
  expect(lines[4]).not.toBe(lines[8])
  expect(new Set([lines[3], lines[7]])).toEqual(new Set(['还有5件', '好用']))
})

test('no round words a sentence that has choices as the round before did', () => {
  const options = fc
    .array(fc.constantFrom('甲', '乙', '丙', '丁'), { minLength: 2, maxLength: 4 })
    .filter(each => new Set(each).size === each.length)
  fc.assert(
    fc.property(
      fc.array(options, { minLength: 1, maxLength: 4 }),
      fc.nat({ max: 1_000 }),
      (choices, round) => {
        const template = readTemplate(choices.map(each => `{${each.join('|')}}`).join('，')) as Template
        expect(worded(template, round, fillingOf(null))).not.toBe(
          worded(template, round + 1, fillingOf(null)),
        )
      },
    ),
    { numRuns: 100 },
  )
})

test('the position survives kill -9, and is the sentence that was being said', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'script-')), 'position.json')
  const args = [join(import.meta.dirname, 'killed-host.ts'), path, JSON.stringify(written)]
  const end = await runChild(
    { program: process.execPath, args, graceMs: 100 },
    systemClock,
    new AbortController().signal,
  )
  expect(end).toMatchObject({ by: 'signal', signal: 'SIGKILL' })
  const [now] = new ScriptWalk(readScript(written), positionFile(path)).upcoming(1)
  expect(now).toMatchObject({ round: 1, segment: 'opening', sentence: 1, text: '欢迎' })
})

test('half a file, and none, begin the script at its beginning', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'script-')), 'position.json')
  for (const text of ['{"round": 3, "seg', '{"round": "x"}']) {
    writeFileSync(path, text)
    expect(new ScriptWalk(readScript(written), positionFile(path)).position()).toMatchObject({
      round: 0,
      segment: 'opening',
      sentence: 0,
    })
  }
})

test('a script that was changed is taken up at the same sentence, or near it', () => {
  const store = positionInMemory()
  const walk = new ScriptWalk(readScript(written), store)
  for (let i = 0; i < 3; i++) for (const line of walk.upcoming(1)) walk.said(line)
  const [opening, buds] = written.segments
  const longer = {
    ...written,
    segments: [opening, { ...buds, sentences: ['新的一句', ...(buds?.sentences ?? [])] }],
  }
  expect(new ScriptWalk(readScript(longer), store).upcoming(1)[0]).toMatchObject({
    segment: 'buds',
    sentence: 2,
  })
  walk.replace(readScript({ ...written, segments: [opening] }))
  expect(walk.upcoming(1)[0]?.segment).toBe('opening')
})

test('a new price stands in the very next sentence', () => {
  const walk = new ScriptWalk(readScript(written), positionInMemory())
  walk.replace(readScript({ ...written, products: [{ ...written.products[0], price: 89 }] }))
  expect(walk.upcoming(3)[2]?.text).toBe('耳机只要¥89')
})

test('a line is counted once, and only while it is the present one', () => {
  const walk = new ScriptWalk(readScript(written), positionInMemory())
  const [first, second] = walk.upcoming(2)
  for (const line of [second, first, first]) walk.said(line as Line)
  expect(walk.position().sentence).toBe(1)
})

test('a draft is refused for air until somebody has read it', () => {
  const draft = { ...written, origin: 'draft' as const }
  expect(() => new ScriptWalk(readScript(draft), positionInMemory())).toThrow(/nobody has read it.*readBy/)
  expect(
    new ScriptWalk(readScript({ ...draft, readBy: '王敏' }), positionInMemory()).upcoming(1).length,
  ).toBe(1)
})

const brief = {
  name: 'draft',
  language: 'zh',
  tone: 'calm',
  products: readScript(written).products,
  sentencesPerProduct: 2,
} as const
const settings = { baseUrl: 'http://words.test/v1', model: 'm', key: null }
const { signal } = new AbortController()
const answers = (...texts: string[]) => {
  const asked: string[] = []
  const fetch: typeof globalThis.fetch = async (url, init) => {
    asked.push(await new Request(url, init).text())
    const content = texts.length > 1 ? texts.shift() : texts[0]
    return Response.json({
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    })
  }
  return { asked, fetch }
}
const good = JSON.stringify({
  readBy: 'the model itself',
  origin: 'written',
  products: [],
  segments: [{ name: 'buds', product: 'buds', sentences: ['{name}，{price}，{戴着很轻|不压耳朵}'] }],
})

test('a draft is corrected by its mistakes, and can neither set prices nor say that it was read', async () => {
  const bad = good.replace('{price}', '全网最低价')
  const { asked, fetch } = answers('no JSON', bad, good)
  const script = await draftScript(brief, settings, signal, fetch)
  expect(script).toMatchObject({ origin: 'draft', products: brief.products })
  expect(script.readBy).toBeUndefined()
  expect(asked[2]).toMatch(/全网最低/)
})

test('a model that never writes a usable script ends with its mistakes', async () => {
  await expect(draftScript(brief, settings, signal, answers('nonsense').fetch)).rejects.toMatchObject({
    code: 'avatar/no-draft',
  })
})

const samples = join(import.meta.dirname, '../../../avatar/script/samples')
test.each(readdirSync(samples))(
  'the ready script %s can be read, and every wording of it passes the gate',
  file => {
    const script = readScript(JSON.parse(readFileSync(join(samples, file), 'utf8')))
    expect(refusedIn(script)).toEqual([])
    expect(script.segments.flatMap(each => each.sentences).length).toBeGreaterThanOrEqual(8)
  },
)
