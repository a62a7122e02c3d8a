// One host feed: its picture, what is being said and what comes next, a word from the desk, and the day's rotation.
import { defineComponent, ref } from 'vue'
import { Button } from '../kit/button.tsx'
import { Icon, type IconName } from '../kit/icon.tsx'
import { Picture } from '../kit/picture.tsx'
import { ask } from '../live/ask.ts'
import { lookNow, view } from '../live/live.ts'
import { mayAct } from '../live/session.ts'
import type { Level } from '../tell/level.ts'
import { useWords } from '../shell/language.ts'
import { DayStrip } from './day-strip.tsx'
import { NowAndNext } from './now-next.tsx'
import { PlanForm } from './plan-form.tsx'
import { Say } from './say.tsx'
import { ShowComment } from './comment.tsx'
import type { HostFeed } from './types.ts'
import { hostWords } from './words.ts'

type FeedProps = {
  readonly feed: HostFeed
  readonly hosts: readonly { readonly value: string; readonly label: string }[]
  readonly nameOf: (host: string) => string
}

type At = 'none' | 'preparing' | 'stand-by' | 'on-air' | 'wind-up'

const looks: Readonly<Record<At, { icon: IconName; level: Level }>> = {
  none: { icon: 'off', level: 'off' },
  preparing: { icon: 'busy', level: 'busy' },
  'stand-by': { icon: 'wait', level: 'wait' },
  'on-air': { icon: 'good', level: 'good' },
  'wind-up': { icon: 'busy', level: 'good' },
}

export const FeedPanel = defineComponent(
  (props: FeedProps) => {
    const words = useWords(hostWords)
    const isEditing = ref(false)
    const at = (): At => props.feed.host.state ?? 'none'
    const remove = async () => {
      await ask('DELETE', `api/feeds/${props.feed.name}`)
      lookNow()
    }
    const plan = () => {
      const { rotation, profile, label, timeZone, clock, logo } = props.feed.host
      return {
        ...{ rotation, label, timeZone },
        ...(profile === undefined ? {} : { profile }),
        ...(clock === undefined ? {} : { clock }),
        ...(logo === undefined ? {} : { logo }),
      }
    }
    const tools = () => (
      <div class="row-of-buttons">
        <button
          type="button"
          aria-expanded={isEditing.value}
          onClick={() => (isEditing.value = !isEditing.value)}
        >
          {words.value.feeds.edit}
        </button>
        <Button
          label={words.value.feeds.remove}
          tone="end"
          ask={words.value.feeds.removeAsk(props.feed.name)}
          act={remove}
          done=""
        />
      </div>
    )
    return () => {
      const { feed, nameOf } = props
      const said = words.value.feeds
      const { icon, level } = looks[at()]
      const { rotation, timeZone, trouble } = feed.host
      return (
        <section class="panel level host-feed" data-level={level} data-state={at()} aria-label={feed.name}>
          <header>
            <h2>{feed.name}</h2>
            <span class="state">
              <Icon name={icon} />
              <span>
                {said.states[at()]} <span class="hint">{said.stateHints[at()]}</span>
              </span>
            </span>
          </header>
          {trouble ? <p class="trouble">{said.trouble(trouble)}</p> : null}
          <div class="on-now">
            <Picture
              path={`preview/feeds/${feed.name}.flv`}
              title={nameOf(feed.host.host ?? rotation[0]?.host ?? '')}
              isExpected={at() !== 'none' && at() !== 'preparing'}
            />
            <NowAndNext feed={feed} nowMs={view.value.feeds?.nowMs ?? Date.now()} />
            <Say feed={feed} />
            <ShowComment feed={feed} />
          </div>
          {isEditing.value ? (
            <PlanForm
              feed={feed.name}
              plan={plan()}
              hosts={props.hosts}
              nameOf={nameOf}
              onDone={() => (isEditing.value = false)}
            />
          ) : (
            <DayStrip
              rotation={rotation}
              timeZone={timeZone}
              nowMs={view.value.feeds?.nowMs ?? Date.now()}
              nameOf={nameOf}
            />
          )}
          {mayAct.value ? tools() : null}
        </section>
      )
    }
  },
  { props: ['feed', 'hosts', 'nameOf'] },
)
