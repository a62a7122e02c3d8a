// Drills: whether one is due, one that runs, how the last ones went, and what they measured against what is promised.
import { defineComponent, onScopeDispose, ref, shallowRef } from 'vue'
import { ask } from '../live/ask.ts'
import { isOld, lookNow, onEvent } from '../live/live.ts'
import { may, mayAct } from '../live/session.ts'
import { Button } from '../kit/button.tsx'
import { Pick } from '../kit/field.tsx'
import { Icon } from '../kit/icon.tsx'
import { Empty, Panel, Trouble } from '../kit/panel.tsx'
import { language, shared, useWords } from '../shell/language.ts'
import { dayOf } from '../tell/drill.ts'
import { duration } from '../tell/figures.ts'
import { iconOf, type Level } from '../tell/level.ts'
import { ScoreCard } from './card.tsx'
import { Running } from './running.tsx'
import { Trends } from './trends.tsx'
import type { Card, DrillsAnswer, Outcome, Summary } from './types.ts'
import { drillWords } from './words.ts'
import './drills.css'

const everyMs = 30_000
const levelOf: Readonly<Record<Outcome, Level>> = {
  running: 'busy',
  passed: 'good',
  failed: 'bad',
  unfinished: 'wait',
}

export default defineComponent(() => {
  const words = useWords(drillWords)
  const known = shallowRef<DrillsAnswer | null>(null)
  const card = shallowRef<Card | null>(null)
  const trouble = ref('')
  const show = async (id: string) => {
    card.value = (await ask('GET', `api/drills/${id}`)) as Card
  }
  const fetch = async () => {
    try {
      const answer = (await ask('GET', 'api/drills')) as DrillsAnswer
      const before = known.value
      known.value = answer
      trouble.value = ''
      const newest = answer.drills.find(({ outcome }) => outcome !== 'running')
      const isNews = newest?.id !== before?.drills.find(({ outcome }) => outcome !== 'running')?.id
      if (newest !== undefined && isNews) await show(newest.id)
    } catch (error) {
      if (known.value === null) trouble.value = String((error as Error).message)
    }
  }
  onEvent(({ kind }) => kind.startsWith('drill-') && void fetch())
  const timer = setInterval(() => void fetch(), everyMs)
  onScopeDispose(() => clearInterval(timer))
  void fetch()
  return () => {
    const running = known.value?.drills.find(({ outcome }) => outcome === 'running')
    return (
      <div class="page drills-page" aria-busy={known.value === null}>
        <header class="title">
          <h1>{words.value.title}</h1>
          <p class="hint">{words.value.hint}</p>
        </header>
        <Trouble says={trouble.value} />
        {known.value === null ? (
          trouble.value === '' ? (
            <Empty says={words.value.loading} />
          ) : null
        ) : (
          <>
            <State known={known.value} isRunning={running !== undefined} onBegin={() => void fetch()} />
            {running === undefined ? null : <Running key={running.id} drill={running} />}
            {card.value === null ? null : <ScoreCard card={card.value} />}
            <Trends drills={known.value.drills} card={card.value} />
            <Past drills={known.value.drills} shown={card.value?.id ?? null} onShow={show} />
          </>
        )}
      </div>
    )
  }
})

type StateProps = { readonly known: DrillsAnswer; readonly isRunning: boolean; readonly onBegin: () => void }

const State = defineComponent(
  (props: StateProps) => {
    const words = useWords(drillWords)
    const page = ref('')
    const receivers = ref<readonly string[]>([])
    if (may('admin'))
      void ask('GET', 'api/receivers').then(
        answer => {
          receivers.value = (answer as { receivers: { name: string }[] }).receivers.map(({ name }) => name)
        },
        () => {}, // then nobody can be paged from here
      )
    const begin = async () => {
      await ask('POST', 'api/drills', page.value === '' ? {} : { page: page.value })
      lookNow()
      props.onBegin()
    }
    return () => {
      const { isOverdue, nextMs, timeZone } = props.known
      return (
        <section
          class="panel level due"
          data-level={isOverdue ? 'busy' : 'good'}
          aria-label={words.value.state}
        >
          <div class="sentence">
            <Icon name={isOverdue ? 'busy' : 'good'} />
            <div>
              <p class="headline-words">{stateIn(props.known)}</p>
              <p class="soft">
                {nextMs === null ? words.value.noNext : words.value.next(dayOf(nextMs), timeZone)}
              </p>
            </div>
          </div>
          {mayAct.value && !isOld.value && !props.isRunning ? (
            <div class="row-of-buttons">
              {receivers.value.length === 0 ? null : (
                <Pick
                  label={words.value.page}
                  hint={words.value.pageHint}
                  value={page.value}
                  options={[
                    { value: '', label: words.value.nobody },
                    ...receivers.value.map(value => ({ value, label: value })),
                  ]}
                  onPick={value => {
                    page.value = value
                  }}
                />
              )}
              <Button
                label={words.value.begin}
                ask={words.value.beginAsk}
                yes={words.value.beginYes}
                tone="plain"
                done={words.value.begun}
                act={begin}
              />
            </div>
          ) : null}
        </section>
      )
    }
  },
  { props: ['known', 'isRunning', 'onBegin'] },
)

function stateIn({ drills, isOverdue, lastPassedMs }: DrillsAnswer): string {
  const words = drillWords[language.value]
  if (drills.length === 0) return words.never
  if (lastPassedMs === null) return words.overdueNever
  return (isOverdue ? words.overdue : words.fine)(dayOf(lastPassedMs))
}

type PastProps = {
  readonly drills: readonly Summary[]
  readonly shown: string | null
  readonly onShow: (id: string) => Promise<void>
}

function Past({ drills, shown, onShow }: PastProps) {
  const words = drillWords[language.value]
  const past = drills.filter(({ outcome }) => outcome !== 'running')
  return (
    <Panel title={words.past}>
      {{
        default: () =>
          past.length === 0 ? (
            <Empty says={words.none} />
          ) : (
            <ul class="past">
              {past.map(drill => (
                <PastRow key={drill.id} drill={drill} isShown={drill.id === shown} onShow={onShow} />
              ))}
            </ul>
          ),
      }}
    </Panel>
  )
}
Past.props = ['drills', 'shown', 'onShow']

type PastRowProps = Pick<PastProps, 'onShow'> & { readonly drill: Summary; readonly isShown: boolean }

function PastRow({ drill, isShown, onShow }: PastRowProps) {
  const words = drillWords[language.value]
  const { id, by, beganMs, endedMs, outcome, isWhole, broken, why } = drill
  const level = levelOf[outcome]
  const details = [
    by === 'schedule' ? words.schedule : by,
    ...(endedMs === null ? [] : [`${words.took} ${duration(endedMs - beganMs, shared.value.units)}`]),
    ...(isWhole || outcome === 'unfinished' ? [] : [words.partial]),
    ...(broken.length === 0 ? [] : [words.broken(shared.value.join(broken.map(each => words.faults[each])))]),
    ...(why === null ? [] : [why]),
  ]
  return (
    <li data-level={level} data-drill={id}>
      <Icon name={iconOf[level]} />
      <div class="tells">
        <p>
          <strong>{words.outcomes[outcome]}</strong> <time>{dayOf(beganMs)}</time>
        </p>
        <p class="soft">{details.join(' · ')}</p>
      </div>
      {isShown ? (
        <span class="soft">{words.shown}</span>
      ) : (
        <Button label={words.show} tone="quiet" done="" act={() => onShow(id)} />
      )}
    </li>
  )
}
PastRow.props = ['drill', 'isShown', 'onShow']
