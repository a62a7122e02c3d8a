// When a key ends, by what it says of itself: counted down, and marked when it is near.
import { defineComponent, onScopeDispose, ref } from 'vue'
import { shared, useWords } from '../shell/language.ts'
import { duration, timeOfDay } from '../tell/figures.ts'
import { addressWords } from './words.ts'

const soonMs = 30 * 60_000

export const Ends = defineComponent(
  (props: { readonly atMs: number | null }) => {
    const words = useWords(addressWords)
    const nowMs = ref(Date.now())
    const timer = setInterval(() => {
      nowMs.value = Date.now()
    }, 1_000)
    onScopeDispose(() => clearInterval(timer))
    return () => {
      const { atMs } = props
      if (atMs === null) return <span>{words.value.endsUnsaid}</span>
      const leftMs = atMs - nowMs.value
      const length = duration(Math.abs(leftMs), shared.value.units)
      const said = leftMs > 0 ? words.value.endsIn(length) : words.value.ended(length)
      return (
        <time
          class={leftMs < soonMs ? 'fault' : ''}
          datetime={new Date(atMs).toISOString()}
          title={`${new Date(atMs).toLocaleDateString()} ${timeOfDay(atMs)}`}
        >
          {said}
        </time>
      )
    }
  },
  { props: ['atMs'] },
)
