// The host's tablet: what to say now, large; it goes on reading whatever becomes of the connection.
import { computed, defineComponent, onScopeDispose, ref, watch } from 'vue'
import { useWords } from '../shell/language.ts'
import { useAwake } from './awake.ts'
import { Controls } from './controls.tsx'
import { CueCards } from './cue-cards.tsx'
import { meaningOf, type Meaning } from './keys.ts'
import { prepareOffline } from './offline.ts'
import { indexOfPlace, leftMs, paceRange, placeAt } from './place.ts'
import { type Preferences, sizes, usePreferences } from './preferences.ts'
import { ProductCard } from './product-card.tsx'
import { Reader } from './reader.tsx'
import { SettingsPanel } from './settings-panel.tsx'
import { Strip } from './strip.tsx'
import { type PrompterLink, usePrompter } from './use-prompter.ts'
import { prompterWords } from './words.ts'
import './prompter.css'

const paceStep = 10

export default defineComponent(
  (props: { readonly broadcast: string }) => {
    const words = useWords(prompterWords)
    const link = usePrompter(props.broadcast, true)
    const preferences = usePreferences()
    const reading = useReading(link, preferences)
    const isSetting = ref(false)
    const awake = useAwake()
    prepareOffline()
    useKeys(link, preferences, reading)
    watch(link.cues, cues => link.show(cues.map(each => each.id)), { immediate: true })
    watch(
      () => link.cues.value[0]?.id,
      id => id !== undefined && 'vibrate' in navigator && navigator.vibrate([120, 80, 120]),
    )
    return () => {
      const { prompter, steps } = link
      const step = steps.value[reading.index.value]
      return (
        <div class="prompter" data-link={link.isOffline.value ? 'gone' : 'live'}>
          <h1 class="hidden">{words.value.title(props.broadcast)}</h1>
          <div class={['glass', preferences.isMirrored ? 'mirrored' : '']}>
            <Strip link={link} left={reading.left.value} />
            <div class={['sheet', preferences.showsProduct && step?.product ? 'with-product' : '']}>
              {steps.value.length === 0 ? (
                <Nothing link={link} />
              ) : (
                <Reader
                  steps={steps.value}
                  index={reading.index.value}
                  language={prompter.value?.language ?? 'zh'}
                  perMinute={reading.isGoing.value ? reading.perMinute.value : 0}
                  sizePx={preferences.sizePx}
                  readAt={preferences.readAt}
                  onMove={reading.moveTo}
                  onEnd={() => reading.go(false)}
                  onTap={reading.tap}
                />
              )}
              {preferences.showsProduct && step?.product ? <ProductCard product={step.product} /> : null}
            </div>
            <CueCards cues={link.cues.value} onConfirm={link.confirm} />
          </div>
          <Controls
            reading={reading}
            preferences={preferences}
            language={prompter.value?.language ?? 'zh'}
            isSetting={isSetting.value}
            onSettings={() => {
              isSetting.value = !isSetting.value
            }}
          />
          {isSetting.value ? (
            <SettingsPanel
              broadcast={props.broadcast}
              link={link}
              preferences={preferences}
              awake={awake.value}
            />
          ) : null}
        </div>
      )
    }
  },
  { props: ['broadcast'] },
)

/** There is no text: why, and who can help. */
const Nothing = defineComponent(
  ({ link }: { readonly link: PrompterLink }) => {
    const words = useWords(prompterWords)
    return () => {
      const { prompter, trouble } = link
      const [title, hint] =
        trouble.value !== ''
          ? [words.value.unknown, trouble.value]
          : prompter.value === null
            ? [words.value.waiting, '']
            : prompter.value.trouble !== ''
              ? [words.value.brokenScript, prompter.value.trouble]
              : [words.value.noScript, words.value.noScriptHint]
      return (
        <div class="nothing">
          <p class="title">{title}</p>
          <p class="hint">{hint}</p>
        </div>
      )
    }
  },
  { props: ['link'] },
)

function useReading(link: PrompterLink, preferences: Preferences) {
  const isGoing = ref(false)
  const range = computed(() => paceRange(link.prompter.value?.language ?? 'zh'))
  const perMinute = computed(() => {
    const { least, usual, most } = range.value
    return preferences.perMinute === 0 ? usual : Math.min(most, Math.max(least, preferences.perMinute))
  })
  const index = computed(() => indexOfPlace(link.steps.value, link.place.value))
  const moveTo = (to: number) => {
    const place = placeAt(link.steps.value, to, preferences.mode)
    if (place !== null) link.move(place)
  }
  const go = (isOn: boolean) => {
    isGoing.value = isOn && preferences.mode === 'pace'
  }
  return {
    isGoing,
    perMinute,
    index,
    left: computed(() =>
      leftMs(link.steps.value, index.value, preferences.mode === 'pace' ? perMinute.value : null),
    ),
    moveTo,
    go,
    step: (by: number) => moveTo(Math.min(link.steps.value.length - 1, Math.max(0, index.value + by))),
    /** A tap pauses a moving text; one that is moved by hand goes to the line that was tapped. */
    tap: (line: number | null) => {
      if (preferences.mode === 'pace') go(!isGoing.value)
      else if (line !== null) moveTo(line)
    },
    setMode: (mode: Preferences['mode']) => {
      preferences.mode = mode
      isGoing.value = false
      moveTo(index.value)
    },
    speed: (by: number) => {
      const { least, most } = range.value
      preferences.perMinute = Math.min(most, Math.max(least, perMinute.value + by))
    },
  }
}

export type Reading = ReturnType<typeof useReading>

/** Keys and pedals, wherever the page is looked at, except in a field or on a button that means them itself. */
function useKeys(link: PrompterLink, preferences: Preferences, reading: Reading): void {
  const resize = (by: number) => {
    preferences.sizePx = Math.min(sizes.most, Math.max(sizes.least, preferences.sizePx + by))
  }
  const acts: Readonly<Record<Meaning, () => void>> = {
    next: () => reading.step(1),
    previous: () => reading.step(-1),
    first: () => reading.moveTo(0),
    last: () => reading.moveTo(link.steps.value.length - 1),
    pause: () => reading.go(!reading.isGoing.value),
    confirm: () => {
      const [first] = link.cues.value
      if (first !== undefined) link.confirm(first.id)
    },
    larger: () => resize(sizes.step),
    smaller: () => resize(-sizes.step),
    faster: () => reading.speed(paceStep),
    slower: () => reading.speed(-paceStep),
    mirror: () => {
      preferences.isMirrored = !preferences.isMirrored
    },
  }
  const pressed = (event: KeyboardEvent) => {
    const at = event.target instanceof Element ? event.target : document.body
    if (at.closest('input, select, textarea') !== null) return
    if (at.closest('button, a') !== null && (event.key === 'Enter' || event.key === ' ')) return
    const meaning = meaningOf(event, {
      isPaced: preferences.mode === 'pace',
      hasCue: link.cues.value.length > 0,
    })
    if (meaning === null) return
    event.preventDefault()
    if (event.repeat && (meaning === 'pause' || meaning === 'confirm' || meaning === 'mirror')) return
    acts[meaning]()
  }
  addEventListener('keydown', pressed)
  onScopeDispose(() => removeEventListener('keydown', pressed))
}
