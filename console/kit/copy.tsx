// Text to be copied, with a button beside it.
import { defineComponent, onScopeDispose, ref, useId } from 'vue'
import { useWords } from '../shell/language.ts'
import { kitWords } from './words.ts'

type CopyProps = {
  /** What it is, for the eye and for a screen reader. */
  readonly label: string
  readonly value: string
}

const saysForMs = 3_000

export const Copy = defineComponent(
  (props: CopyProps) => {
    const id = useId()
    const field = ref<HTMLInputElement>()
    const { words, said, copy } = useCopying(() => copied(props.value, field.value))
    return () => (
      <div class="copy">
        <label for={id}>{props.label}</label>
        <span class="row">
          <input
            id={id}
            ref={field}
            readonly
            value={props.value}
            spellcheck={false}
            onFocus={() => field.value?.select()}
          />
          <button type="button" onClick={() => void copy()} aria-label={`${words.value.copy} ${props.label}`}>
            {said.value === '' ? words.value.copy : said.value}
          </button>
        </span>
        <span class="hidden" role="status">
          {said.value}
        </span>
      </div>
    )
  },
  { props: ['label', 'value'] },
)

/** Several lines to be copied as they stand, such as a command for a terminal. */
export const CopyText = defineComponent(
  (props: CopyProps) => {
    const id = useId()
    const field = ref<HTMLTextAreaElement>()
    const { words, said, copy } = useCopying(() => copied(props.value, field.value))
    return () => (
      <div class="copy text">
        <label for={id}>{props.label}</label>
        <span class="row">
          <textarea
            id={id}
            ref={field}
            readonly
            rows={props.value.split('\n').length}
            value={props.value}
            spellcheck={false}
          />
          <button type="button" onClick={() => void copy()} aria-label={`${words.value.copy} ${props.label}`}>
            {said.value === '' ? words.value.copy : said.value}
          </button>
        </span>
        <span class="hidden" role="status">
          {said.value}
        </span>
      </div>
    )
  },
  { props: ['label', 'value'] },
)

function useCopying(copyIt: () => Promise<boolean>) {
  const words = useWords(kitWords)
  const said = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(timer))
  const copy = async () => {
    said.value = (await copyIt()) ? words.value.copied : words.value.cannotCopy
    clearTimeout(timer)
    timer = setTimeout(() => {
      said.value = ''
    }, saysForMs)
  }
  return { words, said, copy }
}

/** A page without TLS on another machine has no clipboard: there the old way must do. */
async function copied(
  value: string,
  field: HTMLInputElement | HTMLTextAreaElement | undefined,
): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value)
    return true
  } catch {
    field?.select()
    return document.execCommand('copy')
  }
}
