// Where a clock's digits lie on its plate: each has a cell of its own, so that a second costs one digit, drawn once.

export const clockFaces = ['HH:MM', 'HH:MM:SS'] as const
export type ClockFace = (typeof clockFaces)[number]

/** In units; all even at half a unit per pixel, since chroma has half the size. */
export const clockCells = { left: 40, top: 8, digit: 20, colon: 12, height: 36 } as const

/** How far from the plate's left side the cell of each character begins, in units; colons lie on the plate already. */
export function digitsAt(face: ClockFace): readonly { readonly index: number; readonly xUnits: number }[] {
  let xUnits: number = clockCells.left
  return Array.from(face).flatMap((character, index) => {
    const at = { index, xUnits }
    xUnits += character === ':' ? clockCells.colon : clockCells.digit
    return character === ':' ? [] : [at]
  })
}
