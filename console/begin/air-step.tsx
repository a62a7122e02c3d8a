// Last step: on air, after one question; then each platform as it takes the picture, and what is to be done afterwards.
import { computed, defineComponent } from 'vue'
import { Button } from '../kit/button.tsx'
import { Icon } from '../kit/icon.tsx'
import { ask } from '../live/ask.ts'
import { broadcastCalled, lookNow, view } from '../live/live.ts'
import type { Broadcast, Leg } from '../live/types.ts'
import { hrefOf } from '../shell/router.ts'
import { language, shared, useWords } from '../shell/language.ts'
import { bytes } from '../tell/figures.ts'
import { iconOf } from '../tell/level.ts'
import { nameOf } from '../tell/names.ts'
import { levelOfLeg, troubleOf } from '../tell/verdict.ts'
import { isAllCarrying, isArriving } from './steps.ts'
import { hrefOfStep } from './where.ts'
import { beginWords } from './words.ts'

type AirProps = { readonly broadcast: string; readonly verdict: 'GO' | 'NO-GO' | null }

export const AirStep = defineComponent(
  (props: AirProps) => {
    const broadcast = computed(() => broadcastCalled(props.broadcast))
    return () => {
      const { value } = broadcast
      if (value === undefined) return null
      return (
        <div class="fill">
          {value.wish === 'on' ? (
            <Going broadcast={value} />
          ) : (
            <Ready broadcast={value} verdict={props.verdict} />
          )}
          <Afterwards broadcast={value} />
        </div>
      )
    }
  },
  { props: ['broadcast', 'verdict'] },
)

/** What keeps it from going on air at all; null where nothing does. */
function refusalOf({ destinations }: Broadcast): string | null {
  const { air } = beginWords[language.value]
  if (destinations.length === 0) return air.noDestination
  return destinations.every(each => each.endpoints === 0) ? air.noAddress : null
}

const Ready = defineComponent(
  (props: { readonly broadcast: Broadcast; readonly verdict: AirProps['verdict'] }) => {
    const words = useWords(beginWords)
    const start = async () => {
      await ask('POST', `api/broadcasts/${encodeURIComponent(props.broadcast.name)}/start`, {})
      lookNow()
    }
    return () => {
      const { air } = words.value
      const { name, feeds, destinations } = props.broadcast
      const live = feeds.filter(feed => isArriving(view.value.feeds, feed))
      const bare = destinations.filter(each => each.endpoints === 0)
      const isNoGo = props.verdict === 'NO-GO'
      const checked = props.verdict === null ? air.unchecked : isNoGo ? air.noGo : air.go
      const reaching = destinations.length - bare.length
      return (
        <section class="panel" aria-label={air.ready}>
          <h3>{air.ready}</h3>
          <dl class="facts">
            <dt>{air.facts.picture}</dt>
            <dd>{live.length === 0 ? air.armed : shared.value.join(live)}</dd>
            <dt>{air.facts.to}</dt>
            <dd>{shared.value.join(destinations.map(called)) || '—'}</dd>
            <dt>{air.facts.check}</dt>
            <dd>
              <a href={hrefOfStep(name, 'check')}>{checked}</a>
            </dd>
          </dl>
          {bare.length > 0 && reaching > 0 ? (
            <p class="fault">{air.bare(shared.value.join(bare.map(called)))}</p>
          ) : null}
          {destinations.some(each => each.platform === 'kuaishou') ? (
            <p class="hint">{air.opensByItself}</p>
          ) : null}
          <p class="hint">{air.readyHint}</p>
          <p class="fault">{refusalOf(props.broadcast) ?? ''}</p>
          <Button
            tone="go"
            label={air.start}
            refusal={refusalOf(props.broadcast)}
            ask={isNoGo ? air.askNoGo : air.ask(reaching)}
            yes={air.yes}
            done=""
            act={start}
          />
        </section>
      )
    }
  },
  { props: ['broadcast', 'verdict'] },
)

const called = ({ name, platform }: { readonly name: string; readonly platform: string }): string =>
  nameOf({ destination: name, platform }, shared.value)

function Going({ broadcast }: { readonly broadcast: Broadcast }) {
  const { air } = beginWords[language.value]
  const { legs, name } = broadcast
  const isAll = isAllCarrying(legs)
  const isNeedy = legs.some(leg => leg.state.at === 'blocked')
  const title = isAll ? air.onAir : air.going
  const isArmed = !broadcast.feeds.some(feed => isArriving(view.value.feeds, feed))
  return (
    <section
      class={['panel', 'level', isAll ? 'lit' : '']}
      data-level={isAll ? 'good' : isNeedy ? 'bad' : 'busy'}
      aria-label={title}
    >
      <div role="status">
        <h3 class="state">
          <Icon name={isAll ? 'good' : isNeedy ? 'bad' : 'busy'} />
          {title}
        </h3>
      </div>
      {isAll ? <p>{air.onAirHint}</p> : isArmed ? <p>{air.armed}</p> : null}
      <ul class="legs">
        {legs.map(leg => (
          <LegLine key={leg.destination} leg={leg} />
        ))}
      </ul>
      <div class="row-of-buttons">
        <a class={['button', isAll ? 'go' : '']} href={hrefOf('broadcast', { broadcast: name })}>
          {air.toBroadcast}
        </a>
        <a class="button" href={hrefOf('tonight')}>
          {air.toTonight}
        </a>
      </div>
    </section>
  )
}
Going.props = ['broadcast']

function LegLine({ leg }: { readonly leg: Leg }) {
  const { air } = beginWords[language.value]
  const level = levelOfLeg(leg)
  const trouble = troubleOf(leg, shared.value)
  return (
    <li data-level={level} data-at={leg.state.at}>
      <Icon name={iconOf[level]} />
      <div>
        <p>
          <strong>{nameOf(leg, shared.value)}</strong> {shared.value.at[leg.state.at]}
        </p>
        {leg.state.at === 'carrying' ? (
          <p class="hint figure">
            {air.sent} {bytes(leg.ackedBytes)}
          </p>
        ) : null}
        {trouble === '' ? null : <p>{trouble}</p>}
      </div>
    </li>
  )
}
LegLine.props = ['leg']

/** A stopped push is not a closed room. */
function Afterwards({ broadcast }: { readonly broadcast: Broadcast }) {
  const { air } = beginWords[language.value]
  const platforms = [...new Set(broadcast.destinations.map(each => each.platform))]
  return (
    <section class="panel" aria-label={air.after}>
      <h3>{air.after}</h3>
      <ol class="numbers">
        {air.afterSteps.map(line => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <ul class="dots hint">
        {platforms.flatMap(platform => {
          const where = air.where[platform]
          return where === undefined ? [] : [<li key={platform}>{where}</li>]
        })}
      </ul>
    </section>
  )
}
Afterwards.props = ['broadcast']
