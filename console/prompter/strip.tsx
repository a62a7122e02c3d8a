// The top edge: whether control answers, the clock, and how much time is left.
import { defineComponent, ref, watch } from 'vue'
import { Icon } from '../kit/icon.tsx'
import { shared, useWords } from '../shell/language.ts'
import { duration, timeOfDay } from '../tell/figures.ts'
import { countdown } from './countdown.ts'
import type { PrompterLink } from './use-prompter.ts'
import { prompterWords } from './words.ts'

type StripProps = {
  readonly link: PrompterLink
  /** How long the rest takes to say. */
  readonly left: { readonly segmentMs: number; readonly allMs: number }
}

/** A text that is shorter or longer than the time by less is on time. */
const onTimeMs = 60_000

export const Strip = defineComponent(
  (props: StripProps) => {
    const words = useWords(prompterWords)
    const { link } = props
    const goneSinceMs = ref<number | null>(null)
    watch(
      link.isOffline,
      isOffline => {
        goneSinceMs.value = isOffline ? Date.now() : null
      },
      { immediate: true },
    )
    const goneFor = () =>
      goneSinceMs.value === null ? '' : duration(Date.now() - goneSinceMs.value, shared.value.units)
    const state = () => {
      if (link.isOffline.value) return { level: 'bad', icon: 'unknown', text: words.value.offline } as const
      if (link.isWaiting.value) return { level: 'busy', icon: 'busy', text: words.value.telling } as const
      return { level: 'good', icon: 'good', text: words.value.live } as const
    }
    return () => {
      const nowMs = link.nowMs.value
      const endMs = link.prompter.value?.plannedEndMs ?? null
      const { level, icon, text } = state()
      const { segmentMs, allMs } = props.left
      const spareMs = endMs === null ? 0 : endMs - nowMs - allMs
      return (
        <header class="strip">
          <p class="link-state" data-level={level} role="status">
            <Icon name={icon} />
            <span>{text}</span>
            {link.isOffline.value ? <span class="since">{goneFor()}</span> : null}
          </p>
          <dl>
            <div>
              <dt>{words.value.segment}</dt>
              <dd>{countdown(segmentMs)}</dd>
            </div>
            <div>
              <dt>{words.value.needs}</dt>
              <dd>{countdown(allMs)}</dd>
            </div>
            {endMs === null ? null : (
              <div class={endMs < nowMs ? 'over' : ''}>
                <dt>{endMs < nowMs ? words.value.over : words.value.toEnd}</dt>
                <dd>{countdown(endMs - nowMs)}</dd>
              </div>
            )}
            <div>
              <dt>{words.value.clock}</dt>
              <dd>{timeOfDay(nowMs)}</dd>
            </div>
          </dl>
          {endMs === null || endMs < nowMs || Math.abs(spareMs) < onTimeMs ? null : (
            <p class="balance">
              {spareMs < 0
                ? words.value.tooLong(countdown(-spareMs))
                : words.value.tooShort(countdown(spareMs))}
            </p>
          )}
        </header>
      )
    }
  },
  { props: ['link', 'left'] },
)
