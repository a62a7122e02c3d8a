// The text: the line to say at the reading line, the next ones below it, the last faintly above.
import { defineComponent, nextTick, onMounted, onScopeDispose, ref, watch } from 'vue'
import { language as deskLanguage, useWords } from '../shell/language.ts'
import { Icon } from '../kit/icon.tsx'
import { prompterWords } from './words.ts'
import type { Step } from './place.ts'
import { Scroller } from './scroller.ts'

type ReaderProps = {
  readonly steps: readonly Step[]
  /** The line to say, as it is known. */
  readonly index: number
  readonly language: string
  /** 0 stands still. */
  readonly perMinute: number
  readonly sizePx: number
  readonly readAt: number
  /** A person moved to a line. */
  readonly onMove: (index: number) => void
  readonly onEnd: () => void
  readonly onTap: (index: number | null) => void
}

const htmlLanguage: Readonly<Record<string, string>> = { zh: 'zh-CN', yue: 'zh-HK' }

export const Reader = defineComponent(
  (props: ReaderProps) => {
    const words = useWords(prompterWords)
    const box = ref<HTMLElement>()
    const text = ref<HTMLElement>()
    const shown = ref(props.index)
    let scroller: Scroller | undefined
    onMounted(() => {
      if (box.value === undefined || text.value === undefined) return
      scroller = new Scroller(box.value, text.value, {
        at: (index, byHand) => {
          shown.value = index
          if (byHand) props.onMove(index)
        },
        ended: () => props.onEnd(),
      })
      scroller.show(props.steps, props.index)
      scroller.setPace(props.perMinute)
    })
    onScopeDispose(() => scroller?.close())
    watch(
      () => props.steps,
      async () => {
        shown.value = props.index
        await nextTick()
        scroller?.show(props.steps, props.index)
      },
    )
    watch(
      () => props.index,
      index => {
        if (index !== scroller?.index) scroller?.goTo(index, false)
      },
    )
    watch(
      () => props.perMinute,
      perMinute => scroller?.setPace(perMinute),
    )
    const tap = (event: MouseEvent) => {
      const line = (event.target as Element).closest('[data-line]')
      props.onTap(line === null ? null : Number(line.getAttribute('data-line')))
    }
    return () => (
      <div
        class="reader"
        ref={box}
        tabindex={0}
        role="region"
        aria-label={words.value.script}
        style={{ '--size': `${props.sizePx}px`, '--read-at': String(props.readAt) }}
        onClick={tap}
      >
        <div class="text" ref={text} lang={htmlLanguage[props.language] ?? props.language}>
          {props.steps.map((step, index) => (
            <LineOf
              key={`${step.segment}/${step.sentence}`}
              step={step}
              index={index}
              at={index < shown.value ? 'said' : index === shown.value ? 'now' : 'next'}
            />
          ))}
          <p class="end">{words.value.endOfScript}</p>
        </div>
      </div>
    )
  },
  { props: ['steps', 'index', 'language', 'perMinute', 'sizePx', 'readAt', 'onMove', 'onEnd', 'onTap'] },
)

type LineProps = { readonly step: Step; readonly index: number; readonly at: 'said' | 'now' | 'next' }

const LineOf = defineComponent(
  (props: LineProps) => {
    const words = useWords(prompterWords)
    return () => {
      const { step, index, at } = props
      const refusal = step.refusals[0]
      const isZh = deskLanguage.value === 'zh'
      return (
        <>
          {step.isFirst ? <h2 class="segment">{step.title ?? words.value.part(step.ordinal)}</h2> : null}
          <p
            class={['line', at, refusal === undefined ? '' : 'refused']}
            data-line={index}
            aria-current={at === 'now' ? 'true' : undefined}
          >
            {step.text}
            {refusal === undefined ? null : (
              <span class="why" data-level="bad">
                <Icon name="bad" />
                {words.value.refused}
                {' · '}
                {words.value.insteadOf(
                  refusal.term,
                  isZh ? refusal.whyZh : refusal.why,
                  isZh ? refusal.insteadZh : refusal.instead,
                )}
              </span>
            )}
          </p>
        </>
      )
    }
  },
  { props: ['step', 'index', 'at'] },
)
