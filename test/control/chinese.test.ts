// Whatever control says no with, a Chinese page says in Chinese: every sentence thrown, every sentence of a body's shape.
import { expect, test } from 'vitest'
import { z } from 'zod'
import { Failure } from '#core/failure.ts'
import type { ApiDeps } from '../../control/api/deps.ts'
import { problemOf } from '../../control/api/problem.ts'
import type { Route } from '../../control/api/route.ts'
import { routesOf } from '../../control/api/server.ts'
import { Mistakes, readBody } from '../../control/rules/mistakes.ts'
import { inChinese } from '../../control/chinese/in-chinese.ts'
import { sentences } from '../../control/chinese/sentences.ts'
import { titles } from '../../control/chinese/words.ts'
import { thrownSentences } from '../support/thrown-sentences.ts'

const isChinese = /\p{Script=Han}/u

test('every sentence that is thrown has its Chinese, and so a code of its own', () => {
  const thrown = thrownSentences()
  expect(thrown.length).toBeGreaterThan(150)
  expect(thrown.filter(({ sentence }) => inChinese(sentence) === null)).toEqual([])
})

test('every sentence of every shape that is taken has its Chinese', () => {
  // biome-ignore lint: no route looks at them before it is asked
  const deps = new Proxy({}, { get: () => deps }) as any
  const said = new Set(routesOf(deps as ApiDeps, deps).flatMap(sentencesOfBody))
  expect(said.size).toBeGreaterThan(50)
  expect([...said].filter(sentence => inChinese(sentence) === null)).toEqual([])
})

/** The sentences that stand in a body's schema, wherever in it. */
function sentencesOfBody({ body }: Route): string[] {
  const seen = new Set<unknown>()
  const found: string[] = []
  const walk = (part: unknown) => {
    if (part === null || typeof part !== 'object' || seen.has(part)) return
    seen.add(part)
    if ('_zod' in part) return walk((part as z.ZodType)._zod.def)
    for (const [name, value] of Object.entries(part)) {
      if (name === 'error' && typeof value === 'function')
        found.push(...saidBy(value as (issue: object) => unknown))
      else walk(value)
    }
    if ('shape' in part) walk(part.shape)
  }
  walk(body)
  return found
}

function saidBy(error: (issue: object) => unknown): string[] {
  return ['invalid_type', 'invalid_union', 'custom'].flatMap(code => {
    const said = error({ code, input: 1, path: [] })
    return typeof said === 'string' && said.includes(' ') ? [said] : []
  })
}

test('both languages of a sentence are filled with the same, and each is its own language', () => {
  const names = (text: string) => [...new Set(text.match(/\{[a-z]\w*\}/gi))]
  for (const [code, [en, zh]] of Object.entries(sentences)) {
    expect(`${code} ${zh}`).toMatch(isChinese)
    expect(names(en)).toEqual(expect.arrayContaining(names(zh)))
    expect(inChinese(en.replaceAll(/\{[a-z]\w*\}/gi, 'text'))?.sentence).toBe(code)
  }
})

test('what has no sentence stands behind its title; a surprise says nothing of itself in either language', () => {
  const about = { fault: 'theirs', remedy: 'retry' } as const
  const strange = problemOf(new Failure('control/not-delivered', 'team answered 500', about))
  expect(strange).toMatchObject({
    detail: 'team answered 500',
    detailZh: '接收方没有收下：team answered 500',
  })
  expect(strange.sentence).toBeUndefined()
  expect(problemOf(new Error('secret'))).toMatchObject({ detailZh: '长明自己出错了，详见 control.log。' })
  for (const title of Object.values(titles)) expect(title).toMatch(isChinese)
})

test('mistakes are told field by field in both languages, with the names that are meant', () => {
  const mistakes = new Mistakes([
    { field: 'feeds.0', detail: 'studio is not a feed yet; make it with PUT /api/feeds/studio' },
    { field: '', detail: 'must be a JSON object' },
  ])
  expect(problemOf(mistakes)).toMatchObject({
    code: 'control/invalid',
    detailZh: 'feeds.0：还没有信号源 studio，请先创建。\n应是 JSON 对象。',
    fields: [
      { field: 'feeds.0', sentence: 'feed-not-made', detailZh: '还没有信号源 studio，请先创建。' },
      { field: '', sentence: 'field-kind', detailZh: '应是 JSON 对象。' },
    ],
  })
})

test('where a schema has no sentence of its own, zod’s is told in Chinese', () => {
  const schema = z.strictObject({ even: z.number().multipleOf(2), when: z.iso.date() })
  const read = () => readBody(schema, { even: 3, when: 'soon', more: 1 })
  const { fields = [] } = problemOf(caught(read))
  expect(fields.map(({ field }) => field).toSorted()).toEqual(['even', 'more', 'when'])
  for (const { detailZh } of fields) expect(detailZh).toMatch(isChinese)
})

function caught(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}
