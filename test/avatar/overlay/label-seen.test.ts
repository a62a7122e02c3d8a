// The label is found in a picture where it is, and nowhere else.
import { expect, test } from 'vitest'
import { labelSeen } from '../../../avatar/overlay/index.ts'
import { randomFrom } from '../../../stage/sets/random.ts'

const box = { xPx: 20, yPx: 40, widthPx: 240, heightPx: 40 }
const [frameWidthPx, frameHeightPx] = [320, 240]

/** Strokes of letters on a dark plate, as drawn: white, opaque, with soft edges. */
function drawnLabel(seed: number): { rgba: Uint8Array; widthPx: number; heightPx: number } {
  const random = randomFrom(seed)
  const { widthPx, heightPx } = box
  const rgba = new Uint8Array(widthPx * heightPx * 4)
  for (let i = 0; i < widthPx * heightPx; i += 1) rgba.set([10, 12, 20, 204], i * 4)
  for (let stroke = 0; stroke < 60; stroke += 1) {
    const isUpright = random.next() < 0.5
    const [x0, y0] = [
      Math.floor(random.between(4, widthPx - 26)),
      Math.floor(random.between(5, heightPx - 22)),
    ]
    const [w, h] = isUpright ? [4, 16] : [18, 4]
    for (let y = y0; y < y0 + h; y += 1)
      for (let x = x0; x < x0 + w; x += 1) rgba.set([255, 255, 255, 255], (y * widthPx + x) * 4)
  }
  return { rgba, widthPx, heightPx }
}

const label = drawnLabel(1)

function frameWith(options: {
  label?: boolean
  noise?: number
  strength?: number
  soften?: number
  gain?: number
}): Uint8Array {
  const { noise = 0, strength = 1, soften = 0, gain = 1 } = options
  const random = randomFrom(7)
  const frame = new Float64Array(frameWidthPx * frameHeightPx)
  for (let y = 0; y < frameHeightPx; y += 1)
    for (let x = 0; x < frameWidthPx; x += 1)
      frame[y * frameWidthPx + x] = 110 + 50 * Math.sin(x / 23) + 30 * Math.cos(y / 11)
  if (options.label !== false) {
    for (let y = 0; y < box.heightPx; y += 1)
      for (let x = 0; x < box.widthPx; x += 1) {
        const at = (y * box.widthPx + x) * 4
        const alpha = ((label.rgba[at + 3] as number) / 255) * strength
        const to = (box.yPx + y) * frameWidthPx + box.xPx + x
        frame[to] = (frame[to] as number) * (1 - alpha) + (16 + (label.rgba[at] as number) * 0.859) * alpha
      }
  }
  for (let round = 0; round < soften; round += 1)
    for (let i = 1; i < frame.length - 1; i += 1)
      frame[i] = ((frame[i - 1] as number) + 2 * (frame[i] as number) + (frame[i + 1] as number)) / 4
  return Uint8Array.from(frame, value => {
    const shaken = value * gain + noise * (random.next() + random.next() - 1)
    return Math.max(0, Math.min(255, Math.round(shaken / 4) * 4)) // as coarse as a strongly compressed picture
  })
}

test('a label that is there is seen', () => {
  const { isSeen, score } = labelSeen(frameWith({}), frameWidthPx, label, box)
  expect(isSeen).toBe(true)
  expect(score).toBeGreaterThan(0.95)
})

test.each([
  ['noise', { noise: 40 }],
  ['a soft lens', { soften: 1 }],
  ['less contrast', { gain: 0.75 }],
  ['all of it', { noise: 20, soften: 1, gain: 0.85 }],
])('it is seen through %s', (_, worse) => {
  expect(labelSeen(frameWith(worse), frameWidthPx, label, box).isSeen).toBe(true)
})

test.each([
  ['a picture without it', frameWith({ label: false })],
  ['noise alone', frameWith({ label: false, noise: 120 })],
  ['a dark picture', new Uint8Array(frameWidthPx * frameHeightPx).fill(16)],
  ['a label faded to a fifth', frameWith({ strength: 0.2 })],
])('it is not seen in %s', (_, frame) => {
  expect(labelSeen(frame, frameWidthPx, label, box).isSeen).toBe(false)
})

test('other words in its place are not taken for it', () => {
  expect(labelSeen(frameWith({}), frameWidthPx, drawnLabel(2), box).isSeen).toBe(false)
})

test('it is not seen where a sixth of it is covered', () => {
  const frame = frameWith({})
  for (let y = box.yPx; y < box.yPx + box.heightPx; y += 1)
    frame.fill(180, y * frameWidthPx + box.xPx, y * frameWidthPx + box.xPx + box.widthPx / 6)
  expect(labelSeen(frame, frameWidthPx, label, box).isSeen).toBe(false)
})

test('it is not seen outside of the picture', () => {
  expect(labelSeen(frameWith({}), frameWidthPx, label, { ...box, xPx: 200 })).toEqual({
    isSeen: false,
    score: 0,
  })
})
