// The flight recorder's curves of the legs concerned: small charts, drawn as plain SVG.
import { destinationCalled } from '../pieces/names.ts'
import { language } from '../shell/language.ts'
import { megabits, timeOfDay } from '../tell/figures.ts'
import { curvesOf, type Line, pathOf, topOf } from './curves.ts'
import type { Flight, Incident } from './types.ts'
import { incidentWords } from './words.ts'

type RecorderProps = {
  readonly incident: Incident
  readonly flights: readonly Flight[]
  readonly nowMs: number
}

const aroundMs = 120_000
const box = { width: 600, height: 90 }

export function Recorder({ incident, flights, nowMs }: RecorderProps) {
  const words = incidentWords[language.value]
  const legs = curvesOf(incident, flights)
  const span = {
    fromMs: incident.beganMs - aroundMs,
    toMs: Math.min(nowMs, (incident.overMs ?? nowMs) + aroundMs),
  }
  if (legs.length === 0) return <p class="empty">{words.noCurves}</p>
  const ms = (value: number) => `${Math.round(value)} ms`
  return (
    <div class="recorder">
      {legs.map(({ broadcast, destination, acked, rtt, queue }) => (
        <section key={`${broadcast}/${destination}`}>
          <h3>{destinationCalled(broadcast, destination)}</h3>
          <div class="curves">
            <Curve
              title={words.acked}
              line={acked}
              atLeast={100_000}
              span={span}
              incident={incident}
              tell={value => `${megabits(value)} Mb/s`}
            />
            <Curve title={words.rtt} line={rtt} atLeast={10} span={span} incident={incident} tell={ms} />
            <Curve title={words.queue} line={queue} atLeast={100} span={span} incident={incident} tell={ms} />
          </div>
        </section>
      ))}
    </div>
  )
}
Recorder.props = ['incident', 'flights', 'nowMs']

type CurveProps = {
  readonly title: string
  readonly line: Line
  /** The scale ends no lower. */
  readonly atLeast: number
  readonly span: { readonly fromMs: number; readonly toMs: number }
  readonly incident: Incident
  readonly tell: (value: number) => string
}

function Curve({ title, line, atLeast, span, incident, tell }: CurveProps) {
  const top = topOf(line, atLeast)
  const x = (ms: number) => ((ms - span.fromMs) / Math.max(1, span.toMs - span.fromMs)) * box.width
  const values = line.flat().map(({ value }) => value)
  const { step, noCurves } = incidentWords[language.value]
  const said = values.length === 0 ? noCurves : `${tell(Math.min(...values))} – ${tell(Math.max(...values))}`
  const toMs = Math.min(span.toMs, incident.overMs ?? span.toMs)
  return (
    <figure class="curve">
      <figcaption>
        <span>{title}</span>
        <span class="soft">{said}</span>
      </figcaption>
      <div class="plot">
        <svg
          viewBox={`0 0 ${box.width} ${box.height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`${title}: ${said}`}
        >
          <rect
            class="while"
            x={x(incident.beganMs)}
            width={Math.max(2, x(toMs) - x(incident.beganMs))}
            y="0"
            height={box.height}
          >
            <title>{step.began}</title>
          </rect>
          <path class="base" d={`M0 ${box.height - 0.5}H${box.width}`} />
          <path class="line" d={pathOf(line, top, { ...span, ...box })} />
        </svg>
        <span class="top">{tell(top)}</span>
      </div>
      <p class="ends">
        <time>{timeOfDay(span.fromMs)}</time>
        <time>{timeOfDay(span.toMs)}</time>
      </p>
    </figure>
  )
}
Curve.props = ['title', 'line', 'atLeast', 'span', 'incident', 'tell']
