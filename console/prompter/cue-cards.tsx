// Cards from the desk, in front of everything, until the host confirms them.
import { defineComponent } from 'vue'
import { useWords } from '../shell/language.ts'
import { prompterWords } from './words.ts'
import { Icon, type IconName } from '../kit/icon.tsx'
import type { Cue, CueKind } from './types.ts'

const icons: Readonly<Record<CueKind, IconName>> = {
  note: 'unknown',
  product: 'busy',
  stock: 'busy',
  time: 'wait',
  urgent: 'bad',
}

export const CueCards = defineComponent(
  (props: { readonly cues: readonly Cue[]; readonly onConfirm: (id: number) => void }) => {
    const words = useWords(prompterWords)
    return () => {
      const [first, ...others] = props.cues
      return (
        <div class="cues" role="alert" aria-label={words.value.cues}>
          {first === undefined ? null : (
            <div
              class={['cue', first.kind]}
              key={first.id}
              data-cue={first.id}
              onClick={() => props.onConfirm(first.id)}
            >
              <p class="kind">
                {first.kind === 'note' ? null : <Icon name={icons[first.kind]} />}
                {words.value.cue[first.kind]}
                {others.length === 0 ? null : <span class="more">{words.value.more(others.length)}</span>}
              </p>
              <p class="says">{first.text}</p>
              <button type="button" class="got-it">
                {words.value.gotIt} ⏎
              </button>
            </div>
          )}
        </div>
      )
    }
  },
  { props: ['cues', 'onConfirm'] },
)
