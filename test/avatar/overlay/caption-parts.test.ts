// Sentences become lines that are shown while they are said.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { captionParts, type SpokenMark } from '../../../avatar/overlay/index.ts'

/** Each letter takes 200 ms. */
function evenly(text: string): SpokenMark[] {
  return Array.from(text, (_, i) => ({ from: i, to: i + 1, startMs: i * 200, endMs: i * 200 + 200 }))
}

function linesOf(text: string): string[] {
  return captionParts(text, evenly(text), text.length * 200).map(part => part.text)
}

test('a short sentence is one line for as long as it is said', () => {
  expect(captionParts('大家晚上好。', evenly('大家晚上好。'), 1_200)).toEqual([
    { text: '大家晚上好', fromMs: 0, toMs: 1_200 },
  ])
})

test('a line ends at a pause rather than in the middle of a thought', () => {
  expect(linesOf('这款耳机很轻，戴一整天也不累。')).toEqual(['这款耳机很轻', '戴一整天也不累'])
})

test('a long stretch without pauses is cut into lines of even length', () => {
  const lines = linesOf('主动降噪模式下连续播放三十个小时也不用充电')
  expect(lines).toHaveLength(2)
  expect(lines.map(line => line.length).every(length => length >= 9 && length <= 12)).toBe(true)
})

test.each([
  ['一年的价格是¥1,299.00还送两个替换耳塞和收纳盒', '¥1,299.00'],
  ['支持最新的 Bluetooth 连接手机电脑平板都可以用', 'Bluetooth'],
  ['噪声降低45dB以上地铁里也能安安静静听自己的歌', '45dB'],
])('what belongs together is not torn: %s', (text, whole) => {
  expect(linesOf(text).some(line => line.includes(whole))).toBe(true)
})

test('questions keep their mark, and no line begins with one', () => {
  const lines = linesOf('你是不是也觉得普通耳机戴久了耳朵疼？那就试试看我们这一款吧！')
  expect(lines.some(line => line.endsWith('？'))).toBe(true)
  expect(lines.at(-1)?.endsWith('！')).toBe(true)
  expect(lines.every(line => /^[^，。？！]/.test(line))).toBe(true)
})

test('English is broken between words', () => {
  expect(linesOf('These earbuds play for thirty hours on a single charge.').join(' ')).toBe(
    'These earbuds play for thirty hours on a single charge',
  )
})

test('each line is shown when its first word begins, and goes when the next one comes', () => {
  const text = '这款耳机很轻，戴一整天也不累。'
  const parts = captionParts(text, evenly(text), text.length * 200)
  expect(parts.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
    [0, 1_400],
    [1_400, 3_000],
  ])
})

test('a line does not stay through a long silence', () => {
  const marks = [
    { from: 0, to: 7, startMs: 0, endMs: 1_000 },
    { from: 7, to: 15, startMs: 4_000, endMs: 6_000 },
  ]
  const [first] = captionParts('这款耳机很轻，戴一整天也不累。', marks, 6_000)
  expect(first?.toMs).toBe(1_600)
})

test('marks that tell only words still give each line its share', () => {
  const text = '主动降噪模式下连续播放三十个小时也不用充电'
  const [first, second] = captionParts(text, [{ from: 0, to: text.length, startMs: 0, endMs: 4_000 }], 4_000)
  expect(first?.fromMs).toBe(0)
  expect(second?.fromMs).toBeGreaterThan(1_500)
  expect(second?.fromMs).toBeLessThan(2_500)
})

test('whatever is said is shown whole, in order, in lines that fit, at times that do not overlap', () => {
  const letters = fc.constantFrom(...Array.from('今天给大家带来这款 earbuds 3.5，。！？“（）¥1299 '))
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 90 }), list => {
      const text = list.join('')
      const parts = captionParts(text, evenly(text), text.length * 200)
      const bare = (words: string): string => words.replace(/[\s,;:，。；：、.]/gu, '')
      expect(bare(parts.map(part => part.text).join(''))).toBe(bare(text))
      for (const [i, part] of parts.entries()) {
        expect(part.fromMs).toBeGreaterThanOrEqual(parts[i - 1]?.toMs ?? 0)
        expect(part.toMs).toBeGreaterThanOrEqual(part.fromMs)
        expect(part.text.match(/\p{Script=Han}/gu)?.length ?? 0).toBeLessThanOrEqual(14)
      }
    }),
    { numRuns: 150 },
  )
})
