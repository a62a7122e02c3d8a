// The bottom edge: how the text moves. It is for the hand, so it is never mirrored.
import { defineComponent } from 'vue'
import { useWords } from '../shell/language.ts'
import { useFullScreen } from './awake.ts'
import type { Reading } from './page.tsx'
import type { Preferences } from './preferences.ts'
import { prompterWords } from './words.ts'

type ControlsProps = {
  readonly reading: Reading
  readonly preferences: Preferences
  readonly language: string
  readonly isSetting: boolean
  readonly onSettings: () => void
}

const paceStep = 10

export const Controls = defineComponent(
  (props: ControlsProps) => {
    const words = useWords(prompterWords)
    const { reading, preferences } = props
    const full = useFullScreen()
    const mode = (is: Preferences['mode'], label: string) => (
      <button type="button" aria-pressed={preferences.mode === is} onClick={() => reading.setMode(is)}>
        {label}
      </button>
    )
    return () => (
      <footer class="controls" onClick={letGo}>
        <div class="group" role="group" aria-label={words.value.mode}>
          {mode('hand', words.value.hand)}
          {mode('pace', words.value.pace)}
        </div>
        {preferences.mode === 'pace' ? (
          <div class="group">
            <button type="button" class="go" onClick={() => reading.go(!reading.isGoing.value)}>
              {reading.isGoing.value ? words.value.pause : words.value.go}
            </button>
            <button type="button" aria-label={words.value.slower} onClick={() => reading.speed(-paceStep)}>
              −
            </button>
            <output>{words.value.perMinute(reading.perMinute.value, props.language)}</output>
            <button type="button" aria-label={words.value.faster} onClick={() => reading.speed(paceStep)}>
              +
            </button>
          </div>
        ) : (
          <div class="group">
            <button type="button" onClick={() => reading.step(-1)}>
              {words.value.previous}
            </button>
            <button type="button" onClick={() => reading.step(1)}>
              {words.value.next}
            </button>
          </div>
        )}
        <div class="group last">
          {document.fullscreenEnabled ? (
            <button type="button" onClick={full.turn}>
              {full.isFull.value ? words.value.leaveFull : words.value.full}
            </button>
          ) : null}
          <button type="button" aria-expanded={props.isSetting} onClick={() => props.onSettings()}>
            {props.isSetting ? words.value.close : words.value.settings}
          </button>
        </div>
      </footer>
    )
  },
  { props: ['reading', 'preferences', 'language', 'isSetting', 'onSettings'] },
)

/** A button that was touched does not keep the pedal's enter and space for itself; one reached by keyboard does. */
function letGo(event: MouseEvent): void {
  if (event.detail > 0 && document.activeElement instanceof HTMLElement) document.activeElement.blur()
}
