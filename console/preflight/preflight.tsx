// GO or NO-GO for each destination: what failed and how to mend it first, then what is good to know, then what passed.
import './preflight.css'
import { defineComponent, onMounted, onScopeDispose, ref, shallowRef } from 'vue'
import { addressWords } from '../addresses/words.ts'
import { Button } from '../kit/button.tsx'
import { Icon, type IconName } from '../kit/icon.tsx'
import { Trouble } from '../kit/panel.tsx'
import { ask } from '../live/ask.ts'
import { broadcastCalled } from '../live/live.ts'
import { language, shared, useWords } from '../shell/language.ts'
import { timeOfDay } from '../tell/figures.ts'
import { nameOf } from '../tell/names.ts'
import { rules } from './rules.ts'
import { preflightWords } from './words.ts'

type Check = {
  readonly rule: string
  readonly outcome: 'passed' | 'told' | 'failed'
  readonly detail: string
  readonly mend: string | null
}
type Judged = { readonly verdict: 'GO' | 'NO-GO'; readonly checks: readonly Check[] }
type Answer = Judged & { readonly destinations: readonly (Judged & { readonly destination: string })[] }

type PreflightProps = {
  readonly broadcast: string
  /** Hears each verdict. */
  readonly onVerdict?: (verdict: 'GO' | 'NO-GO') => void
}

const waitMs = 60_000
const iconOf: Readonly<Record<Check['outcome'], IconName>> = {
  passed: 'good',
  told: 'unknown',
  failed: 'bad',
}
const levelOf = { passed: 'good', told: 'off', failed: 'bad' } as const

/** Looks at once when it is opened, and again when it is asked to. */
export const Preflight = defineComponent(
  (props: PreflightProps) => {
    const words = useWords(preflightWords)
    const answer = shallowRef<{ readonly said: Answer; readonly atMs: number } | null>(null)
    const isBusy = ref(false)
    const trouble = ref('')
    const left = new AbortController()
    const look = async () => {
      isBusy.value = true
      trouble.value = ''
      try {
        const path = `api/broadcasts/${encodeURIComponent(props.broadcast)}/preflight`
        const said = (await ask('POST', path, undefined, { waitMs, signal: left.signal })) as Answer
        answer.value = { said, atMs: Date.now() }
        props.onVerdict?.(said.verdict)
      } catch (error) {
        if (!left.signal.aborted) trouble.value = (error as Error).message || shared.value.link.goneTitle
      }
      isBusy.value = false
    }
    onMounted(() => void look())
    onScopeDispose(() => left.abort())
    const verdict = ({ said, atMs }: { said: Answer; atMs: number }) => {
      const isGo = said.verdict === 'GO'
      return (
        <div class="verdict level" data-level={isGo ? 'good' : 'bad'} data-verdict={said.verdict}>
          <Icon name={isGo ? 'good' : 'bad'} />
          <div>
            <p class="big">{isGo ? words.value.go : words.value.noGo}</p>
            <p class="hint">
              {isGo ? words.value.goHint : words.value.noGoHint} {words.value.at(timeOfDay(atMs))}
            </p>
          </div>
        </div>
      )
    }
    return () => (
      <div class="preflight" aria-busy={isBusy.value}>
        <div role="status">
          {answer.value === null ? null : verdict(answer.value)}
          {isBusy.value ? <p class="hint">{words.value.running}</p> : null}
        </div>
        <Trouble says={trouble.value} />
        <Button label={words.value.again} act={look} done="" />
        {answer.value === null ? null : (
          <div class="parts">
            {answer.value.said.destinations.map(each => (
              <Part key={each.destination} name={called(props.broadcast, each.destination)} judged={each} />
            ))}
            <Part name={words.value.house} judged={answer.value.said} />
          </div>
        )}
      </div>
    )
  },
  { props: ['broadcast', 'onVerdict'] },
)

function called(broadcast: string, destination: string): string {
  const platform = broadcastCalled(broadcast)?.destinations.find(each => each.name === destination)?.platform
  return platform === undefined ? destination : nameOf({ destination, platform }, shared.value)
}

function Part({ name, judged: { checks } }: { readonly name: string; readonly judged: Judged }) {
  const words = preflightWords[language.value]
  const of = (outcome: Check['outcome']) => checks.filter(each => each.outcome === outcome)
  const [failed, told, passed] = [of('failed'), of('told'), of('passed')]
  const isGo = failed.length === 0
  return (
    <section class="panel level" data-level={isGo ? 'good' : 'bad'} aria-label={name}>
      <h3 class="state">
        <Icon name={isGo ? 'good' : 'bad'} />
        {name}
        <span class="hint">{isGo ? words.fine(passed.length) : words.failed(failed.length)}</span>
      </h3>
      {failed.length === 0 ? null : <Checks checks={failed} />}
      {told.length === 0 ? null : (
        <details>
          <summary>{words.told(told.length)}</summary>
          <Checks checks={told} />
        </details>
      )}
      {passed.length === 0 ? null : (
        <details>
          <summary>{words.fine(passed.length)}</summary>
          <Checks checks={passed} />
        </details>
      )}
    </section>
  )
}
Part.props = ['name', 'judged']

function Checks({ checks }: { readonly checks: readonly Check[] }) {
  return (
    <ul class="checks">
      {checks.map(check => (
        <CheckLine key={check.rule + check.detail} check={check} />
      ))}
    </ul>
  )
}
Checks.props = ['checks']

/** ` · 备用 1`: of which of several addresses a check tells; '' where of none. */
function addressIn(detail: string): string {
  const ordinal = Number(/^address (\d+): /.exec(detail)?.[1] ?? 0)
  const { main, backup } = addressWords[language.value]
  return ordinal === 0 ? '' : ` · ${ordinal === 1 ? main : backup(ordinal - 1)}`
}

function CheckLine({ check: { rule, outcome, detail, mend } }: { readonly check: Check }) {
  const isZh = language.value === 'zh'
  const named = rules[rule]
  const mends = isZh ? named?.mendZh : mend
  return (
    <li data-level={levelOf[outcome]} data-rule={rule}>
      <Icon name={iconOf[outcome]} />
      <div>
        <p class="name">
          {named?.[language.value] ?? rule}
          {addressIn(detail)}
          <span class="hidden"> {preflightWords[language.value].outcome[outcome]}</span>
        </p>
        {outcome === 'passed' || mends == null ? null : <p>{mends}</p>}
        <p class="hint small" lang="en">
          {isZh && mend !== null ? `${detail} · ${mend}` : detail}
        </p>
      </div>
    </li>
  )
}
CheckLine.props = ['check']
