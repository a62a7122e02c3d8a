// One broadcast: what it shows, who takes it, and everything a person may do about it.
import { computed, defineComponent } from 'vue'
import { broadcastCalled, isOld, view } from '../live/live.ts'
import type { Broadcast } from '../live/types.ts'
import { Empty, Panel } from '../kit/panel.tsx'
import { DutyPanel } from '../duty/panel.tsx'
import { FeedRow } from '../pieces/feed.tsx'
import { RefusedAt } from '../pieces/refused.tsx'
import { IncidentLine } from '../pieces/incident.tsx'
import { CueDesk } from '../prompter/cue-desk.tsx'
import { language, shared, useWords } from '../shell/language.ts'
import { hrefOf } from '../shell/router.ts'
import { judge } from '../tell/verdict.ts'
import { Air } from './air.tsx'
import { Destination, RoomsLeft } from './destination.tsx'
import { Heading } from './heading.tsx'
import { Log } from './log.tsx'
import { PreflightPanel } from './preflight.tsx'
import { TimelinePanel } from './timeline.tsx'
import { broadcastWords } from './words.ts'
import './broadcast.css'

export default defineComponent(
  (props: { broadcast: string }) => {
    const words = useWords(broadcastWords)
    const found = computed(() => broadcastCalled(props.broadcast))
    return () => {
      const broadcast = found.value
      if (broadcast !== undefined) return <Whole broadcast={broadcast} />
      return (
        <div class="page">
          <h1>{props.broadcast}</h1>
          {view.value.broadcasts === null ? null : <Empty says={words.value.unknown} />}
          <p>
            <a href={hrefOf('tonight')}>{words.value.back}</a>
          </p>
        </div>
      )
    }
  },
  { props: ['broadcast'] },
)

function Whole({ broadcast }: { readonly broadcast: Broadcast }) {
  const words = broadcastWords[language.value]
  const { level } = judge(broadcast, view.value.feeds, shared.value)
  const incidents = view.value.incidents.filter(
    ({ overMs, broadcasts }) => overMs === null && broadcasts.includes(broadcast.name),
  )
  const feeds = view.value.feeds?.feeds.filter(({ name }) => broadcast.feeds.includes(name)) ?? []
  return (
    <div class="page broadcast-page" data-broadcast={broadcast.name}>
      <Heading broadcast={broadcast} level={isOld.value ? 'old' : level} />
      <RoomsLeft broadcast={broadcast} />
      {incidents.length === 0 ? null : (
        <section class="panel open-incidents" data-level="bad">
          {incidents.map(incident => (
            <IncidentLine key={incident.id} incident={incident} />
          ))}
        </section>
      )}
      <Air broadcast={broadcast} />
      <Panel title={words.destinations}>
        {{
          default: () =>
            broadcast.legs.length === 0 ? (
              <Empty says={shared.value.legs.empty} />
            ) : (
              <div class="legs">
                {broadcast.legs.map(leg => (
                  <Destination key={leg.destination} broadcast={broadcast} leg={leg} />
                ))}
              </div>
            ),
        }}
      </Panel>
      <TimelinePanel broadcast={broadcast.name} />
      <div class="two">
        <div class="stack">
          <Panel title={shared.value.feeds.title}>
            {{
              default: () => [
                feeds.map(feed => <FeedRow key={feed.name} feed={feed} />),
                <RefusedAt feeds={feeds} />,
              ],
            }}
          </Panel>
          <PreflightPanel broadcast={broadcast.name} />
          <CueDesk key={broadcast.name} broadcast={broadcast.name} />
          {showsHosts(broadcast) ? <DutyPanel key={broadcast.name} broadcast={broadcast.name} /> : null}
        </div>
        <Log broadcast={broadcast.name} />
      </div>
    </div>
  )
}
Whole.props = ['broadcast']

/** Whether a virtual host may come on air: then somebody may have to watch over it. */
function showsHosts({ feeds, understudy }: Broadcast): boolean {
  const hosts = (view.value.feeds?.feeds ?? []).filter(({ kind }) => kind === 'host')
  return understudy !== null || hosts.some(({ name }) => feeds.includes(name))
}
