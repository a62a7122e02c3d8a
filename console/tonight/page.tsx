// Tonight: all broadcasts on one screen, those that need somebody first.
import { defineComponent } from 'vue'
import { ask } from '../live/ask.ts'
import { isOld, lookNow, view } from '../live/live.ts'
import { mayAct } from '../live/session.ts'
import type { Broadcast, Incident } from '../live/types.ts'
import { Button } from '../kit/button.tsx'
import { Icon } from '../kit/icon.tsx'
import { Empty, Panel, Trouble } from '../kit/panel.tsx'
import { EventList } from '../pieces/events.tsx'
import { FeedRow } from '../pieces/feed.tsx'
import { RefusedAt } from '../pieces/refused.tsx'
import { IncidentLine } from '../pieces/incident.tsx'
import { language, shared, useWords } from '../shell/language.ts'
import { hrefOf } from '../shell/router.ts'
import { frameWords } from '../shell/words.ts'
import { drillLine } from '../tell/drill.ts'
import { Card } from './card.tsx'
import { arranged, type Standing } from './order.ts'
import { tonightWords } from './words.ts'
import './tonight.css'

const shownEvents = 20
const shownIncidents = 6

export default defineComponent(() => {
  const words = useWords(tonightWords)
  return () => {
    const { broadcasts, feeds, incidents } = view.value
    const { on, off } = arranged(broadcasts ?? [], feeds, shared.value)
    const open = incidents.filter(({ overMs }) => overMs === null)
    const needy = on.filter(({ verdict }) => verdict.level === 'bad').length
    const isOn = on.filter(({ broadcast }) => broadcast.wish === 'on').length
    const counts = { on: isOn, needy, off: off.length, incidents: open.length }
    return (
      <div class="page tonight" aria-busy={broadcasts === null}>
        <header class="head">
          <h1>{words.value.title}</h1>
          {broadcasts === null || broadcasts.length === 0 ? null : (
            <p class="summary">{words.value.summary(counts)}</p>
          )}
          {mayAct.value ? (
            <a class="button go on-phones" href={hrefOf('begin')}>
              {frameWords[language.value].begin}
            </a>
          ) : null}
          <a class="button" href={hrefOf('wall')}>
            {words.value.wall}
          </a>
        </header>
        {broadcasts === null && !isOld.value ? <Empty says={words.value.loading} /> : null}
        {broadcasts?.length === 0 ? <NoBroadcast /> : null}
        <OfTheHouse incidents={open.filter(each => each.broadcasts.length === 0)} />
        {on.map(({ broadcast, verdict }) => (
          <Card key={broadcast.name} broadcast={broadcast} level={isOld.value ? 'old' : verdict.level} />
        ))}
        {off.length === 0 ? null : <OffAir all={off} />}
        <div class="below">
          <div class="stack">
            <Feeds />
            <Recent incidents={incidents} />
            <DrillsLine />
          </div>
          <Happened />
        </div>
      </div>
    )
  }
})

function NoBroadcast() {
  const words = tonightWords[language.value]
  return (
    <section class="panel none">
      <h2>{words.empty}</h2>
      <p>{words.emptyHint}</p>
      {mayAct.value ? (
        <p>
          <a class="button go" href={hrefOf('begin')}>
            {words.begin}
          </a>
        </p>
      ) : null}
    </section>
  )
}

/** Incidents that concern no broadcast, such as a full disk. */
function OfTheHouse({ incidents }: { readonly incidents: readonly Incident[] }) {
  if (incidents.length === 0) return null
  return (
    <section class="panel" aria-label={tonightWords[language.value].house}>
      {incidents.map(incident => (
        <IncidentLine key={incident.id} incident={incident} />
      ))}
    </section>
  )
}
OfTheHouse.props = ['incidents']

function OffAir({ all }: { readonly all: readonly Standing[] }) {
  const words = tonightWords[language.value]
  return (
    <Panel title={words.off}>
      {{
        default: () => (
          <ul class="off-air">
            {all.map(({ broadcast, verdict }) => (
              <li key={broadcast.name} data-broadcast={broadcast.name} data-level="off">
                <Icon name="off" />
                <div>
                  <h3>
                    <a href={hrefOf('broadcast', { broadcast: broadcast.name })}>{broadcast.name}</a>
                  </h3>
                  <p class="small">{[verdict.headline, ...verdict.details].join(' ')}</p>
                </div>
                <Start broadcast={broadcast} />
              </li>
            ))}
          </ul>
        ),
      }}
    </Panel>
  )
}
OffAir.props = ['all']

function Start({ broadcast: { name, destinations } }: { readonly broadcast: Broadcast }) {
  const { act } = shared.value
  if (!mayAct.value || isOld.value || destinations.length === 0) return null
  return (
    <Button
      label={act.start}
      ask={act.startAsk(destinations.length)}
      yes={act.startYes}
      tone="go"
      act={async () => {
        await ask('POST', `api/broadcasts/${name}/start`)
        lookNow()
      }}
    />
  )
}
Start.props = ['broadcast']

function Feeds() {
  const { feeds: words } = shared.value
  const { feeds } = view.value
  return (
    <Panel title={words.title}>
      {{
        default: () => [
          <Trouble says={feeds?.trouble ? words.doorShut(feeds.trouble) : ''} />,
          feeds !== null && feeds.feeds.length === 0 ? <Empty says={words.empty} /> : null,
          feeds?.feeds.map(feed => <FeedRow key={feed.name} feed={feed} />),
          <RefusedAt feeds={feeds?.feeds ?? []} />,
        ],
      }}
    </Panel>
  )
}

function Recent({ incidents }: { readonly incidents: readonly Incident[] }) {
  const words = tonightWords[language.value]
  const past = incidents.filter(({ overMs }) => overMs !== null).slice(0, shownIncidents)
  return (
    <Panel title={words.recent}>
      {{
        tools: () => <a href={hrefOf('incidents')}>{words.allIncidents}</a>,
        default: () =>
          past.length === 0 ? (
            <Empty says={words.noIncidents} />
          ) : (
            past.map(incident => <IncidentLine key={incident.id} incident={incident} />)
          ),
      }}
    </Panel>
  )
}
Recent.props = ['incidents']

function Happened() {
  return (
    <Panel title={shared.value.events.title}>
      {{ default: () => <EventList events={view.value.events} most={shownEvents} /> }}
    </Panel>
  )
}

function DrillsLine() {
  const { drills } = view.value
  if (drills === null) return null
  return (
    <p class="drills" data-level={drills.isOverdue ? 'busy' : 'off'}>
      <Icon name={drills.isOverdue ? 'busy' : 'good'} />
      <span>
        {drillLine(drills, shared.value)} <a href={hrefOf('drills')}>{tonightWords[language.value].drills}</a>
      </span>
    </p>
  )
}
