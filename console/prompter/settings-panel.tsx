// How this tablet shows the text; for an operator also what is read and until when.
import { defineComponent, useId } from 'vue'
import { Check } from '../kit/field.tsx'
import { mayAct } from '../live/session.ts'
import { useWords } from '../shell/language.ts'
import { hrefOf } from '../shell/router.ts'
import type { Awake } from './awake.ts'
import { readiness } from './offline.ts'
import { type Preferences, sizes } from './preferences.ts'
import { Setup } from './setup.tsx'
import type { PrompterLink } from './use-prompter.ts'
import { prompterWords } from './words.ts'

type SettingsProps = {
  readonly broadcast: string
  readonly link: PrompterLink
  readonly preferences: Preferences
  readonly awake: Awake
}

export const SettingsPanel = defineComponent(
  (props: SettingsProps) => {
    const words = useWords(prompterWords)
    const { broadcast, link, preferences } = props
    return () => (
      <section class="settings" aria-label={words.value.settings}>
        <Slide
          label={words.value.size}
          value={preferences.sizePx}
          least={sizes.least}
          most={sizes.most}
          step={sizes.step}
          onSlide={value => {
            preferences.sizePx = value
          }}
        />
        <Slide
          label={words.value.readAt}
          value={preferences.readAt}
          least={0.1}
          most={0.7}
          step={0.02}
          onSlide={value => {
            preferences.readAt = value
          }}
        />
        <Check
          label={words.value.mirror}
          isOn={preferences.isMirrored}
          onTurn={isOn => {
            preferences.isMirrored = isOn
          }}
        />
        <Check
          label={words.value.showProduct}
          isOn={preferences.showsProduct}
          onTurn={isOn => {
            preferences.showsProduct = isOn
          }}
        />
        {mayAct.value ? <Setup broadcast={broadcast} link={link} /> : null}
        <ul class="hint">
          <li>{words.value.reload[readiness.value]}</li>
          <li>{words.value.keepAwake[props.awake]}</li>
          <li>{words.value.keys}</li>
        </ul>
        <a class="button" href={hrefOf('broadcast', { broadcast })}>
          {words.value.toDesk}
        </a>
      </section>
    )
  },
  { props: ['broadcast', 'link', 'preferences', 'awake'] },
)

type SlideProps = {
  readonly label: string
  readonly value: number
  readonly least: number
  readonly most: number
  readonly step: number
  readonly onSlide: (value: number) => void
}

const Slide = defineComponent(
  (props: SlideProps) => {
    const id = useId()
    return () => (
      <div class="field">
        <label for={id}>{props.label}</label>
        <input
          id={id}
          type="range"
          min={props.least}
          max={props.most}
          step={props.step}
          value={props.value}
          onInput={event => props.onSlide(Number((event.target as HTMLInputElement).value))}
        />
      </div>
    )
  },
  { props: ['label', 'value', 'least', 'most', 'step', 'onSlide'] },
)
