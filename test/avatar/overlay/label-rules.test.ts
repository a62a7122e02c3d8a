// The label says what the law asks for, and nothing lies over it.
import { expect, test } from 'vitest'
import {
  type Box,
  columnBesides,
  labelText,
  placeOf,
  refuseCovered,
  usualLabelText,
} from '../../../avatar/overlay/index.ts'

test('without a wish the label says that it is AI and a virtual human', () => {
  expect(labelText()).toBe('AI生成·数字人主播')
})

test('wide letters and hidden marks are made plain before they are judged', () => {
  expect(labelText('ＡＩ生\u200b成 数字人')).toBe('AI生成 数字人')
})

test.each([
  ['', /must contain AI生成 and 数字人; write for example AI生成·数字人主播/],
  ['数字人主播', /must contain AI生成/],
  ['AI生成', /must contain 数字人/],
  ['AI 生成 数字人', /must contain AI生成/],
  ['AI生成·数字人主播·今晚陪你到天亮', /at most 16 letters/],
  ['AI生成·数字人·live', /capitals/],
])('"%s" is refused with a sentence', (text, sentence) => {
  expect(() => labelText(text)).toThrow(sentence)
})

const size = { widthPx: 720, heightPx: 1_280 }
const label: Box = { xPx: 28, yPx: 150, widthPx: 434, heightPx: 72 }

test('an overlay that would lie over the label is refused by name', () => {
  const card = { name: 'the price card', box: { xPx: 400, yPx: 200, widthPx: 300, heightPx: 200 } }
  expect(() => refuseCovered(label, [card])).toThrow(/the price card at 400,200 .* would cover the label/)
})

test('an overlay that touches its edge from outside is not', () => {
  const card = { name: 'the price card', box: { xPx: 28, yPx: 222, widthPx: 300, heightPx: 200 } }
  expect(() => refuseCovered(label, [card])).not.toThrow()
})

test.each([
  { widthPx: 720, heightPx: 1_280 },
  { widthPx: 1_080, heightPx: 1_920 },
  { widthPx: 360, heightPx: 640 },
  { widthPx: 1_280, heightPx: 720 },
  { widthPx: 1_920, heightPx: 1_080 },
])('the usual overlays keep clear of the label and of each other at $widthPx×$heightPx', frame => {
  const unit = Math.min(frame.widthPx, frame.heightPx) / 720
  const drawn = (widthUnits: number, heightUnits: number, inset = 0) => ({
    widthPx: Math.ceil((widthUnits * unit) / 2) * 2,
    heightPx: Math.ceil((heightUnits * unit) / 2) * 2,
    insetLeftPx: Math.round(inset * unit),
    insetTopPx: Math.round(inset * unit),
  })
  const label = placeOf('label', frame, drawn(434, 72))
  const besides = [
    placeOf('logo', frame, drawn(232, 76)),
    placeOf('clock', frame, drawn(196, 52)),
    placeOf('comment', frame, drawn(264, 250)),
  ]
  const [logo = label, clock = label, comment = label] = columnBesides(label, besides, frame)
  const boxes = {
    label,
    'price-card': placeOf('price-card', frame, drawn(420, 280, 20)),
    logo,
    clock,
    comment,
    caption: placeOf('caption', frame, drawn(674, 68)),
  }
  const all = Object.entries(boxes).map(([name, box]) => ({ name, box }))
  for (const one of all) {
    expect(() =>
      refuseCovered(
        one.box,
        all.filter(other => other !== one),
      ),
    ).not.toThrow()
    const { xPx, yPx, widthPx, heightPx } = one.box
    expect([xPx % 2, yPx % 2, widthPx % 2, heightPx % 2]).toEqual([0, 0, 0, 0])
    expect(xPx + widthPx).toBeLessThanOrEqual(frame.widthPx)
    expect(yPx + heightPx).toBeLessThanOrEqual(frame.heightPx)
  }
})

test('beside a short label there is room for what stands at the right; below a long one it begins lower', () => {
  const clock = { xPx: 496, yPx: 148, widthPx: 196, heightPx: 52 }
  const labelOf = (widthPx: number) => ({ xPx: 28, yPx: 148, widthPx, heightPx: 72 })
  expect(columnBesides(labelOf(434), [clock, clock], size).map(({ yPx }) => yPx)).toEqual([148, 214])
  expect(columnBesides(labelOf(600), [clock, clock], size).map(({ yPx }) => yPx)).toEqual([234, 300])
})

test('upright, the label lies below the platform bar and captions above the comments', () => {
  expect(
    placeOf('label', size, { widthPx: 434, heightPx: 72, insetLeftPx: 0, insetTopPx: 0 }).yPx,
  ).toBeGreaterThan(128)
  const caption = placeOf('caption', size, { widthPx: 600, heightPx: 68, insetLeftPx: 0, insetTopPx: 0 })
  expect(caption.yPx + caption.heightPx).toBeLessThanOrEqual(1_280 * 0.72)
})

test('the usual text keeps its own rules', () => {
  expect(labelText(usualLabelText)).toBe(usualLabelText)
})
