// Virtual hosts: those that play now with what they say next, the day's rotation, and who may present, in which voice, before what.
import { computed, defineComponent, onMounted, ref, shallowRef } from 'vue'
import type { Mouth, SetPlan } from '#stage'
import { Empty, Panel, Trouble } from '../kit/panel.tsx'
import { ask } from '../live/ask.ts'
import { view } from '../live/live.ts'
import { mayAct } from '../live/session.ts'
import { language, useWords } from '../shell/language.ts'
import { FeedPanel } from './feed-panel.tsx'
import { Gallery, Upload } from './gallery.tsx'
import { Logos } from './logos.tsx'
import { PlanForm } from './plan-form.tsx'
import { Preview } from './preview.tsx'
import { SetPicker } from './set-picker.tsx'
import { hosts, readShelf, scripts } from './shelf.ts'
import { calledIn } from './telling.ts'
import { TryVoice } from './try-voice.tsx'
import type { HostFeed, Plan, SetLook } from './types.ts'
import { hostWords } from './words.ts'
import './page.css'

const usualPlan = { label: 'AI生成·数字人主播', timeZone: 'Asia/Shanghai' }

export default defineComponent(() => {
  const words = useWords(hostWords)
  const trouble = ref('')
  const isMaking = ref(false)
  const shownHost = ref('lin')
  const shownSet = shallowRef<{ readonly name: string; readonly plan: SetPlan } | null>(null)
  let mouthNow: () => Mouth | null = () => null

  const everybody = computed(() => [...(hosts.value?.ready ?? []), ...(hosts.value?.own ?? [])])
  const nameOf = (name: string) => {
    const found = everybody.value.find(host => host.name === name)
    return found === undefined ? name : calledIn(found, language.value)
  }
  const hostOptions = () => everybody.value.map(({ name }) => ({ value: name, label: nameOf(name) }))
  const feeds = () =>
    (view.value.feeds?.feeds ?? []).filter(
      (feed): feed is HostFeed => (feed as { kind?: string }).kind === 'host',
    )
  const newPlan = (): Plan => ({
    ...usualPlan,
    rotation: [{ host: everybody.value[0]?.name ?? 'lin', script: scripts.value[0]?.name ?? '' }],
  })

  onMounted(async () => {
    try {
      await readShelf()
      const brief = { words: 'studio', set: 'studio' }
      const { plan } = (await ask('POST', 'api/sets/look', brief)) as SetLook
      shownSet.value ??= { name: 'studio', plan }
    } catch (error) {
      trouble.value = (error as Error).message
    }
  })

  const playing = () => (
    <>
      {feeds().length === 0 && view.value.feeds !== null ? <Empty says={words.value.feeds.none} /> : null}
      {feeds().map(feed => (
        <FeedPanel key={feed.name} feed={feed} hosts={hostOptions()} nameOf={nameOf} />
      ))}
      {isMaking.value ? (
        <Panel title={words.value.feeds.new}>
          {{
            default: () => (
              <PlanForm
                feed={null}
                plan={newPlan()}
                hosts={hostOptions()}
                nameOf={nameOf}
                onDone={() => (isMaking.value = false)}
              />
            ),
          }}
        </Panel>
      ) : null}
    </>
  )
  const workshop = () => {
    const host = everybody.value.find(({ name }) => name === shownHost.value) ?? everybody.value[0]
    if (host === undefined) return null
    return (
      <div class="workshop">
        <div class="stage">
          <Preview
            host={host}
            called={nameOf(host.name)}
            set={shownSet.value?.plan ?? null}
            mouthNow={() => mouthNow()}
          />
          <TryVoice host={host.name} nameOf={nameOf} onMouth={given => (mouthNow = given)} />
        </div>
        <div class="choices-of-looks">
          <Panel title={words.value.gallery.title} hint={words.value.gallery.hint}>
            {{
              default: () => (
                <>
                  <Gallery shown={host.name} nameOf={nameOf} onShow={name => (shownHost.value = name)} />
                  {mayAct.value ? <Upload /> : null}
                </>
              ),
            }}
          </Panel>
          <Panel title={words.value.sets.title}>
            {{
              default: () => (
                <SetPicker
                  shown={shownSet.value?.name ?? ''}
                  onShow={(name, plan) => (shownSet.value = { name, plan })}
                />
              ),
            }}
          </Panel>
          <Panel title={words.value.logos.title}>{{ default: () => <Logos /> }}</Panel>
        </div>
      </div>
    )
  }
  return () => (
    <div class="page hosts">
      <header class="page-head">
        <h1>{words.value.title}</h1>
        {mayAct.value && !isMaking.value && hosts.value !== null ? (
          <button type="button" onClick={() => (isMaking.value = true)}>
            {words.value.feeds.new}
          </button>
        ) : null}
      </header>
      <Trouble says={trouble.value} />
      {hosts.value === null && trouble.value === '' ? <p class="hint">{words.value.loading}</p> : playing()}
      {workshop()}
    </div>
  )
})
