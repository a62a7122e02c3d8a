// Feeds that show nothing, and destinations that do not show us, as incidents: their kind, where, and what viewers saw.
import { expect, test } from 'vitest'
import { Happenings } from '../../support/happenings.ts'

const black = (evening: Happenings) =>
  evening.say('evening', 'content-bad', {
    feed: 'camera-a',
    what: 'black',
    sinceMs: evening.nowMs - 3_000,
    programs: ['main'],
  })
const good = (evening: Happenings) =>
  evening.say('evening', 'content-good', { feed: 'camera-a', what: 'black' })

test('a black camera on air is an incident of its encoder, dark for viewers until it is not', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  black(evening)
  evening.pass(7_000)
  expect(evening.only).toMatchObject({
    kind: 'picture-black',
    scope: 'encoder',
    subject: { feed: 'camera-a' },
    overMs: null,
  })
  good(evening)
  evening.pass(100)
  expect(evening.only.overMs).not.toBeNull()
  expect(evening.only.seen[0]).toMatchObject({ destination: 'douyin', darkMs: 10_000, now: null })
})

test('a black camera that is cut away from: dark, then the slate, and over when viewers see a picture again', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  black(evening)
  evening.cut('slate', { cause: 'content' })
  evening.pass(4_000)
  good(evening)
  evening.pass(3_000)
  expect(evening.only).toMatchObject({
    kind: 'picture-black',
    overMs: null,
    seen: [{ now: 'slate' }, { now: 'slate' }],
  })
  evening.cut('camera-a', { cause: 'return', from: 'slate' })
  evening.pass(100)
  expect(evening.only.overMs).not.toBeNull()
  expect(evening.only.seen[0]).toMatchObject({ darkMs: 3_000, slateMs: 7_000, now: null })
})

test('black and silent at once are one incident; silence alone costs no picture', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  black(evening)
  evening.pass(6_000)
  evening.say('evening', 'content-bad', {
    feed: 'camera-a',
    what: 'silent',
    sinceMs: evening.nowMs - 9_000,
    programs: ['main'],
  })
  evening.pass(1_000)
  expect(evening.only.parts.map(({ kind }) => kind)).toEqual(['picture-black', 'sound-silent'])
  const other = Happenings.onAir()
  other.pass(5_000)
  other.say('evening', 'content-bad', {
    feed: 'camera-a',
    what: 'silent',
    sinceMs: other.nowMs,
    programs: ['main'],
  })
  other.pass(1_000)
  expect(other.only).toMatchObject({ kind: 'sound-silent', seen: [] })
})

test('a platform that takes the stream and does not show it is an incident of the platform', () => {
  const evening = Happenings.onAir()
  evening.pass(5_000)
  evening.say('evening', 'leg-unshown', {
    destination: 'douyin',
    state: 'frozen',
    sinceMs: evening.nowMs - 8_000,
  })
  evening.pass(2_000)
  expect(evening.only).toMatchObject({
    kind: 'not-shown',
    scope: 'platform',
    subject: { destination: 'douyin' },
  })
  evening.say('evening', 'leg-shown', { destination: 'douyin' })
  evening.pass(100)
  expect(evening.only.seen).toMatchObject([{ destination: 'douyin', frozenMs: 10_000, now: null }])
  expect(evening.only.recoveredMs).not.toBeNull()
})
