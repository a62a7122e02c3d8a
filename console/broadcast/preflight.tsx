// The preflight of a broadcast: asked for by a button, GO or NO-GO for each destination with what failed and how to mend it.
import { defineComponent, shallowRef } from 'vue'
import { ask } from '../live/ask.ts'
import { Icon, type IconName } from '../kit/icon.tsx'
import { Button } from '../kit/button.tsx'
import { Panel } from '../kit/panel.tsx'
import { destinationCalled } from '../pieces/names.ts'
import { language, useWords } from '../shell/language.ts'
import { timeOfDay } from '../tell/figures.ts'
import { isHeard } from './commands.ts'
import { broadcastWords } from './words.ts'

type Check = {
  readonly rule: string
  readonly outcome: 'passed' | 'told' | 'failed'
  readonly detail: string
  readonly mend: string | null
}
type Judged = { readonly verdict: 'GO' | 'NO-GO'; readonly checks: readonly Check[] }
type PreflightAnswer = Judged & {
  readonly destinations: readonly (Judged & { readonly destination: string })[]
}

const waitMs = 90_000
const icons: Readonly<Record<Check['outcome'], IconName>> = { passed: 'good', told: 'unknown', failed: 'bad' }

export const Preflight = defineComponent(
  (props: { broadcast: string }) => {
    const words = useWords(broadcastWords)
    const answer = shallowRef<{ readonly said: PreflightAnswer; readonly atMs: number } | null>(null)
    const run = async () => {
      const said = await ask('POST', `api/broadcasts/${props.broadcast}/preflight`, undefined, { waitMs })
      answer.value = { said: said as PreflightAnswer, atMs: Date.now() }
    }
    return () => {
      const { preflight } = words.value
      return (
        <Panel title={preflight.title} hint={preflight.hint}>
          {{
            tools: () => (isHeard() ? <Button label={preflight.run} act={run} done="" /> : null),
            default: () =>
              answer.value === null ? null : (
                <div class="preflight" role="status">
                  <p class="small">{preflight.at(timeOfDay(answer.value.atMs))}</p>
                  <Part name={preflight.whole} judged={answer.value.said} />
                  {answer.value.said.destinations.map(each => (
                    <Part
                      key={each.destination}
                      name={destinationCalled(props.broadcast, each.destination)}
                      judged={each}
                    />
                  ))}
                </div>
              ),
          }}
        </Panel>
      )
    }
  },
  { props: ['broadcast'] },
)

function Part({ name, judged: { verdict, checks } }: { readonly name: string; readonly judged: Judged }) {
  const { preflight } = broadcastWords[language.value]
  const passed = checks.filter(({ outcome }) => outcome === 'passed')
  const isGo = verdict === 'GO'
  return (
    <section data-level={isGo ? 'good' : 'bad'} data-verdict={verdict}>
      <h3 class="state">
        <Icon name={isGo ? 'good' : 'bad'} />
        {name} <span class="says">{isGo ? preflight.go : preflight.noGo}</span>
      </h3>
      <ul class="checks">
        {checks
          .filter(({ outcome }) => outcome !== 'passed')
          .map(check => (
            <CheckLine key={check.rule + check.detail} check={check} />
          ))}
      </ul>
      {passed.length === 0 ? null : (
        <details>
          <summary>{preflight.fine(passed.length)}</summary>
          <ul class="checks">
            {passed.map(check => (
              <CheckLine key={check.rule + check.detail} check={check} />
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
Part.props = ['name', 'judged']

function CheckLine({ check: { rule, outcome, detail, mend } }: { readonly check: Check }) {
  return (
    <li data-level={outcome === 'failed' ? 'bad' : outcome === 'passed' ? 'good' : 'off'}>
      <Icon name={icons[outcome]} />
      <div>
        <p>
          <code>{rule}</code> {detail}
        </p>
        {mend === null ? null : <p class="why">{mend}</p>}
      </div>
    </li>
  )
}
CheckLine.props = ['check']
