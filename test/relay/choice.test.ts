import fc from 'fast-check'
import { expect, test } from 'vitest'
import { choose, type ChoiceAsked, type FeedView } from '../../relay/program/choice.ts'

const limits = { returnAfterMs: 3_000, fromSlateAfterMs: 1_000, minStayMs: 2_000 }

/** A feed that has been fit for so long; null: its pictures do not come. */
function feed(name: string, fitForMs: number | null, more: Partial<FeedView> = {}): FeedView {
  const isLive = fitForMs !== null
  return {
    name,
    isLive,
    fitForMs: fitForMs ?? 0,
    cleanForMs: Infinity,
    isMisfit: false,
    losses: 0,
    keyDueInMs: 1_000,
    mayLeave: true,
    isPrompt: false,
    ...more,
  }
}

function asked(more: Partial<ChoiceAsked>): ChoiceAsked {
  return {
    onAir: 'a',
    onAirForMs: 60_000,
    silentForMs: 20,
    feeds: [],
    take: null,
    hasSlate: true,
    startsOnSlate: false,
    limits,
    ...more,
  }
}

const long = 60_000
const black = { cleanForMs: 0 }

test.for<[string, Partial<ChoiceAsked>, string | null, string, boolean]>([
  ['nothing lives and nothing was on air', { onAir: null, feeds: [feed('a', null)] }, null, '', false],
  [
    'a start on the slate is wished',
    { onAir: null, feeds: [feed('a', null)], startsOnSlate: true },
    'slate',
    'start',
    false,
  ],
  ['the preferred feed starts', { onAir: null, feeds: [feed('a', 1), feed('b', 9)] }, 'a', 'start', false],
  ['only the second lives', { onAir: null, feeds: [feed('a', null), feed('b', 9)] }, 'b', 'start', false],
  ['the one on air lives', { feeds: [feed('a', long), feed('b', long)] }, null, '', false],
  [
    'the one on air empties a backlog of its own',
    { feeds: [feed('a', null, { isLive: true })] },
    null,
    '',
    false,
  ],
  ['the one on air is lost, alone', { feeds: [feed('a', null)] }, 'slate', 'lost', false],
  [
    'it is lost, and the other must be waited for',
    { feeds: [feed('a', null), feed('b', long)] },
    'b',
    'lost',
    true,
  ],
  [
    'it is lost, and the other is about to come',
    { feeds: [feed('a', null), feed('b', long, { keyDueInMs: 90 })] },
    'b',
    'lost',
    false,
  ],
  [
    'the other is about to come, but nothing was sent for long',
    { silentForMs: 700, feeds: [feed('a', null), feed('b', long, { keyDueInMs: 90 })] },
    'b',
    'lost',
    true,
  ],
  [
    'nobody knows when the other comes',
    { feeds: [feed('a', null), feed('b', long, { keyDueInMs: null })] },
    'b',
    'lost',
    true,
  ],
  ['all are lost and there is no slate', { feeds: [feed('a', null)], hasSlate: false }, null, '', false],
  [
    'a feed has only just come back, on the slate',
    { onAir: 'slate', feeds: [feed('a', 900)] },
    null,
    '',
    false,
  ],
  [
    'a feed has been back for a while, on the slate',
    { onAir: 'slate', feeds: [feed('a', 1_000)] },
    'a',
    'return',
    false,
  ],
  [
    'a feed that was lost twice has been back for a while',
    { onAir: 'slate', feeds: [feed('a', 1_000, { losses: 2 })] },
    null,
    '',
    false,
  ],
  [
    'a feed that was lost twice has proved itself',
    { onAir: 'slate', feeds: [feed('a', 4_000, { losses: 2 })] },
    'a',
    'return',
    false,
  ],
  [
    'the preferred one has only just come back',
    { onAir: 'b', feeds: [feed('a', 2_900), feed('b', long)] },
    null,
    '',
    false,
  ],
  [
    'the preferred one has been back for long',
    { onAir: 'b', feeds: [feed('a', 3_000), feed('b', long)] },
    'a',
    'return',
    false,
  ],
  [
    'the last cut was a moment ago',
    { onAir: 'b', onAirForMs: 1_900, feeds: [feed('a', long), feed('b', long)] },
    null,
    '',
    false,
  ],
  [
    'the less preferred one has been there for long',
    { feeds: [feed('a', long), feed('b', long)] },
    null,
    '',
    false,
  ],
  [
    'one that does not fit is preferred',
    { onAir: 'b', feeds: [feed('a', long, { isMisfit: true }), feed('b', long)] },
    null,
    '',
    false,
  ],
  [
    'the one on air does not fit, and one that fits is back',
    { feeds: [feed('a', long, { isMisfit: true }), feed('b', 1_000)] },
    'b',
    'return',
    false,
  ],
  [
    'only one that does not fit is left',
    { feeds: [feed('a', null), feed('b', long, { isMisfit: true })] },
    'b',
    'lost',
    true,
  ],
  ['another is taken by hand', { take: 'b', feeds: [feed('a', long), feed('b', 1)] }, 'b', 'take', false],
  [
    'the taken one is on air',
    { onAir: 'b', take: 'b', feeds: [feed('a', long), feed('b', long)] },
    null,
    '',
    false,
  ],
  ['the taken one is away', { take: 'b', feeds: [feed('a', long), feed('b', null)] }, null, '', false],
  [
    'the taken one is lost',
    { onAir: 'b', take: 'b', feeds: [feed('a', long), feed('b', null)] },
    'a',
    'lost',
    true,
  ],
  [
    'another is taken while the one on air is gone',
    { take: 'b', feeds: [feed('a', null), feed('b', long)] },
    'b',
    'take',
    true,
  ],
  [
    'the one on air shows nothing',
    { feeds: [feed('a', long, black), feed('b', long)] },
    'b',
    'content',
    false,
  ],
  ['it shows nothing, and is alone', { feeds: [feed('a', long, black)] }, 'slate', 'content', false],
  [
    'it shows nothing, and nothing else is there',
    { hasSlate: false, feeds: [feed('a', long, black)] },
    null,
    '',
    false,
  ],
  [
    'both show nothing',
    { feeds: [feed('a', long, black), feed('b', long, black)] },
    'slate',
    'content',
    false,
  ],
  [
    'one that shows nothing was taken',
    { take: 'a', feeds: [feed('a', long, black), feed('b', long)] },
    null,
    '',
    false,
  ],
  [
    'it shows something again, for too short',
    { onAir: 'slate', feeds: [feed('a', long, { cleanForMs: 900 })] },
    null,
    '',
    false,
  ],
  [
    'it has shown something for long enough',
    { onAir: 'slate', feeds: [feed('a', long, { cleanForMs: 1_100 })] },
    'a',
    'return',
    false,
  ],
  ['the slate is taken', { take: 'slate', feeds: [feed('a', long)] }, 'slate', 'take', false],
  ['the taken slate is on air', { onAir: 'slate', take: 'slate', feeds: [feed('a', long)] }, null, '', false],
  [
    'a slate is taken that is not there',
    { take: 'slate', hasSlate: false, feeds: [feed('a', long)] },
    null,
    '',
    false,
  ],
])('when %s', ([, more, next, cause, bridge]) => {
  const choice = choose(asked(more))
  expect(choice).toMatchObject(next === null ? { next } : { next, cause, bridge })
})

