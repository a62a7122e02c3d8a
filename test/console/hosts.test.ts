// What the page of hosts reckons: a day of a rotation, who comes next, how far a sentence is, and lips in a sound.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { hostPlan, turnAt } from '#avatar'
import { tidied } from '../../console/hosts/tidied.ts'
import {
  minuteIn,
  neverOn,
  nextChange,
  stretchesOf,
  timeOf,
  type Turn,
  turnIndexAt,
} from '../../console/hosts/strip.ts'
import { calledIn, halfOf, nameFrom, saidShare } from '../../console/hosts/telling.ts'
import { lipsIn, mouthAt } from '../../console/hosts/wav-lips.ts'

const turn = (host: string, from?: string, to?: string): Turn => ({
  host,
  script: 'a',
  ...(from === undefined || to === undefined ? {} : { from, to }),
})
const night = [turn('mei', '23:00', '02:30'), turn('xing', '02:00', '06:00'), turn('lin')]

test('a day is one strip without a gap, over midnight too', () => {
  const shown = stretchesOf(night).map(
    ({ fromMinute, toMinute, index }) =>
      `${timeOf(fromMinute)} ${toMinute - fromMinute} ${night[index]?.host}`,
  )
  expect(shown).toEqual(['00:00 150 mei', '02:30 210 xing', '06:00 1020 lin', '23:00 60 mei'])
  expect(stretchesOf([turn('lin')])).toEqual([{ fromMinute: 0, toMinute: 1_440, index: 0 }])
})

const changes = [
  [60, 'xing', '02:30', 90],
  [150, 'lin', '06:00', 210],
  [1_379, 'mei', '23:00', 1],
  [1_380, 'xing', '02:30', 210],
] as const

test('who comes next, when, and in how long', () => {
  for (const [minute, host, at, inMinutes] of changes) {
    const next = nextChange(night, minute)
    expect([night[next?.index ?? 0]?.host, timeOf(next?.atMinute ?? 0), next?.inMinutes]).toEqual([
      host,
      at,
      inMinutes,
    ])
  }
  expect(nextChange([turn('lin')], 0)).toBeNull()
})

test('a row that others stand before all day is never on, and is told', () => {
  expect(neverOn([turn('lin', '08:00', '20:00'), turn('mei', '09:00', '10:00'), turn('xing')])).toEqual([1])
  expect(neverOn([turn('lin'), turn('mei')])).toEqual([1])
})

const time = fc.nat(1_439).map(timeOf)
const row = fc.tuple(time, time, fc.boolean()).map(([from, to, isTimed]) => {
  return isTimed && from !== to ? turn('lin', from, to) : turn('lin')
})

test('the strip shows whom the worker plays, at every minute of any rotation', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), fc.nat(1_439), (rotation, minute) => {
      const wallMs = Date.UTC(2026, 0, 1, 0, minute)
      const plan = hostPlan.parse({ rotation, timeZone: 'Asia/Shanghai' })
      const there = minuteIn('Asia/Shanghai', wallMs)
      const { index } = turnAt(plan, wallMs)
      const stretch = stretchesOf(rotation).find(each => there >= each.fromMinute && there < each.toMinute)
      expect([turnIndexAt(rotation, there), stretch?.index]).toEqual([index, index])
    }),
  )
})

test('what is left empty in a plan is left out of it', () => {
  const written = {
    rotation: [{ ...turn('lin'), from: '', to: '' }, turn('mei', '08:00', '09:00')],
    label: 'AI生成·数字人主播',
    timeZone: 'Asia/Shanghai',
    profile: '',
  }
  expect(tidied(written)).toEqual({
    rotation: [turn('lin'), turn('mei', '08:00', '09:00')],
    label: 'AI生成·数字人主播',
    timeZone: 'Asia/Shanghai',
  })
  expect(hostPlan.safeParse(tidied(written)).success).toBe(true)
  expect(tidied({ ...written, logo: '' })).toEqual(tidied(written))
  expect(tidied({ ...written, logo: 'shop' })).toEqual({ ...tidied(written), logo: 'shop' })
})

test('a sentence is between its beginning and its end', () => {
  const now = {
    text: 'a',
    from: 'script',
    segment: '',
    product: null,
    isFromClip: true,
    beganAtMs: 1_000,
    lastsMs: 2_000,
  } as const
  expect([500, 2_000, 9_000].map(at => saidShare(now, at))).toEqual([0, 0.5, 1])
})

test('names: a host is called by its own, its file’s or the one it was kept under; a file’s name becomes one', () => {
  const bare = { name: 'anna-2', title: '', version: '1.0', refusals: [], warnings: [], bytes: 1 }
  expect(calledIn({ ...bare, called: { zh: '小林', en: 'Lin' } }, 'zh')).toBe('小林')
  expect(calledIn({ ...bare, title: 'Anna' }, 'zh')).toBe('Anna')
  expect(calledIn(bare, 'en')).toBe('anna-2')
  expect(nameFrom('Anna Smith (v2)')).toBe('anna-smith-v2')
})

/** A WAV of one sample, with a chunk behind it. */
function wavWith(name: string, text: string): ArrayBuffer {
  const body = new TextEncoder().encode(text)
  const bytes = Buffer.alloc(46 + 8 + body.length + (body.length % 2))
  bytes.write('RIFF', 0)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.write('data', 36)
  bytes.writeUInt32LE(2, 40)
  bytes.write(name, 46)
  bytes.writeUInt32LE(body.length, 50)
  bytes.set(body, 54)
  return new Uint8Array(bytes).buffer
}

test('lips lie behind the sound, and a mouth is found by the time into it', () => {
  const lips = {
    engine: 'e',
    spoken: '啊',
    frameRateFps: 25,
    mouths: [
      ['closed', 0],
      ['aa', 0.8],
    ],
  }
  const found = lipsIn(wavWith('lips', JSON.stringify(lips)))
  expect(found?.spoken).toBe('啊')
  expect(found && mouthAt(found, 0.05)).toEqual({ shape: 'aa', strength: 0.8 })
  expect(found && mouthAt(found, 0.09)).toBeNull()
  expect(lipsIn(wavWith('LIST', 'x'))).toBeNull()
  expect(lipsIn(wavWith('lips', '{"cut'))).toBeNull()
})

test.each([
  ['正在绘制 drawing: mei, nod 6/32', '正在绘制：mei, nod 6/32', 'drawing: mei, nod 6/32'],
  ['正在合成 composing: 今晚 99 元', '正在合成：今晚 99 元', 'composing: 今晚 99 元'],
  ['正在合成 composing a pause', '正在合成', 'composing a pause'],
  ['rendering', 'rendering', 'rendering'],
])('what a worker does is told in the language of the page: %s', (doing, chinese, english) => {
  expect(halfOf(doing, 'zh')).toBe(chinese)
  expect(halfOf(doing, 'en')).toBe(english)
})
