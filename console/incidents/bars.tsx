// What viewers of each destination saw over time, as a bar in patterns, with the same in words beside it.
import { destinationCalled } from '../pieces/names.ts'
import { language, shared } from '../shell/language.ts'
import { timeOfDay } from '../tell/figures.ts'
import { long } from './list.ts'
import { type Bar, barsOf, type Segment } from './steps.ts'
import type { Incident } from './types.ts'
import { incidentWords } from './words.ts'

type BarsProps = { readonly incident: Incident; readonly nowMs: number }

const beforeMs = 5_000
const afterMs = 5_000
const widthPx = 1_000

export function Bars({ incident, nowMs }: BarsProps) {
  const words = incidentWords[language.value]
  const fromMs = incident.beganMs - beforeMs
  const toMs = incident.overMs === null ? nowMs : incident.overMs + afterMs
  const bars = barsOf(incident, fromMs, toMs)
  return (
    <div class="bars">
      <Patterns />
      {bars.map(bar => (
        <figure key={`${bar.broadcast}/${bar.destination}`} class="sight">
          <figcaption>
            <strong>{destinationCalled(bar.broadcast, bar.destination)}</strong>
            <span class="soft">{summed(bar)}</span>
          </figcaption>
          <svg viewBox={`0 0 ${widthPx} 28`} preserveAspectRatio="none" role="img" aria-label={told(bar)}>
            {bar.segments.map(segment => (
              <rect
                key={segment.fromMs}
                class={segment.how}
                x={((segment.fromMs - fromMs) / (toMs - fromMs)) * widthPx}
                width={Math.max(2, ((segment.toMs - segment.fromMs) / (toMs - fromMs)) * widthPx)}
                y="0"
                height="28"
              >
                <title>{toldOf(segment)}</title>
              </rect>
            ))}
          </svg>
        </figure>
      ))}
      <p class="ends">
        <time>{timeOfDay(fromMs)}</time>
        <time>
          {timeOfDay(toMs)}
          {incident.overMs === null ? `（${words.barNow}）` : ''}
        </time>
      </p>
      <ul class="legend">
        {(['picture', 'slate', 'frozen', 'dark'] as const).map(how => (
          <li key={how}>
            <svg viewBox="0 0 28 18" aria-hidden="true">
              <rect class={how} width="28" height="18" />
            </svg>
            {words.sees[how]}
          </li>
        ))}
      </ul>
    </div>
  )
}
Bars.props = ['incident', 'nowMs']

/** Nobody needs to see colour: the slate is striped, a frozen picture dotted, darkness empty. */
function Patterns() {
  return (
    <svg class="hidden" aria-hidden="true">
      <defs>
        <pattern id="seen-slate" width="10" height="10" patternUnits="userSpaceOnUse">
          <rect class="ground-slate" width="10" height="10" />
          <path class="stroke" d="M-2 12L12 -2" />
        </pattern>
        <pattern id="seen-frozen" width="9" height="9" patternUnits="userSpaceOnUse">
          <rect class="ground-frozen" width="9" height="9" />
          <circle class="dot" cx="4.500" cy="4.500" r="1.800" />
        </pattern>
      </defs>
    </svg>
  )
}

function toldOf({ how, fromMs, toMs }: Segment): string {
  const words = incidentWords[language.value]
  return `${words.sees[how]} ${timeOfDay(fromMs)} – ${timeOfDay(toMs)} (${long(toMs - fromMs, shared.value.units)})`
}

const told = ({ segments }: Bar) => segments.map(toldOf).join('; ')

/** `无画面 3.2 秒 · 垫片 8.0 秒` */
function summed({ segments }: Bar): string {
  const words = incidentWords[language.value]
  const parts = (['dark', 'frozen', 'slate'] as const).flatMap(how => {
    const own = segments.filter(each => each.how === how)
    const ms = own.reduce((sum, each) => sum + each.toMs - each.fromMs, 0)
    return ms === 0 ? [] : [`${words.sees[how]} ${long(ms, shared.value.units)}`]
  })
  return parts.length === 0 ? words.sees.picture : parts.join(' · ')
}
