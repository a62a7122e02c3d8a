// Text on a terminal: Chinese letters take two columns, colours take none.

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/
// oxlint-disable-next-line no-control-regex
const colourCode = /\u001b\[[0-9;]*m/g

const colours = { green: 32, yellow: 33, red: 31, dim: 90, gold: 93, bold: 1 } as const
export type Colour = keyof typeof colours

export function paint(text: string, colour: Colour): string {
  return `\u001b[${colours[colour]}m${text}\u001b[0m`
}

export function withoutColour(text: string): string {
  return text.replaceAll(colourCode, '')
}

/** How many columns a text takes. */
export function widthOf(text: string): number {
  let width = 0
  for (const letter of withoutColour(text)) width += wide.test(letter) ? 2 : 1
  return width
}

/** Filled up with spaces, on the left for numbers. */
export function fit(text: string, columns: number, side: 'left' | 'right' = 'left'): string {
  const gap = ' '.repeat(Math.max(0, columns - widthOf(text)))
  return side === 'left' ? text + gap : gap + text
}

/** Cut to so many columns; colours stay whole. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text
  let out = ''
  let width = 0
  // oxlint-disable-next-line no-control-regex
  for (const part of text.split(/(\u001b\[[0-9;]*m)/)) {
    if (part.startsWith('\u001b')) {
      out += part
      continue
    }
    for (const letter of part) {
      width += wide.test(letter) ? 2 : 1
      if (width >= columns) return `${out}…\u001b[0m`
      out += letter
    }
  }
  return out
}
