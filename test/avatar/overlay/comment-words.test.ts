// What a card may show of what a viewer wrote.
import { expect, test } from 'vitest'
import { commentWords } from '../../../avatar/overlay/index.ts'

test('marks that hide, turn or stack letters are gone, and everything else is text', () => {
  expect(commentWords('小\u202e王', '<img src=x>\n好\u0301\u0302\u0303\u0304看吗')).toEqual({
    author: '小王',
    text: `<img src=x> ${'好\u0301\u0302'}看吗`,
  })
})

test('a long name is cut and says so; a long comment is refused, so that nobody is shown half a question', () => {
  expect(commentWords('一个名字非常非常非常非常长的观众', '多少钱？')).toMatchObject({ text: '多少钱？' })
  expect(commentWords('甲'.repeat(30), '多少钱？')).toMatchObject({ author: `${'甲'.repeat(15)}…` })
  expect(commentWords('小王', '问'.repeat(42))).toMatchObject({ text: '问'.repeat(42) })
  expect(commentWords('小王', '问'.repeat(43))).toMatchObject({
    field: 'text',
    mistakeZh: expect.stringContaining('42'),
  })
})

test('where no letter is left that can be shown, that is said of the field it is about', () => {
  expect(commentWords('😀', '好')).toMatchObject({ field: 'author' })
  expect(commentWords('小王', '\u200b\u2060')).toMatchObject({ field: 'text' })
})
