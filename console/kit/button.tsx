// Buttons: a plain one, and one that asks once more in its place: nothing viewers would mind is done by one slip.
import { defineComponent, nextTick, onScopeDispose, ref } from 'vue'
import { useWords } from '../shell/language.ts'
import { kitWords } from './words.ts'

export type Tone = 'plain' | 'go' | 'end' | 'quiet'

type ButtonProps = {
  readonly label: string
  readonly tone?: Tone
  /** Why it cannot be done now; the button does nothing but say it. */
  readonly refusal?: string | null
  /** Asked before it is done; null where no viewer would mind. */
  readonly ask?: string | null
  /** What the second button says; the label, unless it is given. */
  readonly yes?: string
  /** What is done. What it throws is shown beneath. */
  readonly act: () => Promise<unknown> | void
  /** Said when it is done; '' where that is seen elsewhere. */
  readonly done?: string
}

const asksForMs = 12_000

export const Button = defineComponent(
  (props: ButtonProps) => {
    const words = useWords(kitWords)
    const isAsking = ref(false)
    const isBusy = ref(false)
    const said = ref('')
    const button = ref<HTMLButtonElement>()
    const keepButton = ref<HTMLButtonElement>()
    let timer: ReturnType<typeof setTimeout> | undefined
    onScopeDispose(() => clearTimeout(timer))
    const later = (then: () => void) => {
      clearTimeout(timer)
      timer = setTimeout(then, asksForMs)
    }
    const open = async () => {
      said.value = ''
      isAsking.value = true
      later(() => void close(false))
      await nextTick()
      keepButton.value?.focus()
    }
    const close = async (withFocus: boolean) => {
      clearTimeout(timer)
      isAsking.value = false
      await nextTick()
      if (withFocus) button.value?.focus()
    }
    const act = async () => {
      const wasAsking = isAsking.value
      await close(wasAsking)
      isBusy.value = true
      said.value = words.value.busy
      try {
        await props.act()
        said.value = props.done ?? words.value.done
      } catch (error) {
        said.value = error instanceof Error ? error.message : String(error)
      }
      isBusy.value = false
      later(() => {
        said.value = ''
      })
    }
    const press = () => {
      if (isBusy.value) return
      if (props.refusal) {
        said.value = props.refusal
        return later(() => {
          said.value = ''
        })
      }
      void (props.ask ? open() : act())
    }
    return () => (
      <div
        class={['confirm', props.tone ?? 'plain']}
        onKeydown={(event: KeyboardEvent) => {
          if (event.key === 'Escape' && isAsking.value) void close(true)
        }}
      >
        {isAsking.value ? (
          <div class="ask" role="group" aria-label={props.label}>
            <p>{props.ask}</p>
            <div class="choices">
              <button ref={keepButton} type="button" class="quiet" onClick={() => void close(true)}>
                {words.value.keep}
              </button>
              <button type="button" class="yes" onClick={() => void act()}>
                {props.yes ?? props.label}
              </button>
            </div>
          </div>
        ) : (
          <button
            ref={button}
            type="button"
            aria-disabled={isBusy.value || Boolean(props.refusal)}
            title={props.refusal ?? undefined}
            onClick={press}
          >
            {props.label}
          </button>
        )}
        <p class="said" role="status">
          {said.value}
        </p>
      </div>
    )
  },
  { props: ['label', 'tone', 'refusal', 'ask', 'yes', 'act', 'done'] },
)
