// A piece of an overlay: HTML lays it out, and what it is filled with is kept beside it for the brush.

export type Fill = {
  /** One colour, or two from top to bottom. */
  readonly colours: readonly string[]
  readonly radiusPx: number
  readonly edge?: { readonly colour: string; readonly widthPx: number }
  readonly shadow?: { readonly colour: string; readonly blurPx: number; readonly downPx: number }
}

/** A line around letters, so that they are read over anything. */
export type Outline = { readonly colour: string; readonly widthPx: number }

export const fills = new WeakMap<Element, Fill>()
export const outlines = new WeakMap<Element, Outline>()
/** Elements whose text is struck through. */
export const struck = new WeakSet<Element>()

export type Style = { readonly [Property in Exclude<keyof CSSStyleDeclaration, symbol | number>]?: string }

/** Text is set as text: whatever a stranger wrote in it is shown, never read as HTML. */
export function piece(style: Style, inside: string | readonly HTMLElement[], fill?: Fill): HTMLElement {
  const element = document.createElement('div')
  Object.assign(element.style, style)
  if (typeof inside === 'string') element.textContent = inside
  else element.append(...inside)
  if (fill !== undefined) fills.set(element, fill)
  return element
}

/** How words are set: Noto Sans SC, one line. */
export function words(sizePx: number, weight: 500 | 700 | 900, colour: string, more: Style = {}): Style {
  const base = {
    fontFamily: '"Noto Sans SC"',
    fontSize: `${sizePx}px`,
    fontWeight: String(weight),
    color: colour,
  }
  return { ...base, lineHeight: '1.2', whiteSpace: 'pre', ...more }
}
