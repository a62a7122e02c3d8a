// What stands behind a host: built-in sets at a time of day, sets of one's own, and one made from a few words.
import { defineComponent, ref, shallowRef } from 'vue'
import type { SetPlan } from '#stage'
import { Button } from '../kit/button.tsx'
import { Check, Pick, TextField } from '../kit/field.tsx'
import { ask } from '../live/ask.ts'
import { mayAct } from '../live/session.ts'
import { useWords } from '../shell/language.ts'
import { readSets, sets } from './shelf.ts'
import { setStills } from './stills.ts'
import type { Brief, SetLook } from './types.ts'
import { hostWords } from './words.ts'

type PickerProps = { readonly shown: string; readonly onShow: (name: string, plan: SetPlan) => void }

export const SetPicker = defineComponent(
  (props: PickerProps) => {
    const words = useWords(hostWords)
    const time = ref('day')
    const showBuiltIn = async (kind: SetPlan['kind'], timeOfDay = time.value) => {
      const brief = { words: kind, set: kind, timeOfDay }
      const { plan } = (await ask('POST', 'api/sets/look', brief)) as SetLook
      props.onShow(kind, plan)
    }
    const chooseTime = (chosen: string) => {
      time.value = chosen
      const kind = sets.value?.kinds.find(each => each === props.shown)
      if (kind !== undefined) void showBuiltIn(kind)
    }
    const remove = async (name: string) => {
      await ask('DELETE', `api/sets/${name}`)
      await readSets()
    }
    return () => {
      const said = words.value.sets
      const { kinds = [], timesOfDay = [], own = [] } = sets.value ?? {}
      return (
        <div class="set-picker">
          <p class="hint">{said.hint}</p>
          <ul class="set-cards">
            {kinds.map(kind => (
              <li key={kind}>
                <button
                  type="button"
                  class="set-card"
                  aria-pressed={props.shown === kind}
                  onClick={() => void showBuiltIn(kind)}
                >
                  <img src={setStills[kind]} alt="" />
                  <span>{said.kinds[kind]}</span>
                </button>
              </li>
            ))}
          </ul>
          <Pick
            label={said.time}
            value={time.value}
            options={timesOfDay.map(value => ({
              value,
              label: said.times[value as keyof typeof said.times],
            }))}
            onPick={chooseTime}
          />
          <h3>{said.own}</h3>
          {own.length === 0 ? <p class="hint">{said.noneOwn}</p> : null}
          <ul class="own-sets">
            {own.map(({ name, brief, plan }) => (
              <li key={name}>
                <button
                  type="button"
                  aria-pressed={props.shown === name}
                  onClick={() => props.onShow(name, plan)}
                >
                  {name}
                </button>
                <span class="hint">
                  {said.kinds[plan.kind]} · {brief.words}
                </span>
                {mayAct.value ? (
                  <Button
                    label={said.remove}
                    tone="quiet"
                    ask={said.removeAsk(name)}
                    act={() => remove(name)}
                    done=""
                  />
                ) : null}
              </li>
            ))}
          </ul>
          {mayAct.value ? <SetForm onShow={(name, plan) => props.onShow(name, plan)} /> : null}
        </div>
      )
    }
  },
  { props: ['shown', 'onShow'] },
)

const usualColours = { main: '#5a7a94', accent: '#ffc07a' }

const SetForm = defineComponent(
  (props: { readonly onShow: (name: string, plan: SetPlan) => void }) => {
    const words = useWords(hostWords)
    const brief = shallowRef<Brief>({ words: '', category: 'general', timeOfDay: 'day' })
    const kind = ref('')
    const name = ref('')
    const colours = shallowRef<{ main: string; accent: string } | null>(null)
    const seed = ref<number>()
    const found = shallowRef<SetLook>()
    const asked = (): Brief => ({
      ...brief.value,
      words: brief.value.words.trim(),
      ...(kind.value === '' ? {} : { set: kind.value }),
      ...(colours.value === null ? {} : { colours: colours.value }),
      ...(seed.value === undefined ? {} : { seed: seed.value }),
    })
    const look = async () => {
      found.value = (await ask('POST', 'api/sets/look', asked())) as SetLook
      props.onShow(name.value.trim() || 'new', found.value.plan)
    }
    const another = async () => {
      seed.value = Math.floor(Math.random() * 0xffff_ffff)
      await look()
    }
    const save = async () => {
      await ask('PUT', `api/sets/${encodeURIComponent(name.value.trim())}`, asked())
      await readSets()
    }
    const colour = (field: 'main' | 'accent', label: string) => (
      <label class="field colour">
        <span class="soft">{label}</span>
        <input
          type="color"
          value={colours.value?.[field] ?? usualColours[field]}
          onInput={(event: Event) => {
            const written = (event.target as HTMLInputElement).value
            colours.value = { ...(colours.value ?? usualColours), [field]: written }
          }}
        />
      </label>
    )
    return () => {
      const said = words.value.sets
      const { kinds: kindNames, times } = said
      const categoryNames = words.value.gallery.categories
      const write = (changed: Partial<Brief>) => (brief.value = { ...brief.value, ...changed })
      return (
        <section class="make-set" aria-label={said.make}>
          <h3>{said.make}</h3>
          <TextField
            label={said.words}
            hint={said.wordsHint}
            value={brief.value.words}
            maxLength={200}
            onWrite={written => write({ words: written })}
          />
          <div class="fields">
            <Pick
              label={said.category}
              value={brief.value.category}
              options={(sets.value?.categories ?? []).map(value => ({
                value,
                label: categoryNames[value as keyof typeof categoryNames],
              }))}
              onPick={category => write({ category })}
            />
            <Pick
              label={said.kind}
              value={kind.value}
              options={[
                { value: '', label: said.kindAuto },
                ...(sets.value?.kinds ?? []).map(value => ({ value, label: kindNames[value] })),
              ]}
              onPick={chosen => (kind.value = chosen)}
            />
            <Pick
              label={said.time}
              value={brief.value.timeOfDay}
              options={(sets.value?.timesOfDay ?? []).map(value => ({
                value,
                label: times[value as keyof typeof times],
              }))}
              onPick={timeOfDay => write({ timeOfDay })}
            />
          </div>
          <Check
            label={said.ownColours}
            isOn={colours.value !== null}
            onTurn={isOn => (colours.value = isOn ? usualColours : null)}
          />
          {colours.value === null ? null : (
            <div class="row-of-buttons">
              {colour('main', said.main)}
              {colour('accent', said.accent)}
            </div>
          )}
          <div class="row-of-buttons">
            <Button label={said.look} act={look} done="" />
            {found.value === undefined ? null : (
              <Button label={said.another} tone="quiet" act={another} done="" />
            )}
          </div>
          {found.value === undefined ? null : (
            <>
              <p class="hint">
                {kindNames[found.value.plan.kind]} · {found.value.because}
              </p>
              {found.value.isModelAsked ? <p class="hint">{said.model}</p> : null}
              <TextField
                label={said.name}
                hint={words.value.feeds.nameHint}
                value={name.value}
                maxLength={32}
                onWrite={written => (name.value = written)}
              />
              <Button label={said.save} tone="go" act={save} done={said.saved} />
            </>
          )}
        </section>
      )
    }
  },
  { props: ['onShow'] },
)
