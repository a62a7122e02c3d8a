// What is shown only now: the clock and its digits, and what a viewer wrote.
import { clockCells, type ClockFace } from './clock-layout.ts'
import type { ClockContent, ClockDigitContent, CommentContent } from './content.ts'
import { piece, type Style, words } from './element.ts'

const px = (value: number): string => `${value}px`
const white = '#ffffff'
const digitUnits = 30

function cell(widthUnits: number, unit: number, inside: string, colour: string): HTMLElement {
  const { height } = clockCells
  const style: Style = {
    width: px(widthUnits * unit),
    height: px(height * unit),
    textAlign: 'center',
    lineHeight: px(height * unit),
    fontVariantNumeric: 'tabular-nums',
  }
  return piece(words(digitUnits * unit, 700, colour, style), inside)
}

/** Dot, empty cells, colons between them. */
export function clock({ face }: ClockContent, unit: number): HTMLElement {
  const { left, top } = clockCells
  const dotUnits = 12
  const dot = piece(
    {
      width: px(dotUnits * unit),
      height: px(dotUnits * unit),
      marginLeft: px(16 * unit),
      marginRight: px((left - 16 - dotUnits) * unit),
    },
    '',
    { colours: ['#ff4d4f'], radiusPx: (dotUnits / 2) * unit },
  )
  const cells = Array.from(face satisfies ClockFace, character =>
    character === ':'
      ? cell(clockCells.colon, unit, ':', white)
      : piece({ width: px(clockCells.digit * unit) }, ''),
  )
  return piece(
    {
      display: 'flex',
      alignItems: 'center',
      padding: `${px(top * unit)} ${px(16 * unit)} ${px(top * unit)} 0`,
    },
    [dot, ...cells],
    { colours: ['rgba(10,12,20,.62)'], radiusPx: 26 * unit },
  )
}

/** One cell, nothing behind it. */
export function clockDigit({ digit }: ClockDigitContent, unit: number): HTMLElement {
  return piece({ display: 'flex' }, [cell(clockCells.digit, unit, digit, white)])
}

/** A viewer's name above what they wrote, up to six short lines of it: beside the host's face, not over it. */
export function comment({ author, text }: CommentContent, unit: number): HTMLElement {
  const u = (value: number): string => px(value * unit)
  const dot = piece({ width: u(14), height: u(14) }, '', { colours: ['#3f6fb5'], radiusPx: 7 * unit })
  const name = piece(words(21 * unit, 700, '#4a5160'), author)
  const head = piece({ display: 'flex', alignItems: 'center', gap: u(9) }, [dot, name])
  const said = piece(
    words(25 * unit, 700, '#191b22', {
      whiteSpace: 'normal',
      overflowWrap: 'anywhere',
      lineHeight: '1.32',
      marginTop: u(5),
    }),
    text,
  )
  return piece(
    {
      boxSizing: 'border-box',
      width: 'max-content',
      maxWidth: u(270),
      padding: `${u(11)} ${u(16)} ${u(14)} ${u(16)}`,
    },
    [head, said],
    {
      colours: ['rgba(255,255,255,.95)', 'rgba(238,242,250,.93)'],
      radiusPx: 20 * unit,
      shadow: { colour: 'rgba(0,0,0,.32)', blurPx: 16 * unit, downPx: 4 * unit },
    },
  )
}
