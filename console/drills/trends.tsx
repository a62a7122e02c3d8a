// How recovery has been going over all drills: a small line for each fault, with the last figures in words.
import { Panel } from '../kit/panel.tsx'
import { language } from '../shell/language.ts'
import { dayOf } from '../tell/drill.ts'
import { exact } from './card.tsx'
import { placed, topOf, type Trend, trendsOf } from './trend.ts'
import type { Card, Fault, Summary } from './types.ts'
import { drillWords } from './words.ts'

type TrendsProps = { readonly drills: readonly Summary[]; readonly card: Card | null }

const box = { width: 220, height: 56 }
/** Less is the noise of two clocks. */
const leastMs = 50

export function Trends({ drills, card }: TrendsProps) {
  const words = drillWords[language.value]
  const trends = trendsOf(drills)
  if (trends.length === 0) return null
  const limitOf = (fault: Fault) =>
    card?.results.find(each => each.fault === fault)?.limits.recoveredMs ?? null
  return (
    <Panel title={words.trend} hint={words.trendHint}>
      {{
        default: () => (
          <ul class="trends">
            {trends.map(trend => (
              <TrendLine key={trend.fault} trend={trend} limitMs={limitOf(trend.fault)} />
            ))}
          </ul>
        ),
      }}
    </Panel>
  )
}
Trends.props = ['drills', 'card']

function TrendLine({ trend, limitMs }: { readonly trend: Trend; readonly limitMs: number | null }) {
  const words = drillWords[language.value]
  const topMs = topOf(trend.points, limitMs)
  const points = placed(trend.points, { ...box, topMs })
  const said = `${words.last} ${trend.lastMs === null ? words.notRecovered : exact(trend.lastMs)}${changeOf(trend)}`
  const limitY = limitMs === null ? null : 6 + (box.height - 12) * (1 - limitMs / topMs)
  return (
    <li>
      <span class="name">{words.faults[trend.fault]}</span>
      <svg
        viewBox={`0 0 ${box.width} ${box.height}`}
        role="img"
        aria-label={`${words.faults[trend.fault]}: ${said}`}
      >
        {limitY === null ? null : <path class="promise" d={`M0 ${limitY}H${box.width}`} />}
        <polyline points={points.map(({ x, y }) => `${x},${y}`).join(' ')} />
        {points.map(({ x, y, point }) => (
          <circle key={point.id} class={point.ms === null ? 'lost' : ''} cx={x} cy={y} r="3.500">
            <title>{`${dayOf(point.atMs)} · ${point.ms === null ? words.notRecovered : exact(point.ms)}`}</title>
          </circle>
        ))}
      </svg>
      <span class="figure">{said}</span>
    </li>
  )
}
TrendLine.props = ['trend', 'limitMs']

function changeOf({ slowerMs }: Trend): string {
  const words = drillWords[language.value]
  if (slowerMs === null) return ''
  if (Math.abs(slowerMs) < leastMs) return ` · ${words.same}`
  return ` · ${slowerMs > 0 ? words.slower(exact(slowerMs)) : words.faster(exact(-slowerMs))}`
}
