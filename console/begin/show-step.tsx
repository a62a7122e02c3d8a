// First step: what the show is called, and which cameras it has, in order of preference.
import { computed, defineComponent, ref } from 'vue'
import { Button } from '../kit/button.tsx'
import { TextField } from '../kit/field.tsx'
import { Trouble } from '../kit/panel.tsx'
import { broadcastCalled, view } from '../live/live.ts'
import { language, useWords } from '../shell/language.ts'
import { freshKeys, makeFeed } from './keys.ts'
import { asName, isName, nameOfTonight, newPlan, nextCamera, withFeeds } from './plan.ts'
import { changePlan, putPlan } from './planned.ts'
import { goToStep, hrefOfStep } from './where.ts'
import { beginWords } from './words.ts'

const mostFeeds = 8

export const ShowStep = defineComponent(
  (props: { readonly broadcast: string }) => {
    const words = useWords(beginWords)
    const isNew = computed(() => props.broadcast === '')
    const others = computed(() => (view.value.broadcasts ?? []).map(each => each.name))
    const cameras = computed(() =>
      (view.value.feeds?.feeds ?? []).filter(each => each.kind !== 'host').map(each => each.name),
    )
    const name = ref(nameOfTonight(new Date(), others.value))
    const chosen = ref<readonly string[]>(firstFeeds(props.broadcast, cameras.value))
    const added = ref(nextCamera([...chosen.value, ...cameras.value]))
    const feedFault = ref('')
    const trouble = ref('')
    const isBusy = ref(false)
    const wanted = computed(() => asName(name.value))
    const nameFault = computed(() => {
      if (!isNew.value) return ''
      if (!isName(wanted.value)) return words.value.show.badName
      return others.value.includes(wanted.value) ? words.value.show.taken : ''
    })
    const isChanged = computed(
      () => JSON.stringify(chosen.value) !== JSON.stringify(broadcastCalled(props.broadcast)?.feeds),
    )
    const add = (written: string) => {
      const feed = asName(written)
      const { show } = words.value
      feedFault.value = !isName(feed)
        ? show.badFeed
        : chosen.value.includes(feed)
          ? show.takenFeed
          : chosen.value.length >= mostFeeds
            ? show.tooMany
            : ''
      if (feedFault.value !== '') return
      chosen.value = [...chosen.value, feed]
      added.value = nextCamera([...chosen.value, ...cameras.value])
    }
    const save = async () => {
      for (const feed of chosen.value)
        if (!cameras.value.includes(feed) && !freshKeys.has(feed)) await makeFeed(feed)
      if (isNew.value) await putPlan(wanted.value, newPlan(chosen.value, language.value))
      else await changePlan(props.broadcast, plan => withFeeds(plan, chosen.value))
    }
    const make = async () => {
      if (nameFault.value !== '' || isBusy.value || chosen.value.length === 0) return
      isBusy.value = true
      trouble.value = ''
      try {
        const made = wanted.value
        await save()
        goToStep(made, 'camera')
      } catch (error) {
        trouble.value = (error as Error).message
      }
      isBusy.value = false
    }
    const feedRows = () => (
      <FeedRows
        feeds={chosen.value}
        isOnAir={!isNew.value && broadcastCalled(props.broadcast)?.wish === 'on'}
        onChange={(feeds: readonly string[]) => {
          chosen.value = feeds
        }}
      />
    )
    const adding = () => (
      <div class="adding">
        {cameras.value
          .filter(each => !chosen.value.includes(each))
          .map(each => (
            <button key={each} type="button" onClick={() => add(each)}>
              {words.value.show.addKnown(each)}
            </button>
          ))}
        <form
          onSubmit={event => {
            event.preventDefault()
            add(added.value)
          }}
        >
          <TextField
            label={words.value.show.newFeed}
            value={added.value}
            maxLength={32}
            fault={feedFault.value}
            onWrite={written => {
              added.value = written
              feedFault.value = ''
            }}
          />
          <button type="submit">{words.value.show.add}</button>
        </form>
      </div>
    )
    return () => {
      const { show } = words.value
      return (
        <div class="fill">
          {isNew.value ? (
            <form
              id="make-show"
              class="panel"
              onSubmit={event => {
                event.preventDefault()
                void make()
              }}
            >
              <TextField
                label={show.name}
                hint={show.nameHint}
                value={name.value}
                maxLength={32}
                isRequired
                fault={nameFault.value}
                onWrite={written => {
                  name.value = written
                }}
              />
              {nameFault.value === show.taken ? (
                <a href={hrefOfStep(wanted.value, 'show')}>{show.goOn}</a>
              ) : null}
            </form>
          ) : null}
          <section class="panel" aria-label={show.feeds}>
            <h3>{show.feeds}</h3>
            <p class="hint">{show.feedsHint}</p>
            {feedRows()}
            {chosen.value.length === 0 ? <p class="fault">{show.noFeed}</p> : null}
            {adding()}
            {isNew.value ? null : (
              <Button
                label={show.save}
                tone="go"
                refusal={chosen.value.length === 0 ? show.noFeed : isChanged.value ? null : words.value.done}
                act={save}
              />
            )}
          </section>
          <Trouble says={trouble.value} />
          {isNew.value ? (
            <div class="onward confirm go">
              <button
                type="submit"
                form="make-show"
                aria-disabled={isBusy.value || nameFault.value !== '' || chosen.value.length === 0}
              >
                {show.make}
              </button>
            </div>
          ) : null}
          {isNew.value && others.value.length > 0 ? (
            <p class="hint others">
              {show.continueWith}{' '}
              {others.value.map(each => (
                <a key={each} href={hrefOfStep(each, 'show')}>
                  {each}
                </a>
              ))}
            </p>
          ) : null}
        </div>
      )
    }
  },
  { props: ['broadcast'] },
)

function firstFeeds(broadcast: string, cameras: readonly string[]): readonly string[] {
  const known = broadcast === '' ? undefined : broadcastCalled(broadcast)
  return known?.feeds ?? [cameras[0] ?? 'camera-a']
}

type RowsProps = {
  readonly feeds: readonly string[]
  readonly isOnAir: boolean
  readonly onChange: (feeds: readonly string[]) => void
}

function FeedRows({ feeds, onChange }: RowsProps) {
  const { show } = beginWords[language.value]
  return (
    <ol class="feed-rows">
      {feeds.map((feed, i) => (
        <li key={feed}>
          <span class="rank">{i + 1}</span>
          <strong>{feed}</strong>
          {i === 0 && feeds.length > 1 ? <span class="hint">{show.preferred}</span> : null}
          <span class="row-of-buttons">
            {i === 0 ? null : (
              <button
                type="button"
                class="quiet"
                onClick={() => onChange(feeds.toSpliced(i, 1).toSpliced(i - 1, 0, feed))}
              >
                {show.up(feed)}
              </button>
            )}
            {feeds.length === 1 ? null : (
              <button type="button" class="quiet" onClick={() => onChange(feeds.toSpliced(i, 1))}>
                {show.remove(feed)}
              </button>
            )}
          </span>
        </li>
      ))}
    </ol>
  )
}
FeedRows.props = ['feeds', 'isOnAir', 'onChange']
