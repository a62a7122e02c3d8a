// What happened to one broadcast, as sentences; of one kind where it is picked, and older ones page by page.
import { computed, defineComponent, ref, shallowRef, watch } from 'vue'
import { ask } from '../live/ask.ts'
import { view } from '../live/live.ts'
import type { HouseEvent } from '../live/types.ts'
import { Button } from '../kit/button.tsx'
import { Panel } from '../kit/panel.tsx'
import { EventList } from '../pieces/events.tsx'
import { useWords } from '../shell/language.ts'
import { isOfKind, kindsOf, type LogKind, logKinds } from './log-kinds.ts'
import { broadcastWords } from './words.ts'

const firstShown = 40
const pageSize = 60
/** So many are kept in the page; who wants to see further back asks the API. */
const mostOlder = 1_200

type Page = { readonly events: readonly HouseEvent[]; readonly hasMore: boolean }

export const Log = defineComponent(
  (props: { broadcast: string }) => {
    const words = useWords(broadcastWords)
    const kind = ref<LogKind | 'all'>('all')
    const older = shallowRef<readonly HouseEvent[]>([])
    const isOver = ref(false)
    const live = computed(() =>
      view.value.events.filter(event => event.broadcast === props.broadcast && isOfKind(event, kind.value)),
    )
    watch([kind, () => props.broadcast], () => {
      older.value = []
      isOver.value = false
    })
    const fetchOlder = async () => {
      const oldest = older.value[0] ?? live.value[0]
      const asked = new URLSearchParams({ broadcast: props.broadcast, limit: String(pageSize) })
      if (oldest !== undefined) asked.set('before', oldest.id)
      if (kind.value !== 'all') asked.set('kinds', kindsOf[kind.value].join(','))
      const page = (await ask('GET', `api/events/history?${asked}`)) as Page
      older.value = [...page.events.toReversed(), ...older.value]
      isOver.value = !page.hasMore || older.value.length >= mostOlder
    }
    return () => {
      const { log } = words.value
      const most = older.value.length === 0 ? firstShown : Number.POSITIVE_INFINITY
      return (
        <Panel title={log.title}>
          {{
            tools: () => (
              <div class="picks" role="group" aria-label={log.filter}>
                {(['all', ...logKinds] as const).map(each => (
                  <button
                    key={each}
                    type="button"
                    aria-pressed={kind.value === each}
                    onClick={() => {
                      kind.value = each
                    }}
                  >
                    {each === 'all' ? log.all : log.kinds[each]}
                  </button>
                ))}
              </div>
            ),
            default: () => [
              <EventList events={[...older.value, ...live.value]} most={most} />,
              isOver.value ? (
                <p class="hint">{log.noOlder}</p>
              ) : (
                <Button label={log.older} tone="quiet" act={fetchOlder} done="" />
              ),
            ],
          }}
        </Panel>
      )
    }
  },
  { props: ['broadcast'] },
)
