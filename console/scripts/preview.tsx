// How the host's tablet shows the script.
import { defineComponent } from 'vue'
import { Panel } from '../kit/panel.tsx'
import { useWords } from '../shell/language.ts'
import type { Check } from './desk.ts'
import type { Work } from './model.ts'
import { scriptWords } from './words.ts'

export const Preview = defineComponent(
  (props: { readonly work: Work; readonly check: Check | null }) => {
    const words = useWords(scriptWords)
    return () => (
      <Panel title={words.value.preview} hint={words.value.previewHint}>
        <div
          class="preview"
          tabindex={0}
          role="region"
          aria-label={words.value.preview}
          lang={props.work.language}
        >
          {props.work.segments.map((segment, i) => {
            const product = props.work.products.find(each => each.id === segment.product)
            return (
              <div key={segment.name}>
                <p class="part">{segment.title || product?.name || words.value.segment(i + 1)}</p>
                {segment.sentences.map((written, j) => {
                  const line = props.check?.segments[i]?.lines[j]
                  const isKnown = line?.written === written.trim()
                  const isRefused = isKnown && (line.refusals.length > 0 || line.mistake !== null)
                  return (
                    <p key={j} class={['line', isRefused ? 'refused' : '', i + j === 0 ? 'now' : '']}>
                      {isKnown ? line.text : written}
                    </p>
                  )
                })}
              </div>
            )
          })}
        </div>
      </Panel>
    )
  },
  { props: ['work', 'check'] },
)
