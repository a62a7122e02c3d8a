// A small line of what a destination took in the last minute and a half.
import { sparkline } from '../tell/figures.ts'
import { rateSlots } from '../live/rates.ts'

const chart = { width: 240, height: 40, slots: rateSlots, atLeast: 500_000 }

/** The number beside it says how much it is now, so it is hidden from readers of the text. */
export function Spark({ history }: { readonly history: readonly number[] }) {
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${chart.width} ${chart.height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <polyline points={sparkline(history, chart)} />
    </svg>
  )
}
Spark.props = ['history']
