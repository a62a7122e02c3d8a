// Scripts: a list of them, and beside it the one that is written.
import { defineComponent, ref } from 'vue'
import { Button } from '../kit/button.tsx'
import { Empty, Panel, Trouble } from '../kit/panel.tsx'
import { mayAct } from '../live/session.ts'
import { useWords } from '../shell/language.ts'
import { type Known, type ScriptDesk, useScripts } from './desk.ts'
import { DraftForm } from './draft-form.tsx'
import { Editor } from './editor.tsx'
import { freeName, workOf } from './model.ts'
import { scriptWords } from './words.ts'
import './scripts.css'

export default defineComponent(() => {
  const words = useWords(scriptWords)
  const desk = useScripts()
  return () => (
    <div class="page scripts">
      <header>
        <h1>{words.value.title}</h1>
        <p class="hint">{words.value.hint}</p>
      </header>
      <Trouble says={desk.trouble.value} />
      <div class="beside">
        <List desk={desk} />
        {desk.open.value === null ? (
          <Panel title={words.value.none}>
            <Empty says={words.value.noneHint} />
          </Panel>
        ) : (
          <Editor key={desk.open.value.work.name} desk={desk} />
        )}
      </div>
    </div>
  )
})

const titleOf = ({ name, script }: Known) => (script as { title?: string } | null)?.title ?? name

const List = defineComponent(
  ({ desk }: { readonly desk: ScriptDesk }) => {
    const words = useWords(scriptWords)
    const said = ref('')
    const take = async (event: Event) => {
      const field = event.target as HTMLInputElement
      said.value = (await imported(field.files?.[0], desk)) ? '' : words.value.badFile
      field.value = ''
    }
    const item = (name: string, title: string, isUnsaved: boolean) => (
      <li key={name}>
        <button
          type="button"
          class="quiet"
          aria-current={desk.open.value?.work.name === name ? 'true' : undefined}
          onClick={() => desk.show(name)}
        >
          <span>{title}</span>
          {isUnsaved ? <span class="hint">{words.value.unsaved}</span> : null}
        </button>
      </li>
    )
    return () => (
      <div class="column">
        <Panel title={words.value.list}>
          {desk.own.value.length + desk.fresh.value.length === 0 ? <Empty says={words.value.none} /> : null}
          <ul class="list">
            {desk.own.value.map(each => item(each.name, titleOf(each), false))}
            {desk.fresh.value.map(name =>
              item(
                name,
                desk.open.value?.work.name === name ? desk.open.value.work.title || name : name,
                true,
              ),
            )}
          </ul>
          {mayAct.value ? (
            <div class="row-of-buttons">
              <Button label={words.value.fresh} tone="go" act={desk.makeNew} done="" />
              <label class="button file">
                {words.value.importFile}
                <input type="file" class="hidden" accept=".json,application/json" onChange={take} />
              </label>
            </div>
          ) : (
            <p class="hint">{words.value.readOnly}</p>
          )}
          <Trouble says={said.value} />
        </Panel>
        {mayAct.value ? (
          <Panel title={words.value.samples} hint={words.value.samplesHint}>
            <ul class="samples">
              {desk.samples.value.map(each => (
                <li key={each.name}>
                  <span>{titleOf(each)}</span>
                  <Button
                    label={words.value.takeSample}
                    act={() => desk.copyOf(workOf(each.script, each.name), titleOf(each))}
                    done=""
                  />
                </li>
              ))}
            </ul>
          </Panel>
        ) : null}
        {mayAct.value ? <DraftForm desk={desk} /> : null}
      </div>
    )
  },
  { props: ['desk'] },
)

const largestFile = 1_000_000

/** Opens a file as a new script; false where it is none. */
async function imported(file: File | undefined, desk: ScriptDesk): Promise<boolean> {
  if (file === undefined) return true
  if (file.size > largestFile) return false
  try {
    const script = JSON.parse(await file.text()) as { name?: unknown; segments?: unknown; title?: unknown }
    if (!Array.isArray(script.segments)) return false
    const wished = typeof script.name === 'string' ? script.name : ''
    const work = workOf(script, freeName(wished, 'script', desk.taken()))
    desk.begin(work.title === '' ? { ...work, title: wished || file.name.replace(/\.json$/, '') } : work)
    return true
  } catch {
    return false // not JSON
  }
}
