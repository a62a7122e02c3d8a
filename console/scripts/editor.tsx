// The script that is open: what it is called, its products, its parts and sentences, and how the teleprompter shows it.
import { computed, defineComponent } from 'vue'
import { Button } from '../kit/button.tsx'
import { Pick, TextField } from '../kit/field.tsx'
import { Icon } from '../kit/icon.tsx'
import { Panel } from '../kit/panel.tsx'
import { mayAct } from '../live/session.ts'
import { shared, useWords } from '../shell/language.ts'
import { duration } from '../tell/figures.ts'
import { Conflict } from './conflict.tsx'
import type { ScriptDesk } from './desk.ts'
import { addSegment, type Fault, faultsIn, languages, scriptOf, tones, type Work } from './model.ts'
import { Preview } from './preview.tsx'
import { Products } from './products.tsx'
import { Segment } from './segment.tsx'
import { scriptWords } from './words.ts'

export const Editor = defineComponent(
  ({ desk }: { readonly desk: ScriptDesk }) => {
    const words = useWords(scriptWords)
    const work = computed(() => (desk.open.value?.work ?? null) as Work)
    const faults = computed<readonly Fault[]>(() => faultsIn(work.value))
    return () =>
      desk.open.value === null ? null : (
        <div class="column editor">
          {desk.theirs.value === null ? null : <Conflict desk={desk} />}
          <Head desk={desk} faults={faults.value} />
          <fieldset disabled={!mayAct.value}>
            <Products work={work.value} faults={faults.value} onChange={desk.change} />
            {work.value.segments.map((segment, at) => (
              <Segment
                key={segment.name}
                work={work.value}
                at={at}
                faults={faults.value}
                check={desk.check.value?.segments[at] ?? null}
                onChange={desk.change}
              />
            ))}
            <div class="row-of-buttons">
              <Button
                label={words.value.addSegment}
                act={() => desk.change(addSegment(work.value))}
                done=""
              />
            </div>
          </fieldset>
          <Preview work={work.value} check={desk.check.value} />
        </div>
      )
  },
  { props: ['desk'] },
)

type HeadProps = { readonly desk: ScriptDesk; readonly faults: readonly Fault[] }

const Head = defineComponent(
  (props: HeadProps) => {
    const words = useWords(scriptWords)
    const { desk } = props
    const work = () => desk.open.value?.work as Work
    const change = (part: Partial<Work>) => desk.change({ ...work(), ...part })
    const isUntitled = () => props.faults.some(each => each.is === 'no-title')
    return () => (
      <Panel title={work().title === '' ? words.value.fresh : work().title}>
        {{
          tools: () => <Standing desk={desk} />,
          default: () => (
            <>
              <div class="fields">
                <TextField
                  label={words.value.scriptTitle}
                  hint={words.value.scriptTitleHint(work().name)}
                  fault={isUntitled() ? words.value.fault['no-title'] : undefined}
                  maxLength={60}
                  value={work().title}
                  onWrite={title => change({ title })}
                  isDisabled={!mayAct.value}
                />
                <Pick
                  label={words.value.language}
                  value={work().language}
                  options={languages.map(value => ({ value, label: words.value.languages[value] ?? value }))}
                  onPick={language => change({ language })}
                  isDisabled={!mayAct.value}
                />
                <Pick
                  label={words.value.tone}
                  value={work().tone}
                  options={tones.map(value => ({ value, label: words.value.tones[value] ?? value }))}
                  onPick={tone => change({ tone })}
                  isDisabled={!mayAct.value}
                />
              </div>
              {work().origin === 'draft' ? (
                <div class="draft-mark" data-level="busy">
                  <p class="state">
                    <Icon name="busy" />
                    {words.value.isDraft}
                  </p>
                  <TextField
                    label={words.value.readBy}
                    hint={words.value.readByHint}
                    maxLength={60}
                    value={work().readBy}
                    onWrite={readBy => change({ readBy })}
                  />
                </div>
              ) : null}
              {mayAct.value ? <Acts desk={desk} faults={props.faults} /> : null}
            </>
          ),
        }}
      </Panel>
    )
  },
  { props: ['desk', 'faults'] },
)

/** How it stands: what the gate says, how long it is, whether it is saved. */
const Standing = defineComponent(
  ({ desk }: { readonly desk: ScriptDesk }) => {
    const words = useWords(scriptWords)
    const refused = () =>
      (desk.check.value?.segments ?? [])
        .flatMap(each => each.lines)
        .filter(each => each.refusals.length > 0 || each.mistake !== null).length
    const gate = () => {
      if (desk.cannotCheck.value) return ['wait', words.value.cannotCheck] as const
      if (desk.check.value === null) return ['wait', words.value.checking] as const
      return refused() === 0
        ? (['good', words.value.passes] as const)
        : (['bad', words.value.refused(refused())] as const)
    }
    return () => {
      const [level, text] = gate()
      const count = desk.open.value?.work.segments.reduce((sum, each) => sum + each.sentences.length, 0) ?? 0
      return (
        <p class="standing" role="status">
          <span class="state" data-level={level}>
            <Icon name={level} />
            {text}
          </span>
          <span class="hint">
            {words.value.sentences(count)}
            {desk.check.value === null
              ? ''
              : ` · ${words.value.length(duration(desk.check.value.spokenMs, shared.value.units))}`}
          </span>
          <span class="hint" data-saved={!desk.isChanged.value}>
            {desk.isChanged.value ? words.value.unsaved : words.value.saved}
          </span>
        </p>
      )
    }
  },
  { props: ['desk'] },
)

const Acts = defineComponent(
  (props: HeadProps) => {
    const words = useWords(scriptWords)
    const { desk } = props
    const work = () => desk.open.value?.work as Work
    const titled = () => work().title || work().name
    return () => (
      <>
        {desk.wasRestored.value && desk.isChanged.value ? <p class="hint">{words.value.restored}</p> : null}
        <div class="row-of-buttons">
          <Button
            label={words.value.save}
            tone="go"
            refusal={props.faults.length === 0 ? null : words.value.saveRefused(props.faults.length)}
            act={() => desk.save()}
            done={words.value.saved}
          />
          <Button
            label={words.value.duplicate}
            act={() => desk.copyOf(work(), words.value.copyOf(titled()))}
            done=""
          />
          <Button label={words.value.exportFile} act={() => exported(work())} done="" />
          {desk.isChanged.value && desk.open.value?.saved != null ? (
            <Button
              label={words.value.discard}
              tone="quiet"
              ask={words.value.discardAsk}
              act={desk.takeTheirs}
              done=""
            />
          ) : null}
          <Button
            label={words.value.remove}
            tone="end"
            ask={words.value.removeAsk(titled())}
            act={desk.remove}
            done=""
          />
        </div>
        <ul class="mistakes">
          {props.faults.length > 0
            ? null
            : (desk.check.value?.mistakes ?? [])
                .filter(each => !/sentences\[\d+\]/.test(each.field))
                .map(each => (
                  <li key={each.field + each.detail} class="fault">
                    {each.field} {each.detail}
                  </li>
                ))}
        </ul>
      </>
    )
  },
  { props: ['desk', 'faults'] },
)

/** Gives the script as a file. */
function exported(work: Work): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(
    new Blob([`${JSON.stringify(scriptOf(work), null, 2)}\n`], { type: 'application/json' }),
  )
  link.download = `${work.name}.json`
  link.click()
  URL.revokeObjectURL(link.href)
}
