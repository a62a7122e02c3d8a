// One incident as a story: what happened when, with pictures of what viewers saw, the recorder's curves and the evidence.
import { defineComponent, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { addressOf, ask, Refused } from '../live/ask.ts'
import { onEvent } from '../live/live.ts'
import { mayAct } from '../live/session.ts'
import { Icon } from '../kit/icon.tsx'
import { Empty, Panel, Trouble } from '../kit/panel.tsx'
import { called, destinationCalled } from '../pieces/names.ts'
import { language, shared, useWords } from '../shell/language.ts'
import { hrefOf } from '../shell/router.ts'
import { timeOfDay } from '../tell/figures.ts'
import { wordsOfIncident } from '../tell/incident-facts.ts'
import { iconOf } from '../tell/level.ts'
import { sentenceOf } from '../tell/sentences.ts'
import { Bars } from './bars.tsx'
import { dayName, dayOf } from './list.ts'
import { Recorder } from './recorder.tsx'
import { Acknowledge, tagsOf, Times } from './row.tsx'
import { Runbook } from './runbook.tsx'
import { NothingShot, Shot } from './shot.tsx'
import { type Step, stepsOf } from './steps.ts'
import type { Flight, Incident, Shown } from './types.ts'
import { incidentWords } from './words.ts'
import './incidents.css'

type Known = { readonly incident: Incident; readonly pictures: readonly Shown[]; readonly nowMs: number }

const everyMs = 3_000
/** Pictures of its end come a while after it. */
const settledMs = 40_000
const flightEveryMs = 15_000

export default defineComponent(
  (props: { readonly incident: string }) => {
    const words = useWords(incidentWords)
    const known = shallowRef<Known | null>(null)
    const flights = shallowRef<readonly Flight[] | null>(null)
    const trouble = ref('')
    let flownMs = -Infinity
    const path = () => `api/incidents/${encodeURIComponent(props.incident)}`
    const fetch = async () => {
      try {
        const incident = (await ask('GET', path())) as Incident
        const shown = (await ask('GET', `${path()}/pictures`)) as { pictures: Shown[]; nowMs: number }
        known.value = { incident, pictures: shown.pictures, nowMs: shown.nowMs }
        trouble.value = ''
        if (performance.now() - flownMs < flightEveryMs) return
        flownMs = performance.now()
        flights.value = ((await ask('GET', `${path()}/flight`)) as { flights: Flight[] }).flights
      } catch (error) {
        if (known.value === null)
          trouble.value = error instanceof Refused ? words.value.unknown : String((error as Error).message)
      }
    }
    watch(
      () => props.incident,
      () => {
        known.value = null
        flownMs = -Infinity
        void fetch()
      },
    )
    onEvent(({ kind, detail }) => {
      if (kind.startsWith('incident-') && detail.incident === props.incident) void fetch()
    })
    const timer = setInterval(() => {
      if (known.value !== null && isSettled(known.value)) return
      void fetch()
    }, everyMs)
    onScopeDispose(() => clearInterval(timer))
    void fetch()
    return () => (
      <div class="page story-page" aria-busy={known.value === null && trouble.value === ''}>
        <p class="back">
          <a href={hrefOf('incidents')}>{words.value.back}</a>
        </p>
        {known.value === null ? (
          <>
            <h1>{words.value.title}</h1>
            <Trouble says={trouble.value} />
            {trouble.value === '' ? <Empty says={words.value.loading} /> : null}
          </>
        ) : (
          <Story known={known.value} flights={flights.value} onChange={() => void fetch()} />
        )}
      </div>
    )
  },
  { props: ['incident'] },
)

function isSettled({ incident: { overMs }, nowMs }: Known): boolean {
  return overMs !== null && nowMs - overMs > settledMs
}

type StoryProps = {
  readonly known: Known
  readonly flights: readonly Flight[] | null
  readonly onChange: () => void
}

function Story({ known, flights, onChange }: StoryProps) {
  const words = incidentWords[language.value]
  const { incident, pictures, nowMs } = known
  const steps = stepsOf(incident, pictures, {
    words,
    units: shared.value.units,
    join: shared.value.join,
    nameOf: destinationCalled,
    nowMs,
  })
  const hasPicture = pictures.some(({ picture }) => picture !== null)
  return (
    <>
      <Head incident={incident} nowMs={nowMs} onChange={onChange} />
      <Panel title={words.story}>
        {{
          default: () => [
            hasPicture ? null : <p class="hint">{words.picture.none}</p>,
            <ol class="story">
              {steps.map(step => (
                <StoryStep key={step.key} step={step} incident={incident.id} nowMs={nowMs} />
              ))}
            </ol>,
          ],
        }}
      </Panel>
      {incident.seen.length === 0 ? null : (
        <Panel title={words.bars} hint={words.barsHint}>
          {{ default: () => <Bars incident={incident} nowMs={nowMs} /> }}
        </Panel>
      )}
      <Runbook kind={incident.kind} />
      <Panel title={words.curves} hint={words.curvesHint}>
        {{
          default: () =>
            flights === null ? (
              <Empty says={words.loading} />
            ) : (
              <Recorder incident={incident} flights={flights} nowMs={nowMs} />
            ),
        }}
      </Panel>
      <Evidence incident={incident} />
    </>
  )
}
Story.props = ['known', 'flights', 'onChange']

type HeadProps = { readonly incident: Incident; readonly nowMs: number; readonly onChange: () => void }

function Head({ incident, nowMs, onChange }: HeadProps) {
  const words = incidentWords[language.value]
  const { level, when, seen } = wordsOfIncident(incident, shared.value, nowMs, destinationCalled)
  return (
    <section class="panel level headline" data-level={level} data-incident={incident.id}>
      <div class="sentence">
        <Icon name={level === 'off' ? 'good' : iconOf[level]} />
        <h1>{incident.cause[language.value]}</h1>
      </div>
      <p class="tags">{tagsOf(incident)}</p>
      <p>
        {dayName(dayOf(incident.beganMs), nowMs, language.value, words)} {when}
      </p>
      <p>
        <span class="soft">{words.viewersSaw}</span> {seen}
      </p>
      <Times incident={incident} />
      {incident.mergedInto === null ? null : (
        <p>
          {words.merged}{' '}
          <a href={hrefOf('incident', { incident: incident.mergedInto })}>{words.mergedLink}</a>
        </p>
      )}
      <div class="row-of-buttons">
        <Acknowledge incident={incident} onChange={onChange} />
        <button type="button" class="quiet" onClick={() => print()}>
          {words.print}
        </button>
        {mayAct.value ? (
          <a
            class="button"
            href={addressOf(`api/incidents/${incident.id}/bundle`)}
            download={`incident-${incident.id}.json`}
            title={words.bundleHint}
          >
            {words.bundle}
          </a>
        ) : null}
      </div>
    </section>
  )
}
Head.props = ['incident', 'nowMs', 'onChange']

type StepProps = { readonly step: Step; readonly incident: string; readonly nowMs: number }

function StoryStep({ step, incident, nowMs }: StepProps) {
  const blind = step.nothing?.destinations ?? []
  return (
    <li data-level={step.level} data-step={step.key.split(' ')[0]}>
      <Icon name={iconOf[step.level]} />
      <p class="tale">
        <time>{timeOfDay(step.atMs)}</time> {step.says}
      </p>
      {step.nothing === null && step.pictures.length === 0 ? null : (
        <div class="shots">
          {step.nothing === null ? null : (
            <NothingShot incident={incident} shown={step.nothing} nowMs={nowMs} />
          )}
          {step.pictures.map(shown => (
            <Shot
              key={shown.picture ?? ''}
              incident={incident}
              shown={shown}
              isMeanwhile={blind.length > 0 && !blind.some(each => shown.destinations.includes(each))}
            />
          ))}
        </div>
      )}
    </li>
  )
}
StoryStep.props = ['step', 'incident', 'nowMs']

function Evidence({ incident: { evidence } }: { readonly incident: Incident }) {
  const words = incidentWords[language.value]
  return (
    <Panel title={words.evidence} hint={words.evidenceHint}>
      {{
        default: () => [
          <ol class="events">
            {evidence.flatMap(event => {
              const told = sentenceOf(event, language.value, called)
              if (told === null) return []
              return [
                <li key={event.id} data-level={told.level}>
                  <Icon name={iconOf[told.level]} />
                  <time>{timeOfDay(event.atMs)}</time>
                  <span>{told.text}</span>
                </li>,
              ]
            })}
          </ol>,
          <details>
            <summary>{words.raw}</summary>
            <pre class="raw" tabindex={0}>
              {evidence.map(event => JSON.stringify(event)).join('\n')}
            </pre>
          </details>,
        ],
      }}
    </Panel>
  )
}
Evidence.props = ['incident']
