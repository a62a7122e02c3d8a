// Two people changed one script: what differs, and what can be done without losing either.
import { defineComponent } from 'vue'
import { Button } from '../kit/button.tsx'
import { Panel } from '../kit/panel.tsx'
import { useWords } from '../shell/language.ts'
import type { ScriptDesk } from './desk.ts'
import { sentencesOnlyIn, workOf } from './model.ts'
import { scriptWords } from './words.ts'

const mostShown = 12

export const Conflict = defineComponent(
  ({ desk }: { readonly desk: ScriptDesk }) => {
    const words = useWords(scriptWords)
    const sentences = (title: string, texts: readonly string[]) => (
      <div>
        <h3>{title}</h3>
        {texts.length === 0 ? <p class="empty">{words.value.nothing}</p> : null}
        <ul class="differs">
          {texts.slice(0, mostShown).map(text => (
            <li key={text}>{text}</li>
          ))}
          {texts.length > mostShown ? <li>…</li> : null}
        </ul>
      </div>
    )
    return () => {
      const mine = desk.open.value?.work
      if (mine === undefined || desk.theirs.value === null) return null
      const theirs = workOf(desk.theirs.value.script, mine.name)
      return (
        <div class="conflict" role="alert">
          <Panel title={words.value.conflict} hint={words.value.conflictHint}>
            <div class="fields">
              {sentences(words.value.theirsOnly, sentencesOnlyIn(theirs, mine))}
              {sentences(words.value.mineOnly, sentencesOnlyIn(mine, theirs))}
            </div>
            <div class="row-of-buttons">
              <Button
                label={words.value.asCopy}
                tone="go"
                act={() => {
                  const copied = mine
                  desk.takeTheirs()
                  desk.copyOf(copied, words.value.copyOf(copied.title || copied.name))
                }}
                done=""
              />
              <Button
                label={words.value.overwrite}
                ask={words.value.overwriteAsk}
                act={() => desk.save('theirs')}
                done=""
              />
              <Button
                label={words.value.takeTheirs}
                tone="quiet"
                ask={words.value.takeTheirsAsk}
                act={desk.takeTheirs}
                done=""
              />
            </div>
          </Panel>
        </div>
      )
    }
  },
  { props: ['desk'] },
)
