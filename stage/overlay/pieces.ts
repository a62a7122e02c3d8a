// How each overlay looks. `unit` is one pixel where the short edge has 720.
import type { CaptionContent, LabelContent, LogoContent, PriceCardContent } from './content.ts'
import { labelLetterShare } from './content.ts'
import { outlines, piece, struck, words } from './element.ts'

const px = (value: number): string => `${value}px`

/** Parts of Noto Sans SC's square: a Hanzi's ink is about 0.92 of it high, a Latin capital's 0.733. */
const inkOf = { hanzi: 0.9, capital: 0.733 }

/** Capitals are set larger, so that they too are as high as the law wants letters to be. */
export function label({ text }: LabelContent, unit: number): HTMLElement {
  const letterPx = labelLetterShare * 720 * unit
  const runs = text.match(/[\x21-\x7e]+|[^\x21-\x7e]+/gu) ?? []
  const parts = runs.map(run => {
    const isLatin = /^[\x21-\x7e]/.test(run)
    const sizePx = letterPx / (isLatin ? inkOf.capital : inkOf.hanzi)
    return piece(words(sizePx, 700, '#ffffff', { letterSpacing: px(unit), lineHeight: '1' }), run)
  })
  const row = piece({ display: 'flex', alignItems: 'baseline' }, parts)
  return piece(
    { display: 'flex', alignItems: 'center', padding: `${px(9 * unit)} ${px(17 * unit)} ${px(11 * unit)}` },
    [row],
    {
      colours: ['rgba(10,12,20,.80)'],
      radiusPx: 14 * unit,
      edge: { colour: 'rgba(255,255,255,.55)', widthPx: Math.max(1, 2 * unit) },
    },
  )
}

export function caption({ text }: CaptionContent, unit: number): HTMLElement {
  const line = piece(words(44 * unit, 700, '#ffffff', { letterSpacing: px(unit) }), text)
  outlines.set(line, { colour: 'rgba(8,10,18,.92)', widthPx: 3.2 * unit })
  return piece({ padding: `${px(6 * unit)} ${px(22 * unit)} ${px(9 * unit)}` }, [line], {
    colours: ['rgba(8,10,18,.42)'],
    radiusPx: 14 * unit,
  })
}

export function priceCard(content: PriceCardContent, unit: number): HTMLElement {
  const { accentColour } = content
  const u = (value: number): string => px(value * unit)
  const name = piece(
    words(29 * unit, 700, '#191b22', { whiteSpace: 'normal', overflowWrap: 'anywhere', lineHeight: '1.28' }),
    content.name,
  )
  const inside = [name, priceRow(content, unit)]
  if (content.was !== undefined) {
    const basis = words(20 * unit, 500, '#62656f', {
      whiteSpace: 'normal',
      overflowWrap: 'anywhere',
      marginTop: u(2),
    })
    inside.push(piece(basis, content.was.basis))
  }
  if (content.stock !== undefined) inside.push(stock(content.stock, unit))
  const rail = piece({ width: u(8), alignSelf: 'stretch' }, '', {
    colours: [accentColour],
    radiusPx: 4 * unit,
  })
  const column = piece({ flex: '1', minWidth: '0' }, inside)
  return piece(
    {
      display: 'flex',
      gap: u(14),
      boxSizing: 'border-box',
      width: u(380),
      padding: `${u(16)} ${u(20)} ${u(17)} ${u(14)}`,
    },
    [rail, column],
    {
      colours: ['rgba(255,255,255,.97)', 'rgba(246,247,250,.95)'],
      radiusPx: 20 * unit,
      shadow: { colour: 'rgba(0,0,0,.34)', blurPx: 18 * unit, downPx: 5 * unit },
    },
  )
}

function priceRow({ price, was }: PriceCardContent, unit: number): HTMLElement {
  const red = '#d3121f'
  const [, sign = '', number = price] = /^([^\d]{0,4})(.*)$/u.exec(price) ?? []
  const row = [
    piece(words(30 * unit, 700, red, { marginRight: px(2 * unit) }), sign.trim()),
    piece(words(58 * unit, 900, red, { lineHeight: '1.1', letterSpacing: px(-0.5 * unit) }), number),
  ]
  if (was !== undefined) {
    const old = piece(words(25 * unit, 500, '#7b7e88', { marginLeft: px(14 * unit) }), was.price)
    struck.add(old)
    row.push(old)
  }
  return piece({ display: 'flex', alignItems: 'baseline', flexWrap: 'wrap', marginTop: px(2 * unit) }, row)
}

function stock(text: string, unit: number): HTMLElement {
  const chip = piece(
    { ...words(22 * unit, 700, '#7a3a06'), padding: `${px(2 * unit)} ${px(11 * unit)} ${px(3 * unit)}` },
    text,
    { colours: ['#ffe8c9'], radiusPx: 9 * unit },
  )
  return piece({ display: 'flex', marginTop: px(9 * unit) }, [chip])
}

export function logo(content: LogoContent, unit: number): HTMLElement {
  const inside: HTMLElement[] = []
  if ('text' in content)
    inside.push(piece(words(27 * unit, 900, '#ffffff', { letterSpacing: px(2 * unit) }), content.text))
  else {
    const image = document.createElement('img')
    image.src = content.picturePath
    Object.assign(image.style, { maxWidth: px(196 * unit), maxHeight: px(56 * unit), display: 'block' })
    inside.push(image)
  }
  return piece(
    { display: 'flex', alignItems: 'center', padding: `${px(9 * unit)} ${px(18 * unit)} ${px(11 * unit)}` },
    inside,
    { colours: ['rgba(10,12,20,.46)'], radiusPx: 14 * unit },
  )
}
