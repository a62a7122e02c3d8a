// What happened to one broadcast, as sentences; of one kind where it is picked.
import { computed, defineComponent, ref } from 'vue'
import { view } from '../live/live.ts'
import { Panel } from '../kit/panel.tsx'
import { EventList } from '../pieces/events.tsx'
import { useWords } from '../shell/language.ts'
import { type LogKind, isOfKind, logKinds } from './log-kinds.ts'
import { broadcastWords } from './words.ts'

const shown = 60

export const Log = defineComponent(
  (props: { broadcast: string }) => {
    const words = useWords(broadcastWords)
    const kind = ref<LogKind | 'all'>('all')
    const events = computed(() =>
      view.value.events.filter(event => event.broadcast === props.broadcast && isOfKind(event, kind.value)),
    )
    return () => {
      const { log } = words.value
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
            default: () => <EventList events={events.value} most={shown} />,
          }}
        </Panel>
      )
    }
  },
  { props: ['broadcast'] },
)
