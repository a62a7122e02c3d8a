// The wizard: five steps from nothing to on air, for somebody who has never seen it. Control keeps what was done in each.
import './begin.css'
import { computed, defineComponent, nextTick, onScopeDispose, ref, watch } from 'vue'
import { Icon } from '../kit/icon.tsx'
import { broadcastCalled, view } from '../live/live.ts'
import { query } from '../shell/router.ts'
import { useWords } from '../shell/language.ts'
import { AirStep } from './air-step.tsx'
import { CameraStep } from './camera-step.tsx'
import { CheckStep } from './check-step.tsx'
import { forgetKeys } from './keys.ts'
import { PlatformsStep } from './platforms-step.tsx'
import { ShowStep } from './show-step.tsx'
import { doneSteps, stepAfter, stepIn, type Step, steps } from './steps.ts'
import { broadcastAsked, hrefOfStep } from './where.ts'
import { beginWords } from './words.ts'

export default defineComponent(() => {
  const words = useWords(beginWords)
  const name = computed(broadcastAsked)
  const broadcast = computed(() => (name.value === '' ? undefined : broadcastCalled(name.value)))
  const isLoading = computed(() => view.value.broadcasts === null)
  const step = computed(() => stepIn(query.value.get('step'), broadcast.value !== undefined))
  /** What preflight said last of this broadcast. */
  const verdict = ref<'GO' | 'NO-GO' | null>(null)
  const done = computed(() => doneSteps(broadcast.value, view.value.feeds, verdict.value))
  const heading = ref<HTMLElement>()
  watch(name, () => {
    verdict.value = null
  })
  watch([step, name], async () => {
    await nextTick()
    heading.value?.focus({ preventScroll: true })
    scrollTo(0, 0)
  })
  onScopeDispose(forgetKeys)
  const body = (at: Step) => {
    const { value } = broadcast
    if (value === undefined || at === 'show')
      return <ShowStep key={name.value} broadcast={value?.name ?? ''} />
    if (at === 'camera') return <CameraStep key={value.name} broadcast={value.name} />
    if (at === 'platforms') return <PlatformsStep key={value.name} broadcast={value.name} />
    const hear = (said: 'GO' | 'NO-GO') => {
      verdict.value = said
    }
    return at === 'check' ? (
      <CheckStep key={value.name} broadcast={value.name} onVerdict={hear} />
    ) : (
      <AirStep key={value.name} broadcast={value.name} verdict={verdict.value} />
    )
  }
  return () => (
    <div class="page begin">
      <header class="opening">
        <h1>{broadcast.value === undefined ? words.value.title : words.value.titleOf(name.value)}</h1>
        <p class="hint">{words.value.lead}</p>
      </header>
      <Path broadcast={broadcast.value?.name ?? ''} step={step.value} done={done.value} />
      {isLoading.value ? null : (
        <section class="step" aria-labelledby="step-title">
          <h2 id="step-title" ref={heading} tabindex={-1}>
            <span class="hint">{words.value.stepOf(steps.indexOf(step.value) + 1, steps.length)}</span>
            {words.value.steps[step.value]}
          </h2>
          {name.value !== '' && broadcast.value === undefined ? (
            <p class="trouble" role="alert">
              {words.value.notFound(name.value)}
            </p>
          ) : null}
          {body(step.value)}
          <Onward broadcast={broadcast.value?.name ?? ''} step={step.value} />
        </section>
      )}
    </div>
  )
})

type PathProps = {
  readonly broadcast: string
  readonly step: Step
  readonly done: Readonly<Record<Step, boolean>>
}

/** Where we are, what is done, and the way back to each step. */
function Path({ broadcast, step, done }: PathProps) {
  const words = useWords(beginWords).value
  return (
    <nav class="path" aria-label={words.path}>
      <ol>
        {steps.map((each, i) => {
          const inner = [
            <span key="mark" class="number" data-level={done[each] ? 'good' : 'off'}>
              {done[each] ? <Icon name="good" /> : i + 1}
            </span>,
            <span key="name">{words.steps[each]}</span>,
            done[each] ? (
              <span key="done" class="hidden">
                {words.done}
              </span>
            ) : null,
          ]
          const current = each === step ? ('step' as const) : undefined
          return (
            <li key={each}>
              {broadcast === '' ? (
                <span class="to" aria-current={current}>
                  {inner}
                </span>
              ) : (
                <a class="to" href={hrefOfStep(broadcast, each)} aria-current={current}>
                  {inner}
                </a>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
Path.props = ['broadcast', 'step', 'done']

function Onward({ broadcast, step }: { readonly broadcast: string; readonly step: Step }) {
  const words = useWords(beginWords).value
  const after = stepAfter(step)
  const before = steps[steps.indexOf(step) - 1]
  if (broadcast === '') return null
  return (
    <div class="onward">
      {before === undefined ? null : (
        <a class="button" href={hrefOfStep(broadcast, before)}>
          {words.back}
        </a>
      )}
      {after === null ? null : (
        <a class="button go" href={hrefOfStep(broadcast, after)}>
          {words.next(words.steps[after])}
        </a>
      )}
    </div>
  )
}
Onward.props = ['broadcast', 'step']
