// One incident in a line: its cause, since when, what viewers saw; it leads to its story.
import { ask } from '../live/ask.ts'
import { isOld, lookNow, view } from '../live/live.ts'
import { mayAct } from '../live/session.ts'
import type { Incident } from '../live/types.ts'
import { Button } from '../kit/button.tsx'
import { Icon } from '../kit/icon.tsx'
import { language, shared } from '../shell/language.ts'
import { hrefOf } from '../shell/router.ts'
import { wordsOfIncident } from '../tell/incident-facts.ts'
import { iconOf } from '../tell/level.ts'
import { destinationCalled } from './names.ts'
import './pieces.css'

export function IncidentLine({ incident }: { readonly incident: Incident }) {
  const nowMs = view.value.broadcasts?.[0]?.nowMs ?? Date.now()
  const { level, when, seen, acknowledged } = wordsOfIncident(
    incident,
    shared.value,
    nowMs,
    destinationCalled,
  )
  return (
    <article class="incident" data-level={level}>
      <Icon name={level === 'off' ? 'good' : iconOf[level]} />
      <div class="tells">
        <a class="cause" href={hrefOf('incident', { incident: incident.id })}>
          {incident.cause[language.value]}
        </a>
        <p class="small">
          <span>{when}</span>
          <span>{seen}</span>
          {acknowledged === '' ? null : <span>{acknowledged}</span>}
        </p>
      </div>
      {mayAct.value && !isOld.value && incident.acknowledgedMs === null ? (
        <Button
          label={shared.value.incidents.acknowledge}
          tone="quiet"
          done=""
          act={async () => {
            await ask('POST', `api/incidents/${incident.id}/acknowledge`)
            lookNow()
          }}
        />
      ) : null}
    </article>
  )
}
IncidentLine.props = ['incident']
