// The letters the test picture can write, and the sheets they lie on: all of one width, side by side.

export type GlyphSheet = {
  readonly letters: string
  readonly widthPx: number
  readonly heightPx: number
  readonly fontPx: number
  readonly font: string
  readonly weight: number
  /** Letters that stand closer: how wide they are, in the middle of their cell. */
  readonly narrow: Readonly<Record<string, number>>
}

export const glyphSheets = {
  clock: {
    letters: '0123456789:.',
    widthPx: 43,
    heightPx: 84,
    fontPx: 72,
    font: 'Noto Sans CJK SC',
    weight: 300,
    narrow: { ':': 23, '.': 23 },
  },
  caption: {
    letters: '0123456789abcdefghijklmnopqrstuvwxyz-· ',
    widthPx: 13,
    heightPx: 30,
    fontPx: 20,
    font: 'Noto Sans Mono',
    weight: 400,
    narrow: {},
  },
} as const satisfies Record<string, GlyphSheet>
