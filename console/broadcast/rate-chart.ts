// The chart of rates: uPlot, in the desk's own colours. Its code and style are fetched with this file, when a timeline is shown.
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { timeOfDay } from '../tell/figures.ts'

export type Line = { readonly label: string; readonly kbps: readonly (number | null)[] }
export type Charted = {
  readonly sinceMs: number
  readonly nowMs: number
  readonly atMs: readonly number[]
  readonly lines: readonly Line[]
}

const heightPx = 170
/** Lines differ in their strokes as well as in their colours. */
const dashes: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [10, 3, 2, 3], [4, 2]]
const colours = ['--good', '--wait', '--busy', '--lamp', '--off'] as const

/** A label at the very edge would be cut off. */
const edgePx = 22

function labelOf(tickS: number, chart: uPlot): string {
  const leftPx = chart.bbox.width / uPlot.pxRatio - chart.valToPos(tickS, 'x')
  return leftPx < edgePx ? '' : timeOfDay(tickS * 1_000).slice(0, 5)
}

export class RateChart {
  readonly #place: HTMLElement
  readonly #gutterPx: () => number
  #chart: uPlot | undefined
  #shape = ''
  #sized: ResizeObserver

  constructor(place: HTMLElement, gutterPx: () => number) {
    this.#place = place
    this.#gutterPx = gutterPx
    this.#sized = new ResizeObserver(() => {
      const width = place.clientWidth
      if (width > 0 && this.#chart?.width !== width) this.#chart?.setSize({ width, height: heightPx })
    })
    this.#sized.observe(place)
  }

  show(charted: Charted): void {
    const { sinceMs, nowMs, atMs, lines } = charted
    const shape = JSON.stringify([lines.map(({ label }) => label), this.#look('--text'), this.#gutterPx()])
    if (shape !== this.#shape) this.#make(lines)
    this.#shape = shape
    const data = [
      atMs.map(ms => ms / 1_000),
      ...lines.map(({ kbps }) => kbps.map(each => (each === null ? null : each / 1_000))),
    ]
    this.#chart?.setData(data as uPlot.AlignedData, false)
    this.#chart?.setScale('x', { min: sinceMs / 1_000, max: nowMs / 1_000 })
  }

  #make(lines: readonly Line[]): void {
    this.#chart?.destroy()
    const [text, line] = [this.#look('--soft'), this.#look('--line')]
    const font = '13px system-ui, sans-serif'
    const axis = { stroke: text, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 }, font }
    this.#chart = new uPlot(
      {
        width: this.#place.clientWidth || 600,
        height: heightPx,
        padding: [8, 0, 0, 0],
        legend: { live: false },
        cursor: { drag: { x: false, y: false }, points: { show: false } },
        scales: { y: { range: (_, __, max) => [0, Math.max(0.5, max * 1.15)] } },
        axes: [
          {
            ...axis,
            values: (chart, ticks) => ticks.map(tick => labelOf(tick, chart)),
            space: 70,
          },
          { ...axis, size: this.#gutterPx(), values: (_, ticks) => ticks.map(tick => `${tick} Mb/s`) },
        ],
        series: [
          {},
          ...lines.map(({ label }, i) => ({
            label,
            stroke: this.#look(colours[i % colours.length] ?? '--good'),
            dash: [...(dashes[i % dashes.length] ?? [])],
            width: 2,
            points: { show: false },
          })),
        ],
      },
      [[], ...lines.map(() => [])] as unknown as uPlot.AlignedData,
      this.#place,
    )
  }

  #look(name: string): string {
    return getComputedStyle(this.#place).getPropertyValue(name).trim()
  }

  close(): void {
    this.#sized.disconnect()
    this.#chart?.destroy()
  }
}
