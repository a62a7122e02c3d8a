// One incident in the list: its cause in a sentence, when, what viewers saw, how soon we were; with the button of whoever has seen it.
import { ask } from '../live/ask.ts'
import { isOld, lookNow } from '../live/live.ts'
import { mayAct } from '../live/session.ts'
import { Button } from '../kit/button.tsx'
import { Icon } from '../kit/icon.tsx'
import { destinationCalled } from '../pieces/names.ts'
import { language, shared } from '../shell/language.ts'
import { hrefOf } from '../shell/router.ts'
import { timeOfDay } from '../tell/figures.ts'
import { wordsOfIncident } from '../tell/incident-facts.ts'
import { iconOf } from '../tell/level.ts'
import { dayName, dayOf, timesOf } from './list.ts'
import type { Incident, Kind } from './types.ts'
import { incidentWords } from './words.ts'

type RowProps = { readonly incident: Incident; readonly nowMs: number; readonly onChange: () => void }

export function IncidentRow({ incident, nowMs, onChange }: RowProps) {
  const words = incidentWords[language.value]
  const { level, when, seen } = wordsOfIncident(incident, shared.value, nowMs, destinationCalled)
  const { id, cause, beganMs, overMs } = incident
  const isOfToday = dayOf(beganMs) === dayOf(nowMs)
  const day = overMs === null && !isOfToday ? `${dayName(dayOf(beganMs), nowMs, language.value, words)} ` : ''
  return (
    <article class="incident-row level" data-level={level} data-incident={id}>
      <Icon name={level === 'off' ? 'good' : iconOf[level]} />
      <div class="tells">
        <h3>
          <a href={hrefOf('incident', { incident: id })}>{cause[language.value]}</a>
        </h3>
        <p class="tags">{tagsOf(incident)}</p>
        <p>
          {day}
          {when}
        </p>
        <p>
          <span class="soft">{words.viewersSaw}</span> {seen}
        </p>
        <Times incident={incident} />
      </div>
      <Acknowledge incident={incident} onChange={onChange} />
    </article>
  )
}
IncidentRow.props = ['incident', 'nowMs', 'onChange']

/** `信号源中断 · evening · 问题在信号源` */
export function tagsOf({ kind, scope, broadcasts, overMs, recoveredMs }: Incident): string {
  const words = incidentWords[language.value]
  const state = overMs !== null ? words.over : recoveredMs !== null ? words.mending : words.openOne
  const where = broadcasts.length === 0 ? words.house : shared.value.join([...broadcasts])
  const scoped = words.where(words.scopes[scope] ?? scope)
  return [state, words.kinds[kind as Kind] ?? kind, where, scoped].join(' · ')
}

export function Times({ incident }: { readonly incident: Incident }) {
  const times = timesOf(incident, incidentWords[language.value], shared.value.units)
  return (
    <dl class="times">
      {times.map(({ label, value, isMissing }) => (
        <div key={label} class={isMissing ? 'missing' : ''}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
Times.props = ['incident']

export function Acknowledge({ incident, onChange }: Pick<RowProps, 'incident' | 'onChange'>) {
  const words = incidentWords[language.value]
  const { id, acknowledgedMs, acknowledgedBy } = incident
  if (acknowledgedMs !== null)
    return (
      <p class="acknowledged">{words.acknowledgedBy(acknowledgedBy ?? '?', timeOfDay(acknowledgedMs))}</p>
    )
  if (!mayAct.value || isOld.value) return <p class="acknowledged">{words.nobody}</p>
  const act = async () => {
    await ask('POST', `api/incidents/${id}/acknowledge`)
    lookNow()
    onChange()
  }
  return <Button label={words.acknowledge} done="" act={act} />
}
Acknowledge.props = ['incident', 'onChange']