const views = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('a', 'b', 'c'),
    isLive: fc.boolean(),
    fitForMs: fc.integer({ min: 0, max: 100_000 }),
    cleanForMs: fc.constantFrom(0, 500, Infinity),
    isMisfit: fc.boolean(),
    losses: fc.nat(9),
    keyDueInMs: fc.option(fc.integer({ min: 0, max: 4_000 })),
    mayLeave: fc.boolean(),
    isPrompt: fc.boolean(),
  }),
  { maxLength: 3, selector: ({ name }) => name },
)

test('whatever is known, what is chosen can go on air, and a lost feed never stays where anything else is there', () => {
  const any = fc.record({
    onAir: fc.constantFrom(null, 'slate', 'a', 'b'),
    onAirForMs: fc.nat(10_000),
    silentForMs: fc.nat(3_000),
    feeds: views.map(list => list.map(each => ({ ...each, fitForMs: each.isLive ? each.fitForMs : 0 }))),
    take: fc.constantFrom(null, 'a', 'c', 'slate'),
    hasSlate: fc.boolean(),
    startsOnSlate: fc.boolean(),
    limits: fc.constant(limits),
  })
  fc.assert(
    fc.property(any, question => {
      const { next, bridge } = choose(question)
      const present = question.feeds.find(each => each.name === question.onAir && each.isLive)
      const isLost = question.onAir !== null && question.onAir !== 'slate' && present === undefined
      const isFeed = next !== null && next !== 'slate'
      return (
        (question.hasSlate || (next !== 'slate' && !bridge)) &&
        (!isFeed || question.feeds.some(each => each.name === next && each.isLive)) &&
        (next === null || next !== question.onAir) &&
        (next !== null || !isLost || !question.hasSlate)
      )
    }),
    { numRuns: 2_000 },
  )
  expect(choose(asked({ feeds: [feed('a', long)] })).next).toBeNull()
})

test('a host that speaks is asked to end its sentence, and left only when it has', () => {
  const speaking = [feed('a', long), feed('b', long, { mayLeave: false })]
  expect(choose(asked({ onAir: 'b', feeds: speaking }))).toMatchObject({ next: null, windsUp: true })
  const paused = [feed('a', long), feed('b', long)]
  expect(choose(asked({ onAir: 'b', feeds: paused }))).toMatchObject({ next: 'a', cause: 'return' })
})

test('a person who takes a camera need not wait for the host to end its sentence', () => {
  const feeds = [feed('a', long), feed('b', long, { mayLeave: false })]
  expect(choose(asked({ onAir: 'b', take: 'a', feeds }))).toMatchObject({ next: 'a', cause: 'take' })
})

test('a host that is lost in the middle of a sentence is left at once', () => {
  const feeds = [feed('a', long), feed('b', null, { mayLeave: false })]
  expect(choose(asked({ onAir: 'b', feeds }))).toMatchObject({ next: 'a', cause: 'lost' })
})
