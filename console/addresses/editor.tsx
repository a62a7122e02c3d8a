// A destination's addresses: paste them in any form, see what was recognised, order them, save them. Hot on air too.
import './editor.css'
import { computed, defineComponent, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { Button } from '../kit/button.tsx'
import { TextField } from '../kit/field.tsx'
import { broadcastCalled, lookNow } from '../live/live.ts'
import { shared, useWords } from '../shell/language.ts'
import { checkAddresses, type Seen } from './check.ts'
import { KeptAddresses } from './kept.tsx'
import { type Put, putAddresses, stays } from './put.ts'
import { mostAddresses, readAddresses } from './read.ts'
import { Recognised } from './recognised.tsx'
import { addressWords } from './words.ts'

type EditorProps = {
  /** By name. */
  readonly broadcast: string
  readonly destination: string
  /** Of the destination: `douyin`. */
  readonly platform: string
}

/** Writing goes on for longer than this between letters. */
const restMs = 250

export const AddressEditor = defineComponent(
  (props: EditorProps) => {
    const words = useWords(addressWords)
    const text = ref('')
    const reading = computed(() => readAddresses(text.value))
    const { seen, isUnchecked } = useCheck(() => reading.value.addresses, props)
    const broadcast = computed(() => broadcastCalled(props.broadcast))
    const kept = computed(
      () => broadcast.value?.destinations.find(each => each.name === props.destination)?.addresses ?? [],
    )
    const isOnAir = computed(() => broadcast.value?.wish === 'on')
    const put = async (list: readonly Put[]) => {
      await putAddresses(props, list, words.value.refused)
      lookNow()
    }
    const save = async (withKept: boolean) => {
      const fresh = reading.value.addresses.map(({ url, key }) => ({ url, key }))
      await put(withKept ? [...kept.value.map(stays), ...fresh] : fresh)
      text.value = ''
    }
    const refusal = (count: number) => {
      const found = seen.value
      if (found === null || found.length !== reading.value.addresses.length) return words.value.checking
      if (found.some(({ faults }) => faults.length > 0)) return words.value.mendFirst
      return count > mostAddresses ? words.value.tooMany(mostAddresses) : null
    }
    const saving = () => {
      const { length } = reading.value.addresses
      const question = isOnAir.value ? words.value.onAirAsk : null
      const common = { done: words.value.saved, ask: question }
      if (kept.value.length === 0)
        return (
          <Button
            {...common}
            tone="go"
            label={words.value.save(length)}
            refusal={refusal(length)}
            act={() => save(false)}
          />
        )
      return [
        <Button
          key="add"
          {...common}
          tone="go"
          label={words.value.add}
          refusal={refusal(length + kept.value.length)}
          act={() => save(true)}
        />,
        <Button
          key="replace"
          {...common}
          label={words.value.replace}
          refusal={refusal(length)}
          act={() => save(false)}
        />,
      ]
    }
    return () => (
      <div class="addresses">
        <KeptAddresses addresses={kept.value} isOnAir={isOnAir.value} put={put} />
        <TextField
          label={words.value.paste(shared.value.platforms[props.platform] ?? props.platform)}
          hint={`${words.value.where[props.platform] ?? ''} ${words.value.pasteHint}`.trim()}
          placeholder={words.value.placeholder}
          rows={3}
          value={text.value}
          onWrite={written => {
            text.value = written
          }}
        />
        <Recognised
          reading={reading.value}
          seen={seen.value}
          isUnchecked={isUnchecked.value}
          isEmpty={text.value.trim() === ''}
        />
        {reading.value.addresses.length === 0 ? null : (
          <div class="row-of-buttons">
            {saving()}
            <Button
              tone="quiet"
              label={words.value.clear}
              done=""
              act={() => {
                text.value = ''
              }}
            />
          </div>
        )}
      </div>
    )
  },
  { props: ['broadcast', 'destination', 'platform'] },
)

/** Asks control a moment after the last letter; an answer that comes late is not shown. */
function useCheck(addresses: () => readonly { url: string; key: string }[], use: EditorProps) {
  const seen = shallowRef<readonly Seen[] | null>(null)
  const isUnchecked = ref(false)
  let asking: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = async () => {
    const mine = new AbortController()
    asking = mine
    const { broadcast, destination, platform } = use
    try {
      const found = await checkAddresses(addresses(), { broadcast, destination, platform }, mine.signal)
      if (mine.signal.aborted) return
      seen.value = found
      isUnchecked.value = false
    } catch {
      if (mine.signal.aborted) return
      isUnchecked.value = true // it is said, and tried again
      timer = setTimeout(() => void look(), 2_000)
    }
  }
  watch(
    () => JSON.stringify(addresses().map(({ url, key }) => [url, key])),
    () => {
      asking?.abort()
      clearTimeout(timer)
      seen.value = null
      isUnchecked.value = false
      if (addresses().length > 0) timer = setTimeout(() => void look(), restMs)
    },
  )
  onScopeDispose(() => {
    asking?.abort()
    clearTimeout(timer)
  })
  return { seen, isUnchecked }
}
