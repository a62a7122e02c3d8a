// An incident told as a story: in order, each platform's viewers once, every picture where it belongs.
import { expect, test } from 'vitest'
import { barsOf, stepsOf, type StoryDeps } from '../../../console/incidents/steps.ts'
import { incidentWords } from '../../../console/incidents/words.ts'
import { wordsOf } from '../../../console/tell/words.ts'
import { beganMs, incident, seen, shot, span } from './samples.ts'

const deps = (language: 'zh' | 'en', nowMs = beganMs + 60_000): StoryDeps => ({
  words: incidentWords[language],
  units: wordsOf(language).units,
  join: wordsOf(language).join,
  nameOf: (_, destination) => (language === 'zh' && destination === 'douyin' ? '抖音' : destination),
  nowMs,
})

const pictures = [
  shot(-4_500, 'before'),
  shot(-500, 'began'),
  shot(1_500, 'during', { shows: 'slate', feed: null }),
  shot(9_500, 'recovered'),
  shot(13_500, 'after'),
]

test('a lost camera is told in order, with the pictures between', () => {
  const steps = stepsOf(incident(), pictures, deps('en'))
  expect(steps.map(({ says, pictures: own }) => [says, own.map(({ picture }) => picture)])).toEqual([
    ['It began', ['p-4500', 'p-500']],
    ['The picture of douyin, kuaishou was frozen for 0.8 s', []],
    ['Noticed after 0.7 s', []],
    ['Acted on after 0.8 s', []],
    ['Viewers of douyin, kuaishou saw the slate for 8.3 s', ['p1500']],
    ['Recovered after 9.0 s: viewers had their picture again', ['p9500', 'p13500']],
  ])
})

test('pictures of an end that was none, since it came back, stand where they were in time', () => {
  const spans = [span('slate', 750, 9_000), span('slate', 14_000, null)]
  const back = incident({ recoveredMs: null, overMs: null, spans })
  const own = stepsOf(back, pictures, deps('en')).map(each => each.pictures.map(({ picture }) => picture))
  expect(own.filter(each => each.length > 0)).toEqual([
    ['p-4500', 'p-500'],
    ['p1500', 'p9500', 'p13500'],
  ])
  const over = incident({ recoveredMs: beganMs + 30_000, overMs: beganMs + 31_000, spans })
  expect(stepsOf(over, pictures, deps('en')).find(({ key }) => key === 'recovered')?.pictures).toEqual([])
})

test('in Chinese, names of platforms stand close and Latin names apart', () => {
  const says = stepsOf(incident({ spans: [span('dark', 0, 3_200)] }), [], deps('zh')).map(step => step.says)
  expect(says).toContain('没有画面到达抖音，共 3.2 s'.replace('s', wordsOf('zh').units.s))
  const latin = stepsOf(incident({ spans: [span('slate', 0, 3_200, 'shop')] }), [], deps('zh'))
  expect(latin.map(step => step.says)).toContain(`shop 的观众看到垫片，共 3.2 ${wordsOf('zh').units.s}`)
})

test('where a platform took nothing it says so, beside what the others saw meanwhile', () => {
  const nothing = shot(1_000, null, {
    picture: null,
    shows: 'nothing',
    how: 'dark',
    untilMs: beganMs + 4_200,
    destinations: ['douyin'],
    last: 'p-500',
  })
  const others = shot(2_000, 'during', { destinations: ['kuaishou'] })
  const told = stepsOf(incident({ spans: [span('dark', 1_000, 4_200)] }), [nothing, others], deps('en')).find(
    ({ says }) => says.startsWith('No picture'),
  )
  expect(told).toMatchObject({ says: 'No picture reached douyin for 3.2 s', nothing: { last: 'p-500' } })
  expect(told?.pictures).toEqual([others])
})

test('one that lasts says for how long, and one that a person has seen says who', () => {
  const open = incident({
    recoveredMs: null,
    overMs: null,
    spans: [span('slate', 750, null)],
    acknowledgedMs: beganMs + 31_200,
    acknowledgedBy: 'anna',
  })
  const says = stepsOf(open, [], deps('en')).map(step => step.says)
  expect(says).toEqual([
    'It began',
    'Noticed after 0.7 s',
    'Acted on after 0.8 s',
    'Viewers of douyin see the slate, for 59 s now',
    'Seen by anna, 30 s after it was recorded',
    'Not over yet, for 1 min now',
  ])
})

test('of very many pieces the first ten are told, and how many more there are', () => {
  const spans = Array.from({ length: 25 }, (_, i) => span('dark', 1_000 + i * 1_000, 1_500 + i * 1_000))
  const steps = stepsOf(incident({ spans }), [], deps('en'))
  expect(steps.filter(({ key }) => key.startsWith('piece '))).toHaveLength(11)
  expect(steps.map(({ says }) => says)).toContain('15 more like these are in the bars below')
})

test('an incident of an older version has no pieces, and is told all the same', () => {
  const { spans: _, ...old } = incident()
  expect(stepsOf(old, [], deps('en')).map(({ says }) => says)[0]).toBe('It began')
  expect(barsOf(old, beganMs - 5_000, beganMs + 14_000)[0]?.segments).toHaveLength(1)
})

test('a bar has no gaps, and where two things tell of one moment the worse is shown', () => {
  const both = incident({
    seen: [seen('douyin')],
    spans: [span('slate', 0, 9_000), span('dark', 2_000, 4_000), span('dark', 4_000, 5_000)],
  })
  const [bar] = barsOf(both, beganMs - 5_000, beganMs + 14_000)
  expect(bar?.segments.map(({ how, fromMs, toMs }) => [how, fromMs - beganMs, toMs - beganMs])).toEqual([
    ['picture', -5_000, 0],
    ['slate', 0, 2_000],
    ['dark', 2_000, 5_000],
    ['slate', 5_000, 9_000],
    ['picture', 9_000, 14_000],
  ])
})

test('what one fault did to several platforms within half a second is one step; its card names those of the step', () => {
  const dark = (fromMs: number, toMs: number, who: string) => ({ ...span('dark', fromMs, toMs, who) })
  const spans = [dark(20, 1_820, 'douyin'), dark(60, 1_905, 'kuaishou'), dark(0, 5_000, 'channels')]
  const none = (who: string, fromMs: number, untilMs: number) =>
    shot(fromMs, null, {
      picture: null,
      untilMs: beganMs + untilMs,
      shows: 'nothing',
      how: 'dark',
      destinations: [who],
    })
  const shown = [none('douyin', 20, 1_820), none('kuaishou', 60, 1_905), none('channels', 0, 5_000)]
  const steps = stepsOf(incident({ spans }), shown, deps('en')).filter(({ key }) => key.startsWith('piece'))
  expect(steps.map(({ says, nothing }) => [says, nothing?.destinations, nothing?.untilMs])).toEqual([
    ['No picture reached channels for 5.0 s', ['channels'], beganMs + 5_000],
    ['No picture reached douyin, kuaishou for 1.9 s', ['douyin', 'kuaishou'], beganMs + 1_905],
  ])
})
