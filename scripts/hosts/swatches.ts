// One small picture of plain colours, shared by everything that is drawn in one colour, light falling to dark down each column.
import { type Ink, ink, inkBetween, Painting } from './paint.ts'

const names = ['white', 'lash', 'crease', 'brow', 'mouth', 'tongue', 'teeth', 'lip', 'shine'] as const
export type SwatchName = (typeof names)[number]
const columnPx = 4
const rowsPx = 64

/** Where a colour lies in the picture, `down` from its upper to its lower end. */
export function swatch(name: SwatchName, down: number): readonly [number, number] {
  const x = (names.indexOf(name) * columnPx + columnPx / 2) / (names.length * columnPx)
  return [x, 0.03 + 0.94 * Math.min(1, Math.max(0, down))]
}

export function swatchPicture(colours: Readonly<Record<SwatchName, readonly [string, string]>>): Buffer {
  const columns = names.map(name => colours[name].map(each => ink(each)) as [Ink, Ink])
  return new Painting(names.length * columnPx, rowsPx, [0, 0, 0, 1])
    .lay((u, v) => {
      const [top, bottom] = columns[Math.floor(u * names.length)] as [Ink, Ink]
      return inkBetween(top, bottom, v)
    })
    .png()
}
