// Asks a language model for a draft, where one is configured; else says which setting does it.
import { defineComponent, ref } from 'vue'
import { Button } from '../kit/button.tsx'
import { Pick, TextField } from '../kit/field.tsx'
import { Panel } from '../kit/panel.tsx'
import { ask } from '../live/ask.ts'
import { language as deskLanguage, useWords } from '../shell/language.ts'
import type { ScriptDesk } from './desk.ts'
import { faultsIn, freeName, languages, scriptProduct, tones, type Work, workOf } from './model.ts'
import { scriptWords } from './words.ts'

const waitMs = 610_000

export const DraftForm = defineComponent(
  ({ desk }: { readonly desk: ScriptDesk }) => {
    const words = useWords(scriptWords)
    const isOpen = ref(false)
    const name = ref('')
    const price = ref('')
    const facts = ref('')
    const minutes = ref('5')
    const spoken = ref<string>(deskLanguage.value)
    const tone = ref<string>('warm')
    const product = () => ({ ...bare, name: name.value, price: price.value, facts: facts.value })
    const isReady = () =>
      faultsIn({ ...empty, products: [product()] }).every(each => each.at !== 'product') &&
      Number(minutes.value) >= 1
    const draft = async () => {
      const wish = {
        language: spoken.value,
        tone: tone.value,
        minutes: Math.min(60, Number(minutes.value)),
        products: [scriptProduct(product())],
      }
      const { script } = (await ask('POST', 'api/scripts/draft', wish, { waitMs })) as { script: unknown }
      const work = workOf(script, freeName(name.value, 'script', desk.taken()))
      desk.begin({ ...work, title: name.value })
      isOpen.value = false
    }
    return () => (
      <Panel
        title={words.value.draft}
        hint={desk.canDraft.value ? words.value.draftHint : words.value.noDraft}
      >
        {!desk.canDraft.value ? null : !isOpen.value ? (
          <div class="row-of-buttons">
            <Button
              label={words.value.draft}
              act={() => {
                isOpen.value = true
              }}
              done=""
            />
          </div>
        ) : (
          <form class="draft" onSubmit={event => event.preventDefault()}>
            <Write label={words.value.productName} into={name} />
            <Write label={words.value.price} into={price} />
            <Write label={words.value.facts} hint={words.value.factsHint} rows={5} into={facts} />
            <Write label={words.value.minutes} into={minutes} />
            <Pick
              label={words.value.language}
              value={spoken.value}
              options={languages.map(value => ({ value, label: words.value.languages[value] ?? value }))}
              onPick={value => {
                spoken.value = value
              }}
            />
            <Pick
              label={words.value.tone}
              value={tone.value}
              options={tones.map(value => ({ value, label: words.value.tones[value] ?? value }))}
              onPick={value => {
                tone.value = value
              }}
            />
            <Button
              label={words.value.draftGo}
              tone="go"
              refusal={isReady() ? null : words.value.draftNeeds}
              act={draft}
              done=""
            />
          </form>
        )}
      </Panel>
    )
  },
  { props: ['desk'] },
)

const bare = {
  id: 'product-1',
  name: '',
  price: '',
  currency: 'CNY',
  stock: '',
  comparedPrice: '',
  comparedBasis: '',
  facts: '',
} as const
const empty: Work = workOf({}, '')

type WriteProps = {
  readonly label: string
  readonly hint?: string
  readonly rows?: number
  readonly into: { value: string }
}

function Write({ label, hint, rows, into }: WriteProps) {
  return (
    <TextField
      label={label}
      {...(hint === undefined ? {} : { hint })}
      {...(rows === undefined ? {} : { rows })}
      value={into.value}
      onWrite={value => {
        into.value = value
      }}
    />
  )
}
